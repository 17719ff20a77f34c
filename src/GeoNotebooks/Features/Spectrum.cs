using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using static TorchSharp.torch;

namespace GeoNotebooks.Features;

/// <summary>
/// The two-dimensional spectrum of a grid, made ready for filters: the best plane is taken out, holes are filled, and the field is carried on beyond
/// its edges by reflection that fades to nothing, so that neither a regional trend nor a body cut by the edge rings through the result.
/// Transformed once, filtered as often as wanted.
/// </summary>
internal sealed class Spectrum : IDisposable
{
    private readonly Grid _grid;
    private readonly GridPlane _plane;
    private readonly int _padRows;
    private readonly int _padColumns;
    private readonly int _rows;
    private readonly int _columns;
    private readonly Tensor _spectrum;

    public Spectrum(Grid grid)
    {
        NativeTorch.Require();
        if (grid.Values.All(float.IsNaN))
            throw new InvalidDataException($"'{grid.Name}': expected a grid with values; every node is blank");
        _grid = grid;
        _plane = GridPlane.Fit(grid);
        _rows = EvenLength(grid.Rows + 2 * Padding(grid.Rows));
        _columns = EvenLength(grid.Columns + 2 * Padding(grid.Columns));
        _padRows = (_rows - grid.Rows) / 2;
        _padColumns = (_columns - grid.Columns) / 2;
        using var scope = NewDisposeScope();
        using var padded = tensor(Extend(), [_rows, _columns]);
        _spectrum = fft.rfft2(padded).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Applies a transfer function of the wave numbers (east, north) in radians per metre. The plane that was taken out is put back through
    /// <paramref name="plane"/>, which says what the transform makes of it; null drops it.
    /// </summary>
    public Grid Filter(Func<double, double, System.Numerics.Complex> transfer, string name, string unit, Func<GridPlane, double, double, double>? plane = null)
    {
        var half = _columns / 2 + 1;
        var (real, imaginary) = (new float[_rows * half], new float[_rows * half]);
        Parallel.For(0, _rows, row =>
        {
            // Rows run south, wave numbers north.
            var north = -2 * Math.PI * (row <= _rows / 2 ? row : row - _rows) / (_rows * _grid.Geometry.CellHeightMetres);
            for (var column = 0; column < half; column++)
            {
                var factor = transfer(2 * Math.PI * column / (_columns * _grid.Geometry.CellWidthMetres), north);
                real[row * half + column] = (float)factor.Real;
                imaginary[row * half + column] = (float)factor.Imaginary;
            }
        });
        using var scope = NewDisposeScope();
        var filter = complex(tensor(real, [_rows, half]), tensor(imaginary, [_rows, half]));
        var filtered = fft.irfft2(_spectrum * filter, [_rows, _columns]);
        var inner = filtered[TensorIndex.Slice(_padRows, _padRows + _grid.Rows), TensorIndex.Slice(_padColumns, _padColumns + _grid.Columns)];
        var values = inner.contiguous().data<float>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(_grid.Values[i]))
                values[i] = float.NaN;
            else if (plane is not null)
                values[i] += (float)plane(_plane, _grid.Geometry.X(i % _grid.Columns), _grid.Geometry.Y(i / _grid.Columns));
        }
        return new(_grid.Geometry, values, name, unit);
    }

    public void Dispose() => _spectrum.Dispose();

    private float[] Extend()
    {
        var filled = HoleFilling.Fill(_grid.Values.Select((value, i) =>
            (float)(value - _plane.At(_grid.Geometry.X(i % _grid.Columns), _grid.Geometry.Y(i / _grid.Columns)))).ToArray(), _grid.Rows, _grid.Columns);
        var extended = new float[_rows * _columns];
        Parallel.For(0, _rows, row =>
        {
            var (sourceRow, rowWeight) = Reflect(row - _padRows, _grid.Rows, _padRows);
            for (var column = 0; column < _columns; column++)
            {
                var (sourceColumn, columnWeight) = Reflect(column - _padColumns, _grid.Columns, _padColumns);
                extended[row * _columns + column] = rowWeight * columnWeight * filled[sourceRow * _grid.Columns + sourceColumn];
            }
        });
        return extended;
    }

    /// <summary>The index that a position beyond the edge mirrors, and the raised cosine that fades it out over the padding.</summary>
    private static (int Index, float Weight) Reflect(int position, int count, int padding)
    {
        var outside = position < 0 ? -position : position >= count ? position - count + 1 : 0;
        if (outside == 0)
            return (position, 1);
        var period = Math.Max(2 * count - 2, 1);
        var folded = (position % period + period) % period;
        var weight = 0.5 * (1 + Math.Cos(Math.PI * Math.Min(outside, padding) / padding));
        return (count == 1 ? 0 : folded < count ? folded : period - folded, (float)weight);
    }

    private static int Padding(int count) => Math.Max(16, count / 3);

    /// <summary>The next even length whose only prime factors are 2, 3 and 5: fast for any FFT.</summary>
    private static int EvenLength(int atLeast)
    {
        for (var length = atLeast + atLeast % 2; ; length += 2)
        {
            var rest = length;
            foreach (var prime in (ReadOnlySpan<int>)[2, 3, 5])
                while (rest % prime == 0)
                    rest /= prime;
            if (rest == 1)
                return length;
        }
    }
}
