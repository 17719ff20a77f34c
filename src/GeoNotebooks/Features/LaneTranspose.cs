using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GeoNotebooks.Features;

/// <summary>Exchanges rows and columns of a square of eight by eight floats.</summary>
internal static unsafe class LaneTranspose
{
    private const int Size = 8;

    /// <param name="from">The square's first value.</param>
    /// <param name="fromStride">Floats from one of its rows to the next.</param>
    /// <param name="to">Where the result's first value goes; another place.</param>
    /// <param name="toStride">Floats from one of the result's rows to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(float* from, long fromStride, float* to, long toStride)
    {
        if (!Avx.IsSupported)
        {
            for (var row = 0; row < Size; row++)
                for (var column = 0; column < Size; column++)
                    to[column * toStride + row] = from[row * fromStride + column];
            return;
        }
        var (a, b, c, d) = (Vector256.Load(from), Vector256.Load(from + fromStride), Vector256.Load(from + 2 * fromStride), Vector256.Load(from + 3 * fromStride));
        var (e, f, g, h) = (Vector256.Load(from + 4 * fromStride), Vector256.Load(from + 5 * fromStride), Vector256.Load(from + 6 * fromStride), Vector256.Load(from + 7 * fromStride));
        Four(a, b, c, d, out var p, out var q, out var r, out var s);
        Four(e, f, g, h, out var t, out var u, out var v, out var w);
        Avx.Permute2x128(p, t, 0x20).Store(to);
        Avx.Permute2x128(q, u, 0x20).Store(to + toStride);
        Avx.Permute2x128(r, v, 0x20).Store(to + 2 * toStride);
        Avx.Permute2x128(s, w, 0x20).Store(to + 3 * toStride);
        Avx.Permute2x128(p, t, 0x31).Store(to + 4 * toStride);
        Avx.Permute2x128(q, u, 0x31).Store(to + 5 * toStride);
        Avx.Permute2x128(r, v, 0x31).Store(to + 6 * toStride);
        Avx.Permute2x128(s, w, 0x31).Store(to + 7 * toStride);
    }

    /// <summary>Squares of four by four within both halves of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, out Vector256<float> p, out Vector256<float> q, out Vector256<float> r, out Vector256<float> s)
    {
        var (ab, cd, abHigh, cdHigh) = (Avx.UnpackLow(a, b), Avx.UnpackLow(c, d), Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d));
        p = Avx.Shuffle(ab, cd, 0x44);
        q = Avx.Shuffle(ab, cd, 0xEE);
        r = Avx.Shuffle(abHigh, cdHigh, 0x44);
        s = Avx.Shuffle(abHigh, cdHigh, 0xEE);
    }
}
