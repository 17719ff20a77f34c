using System.Globalization;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class PrincipalComponentsTests
{
    private static Grid Make(string name, params float[] values) => new(new(1, values.Length, 0, 0, 100, 100, Crs.Local), values, name, "ppm");

    private static Grid[] Correlated(int count, int seed)
    {
        var random = new Random(seed);
        var (a, b, c, d) = (new float[count], new float[count], new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var (u, v) = (random.NextDouble() + random.NextDouble(), random.NextDouble());
            (a[i], b[i], c[i], d[i]) = ((float)(100 + 30 * u), (float)(5 - 2 * u + v), (float)(v * v), (float)(random.NextDouble() + 0.3 * u * v));
        }
        return [Make("As", a), Make("Au", b), Make("W", c), Make("Sb", d)];
    }

    [Fact]
    public void Two_channels_of_known_correlation()
    {
        // Correlation -0.6 by hand: variances 1.6 and 0.4, loadings of equal size.
        var found = PrincipalComponents.Fit([Make("A", 1, 2, 3, 4), Make("B", 20, 10, 40, 30).Map(v => -v)]);
        var r = -0.6;
        Assert.Equal([1 - r, 1 + r], found.Variance, (x, y) => Math.Abs(x - y) < 1e-9);
        Assert.Equal([(1 - r) / 2, (1 + r) / 2], found.VarianceShare, (x, y) => Math.Abs(x - y) < 1e-9);
        var half = Math.Sqrt(0.5);
        Assert.Equal(half, found.Loadings[0, 0], 1e-9);
        Assert.Equal(-half, found.Loadings[0, 1], 1e-9);
        Assert.Equal(half, found.Loadings[1, 0], 1e-9);
        Assert.Equal(half, found.Loadings[1, 1], 1e-9);
        Assert.Equal(4, found.Nodes);
    }

    [Fact]
    public void Scores_are_uncorrelated_and_hold_the_variance()
    {
        var channels = Correlated(2000, 1);
        var components = PrincipalComponents.Fit(channels);
        var scores = components.Apply(channels);
        Assert.Equal(["PC1", "PC2", "PC3", "PC4"], scores.Select(score => score.Name));
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                Assert.Equal(i == j ? components.Variance[i] : 0, scores[i].Values.Zip(scores[j].Values, (x, y) => (double)x * y).Sum() / 1999, 1e-4);
        Assert.Equal(4, components.Variance.Sum(), 1e-9);
        Assert.Equal(components.Variance.OrderDescending(), components.Variance);
    }

    [Fact]
    public void Scikit_learn_finds_the_same()
    {
        var channels = Correlated(300, 2);
        var rows = string.Join(',', Enumerable.Range(0, 300).Select(i => $"[{string.Join(',', channels.Select(channel => channel.Values[i].ToString("R", CultureInfo.InvariantCulture)))}]"));
        var answer = Gdal.Python($"""
            import numpy as np
            try:
                from sklearn.decomposition import PCA
            except ImportError:
                print('absent')
                raise SystemExit
            x = np.array([{rows}], dtype=np.float32).astype(float)
            for divisor in (x.std(0, ddof=1), 1):
                y = (x - x.mean(0)) / divisor
                p = PCA(3, svd_solver='full').fit(y)
                print(*p.explained_variance_, *p.explained_variance_ratio_, *p.components_.ravel(), *p.transform(y)[17])
            """);
        Assert.SkipWhen(answer == "absent", "scikit-learn is not installed (package python3-sklearn)");
        var lines = answer.Split('\n').Select(line => line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        AssertSame(channels, lines[0], ComponentScaling.Standardised);
        AssertSame(channels, lines[1], ComponentScaling.Centred);
    }

    private static void AssertSame(Grid[] channels, double[] numbers, ComponentScaling scaling)
    {
        var found = PrincipalComponents.Fit(channels, 3, scaling);
        var scores = found.Apply(channels);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(numbers[i], found.Variance[i], 1e-8 * numbers[0]);
            Assert.Equal(numbers[3 + i], found.VarianceShare[i], 1e-8);
            // Their signs are their own; ours follow the largest loading.
            var theirs = numbers[(6 + 4 * i)..(10 + 4 * i)];
            var sign = Math.Sign(theirs.MaxBy(weight => Math.Abs(weight)));
            for (var c = 0; c < 4; c++)
                Assert.Equal(sign * theirs[c], found.Loadings[i, c], 1e-6);
            Assert.Equal(sign * numbers[18 + i], scores[i].Values[17], 1e-4);
        }
    }

    [Fact]
    public void Fitted_on_a_mask_alone_and_applied_to_all()
    {
        var (training, others) = (Correlated(500, 3), Correlated(500, 4).Select(channel => channel.Map(v => 50 * v)).ToArray());
        var both = training.Zip(others, (a, b) => Make(a.Name, [.. a.Values, .. b.Values])).ToArray();
        var masked = PrincipalComponents.Fit(both, mask: [.. Enumerable.Range(0, 1000).Select(i => i < 500)]);
        var alone = PrincipalComponents.Fit(training);
        Assert.Equal(alone.Variance, masked.Variance);
        Assert.Equal(alone.Loadings.Cast<double>(), masked.Loadings.Cast<double>());
        Assert.Equal(alone.Apply(others)[0].Values, masked.Apply([.. both.Reverse()])[0].Values[500..]);
    }

    [Fact]
    public void Incomplete_nodes_take_no_part_and_have_no_score()
    {
        var channels = Correlated(100, 5);
        var holed = channels.Select((channel, c) => channel with { Values = [.. channel.Values.Select((v, i) => i == 10 * c ? float.NaN : v)] }).ToArray();
        var found = PrincipalComponents.Fit(holed, 2);
        Assert.Equal(96, found.Nodes);
        Assert.All(found.Apply(holed), score => Assert.Equal([0, 10, 20, 30], Enumerable.Range(0, 100).Where(i => float.IsNaN(score.Values[i]))));
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void Log_ratios_lose_one_dimension()
    {
        var found = PrincipalComponents.Fit(LogRatio.Centred(Correlated(400, 6)), scaling: ComponentScaling.Centred);
        Assert.Equal(0, found.VarianceShare[3], 1e-9);
        Assert.All(Enumerable.Range(0, 3), component => Assert.Equal(0, Enumerable.Range(0, 4).Sum(c => found.Loadings[component, c]), 1e-5));
    }

    [Fact]
    public void Table_names_the_elements()
    {
        var found = PrincipalComponents.Fit(Correlated(100, 7), 2);
        var table = found.ToDataFrame();
        Assert.Equal(["component", "variance", "share of variance", "As", "Au", "W", "Sb"], table.Columns.Select(column => column.Name));
        Assert.Equal(found.Loadings[1, 2], (double)table["W"][1]);
        Assert.Equal("PC2", table["component"][1]);
    }

    [Fact]
    public void Bad_channels_are_refused()
    {
        var channels = Correlated(50, 8);
        Assert.Contains("'flat': expected values that differ for principal components; all 50 of the nodes that they are fitted on hold 7 ppm",
            Assert.Throws<InvalidDataException>(() => PrincipalComponents.Fit([.. channels, channels[0].Map(_ => 7, "flat")])).Message);
        Assert.Contains("more than 4 nodes with values of all 4 channels on the mask, as many as components and one; found 3",
            Assert.Throws<InvalidDataException>(() => PrincipalComponents.Fit(channels, mask: [.. Enumerable.Range(0, 50).Select(i => i < 3)])).Message);
        Assert.Contains("from 1 to 4 components, as many as there are channels; found 5", Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Fit(channels, 5)).Message);
        Assert.Contains("two channels or more; found 1", Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit([channels[0]])).Message);
        Assert.Contains("'As' comes 2 times", Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit([channels[0], channels[0]])).Message);
        Assert.Contains("50 in all; found 3", Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit(channels, mask: [true, true, true])).Message);
        var fitted = PrincipalComponents.Fit(channels);
        Assert.Contains("expected the channel 'As'", Assert.Throws<InvalidDataException>(() => fitted.Apply(channels[1..])).Message);
        Assert.Contains("found '%'", Assert.Throws<InvalidDataException>(() => fitted.Apply([channels[0] with { Unit = "%" }, .. channels[1..]])).Message);
    }
}
