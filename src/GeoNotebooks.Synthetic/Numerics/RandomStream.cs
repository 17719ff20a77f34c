namespace GeoNotebooks.Synthetic.Numerics;

/// <summary>
/// A stream of random numbers that belongs to one seed, one purpose and one index, so that a draw for one object never moves the draws
/// for another. Generator: xoshiro256** (Blackman and Vigna 2021, ACM Trans. Math. Softw. 47, 36), seeded by SplitMix64.
/// </summary>
internal sealed class RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private double _spare = double.NaN;

    private RandomStream(ulong state)
    {
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    public static RandomStream For(long seed, string purpose, long index = 0)
    {
        // FNV-1a over the purpose, then the seed and the index stirred in.
        var hash = 14695981039346656037UL;
        foreach (var letter in purpose)
            hash = (hash ^ letter) * 1099511628211UL;
        var state = hash ^ (ulong)seed * 0x9E3779B97F4A7C15UL;
        state = SplitMix(ref state) ^ (ulong)index * 0xD1B54A32D192ED03UL;
        return new(state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Uniform integer in [0, count).</summary>
    public int Index(int count) => (int)(Uniform() * count);

    /// <summary>Standard normal deviate (Marsaglia's polar method).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        while (true)
        {
            double u = 2 * Uniform() - 1, v = 2 * Uniform() - 1, s = u * u + v * v;
            if (s is >= 1 or 0)
                continue;
            var factor = Math.Sqrt(-2 * Math.Log(s) / s);
            _spare = v * factor;
            return u * factor;
        }
    }

    public double Normal(double mean, double deviation) => mean + deviation * Normal();

    /// <summary>Log-normal deviate with this median; <paramref name="sigma"/> is the deviation of the natural logarithm.</summary>
    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>The numbers 0 to count - 1 in random order (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = Index(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }
}
