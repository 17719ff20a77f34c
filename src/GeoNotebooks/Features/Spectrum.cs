using System.Numerics;
using System.Runtime.CompilerServices;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// The two-dimensional spectrum of a grid, made once, from which as many transforms as wanted are taken: <c>using var spectrum = new Spectrum(grid);
/// var up = Derivatives.Up(spectrum); var north = Derivatives.Northing(spectrum);</c>. The transforms that take a grid make one for themselves.
/// </summary>
/// <remarks>
/// <para>A transform of a finite grid is as good as the field that it supposes beyond the edges, and padding by zeros or mirrors supposes wrongly. Here the field is parted in three:</para>
/// <para>the plane through the border, whose transform is known exactly (<see cref="GridPlane"/>); the field of an equivalent layer of sources (<see cref="EquivalentLayer"/>), which
/// carries the long wavelengths on beyond the edges and across holes as sources would, transformed on a coarse plane three times as wide as the grid; and what is left, short waves about zero, filled
/// into holes smoothly, mirrored over a narrow margin, faded out, and transformed on the grid's own cells. The layer's transform is brought to the nodes by interpolation and added.</para>
/// <para>Rows and columns of a rotated grid have their wave vectors turned, so that east and north are the map's. Values are floats (32 bit) throughout; the same input gives the same bits.</para>
/// </remarks>
public sealed class Spectrum : IDisposable
{
    private const int Least = 4;

    /// <summary>Coarse cells in the length of the layer's field: fine enough for interpolation to 1e-5 of its derivatives.</summary>
    private const double CoarseCells = 8;

    private readonly int _padRows;
    private readonly int _padColumns;
    private readonly bool _holes;
    private readonly SpectralPlane _fine;
    private readonly SpectralPlane _coarse;
    private readonly CoarseLattice _downLattice;
    private readonly CoarseLattice _alongLattice;
    private readonly int _coarseFirstRow;
    private readonly int _coarseRows;
    private readonly int _coarseColumns;

    /// <summary>Makes a grid ready for transforms.</summary>
    /// <param name="grid">A field (row, column) on nodes in metres, NaN where there is no value; on a level surface where transforms of potential fields are wanted.</param>
    /// <exception cref="InvalidDataException">Every node is blank, an infinite value, fewer than 4 rows or columns, or a grid in degrees.</exception>
    public Spectrum(Grid grid)
    {
        _holes = Require(grid);
        (Grid, Plane) = (grid, GridPlane.ThroughBorder(grid));
        var geometry = grid.Geometry;
        var (width, height) = (geometry.CellWidthMetres, geometry.CellHeightMetres);
        var layer = EquivalentLayer.Fit(grid, Plane);

        var cell = layer.LengthMetres / CoarseCells;
        var margin = (int)Math.Ceiling(Math.Max(geometry.Columns * width, geometry.Rows * height) / cell);
        var (coarseDown, coarseAcross) = ((int)Math.Ceiling(geometry.Rows * height / cell), (int)Math.Ceiling(geometry.Columns * width / cell));
        (_coarseFirstRow, _coarseRows, _coarseColumns) = (margin - 3, coarseDown + 2 * 3 + 1, EvenLength(coarseAcross + 2 * margin));
        _downLattice = new(geometry.Rows, row => row * height / cell + 3);
        _alongLattice = new(geometry.Columns, column => column * width / cell + margin);
        var field = FieldOf(layer, cell, margin, EvenLength(coarseDown + 2 * margin), (geometry.Columns - 1) * width / cell, (geometry.Rows - 1) * height / cell);
        _coarse = new(field.Length / _coarseColumns, _coarseColumns, cell, cell, geometry.RotationDegrees, (row, line) => field.AsSpan(row * _coarseColumns, _coarseColumns).CopyTo(line));
        var carried = GC.AllocateUninitializedArray<float>(_coarseRows * grid.Columns);
        Parallel.For(0, _coarseRows, row => _alongLattice.Spread(field.AsSpan((_coarseFirstRow + row) * _coarseColumns, _coarseColumns), carried.AsSpan(row * grid.Columns, grid.Columns)));

        var (rows, columns) = (EvenLength(grid.Rows + 2 * Padding(grid.Rows)), EvenLength(grid.Columns + 2 * Padding(grid.Columns)));
        (_padRows, _padColumns) = ((rows - grid.Rows) / 2, (columns - grid.Columns) / 2);
        var filled = _holes ? HoleFilling.Fill(Rest(carried), grid.Rows, grid.Columns) : null;
        var mirrored = Enumerable.Range(0, columns).Select(column => Mirror(column - _padColumns, grid.Columns, _padColumns)).ToArray();
        _fine = new(rows, columns, width, height, geometry.RotationDegrees, (row, line) =>
        {
            var (source, weight) = Mirror(row - _padRows, grid.Rows, _padRows);
            var inner = line.Slice(_padColumns, grid.Columns);
            if (filled is null)
                Rest(source, carried, inner);
            else
                filled.AsSpan(source * grid.Columns, grid.Columns).CopyTo(inner);
            Extend(line, mirrored, weight);
        });
    }

    /// <summary>The grid that was transformed.</summary>
    public Grid Grid { get; }

    /// <summary>The plane that was taken out.</summary>
    internal GridPlane Plane { get; }

    /// <summary>Frees the spectrum's memory.</summary>
    public void Dispose()
    {
        _fine.Dispose();
        _coarse.Dispose();
    }

    /// <summary>Applies a transfer.</summary>
    /// <param name="transfer">The factor of each wave.</param>
    /// <param name="name">Name of the result.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="plane">What the transform makes of the plane that was taken out.</param>
    internal Grid Apply<T>(T transfer, string name, string unit, GridPlane plane = default) where T : struct, ITransfer
    {
        var (rows, columns) = (Grid.Rows, Grid.Columns);
        var (width, height) = (Grid.Geometry.CellWidthMetres, Grid.Geometry.CellHeightMetres);
        var carried = GC.AllocateUninitializedArray<float>(_coarseRows * columns);
        _coarse.Apply(transfer, _coarseFirstRow, _coarseRows, (row, made) => _alongLattice.Spread(made, carried.AsSpan(row * columns, columns)));
        var values = GC.AllocateUninitializedArray<float>(rows * columns);
        _fine.Apply(transfer, _padRows, rows, (row, made) =>
        {
            var line = values.AsSpan(row * columns, columns);
            made.Slice(_padColumns, columns).CopyTo(line);
            _downLattice.Add(row, carried, line);
            if (plane != default)
                plane.AddTo(line, row * height, width);
            if (_holes)
                Blank(Grid.Values.AsSpan(row * columns, columns), line);
        });
        return new(Grid.Geometry, values, name, unit);
    }

    /// <summary>Throws where a grid cannot be transformed; true where it has blank nodes.</summary>
    private static bool Require(Grid grid)
    {
        if (grid.Geometry.Crs.IsGeographic)
            throw new InvalidDataException($"'{grid.Name}': transforms of wave numbers need a grid in metres; this one is in degrees of {grid.Geometry.Crs}: bring it into a projected system first");
        if (grid.Rows < Least || grid.Columns < Least)
            throw new InvalidDataException($"'{grid.Name}': transforms of wave numbers need a grid of at least {Least} x {Least} nodes; found {grid.Rows} x {grid.Columns}");
        if (AllFinite(grid))
            return false;
        var (blank, infinite) = Count(grid.Values);
        if (blank == grid.Values.Length)
            throw new InvalidDataException($"'{grid.Name}': expected a grid with values; every node is blank");
        if (infinite >= 0)
            throw new InvalidDataException($"'{grid.Name}': expected finite values; found {grid.Values[infinite]} at row {infinite / grid.Columns}, column {infinite % grid.Columns}");
        return blank > 0;
    }

    private static bool AllFinite(Grid grid)
    {
        var finite = true;
        Parallel.For(0, grid.Rows, row =>
        {
            if (!IsFinite(grid.Values.AsSpan(row * grid.Columns, grid.Columns)))
                Volatile.Write(ref finite, false);
        });
        return finite;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        // A number less itself is 0; what is not finite leaves NaN.
        var (sum, column, rest) = (Vector<float>.Zero, 0, 0f);
        for (; column <= values.Length - Vector<float>.Count; column += Vector<float>.Count)
        {
            var value = new Vector<float>(values[column..]);
            sum += value - value;
        }
        for (; column < values.Length; column++)
            rest += values[column] - values[column];
        return Vector.Sum(sum) + rest == 0;
    }

    /// <summary>Number of blank nodes, and the last infinite one, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Blank, int Infinite) Count(float[] values)
    {
        var (blank, infinite) = (0, -1);
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]))
                continue;
            if (float.IsNaN(values[i]))
                blank++;
            else
                infinite = i;
        }
        return (blank, infinite);
    }

    private static void Blank(ReadOnlySpan<float> values, Span<float> line)
    {
        for (var column = 0; column < line.Length; column++)
            if (float.IsNaN(values[column]))
                line[column] = float.NaN;
    }

    /// <summary>A row of what the plane and the layer leave.</summary>
    private void Rest(int row, float[] carried, Span<float> line)
    {
        Grid.Values.AsSpan(row * Grid.Columns, Grid.Columns).CopyTo(line);
        Plane.AddTo(line, row * Grid.Geometry.CellHeightMetres, Grid.Geometry.CellWidthMetres, -1);
        _downLattice.Add(row, carried, line, -1);
    }

    private float[] Rest(float[] carried)
    {
        var rest = GC.AllocateUninitializedArray<float>(Grid.Values.Length);
        Parallel.For(0, Grid.Rows, row => Rest(row, carried, rest.AsSpan(row * Grid.Columns, Grid.Columns)));
        return rest;
    }

    /// <summary>The layer's field on the coarse plane, faded out toward its edges.</summary>
    private float[] FieldOf(EquivalentLayer layer, double cell, int margin, int rows, double across, double down)
    {
        var field = new float[rows * _coarseColumns];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < _coarseColumns; column++)
            {
                var (x, y) = (column - margin, row - margin);
                var outside = Math.Max(Math.Max(-x, x - across), Math.Max(-y, y - down));
                if (outside < margin)
                    field[row * _coarseColumns + column] = layer.At(x * cell, y * cell) * Fade(outside, margin);
            }
        });
        return field;
    }

    /// <summary>Mirrors a row's ends into its padding, and fades it out as far as it lies outside itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Extend(Span<float> row, (int Index, float Weight)[] mirrored, float weight)
    {
        var inner = row.Slice(_padColumns, Grid.Columns);
        for (var column = 0; weight != 1 && column < inner.Length; column++)
            inner[column] *= weight;
        for (var column = 0; column < _padColumns; column++)
            row[column] = mirrored[column].Weight * inner[mirrored[column].Index];
        for (var column = _padColumns + inner.Length; column < row.Length; column++)
            row[column] = mirrored[column].Weight * inner[mirrored[column].Index];
    }

    /// <summary>The index that a position beyond the edge mirrors, and the raised cosine that fades it out over the padding.</summary>
    private static (int Index, float Weight) Mirror(int position, int count, int padding)
    {
        var outside = position < 0 ? -position : position >= count ? position - count + 1 : 0;
        var period = 2 * count - 2;
        var folded = (position % period + period) % period;
        return (folded < count ? folded : period - folded, Fade(outside, padding));
    }

    private static float Fade(double outside, double over) => outside <= 0 ? 1 : (float)(0.5 * (1 + Math.Cos(Math.PI * Math.Min(outside / over, 1))));

    private static int Padding(int count) => Math.Max(16, count / 16);

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
