using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace GeoNotebooks.Features;

/// <summary>
/// The spectrum of values on a periodic plane, (row, column) with rows downward, and the wave vector of each of its entries in the map's east and north.
/// Transformed once; each transfer is then one pass over the spectrum and one inverse transform, of the wanted rows alone.
/// </summary>
internal sealed unsafe class SpectralPlane : IDisposable
{
    private const int Lanes = 8;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _half;
    private readonly Tensor _spectrum;
    private readonly Tensor _work;
    private readonly float[] _along;
    private readonly double _perRow;
    private readonly (double Sine, double Cosine) _turn;
    private readonly Lock _gate = new();

    /// <summary>Transforms a plane.</summary>
    /// <param name="values">Row after row, an even number of each and of columns, at least 16.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="columnMetres">Distance between columns.</param>
    /// <param name="rowMetres">Distance between rows.</param>
    /// <param name="rotationDegrees">Angle of the rows from east, counter-clockwise.</param>
    public SpectralPlane(float[] values, int rows, int columns, double columnMetres, double rowMetres, double rotationDegrees)
    {
        (_rows, _columns, _half) = (rows, columns, columns / 2 + 1);
        _along = [.. Enumerable.Range(0, _half).Select(column => (float)(2 * Math.PI * column / (columns * columnMetres)))];
        _perRow = 2 * Math.PI / (rows * rowMetres);
        _turn = (double.SinPi(rotationDegrees / 180), double.CosPi(rotationDegrees / 180));
        using var scope = NewDisposeScope();
        var plane = empty([rows, columns], ScalarType.Float32);
        values.AsSpan(0, rows * columns).CopyTo(MemoryMarshal.Cast<byte, float>(plane.bytes));
        _spectrum = fft.rfft2(plane).contiguous().MoveToOuterDisposeScope();
        _work = empty_like(_spectrum).MoveToOuterDisposeScope();
    }

    /// <summary>Applies a transfer and transforms back.</summary>
    /// <param name="transfer">The factor of each wave.</param>
    /// <param name="firstRow">First row that is wanted.</param>
    /// <param name="rowCount">Number of rows that are wanted.</param>
    /// <param name="use">Called with the wanted rows, whole, one after another; the memory is gone when it returns.</param>
    public void Apply<T>(T transfer, int firstRow, int rowCount, Action<nint> use) where T : struct, ITransfer
    {
        lock (_gate)
        {
            using var scope = NewDisposeScope();
            Multiply(transfer);
            // Down the columns first; along the rows only where someone looks.
            var wanted = fft.irfft(fft.ifft(_work, dim: 0).narrow(0, firstRow, rowCount), _columns, 1).contiguous();
            use((nint)Pointer(wanted));
        }
    }

    public void Dispose()
    {
        _spectrum.Dispose();
        _work.Dispose();
    }

    private void Multiply<T>(T transfer) where T : struct, ITransfer
    {
        using var from = _spectrum.view_as_real();
        using var to = _work.view_as_real();
        var (source, target) = ((nint)Pointer(from), (nint)Pointer(to));
        Parallel.For(0, _rows, row => MultiplyRow(transfer, row, (float*)source + 2L * row * _half, (float*)target + 2L * row * _half));
    }

    // Compiled well at once: a notebook asks for each transform a few times only.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyRow<T>(T transfer, int row, float* read, float* write) where T : struct, ITransfer
    {
        // Rows run down, and half of the wave numbers are negative.
        var down = _perRow * (row <= _rows / 2 ? row : row - _rows);
        var (east, north) = (Vector256.Create((float)(down * _turn.Sine)), Vector256.Create((float)(-down * _turn.Cosine)));
        var (sine, cosine) = (Vector256.Create((float)_turn.Sine), Vector256.Create((float)_turn.Cosine));
        // The shortest wave down the rows stands for both of its signs: what is odd cancels. Real parts of a product lose b s, imaginary ones gain a s.
        var odd = (2 * row == _rows ? 0f : 1f) * Vector256.Create(-1f, 1f, -1f, 1f, -1f, 1f, -1f, 1f);
        fixed (float* along = _along)
        {
            for (var block = 0; block < _half; block += Lanes)
            {
                // The last block overlaps the one before: it writes the same once more.
                var column = Math.Min(block, _half - Lanes);
                var across = Vector256.Load(along + column);
                var e = Vector256.FusedMultiplyAdd(across, cosine, east);
                var n = Vector256.FusedMultiplyAdd(across, sine, north);
                var (real, imaginary) = transfer.At(e, n, Vector256.Sqrt(e * e + n * n));
                // Complex products of values that lie as pairs: (a + ib)(r + is) = (a, b) r + (b, a)(-s, s).
                var first = Vector256.Load(read + 2 * column);
                var second = Vector256.Load(read + 2 * column + Lanes);
                Vector256.FusedMultiplyAdd(
                    first, Vector256.Shuffle(real, Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3)),
                    Vector256.Shuffle(first, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)) * (odd * Vector256.Shuffle(imaginary, Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3)))).Store(write + 2 * column);
                Vector256.FusedMultiplyAdd(
                    second, Vector256.Shuffle(real, Vector256.Create(4, 4, 5, 5, 6, 6, 7, 7)),
                    Vector256.Shuffle(second, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)) * (odd * Vector256.Shuffle(imaginary, Vector256.Create(4, 4, 5, 5, 6, 6, 7, 7)))).Store(write + 2 * column + Lanes);
            }
        }
    }

    private static float* Pointer(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
