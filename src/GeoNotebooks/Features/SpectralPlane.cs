using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GeoNotebooks.Features;

/// <summary>
/// The spectrum of values on a periodic plane, (row, column) with rows downward, and the wave vector of each of its entries in the map's east and north.
/// Transformed once; each transfer is then one pass over the spectrum, columns of waves first, and one over the wanted rows.
/// </summary>
/// <remarks>
/// Eight columns of waves lie together, row after row, as <see cref="LaneFourier"/> takes them: their product with the transfer and their transform back never leave a core's cache. Rows are
/// transformed eight at a time as well, real values packed as complex ones of half the length (Press et al. 1992, Numerical Recipes in C, section 12.3).
/// Beside twice the plane's memory, kept until disposal, nothing is allocated.
/// </remarks>
internal sealed unsafe class SpectralPlane : IDisposable
{
    private const int Lanes = LaneFourier.Lanes;
    private const int Entry = LaneFourier.Entry;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _blocks;
    private readonly LaneFourier _down;
    private readonly LaneFourier _along;
    private readonly float[] _turns;
    private readonly float[] _waves;
    private readonly double _perRow;
    private readonly (double Sine, double Cosine) _turn;
    private readonly Lock _gate = new();
    private readonly AlignedMemory _spectrum;
    private readonly AlignedMemory _work;
    private bool _disposed;

    /// <summary>Transforms a plane.</summary>
    /// <param name="rows">Number of rows, even, at least 16, of the factors 2, 3 and 5.</param>
    /// <param name="columns">Number of columns, likewise.</param>
    /// <param name="columnMetres">Distance between columns.</param>
    /// <param name="rowMetres">Distance between rows.</param>
    /// <param name="rotationDegrees">Angle of the rows from east, counter-clockwise.</param>
    /// <param name="fill">Writes a row of values; called for each once, by several threads.</param>
    public SpectralPlane(int rows, int columns, double columnMetres, double rowMetres, double rotationDegrees, RowFill fill)
    {
        (_rows, _columns, _blocks) = (rows, columns, columns / 2 / Lanes + 1);
        (_down, _along) = (new(rows), new(columns / 2));
        (_turns, _waves) = (new float[columns + 2], new float[_blocks * Lanes]);
        for (var k = 0; k <= columns / 2; k++)
        {
            (_turns[2 * k], _turns[2 * k + 1]) = ((float)double.CosPi(2.0 * k / columns), (float)double.SinPi(2.0 * k / columns));
            _waves[k] = (float)(2 * Math.PI * k / (columns * columnMetres));
        }
        _perRow = 2 * Math.PI / (rows * rowMetres);
        _turn = (double.SinPi(rotationDegrees / 180), double.CosPi(rotationDegrees / 180));
        _spectrum = new((long)_blocks * rows * Entry);
        _work = new((long)_blocks * rows * Entry);
        Parallel.For(0, (rows + Lanes - 1) / Lanes, RowScratch, (group, _, scratch) => ForwardRows(group, fill, scratch), scratch => scratch.Dispose());
        Parallel.For(0, _blocks, ColumnScratch, (block, _, scratch) => ForwardColumns(block, scratch), scratch => scratch.Dispose());
    }

    /// <summary>Writes the values of a row.</summary>
    public delegate void RowFill(int row, Span<float> values);

    /// <summary>Takes the values of a row, whole; they are gone when it returns.</summary>
    public delegate void RowUse(int row, ReadOnlySpan<float> values);

    /// <summary>Applies a transfer and transforms back.</summary>
    /// <param name="transfer">The factor of each wave.</param>
    /// <param name="firstRow">First row that is wanted.</param>
    /// <param name="rowCount">Number of rows that are wanted.</param>
    /// <param name="use">Called with each wanted row, numbered from the first wanted, by several threads.</param>
    public void Apply<T>(T transfer, int firstRow, int rowCount, RowUse use) where T : struct, ITransfer
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(Spectrum));
            Parallel.For(0, _blocks, ColumnScratch, (block, _, scratch) => BackColumns(transfer, block, firstRow, rowCount, scratch), scratch => scratch.Dispose());
            Parallel.For(0, (rowCount + Lanes - 1) / Lanes, RowScratch, (group, _, scratch) => BackRows(group, rowCount, use, scratch), scratch => scratch.Dispose());
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _spectrum.Dispose();
            _work.Dispose();
        }
    }

    // Two columns of entries, or two half rows of them, one more entry, and eight rows of values.
    private AlignedMemory ColumnScratch() => new(2L * _rows * Entry);

    private AlignedMemory RowScratch() => new(2L * (_columns / 2 + 1) * Entry + (long)Lanes * _columns);

    private AlignedMemory ForwardRows(int group, RowFill fill, AlignedMemory scratch)
    {
        var half = _columns / 2;
        var entries = scratch.Start;
        var spare = scratch.Start + (long)(half + 1) * Entry;
        var values = spare + (long)(half + 1) * Entry;
        var first = group * Lanes;
        var count = Math.Min(Lanes, _rows - first);
        new Span<float>(values, Lanes * _columns).Slice(count * _columns).Clear();
        for (var row = 0; row < count; row++)
            fill(first + row, new(values + (long)row * _columns, _columns));
        RowsToLanes(values, entries);
        var made = _along.Transform(entries, spare, back: false);
        var other = made == entries ? spare : entries;
        Unpack(made, other);
        for (var block = 0; block < _blocks; block++)
            LanesToBlock(other, block, _work.Start + ((long)block * _rows + first) * Entry, count);
        return scratch;
    }

    private AlignedMemory ForwardColumns(int block, AlignedMemory scratch)
    {
        var column = (long)_rows * Entry;
        // Products with a transfer are then the values themselves: the two transforms' sums are divided once, here.
        var scale = Vector256.Create((float)(1.0 / ((double)_rows * _columns)));
        Copy(_work.Start + block * column, scratch.Start, column);
        var made = _down.Transform(scratch.Start, scratch.Start + column, back: false);
        var target = _spectrum.Start + block * column;
        for (long i = 0; i < column; i += Lanes)
            (Vector256.Load(made + i) * scale).Store(target + i);
        return scratch;
    }

    // Compiled well at once: a notebook asks for each transform a few times only.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private AlignedMemory BackColumns<T>(T transfer, int block, int firstRow, int rowCount, AlignedMemory scratch) where T : struct, ITransfer
    {
        var column = (long)_rows * Entry;
        var read = _spectrum.Start + block * column;
        var write = scratch.Start;
        var across = Vector256.Create(_waves, block * Lanes);
        var (sine, cosine) = (Vector256.Create((float)_turn.Sine), Vector256.Create((float)_turn.Cosine));
        for (var row = 0; row < _rows; row++, read += Entry, write += Entry)
        {
            // Rows run down, and half of the wave numbers are negative.
            var down = _perRow * (row <= _rows / 2 ? row : row - _rows);
            var e = Vector256.FusedMultiplyAdd(across, cosine, Vector256.Create((float)(down * _turn.Sine)));
            var n = Vector256.FusedMultiplyAdd(across, sine, Vector256.Create((float)(-down * _turn.Cosine)));
            var (real, imaginary) = transfer.At(e, n, Vector256.Sqrt(e * e + n * n));
            // The shortest wave down the rows stands for both of its signs: what is odd cancels.
            if (2 * row == _rows)
                imaginary = Vector256<float>.Zero;
            var (a, b) = (Vector256.Load(read), Vector256.Load(read + Lanes));
            Vector256.FusedMultiplyAdd(a, real, -(b * imaginary)).Store(write);
            Vector256.FusedMultiplyAdd(a, imaginary, b * real).Store(write + Lanes);
        }
        var made = _down.Transform(scratch.Start, scratch.Start + column, back: true);
        Copy(made + (long)firstRow * Entry, _work.Start + (long)block * rowCount * Entry, (long)rowCount * Entry);
        return scratch;
    }

    private AlignedMemory BackRows(int group, int rowCount, RowUse use, AlignedMemory scratch)
    {
        var half = _columns / 2;
        var entries = scratch.Start;
        var spare = scratch.Start + (long)(half + 1) * Entry;
        var values = spare + (long)(half + 1) * Entry;
        var first = group * Lanes;
        var count = Math.Min(Lanes, rowCount - first);
        for (var block = 0; block < _blocks; block++)
            BlockToLanes(_work.Start + ((long)block * rowCount + first) * Entry, count, block, entries);
        Pack(entries, spare);
        var made = _along.Transform(spare, entries, back: true);
        LanesToRows(made, values);
        for (var row = 0; row < count; row++)
            use(first + row, new(values + (long)row * _columns, _columns));
        return scratch;
    }

    /// <summary>Waves of real values from those of neighbours packed as complex numbers, z = even + i odd: X[k] = (Z[k] + Z*[m-k]) / 2 - i exp(-2 pi i k / n) (Z[k] - Z*[m-k]) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Unpack(float* packed, float* waves)
    {
        var (half, one) = (_columns / 2, Vector256.Create(0.5f));
        for (var k = 0; k <= half; k++)
        {
            var p = packed + (long)(k == half ? 0 : k) * Entry;
            var q = packed + (long)(k == 0 ? 0 : half - k) * Entry;
            var (a, b, c, d) = (Vector256.Load(p), Vector256.Load(p + Lanes), Vector256.Load(q), Vector256.Load(q + Lanes));
            var (evenReal, evenImaginary, oddReal, oddImaginary) = (a + c, b - d, a - c, b + d);
            var (cosine, sine) = (Vector256.Create(_turns[2 * k]), Vector256.Create(_turns[2 * k + 1]));
            // -i (cos - i sin) = -sin - i cos.
            (one * (evenReal - sine * oddReal + cosine * oddImaginary)).Store(waves + (long)k * Entry);
            (one * (evenImaginary - sine * oddImaginary - cosine * oddReal)).Store(waves + (long)k * Entry + Lanes);
        }
    }

    /// <summary>The other way, twice as large: Z[k] = X[k] + X*[m-k] + i exp(2 pi i k / n) (X[k] - X*[m-k]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(float* waves, float* packed)
    {
        var half = _columns / 2;
        // The mean and the shortest wave along a row are real.
        Vector256<float>.Zero.Store(waves + Lanes);
        Vector256<float>.Zero.Store(waves + (long)half * Entry + Lanes);
        for (var k = 0; k < half; k++)
        {
            var p = waves + (long)k * Entry;
            var q = waves + (long)(half - k) * Entry;
            var (a, b, c, d) = (Vector256.Load(p), Vector256.Load(p + Lanes), Vector256.Load(q), Vector256.Load(q + Lanes));
            var (evenReal, evenImaginary, oddReal, oddImaginary) = (a + c, b - d, a - c, b + d);
            var (cosine, sine) = (Vector256.Create(_turns[2 * k]), Vector256.Create(_turns[2 * k + 1]));
            // i (cos + i sin) = -sin + i cos.
            (evenReal - sine * oddReal - cosine * oddImaginary).Store(packed + (long)k * Entry);
            (evenImaginary - sine * oddImaginary + cosine * oddReal).Store(packed + (long)k * Entry + Lanes);
        }
    }

    /// <summary>Eight rows of values to entries of half their number: even columns are real parts, odd ones imaginary.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RowsToLanes(float* values, float* entries)
    {
        for (var column = 0; column < _columns; column += Lanes)
        {
            var width = Math.Min(Lanes, _columns - column);
            if (width == Lanes)
                LaneTranspose.Of(values + column, _columns, entries + (long)column * Lanes, Lanes);
            else
                for (var lane = 0; lane < Lanes; lane++)
                    for (var i = 0; i < width; i++)
                        entries[(long)(column + i) * Lanes + lane] = values[(long)lane * _columns + column + i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LanesToRows(float* entries, float* values)
    {
        for (var column = 0; column < _columns; column += Lanes)
        {
            var width = Math.Min(Lanes, _columns - column);
            if (width == Lanes)
                LaneTranspose.Of(entries + (long)column * Lanes, Lanes, values + column, _columns);
            else
                for (var lane = 0; lane < Lanes; lane++)
                    for (var i = 0; i < width; i++)
                        values[(long)lane * _columns + column + i] = entries[(long)(column + i) * Lanes + lane];
        }
    }

    /// <summary>Eight waves of the lanes' rows to the rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LanesToBlock(float* entries, int block, float* rows, int count)
    {
        var width = Math.Min(Lanes, _columns / 2 + 1 - block * Lanes);
        var from = entries + (long)block * Lanes * Entry;
        if (width == Lanes && count == Lanes)
        {
            LaneTranspose.Of(from, Entry, rows, Entry);
            LaneTranspose.Of(from + Lanes, Entry, rows + Lanes, Entry);
            return;
        }
        for (var row = 0; row < count; row++)
            for (var wave = 0; wave < Lanes; wave++)
                for (var part = 0; part < Entry; part += Lanes)
                    rows[row * Entry + part + wave] = wave < width ? from[wave * Entry + part + row] : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BlockToLanes(float* rows, int count, int block, float* entries)
    {
        var width = Math.Min(Lanes, _columns / 2 + 1 - block * Lanes);
        var to = entries + (long)block * Lanes * Entry;
        if (width == Lanes && count == Lanes)
        {
            LaneTranspose.Of(rows, Entry, to, Entry);
            LaneTranspose.Of(rows + Lanes, Entry, to + Lanes, Entry);
            return;
        }
        for (var wave = 0; wave < width; wave++)
            for (var row = 0; row < Lanes; row++)
                for (var part = 0; part < Entry; part += Lanes)
                    to[wave * Entry + part + row] = row < count ? rows[row * Entry + part + wave] : 0;
    }

    private static void Copy(float* from, float* to, long count) => Buffer.MemoryCopy(from, to, count * sizeof(float), count * sizeof(float));
}
