namespace GeoNotebooks.Tiles;

/// <summary>
/// A stream of random numbers that is a pure function of its seeds: SplitMix64 (Steele, Lea and Flood, 2014, OOPSLA). Any draw can be
/// repeated from (run, pass, index) alone, on any thread and after a restart.
/// </summary>
internal struct Draws
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state;

    public Draws(params ReadOnlySpan<long> seeds)
    {
        foreach (var seed in seeds)
            _state = Mix(_state + GoldenGamma + (ulong)seed);
    }

    public ulong Next() => Mix(_state += GoldenGamma);

    /// <summary>Even in [0, 1).</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>0, 1 ... <paramref name="count"/> - 1, each as likely.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>
    /// Mean 0, variance 1, near to normal and never beyond +-3.47: the sum of four even draws of 16 bits. Integer arithmetic
    /// alone, so that every machine draws the same.
    /// </summary>
    public float Bell()
    {
        const float scale = 1.7320508f / 65536;
        var bits = Next();
        var sum = (int)(bits & 0xFFFF) + (int)(bits >> 16 & 0xFFFF) + (int)(bits >> 32 & 0xFFFF) + (int)(bits >> 48);
        return (sum - 2 * 65535) * scale;
    }

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
