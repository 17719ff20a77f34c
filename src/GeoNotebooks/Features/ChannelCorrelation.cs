namespace GeoNotebooks.Features;

/// <summary>
/// How far channels say the same: Spearman's rank correlation of each pair (Spearman, 1904, The American Journal of Psychology 15, 72-101: Pearson's correlation of the ranks, which no
/// monotone change of scale alters), and the channels ordered so that groups stand together.
/// </summary>
/// <param name="Names">Names of the channels, in the order of the sample.</param>
/// <param name="Rho">Correlations, (channel, channel), in that order; NaN where two share fewer than 3 nodes, or one is the same on all of them.</param>
/// <param name="Tree">Average linkage of 1 - |rho|.</param>
public sealed record ChannelCorrelation(IReadOnlyList<string> Names, double[,] Rho, AverageLinkage Tree)
{
    /// <summary>Correlates all channels of a sample; a pair is judged on the nodes where both have values.</summary>
    public static ChannelCorrelation Of(ChannelSample sample)
    {
        var n = sample.Names.Count;
        var ranks = new double[n][];
        Parallel.For(0, n, c => ranks[c] = Ranks.Of(sample.Values[c]));
        var whole = sample.Values.Select(values => !values.Contains(float.NaN)).ToArray();
        var rho = new double[n, n];
        Parallel.For(0, n, a =>
        {
            rho[a, a] = 1;
            for (var b = a + 1; b < n; b++)
                rho[a, b] = rho[b, a] = whole[a] && whole[b] ? Pearson(ranks[a], ranks[b]) : OnShared(sample.Values[a], sample.Values[b]);
        });
        return new(sample.Names, rho, AverageLinkage.Of(n, (a, b) => double.IsNaN(rho[a, b]) ? 1 : 1 - Math.Abs(rho[a, b])));
    }

    /// <summary>Correlation of two channels by name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such channel.</exception>
    public double this[string first, string second] => Rho[IndexOf(first), IndexOf(second)];

    /// <summary>Names in the order of the tree: channels that say the same stand together.</summary>
    public IReadOnlyList<string> OrderedNames => [.. Tree.Leaves.Select(leaf => Names[leaf])];

    /// <summary>Correlations in the order of the tree, (channel, channel).</summary>
    public double[,] Ordered()
    {
        var ordered = new double[Names.Count, Names.Count];
        for (var r = 0; r < Names.Count; r++)
            for (var c = 0; c < Names.Count; c++)
                ordered[r, c] = Rho[Tree.Leaves[r], Tree.Leaves[c]];
        return ordered;
    }

    /// <summary>Groups whose members correlate, on average, by at least so much (up to sign), in the order of the tree; a channel alone is a group of one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups(double leastCorrelation = 0.8) =>
        [.. Tree.Cut(1 - leastCorrelation).Select(group => group.Select(leaf => Names[leaf]).ToList())];

    private int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
            if (Names[i] == name)
                return i;
        throw new KeyNotFoundException($"no channel '{name}' was correlated; there are {string.Join(", ", Names)}");
    }

    private static double OnShared(float[] a, float[] b)
    {
        var shared = Enumerable.Range(0, a.Length).Where(i => !float.IsNaN(a[i]) && !float.IsNaN(b[i])).ToArray();
        return shared.Length < 3 ? double.NaN : Pearson(Ranks.Of(Array.ConvertAll(shared, i => a[i])), Ranks.Of(Array.ConvertAll(shared, i => b[i])));
    }

    /// <summary>Ranks are centred: their mean is (n - 1) / 2 whatever the ties.</summary>
    internal static double Pearson(double[] a, double[] b)
    {
        var mean = (a.Length - 1) / 2.0;
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - mean, b[i] - mean);
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : double.NaN;
    }
}
