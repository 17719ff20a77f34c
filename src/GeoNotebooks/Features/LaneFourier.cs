using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GeoNotebooks.Features;

/// <summary>
/// The discrete Fourier transform of eight complex series side by side: one number of each series, eight real parts and then eight imaginary ones, is an entry of sixteen floats. Each step
/// is the same for all eight, so that a vector does it at once, and a column of entries stays within a core's own cache from the first step to the last.
/// </summary>
/// <remarks>
/// Stockham's self-sorting algorithm (Van Loan 1992, Computational Frameworks for the Fast Fourier Transform, section 1.7) with radices 4, 2, 3 and 5. Sums are not divided by the length.
/// The order of operations is fixed: the same input gives the same bits whatever the threads.
/// </remarks>
internal sealed unsafe class LaneFourier
{
    /// <summary>Series side by side.</summary>
    public const int Lanes = 8;

    /// <summary>Floats of one entry: the lanes' real parts, then their imaginary parts.</summary>
    public const int Entry = 2 * Lanes;

    private readonly int[] _radices;
    private readonly float[] _turns;

    /// <summary>Prepares for a length.</summary>
    /// <param name="length">Number of entries; no prime factors other than 2, 3 and 5.</param>
    public LaneFourier(int length)
    {
        (Length, _radices, _turns) = (length, RadicesOf(length), new float[2 * length]);
        for (var i = 0; i < length; i++)
            (_turns[2 * i], _turns[2 * i + 1]) = ((float)double.CosPi(2.0 * i / length), (float)-double.SinPi(2.0 * i / length));
    }

    public int Length { get; }

    /// <summary>Sums of entries times exp(-2 pi i j k / length), or exp(+2 pi i j k / length) where it goes back.</summary>
    /// <param name="entries">The series; its memory is used up.</param>
    /// <param name="spare">As much memory again.</param>
    /// <param name="back">The other sign in the exponent.</param>
    /// <returns>Whichever of the two holds the result.</returns>
    public float* Transform(float* entries, float* spare, bool back)
    {
        var (from, to) = ((nint)entries, (nint)spare);
        // Exchanging real and imaginary parts on the way in and out is the same as the other sign.
        var (re, im) = back ? (Lanes, 0) : (0, Lanes);
        var (rest, stride) = (Length, 1);
        fixed (float* turns = _turns)
        {
            foreach (var radix in _radices)
            {
                rest /= radix;
                switch (radix)
                {
                    case 2: Two((float*)from, (float*)to, turns, rest, stride, re, im); break;
                    case 3: Three((float*)from, (float*)to, turns, rest, stride, re, im); break;
                    case 4: Four((float*)from, (float*)to, turns, rest, stride, re, im); break;
                    default: Five((float*)from, (float*)to, turns, rest, stride, re, im); break;
                }
                stride *= radix;
                (from, to) = (to, from);
            }
        }
        return (float*)from;
    }

    private static int[] RadicesOf(int length)
    {
        var radices = new List<int>();
        foreach (var radix in (ReadOnlySpan<int>)[4, 2, 5, 3])
            for (; length % radix == 0; length /= radix)
                radices.Add(radix);
        return length == 1 ? [.. radices] : throw new ArgumentOutOfRangeException(nameof(length), $"expected a length of factors 2, 3 and 5; found a factor {length}");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(float* from, float* to, float* turns, int groups, int stride, int re, int im)
    {
        var apart = (long)Entry * stride * groups;
        for (var group = 0; group < groups; group++)
        {
            var w = Turn.At(turns, group * stride);
            var x = from + (long)Entry * stride * group;
            var y = to + 2L * Entry * stride * group;
            for (var i = 0; i < stride; i++, x += Entry, y += Entry)
            {
                var (a, b) = (Pair.Load(x, re, im), Pair.Load(x + apart, re, im));
                (a + b).Store(y, re, im);
                (a - b).Times(w).Store(y + Entry * stride, re, im);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three(float* from, float* to, float* turns, int groups, int stride, int re, int im)
    {
        var (apart, step) = ((long)Entry * stride * groups, (long)Entry * stride);
        var (half, sine) = (Vector256.Create(-0.5f), Vector256.Create(0.86602540378443864676f));
        for (var group = 0; group < groups; group++)
        {
            var (w1, w2) = (Turn.At(turns, group * stride), Turn.At(turns, 2 * group * stride));
            var x = from + step * group;
            var y = to + 3 * step * group;
            for (var i = 0; i < stride; i++, x += Entry, y += Entry)
            {
                var (a, b, c) = (Pair.Load(x, re, im), Pair.Load(x + apart, re, im), Pair.Load(x + 2 * apart, re, im));
                var (sum, turned) = (b + c, (b - c).TimesMinusI().Scaled(sine));
                var middle = a.Plus(sum, half);
                (a + sum).Store(y, re, im);
                (middle + turned).Times(w1).Store(y + step, re, im);
                (middle - turned).Times(w2).Store(y + 2 * step, re, im);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* from, float* to, float* turns, int groups, int stride, int re, int im)
    {
        var (apart, step) = ((long)Entry * stride * groups, (long)Entry * stride);
        for (var group = 0; group < groups; group++)
        {
            var (w1, w2, w3) = (Turn.At(turns, group * stride), Turn.At(turns, 2 * group * stride), Turn.At(turns, 3 * group * stride));
            var x = from + step * group;
            var y = to + 4 * step * group;
            for (var i = 0; i < stride; i++, x += Entry, y += Entry)
            {
                var (a, b, c, d) = (Pair.Load(x, re, im), Pair.Load(x + apart, re, im), Pair.Load(x + 2 * apart, re, im), Pair.Load(x + 3 * apart, re, im));
                var (ac, bd, a_c, b_d) = (a + c, b + d, a - c, (b - d).TimesMinusI());
                (ac + bd).Store(y, re, im);
                (a_c + b_d).Times(w1).Store(y + step, re, im);
                (ac - bd).Times(w2).Store(y + 2 * step, re, im);
                (a_c - b_d).Times(w3).Store(y + 3 * step, re, im);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Five(float* from, float* to, float* turns, int groups, int stride, int re, int im)
    {
        var (apart, step) = ((long)Entry * stride * groups, (long)Entry * stride);
        var (c1, c2) = (Vector256.Create(0.30901699437494742410f), Vector256.Create(-0.80901699437494742410f));
        var (s1, s2) = (Vector256.Create(0.95105651629515357212f), Vector256.Create(0.58778525229247312917f));
        for (var group = 0; group < groups; group++)
        {
            var x = from + step * group;
            var y = to + 5 * step * group;
            for (var i = 0; i < stride; i++, x += Entry, y += Entry)
            {
                var a = Pair.Load(x, re, im);
                var (b, c, d, e) = (Pair.Load(x + apart, re, im), Pair.Load(x + 2 * apart, re, im), Pair.Load(x + 3 * apart, re, im), Pair.Load(x + 4 * apart, re, im));
                var (be, cd, b_e, c_d) = (b + e, c + d, (b - e).TimesMinusI(), (c - d).TimesMinusI());
                var (even1, even2) = (a.Plus(be, c1).Plus(cd, c2), a.Plus(be, c2).Plus(cd, c1));
                var (odd1, odd2) = (b_e.Scaled(s1).Plus(c_d, s2), b_e.Scaled(s2).Plus(c_d, -s1));
                (a + be + cd).Store(y, re, im);
                (even1 + odd1).Times(Turn.At(turns, group * stride)).Store(y + step, re, im);
                (even2 + odd2).Times(Turn.At(turns, 2 * group * stride)).Store(y + 2 * step, re, im);
                (even2 - odd2).Times(Turn.At(turns, 3 * group * stride)).Store(y + 3 * step, re, im);
                (even1 - odd1).Times(Turn.At(turns, 4 * group * stride)).Store(y + 4 * step, re, im);
            }
        }
    }

    /// <summary>One complex factor for all lanes.</summary>
    private readonly struct Turn(Vector256<float> real, Vector256<float> imaginary)
    {
        public readonly Vector256<float> Real = real;
        public readonly Vector256<float> Imaginary = imaginary;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Turn At(float* turns, int index) => new(Vector256.Create(turns[2 * index]), Vector256.Create(turns[2 * index + 1]));
    }

    /// <summary>Eight complex numbers.</summary>
    private readonly struct Pair(Vector256<float> real, Vector256<float> imaginary)
    {
        private readonly Vector256<float> _real = real;
        private readonly Vector256<float> _imaginary = imaginary;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair Load(float* from, int re, int im) => new(Vector256.Load(from + re), Vector256.Load(from + im));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* to, int re, int im)
        {
            _real.Store(to + re);
            _imaginary.Store(to + im);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair operator +(Pair a, Pair b) => new(a._real + b._real, a._imaginary + b._imaginary);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair operator -(Pair a, Pair b) => new(a._real - b._real, a._imaginary - b._imaginary);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair TimesMinusI() => new(_imaginary, -_real);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair Scaled(Vector256<float> by) => new(_real * by, _imaginary * by);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair Plus(Pair other, Vector256<float> times) =>
            new(Vector256.FusedMultiplyAdd(other._real, times, _real), Vector256.FusedMultiplyAdd(other._imaginary, times, _imaginary));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair Times(Turn by) => new(
            Vector256.FusedMultiplyAdd(_real, by.Real, -(_imaginary * by.Imaginary)), Vector256.FusedMultiplyAdd(_real, by.Imaginary, _imaginary * by.Real));
    }
}
