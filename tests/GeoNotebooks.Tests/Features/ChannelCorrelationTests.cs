using System.Globalization;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class ChannelCorrelationTests
{
    private static readonly GridGeometry Nodes = new(12, 25, 0, 0, 200, 200, Crs.Local);
    private static readonly bool[] Everywhere = [.. Enumerable.Repeat(true, Nodes.Count)];

    /// <summary>Five channels: a field, a curved version of it with ties, its opposite with noise, another field with holes, and noise.</summary>
    private static FeatureStack Stack()
    {
        var random = new Random(7);
        var first = Enumerable.Range(0, Nodes.Count).Select(_ => (float)random.NextDouble()).ToArray();
        var second = Enumerable.Range(0, Nodes.Count).Select(_ => (float)random.NextDouble()).ToArray();
        Grid Of(string name, Func<int, double> value) => new(Nodes, [.. Enumerable.Range(0, Nodes.Count).Select(i => (float)value(i))], name, "1");
        return new([
            Of("field", i => first[i]), Of("other", i => i % 9 == 0 ? double.NaN : second[i] + 0.3 * first[i]), Of("opposite", i => -first[i] + 0.2 * second[i]),
            Of("curved", i => Math.Round(Math.Exp(5 * first[i]))), Of("noise", _ => random.NextDouble())]);
    }

    private static ChannelCorrelation Correlation() => ChannelCorrelation.Of(ChannelSample.Draw(Stack(), Everywhere, new() { BlockMetres = 1000 }));

    [Fact]
    public void Correlations_and_tree_are_those_of_scipy()
    {
        var stack = Stack();
        var rows = string.Join(",", stack.Channels.Select(c => "[" + string.Join(",", c.Values.Select(v => float.IsNaN(v) ? "nan" : v.ToString("R", CultureInfo.InvariantCulture))) + "]"));
        var found = Correlation();
        var printed = Gdal.Python($"""
            import numpy as np
            from scipy.stats import spearmanr
            from scipy.cluster.hierarchy import linkage
            nan = float('nan')
            x = np.array([{rows}])
            n = len(x)
            r = np.eye(n)
            for a in range(n):
                for b in range(a + 1, n):
                    both = np.isfinite(x[a]) & np.isfinite(x[b])
                    r[a, b] = r[b, a] = spearmanr(x[a][both], x[b][both])[0]
            z = linkage((1 - abs(r))[np.triu_indices(n, 1)], 'average')
            print(*r.ravel(), *z[:, :3].ravel())
            """).Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(25 + 12, printed.Count);
        for (var i = 0; i < 25; i++)
            Assert.Equal(printed[i], found.Rho[i / 5, i % 5], 1e-9);
        for (var m = 0; m < 4; m++)
        {
            Assert.Equal((printed[25 + 3 * m], printed[26 + 3 * m]), (found.Tree.Merges[m].First, found.Tree.Merges[m].Second));
            Assert.Equal(printed[27 + 3 * m], found.Tree.Merges[m].Distance, 1e-9);
        }
    }

    [Fact]
    public void A_monotone_change_of_scale_changes_nothing_and_versions_stand_together()
    {
        var found = Correlation();
        Assert.InRange(found["field", "curved"], 0.99, 1);
        Assert.InRange(found["field", "opposite"], -1, -0.9);
        Assert.Equal(found["other", "field"], found["field", "other"]);
        Assert.Equal(["field", "curved", "opposite"], found.Groups().Single(group => group.Count > 1));
        Assert.Equal(3, found.Groups().Count);
        Assert.Equal(found.OrderedNames, found.Groups().SelectMany(group => group));
        Assert.Equal(found[found.OrderedNames[1], found.OrderedNames[3]], found.Ordered()[1, 3]);
        Assert.Contains("no channel 'x'", Assert.Throws<KeyNotFoundException>(() => found["x", "field"]).Message);
    }
}
