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
        Parallel.For(0, _rows, row =>
        {
            // Rows run down, and half of the wave numbers are negative.
            var down = _perRow * (row <= _rows / 2 ? row : row - _rows);
            var (east, north) = (Vector256.Create((float)(down * _turn.Sine)), Vector256.Create((float)(-down * _turn.Cosine)));
            var (sine, cosine) = (Vector256.Create((float)_turn.Sine), Vector256.Create((float)_turn.Cosine));
            // The shortest wave down the rows stands for both of its signs: what is odd cancels.
            var odd = Vector256.Create(2 * row == _rows ? 0f : 1f);
            var read = (float*)source + 2L * row * _half;
            var write = (float*)target + 2L * row * _half;
            fixed (float* along = _along)
            {
                for (var block = 0; block < _half; block += Lanes)
                {
                    // The last block overlaps the one before: it writes the same once more.
                    var column = Math.Min(block, _half - Lanes);
                    var across = Vector256.Load(along + column);
                    var (e, n) = (Vector256.FusedMultiplyAdd(across, cosine, east), Vector256.FusedMultiplyAdd(across, sine, north));
                    var (real, imaginary) = transfer.At(e, n, Vector256.Sqrt(e * e + n * n));
                    imaginary *= odd;
                    Write(read + 2 * column, write + 2 * column, real, imaginary, Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3));
                    Write(read + 2 * column + Lanes, write + 2 * column + Lanes, real, imaginary, Vector256.Create(4, 4, 5, 5, 6, 6, 7, 7));
                }
            }
        });
    }

    /// <summary>Four complex products: (a + ib)(r + is) = (ar - bs) + i(br + as), with a, b side by side in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(float* read, float* write, Vector256<float> real, Vector256<float> imaginary, Vector256<int> which)
    {
        var values = Vector256.Load(read);
        var swapped = Vector256.Shuffle(values, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
        var signed = Vector256.Shuffle(imaginary, which) * Vector256.Create(-1f, 1f, -1f, 1f, -1f, 1f, -1f, 1f);
        Vector256.FusedMultiplyAdd(values, Vector256.Shuffle(real, which), swapped * signed).Store(write);
    }

    private static float* Pointer(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
