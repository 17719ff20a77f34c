using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using GeoNotebooks.Prospects.Validation;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Prospects.Validation;

public sealed class ClusterRanksTests
{
    private static readonly GridGeometry Geometry = new(60, 80, 100, 11_900, 200, 200, Crs.Local);
    private static readonly int[] Blocks = new BlockFolds { BlockMetres = 2000 }.BlocksOf(Geometry);

    private static Grid Noise(int seed, int blankEvery = 0)
    {
        var random = new Random(seed);
        return new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => random.Next(50) is var value && blankEvery > 0 && i % blankEvery == 0 ? float.NaN : value)], "map", "1");
    }

    private static IReadOnlyList<KnownCluster> Clusters(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => (Row: random.Next(56), Column: random.Next(76), i)).Select(at => new KnownCluster(
            $"cluster {at.i}", [.. Enumerable.Range(0, 16).Select(j => (at.Row + j / 4) * 80 + at.Column + j % 4)]))];
    }

    [Fact]
    public void Each_cluster_is_ranked_as_alone()
    {
        var (map, clusters) = (Noise(1, blankEvery: 7), Clusters(12, 2));
        var ranks = ClusterRanks.Of(map, clusters, Blocks);
        foreach (var (cluster, rank) in clusters.Zip(ranks.Ranks))
        {
            bool[] inside = [.. Enumerable.Range(0, Geometry.Count).Select(cluster.Nodes.Contains)];
            Assert.Equal(AreaRank.Of(map, inside).ShareAbove, rank.ShareAbove, 1e-12);
        }
        var shares = ranks.Ranks.Select(rank => rank.ShareAbove).ToArray();
        Assert.Equal(1 - shares.Average(), ranks.Measure(CaptureMetric.AreaUnderCurve), 1e-12);
        Assert.Equal(shares.Count(share => share <= 0.5) / 12.0, ranks.Measure(CaptureMetric.Captured(0.5)), 1e-12);
        Assert.Equal(shares.Count(share => share <= 0.5) / 6.0, ranks.Measure(CaptureMetric.NormalisedDensity(0.5)), 1e-12);
    }

    [Fact]
    public void The_area_under_the_curve_is_the_figure()
    {
        var ranks = ClusterRanks.Of(Noise(3), Clusters(9, 4), Blocks);
        var (area, captured) = ranks.Curve();
        var sum = Enumerable.Range(1, area.Count - 1).Sum(i => (area[i] - area[i - 1]) * (captured[i] + captured[i - 1]) / 2);
        Assert.Equal(ranks.Measure(CaptureMetric.AreaUnderCurve), sum, 1e-12);
        Assert.Equal((0, 0, 1, 1), (area[0], captured[0], area[^1], captured[^1]));
    }

    [Fact]
    public void A_draw_ranks_clusters_anew_within_the_blocks_that_it_drew()
    {
        // Blocks drawn by hand must give what the ground of those blocks gives when it is laid out anew.
        var (map, clusters) = (Noise(5), Clusters(10, 6));
        var ranks = ClusterRanks.Of(map, clusters, Blocks);
        var interval = ranks.Estimate(CaptureMetric.AreaUnderCurve, new() { Draws = 400 });
        var random = new Random(7);
        var count = Blocks.Max() + 1;
        var drawn = Enumerable.Range(0, 400).Select(_ =>
        {
            var weights = new int[count];
            for (var i = 0; i < count; i++)
                weights[random.Next(count)]++;
            var area = Enumerable.Range(0, Geometry.Count).SelectMany(node => Enumerable.Repeat(map.Values[node], weights[Blocks[node]])).ToArray();
            var (sum, times) = (0.0, 0);
            foreach (var cluster in clusters)
            {
                var median = cluster.Nodes.Select(node => map.Values[node]).Order().ToArray() is var sorted ? (sorted[7] + sorted[8]) / 2.0 : 0;
                var weight = weights[Blocks[cluster.Nodes[8]]];
                sum += weight * (area.Count(value => value > median) + 0.5 * area.Count(value => value == median)) / area.Length;
                times += weight;
            }
            return 1 - sum / times;
        }).Order().ToArray();
        Assert.Equal(drawn[10], interval.Low, 0.03);
        Assert.Equal(drawn[390], interval.High, 0.03);
    }

    [Fact]
    public void A_map_is_no_better_than_itself_and_better_than_its_opposite()
    {
        var (map, clusters) = (Noise(8), Clusters(10, 9));
        foreach (var node in clusters.SelectMany(cluster => cluster.Nodes))
            map.Values[node] += 40;
        var (good, bad) = (ClusterRanks.Of(map, clusters, Blocks), ClusterRanks.Of(map.Map(value => -value), clusters, Blocks));
        Assert.Equal((0, 0, 0), good.Difference(good, CaptureMetric.AreaUnderCurve) is var same ? (same.Value, same.Low, same.High) : default);
        var difference = good.Difference(bad, CaptureMetric.AreaUnderCurve);
        Assert.True(difference.Low > 0.5 && difference.Low <= difference.Value && difference.Value <= difference.High);
        Assert.Throws<ArgumentException>(() => good.Difference(ClusterRanks.Of(Noise(8, blankEvery: 3), clusters, Blocks), CaptureMetric.AreaUnderCurve));
        Assert.Throws<ArgumentException>(() => good.Difference(ClusterRanks.Of(map, Clusters(4, 1), Blocks), CaptureMetric.AreaUnderCurve));
    }

    [Fact]
    public void Pooled_regions_keep_their_own_ranks()
    {
        var (one, other) = (ClusterRanks.Of(Noise(10), Clusters(5, 11), Blocks), ClusterRanks.Of(Noise(12).Map(value => 1000 + value), Clusters(7, 13), Blocks));
        var pool = ClusterRanks.Pool(one, other);
        Assert.Equal(one.Ranks.Concat(other.Ranks), pool.Ranks);
        Assert.Equal((5 * one.Measure(CaptureMetric.AreaUnderCurve) + 7 * other.Measure(CaptureMetric.AreaUnderCurve)) / 12, pool.Measure(CaptureMetric.AreaUnderCurve), 1e-12);
        var width = (ClusterRanks ranks) => ranks.Estimate(CaptureMetric.AreaUnderCurve) is var figure ? figure.High - figure.Low : 0;
        Assert.True(width(pool) < Math.Max(width(one), width(other)));
    }

    [Fact]
    public void One_cluster_has_no_interval()
    {
        var figure = ClusterRanks.Of(Noise(1), Clusters(1, 1), Blocks).Estimate(CaptureMetric.Captured(0.1));
        Assert.False(double.IsNaN(figure.Value));
        Assert.True(double.IsNaN(figure.Low) && double.IsNaN(figure.High));
    }

    [Fact]
    public void Random_places_get_what_they_should()
    {
        var chance = ChanceRanks.Of(Noise(14), Clusters(12, 15), moves: 300);
        Assert.Equal(0.5, chance.Estimate(CaptureMetric.AreaUnderCurve).Value, 0.02);
        Assert.InRange(chance.ShareAtLeast(CaptureMetric.AreaUnderCurve, 0.5), 0.4, 0.6);
        Assert.Equal(1 / 301.0, chance.ShareAtLeast(CaptureMetric.AreaUnderCurve, 1), 1e-12);
    }

    [Fact]
    public void Clusters_are_taken_from_polygons_and_points_on_the_ground()
    {
        var square = new Polygon(new LinearRing([new(1000, 1000), new(2000, 1000), new(2000, 2000), new(1000, 2000), new(1000, 1000)]));
        VectorLayer Layer(Crs crs, params Geometry[] shapes) => new("clusters", crs, [.. shapes.Select((shape, i) => new VectorFeature(shape, i == 0 ? new Dictionary<string, object?> { ["name"] = "Omchak" } : new()))]);
        var clusters = KnownCluster.Of(Layer(Crs.Local, square, new Point(5050, 4040), new Point(90_000, 0)), Geometry);
        Assert.Equal(["Omchak", "clusters 2"], clusters.Select(cluster => cluster.Name));
        Assert.Equal([25, 1], clusters.Select(cluster => cluster.Nodes.Count));
        Assert.Equal(39 * 80 + 25, clusters[1].Nodes[0]);
        Assert.Contains("none of 1 lies there", Assert.Throws<InvalidDataException>(() => KnownCluster.Of(Layer(Crs.Local, new Point(90_000, 0)), Geometry)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => KnownCluster.Of(Layer(Crs.FromEpsg(28425), square), Geometry));
    }
}
