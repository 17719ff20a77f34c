using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using GeoNotebooks.Prospects.Validation;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Prospects.Validation;

public sealed class NullMapsTests
{
    private static readonly GridGeometry Geometry = new(40, 50, 100, 7900, 200, 200, Crs.Local);
    private static readonly bool[] Ground = [.. Enumerable.Range(0, Geometry.Count).Select(node => node % 50 < 48)];

    private static Grid Map(string name, Func<int, int, float> value) => new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => value(node / 50, node % 50))], name, "1");

    [Fact]
    public void Nearness_is_less_the_distance_and_best_within()
    {
        var body = new Polygon(new LinearRing([new(1000, 1000), new(3000, 1000), new(3000, 3000), new(1000, 3000), new(1000, 1000)]));
        var near = NullMaps.Nearness(new("intrusions", Crs.Local, [new(body, new Dictionary<string, object?>())]), Geometry, Ground);
        Assert.Equal(0, near.Values[30 * 50 + 10]);
        Assert.Equal(-1100, near.Values[30 * 50 + 20], 0.5);
        Assert.True(float.IsNaN(near.Values[49]));
        Assert.Throws<InvalidDataException>(() => NullMaps.Nearness(new("intrusions", Crs.Local, []), Geometry, Ground));
    }

    [Fact]
    public void The_concept_on_labels_has_no_doubts()
    {
        var concept = new ConceptModel("one", "", [new("faults", 600, 1, "", "")]);
        var labels = new TargetLabels(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => node % 50 == 10 ? TargetLabels.Present : node % 50 < 20 ? TargetLabels.Absent : TargetLabels.Unknown)], "faults");
        var map = NullMaps.ConceptOn(concept, [labels], Ground);
        Assert.Equal(1, map[5, 10], 1e-5f);
        Assert.Equal(Math.Exp(-0.5), map[5, 13], 1e-4);
        Assert.True(map[5, 30] < 1e-5);
    }

    [Fact]
    public void The_best_channel_is_chosen_on_other_ground()
    {
        // Clusters are high in gold in the south and low in it in the north; tungsten is high at all of them.
        var clusters = Enumerable.Range(0, 8).Select(i => new KnownCluster($"c{i}", [(4 + 4 * i) * 50 + 5 + 5 * i])).ToList();
        bool Near(int row, int column) => clusters.Any(cluster => cluster.Nodes[0] == row * 50 + column);
        var random = new Random(1);
        var stack = new FeatureStack([
            Map("gold", (row, column) => (float)random.NextDouble() + (Near(row, column) ? row < 20 ? -2 : 2 : 0)),
            Map("tungsten", (row, column) => (float)random.NextDouble() + (Near(row, column) ? 0.5f : 0)),
            Map("lead", (_, _) => (float)random.NextDouble())]);
        int[] halves = [.. Enumerable.Range(0, Geometry.Count).Select(node => Ground[node] ? node / 50 < 20 ? 0 : 1 : -1)];
        var (map, chosen) = NullMaps.BestChannel(stack, clusters, halves);
        // Of the north judged by the south, and the other way round: what fools whoever looks at half.
        Assert.Equal(["gold", "low gold"], chosen);
        Assert.Equal(halves.Select(part => part < 0), map.Values.Select(float.IsNaN));
        int[] quarters = [.. halves.Select((part, node) => part < 0 ? -1 : node % 2)];
        Assert.All(NullMaps.BestChannel(stack, clusters, quarters).Chosen, name => Assert.Equal("tungsten", name));
        Assert.Contains("every cluster lies in it", Assert.Throws<InvalidDataException>(() => NullMaps.BestChannel(stack, clusters[..2], halves)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prediction_and_area_cross_where_the_rest_of_the_area_equals_the_captured()
    {
        // Scores 0 to 1999; clusters at the 1900, 1700, 1500 and 100: three of four lie in the best quarter.
        var map = Map("score", (row, column) => row * 50 + column);
        var plot = PredictionArea.Of(map, [.. new[] { 1900, 1700, 1500, 100 }.Select(node => new KnownCluster($"{node}", [node]))], 2000);
        Assert.Equal(0.75, plot.Crossing.Captured);
        Assert.Equal(1500, plot.Crossing.Score, 1.0);
        Assert.Equal(3, plot.NormalisedDensity, 1e-9);
        Assert.Equal((1, 1), (plot.Captured[0], plot.Area[0]));
    }

    [Fact]
    public void Zones_on_the_clusters_are_nearer_than_chance()
    {
        var zones = new[] { 410, 1230, 1840 }.Select((node, i) => new Zone(i + 1, new Point(0, 0), [node, node + 1, node + 50, node + 51], 0.16, 1, node)).ToList();
        var clusters = zones.Select(zone => new KnownCluster($"c{zone.Rank}", [zone.Nodes[3] + 1])).ToList();
        var distance = ZoneDistance.Of(zones, Geometry, Ground, clusters);
        Assert.Equal((200, 0, 3), (distance.MeanMetres, distance.Touched, distance.Clusters));
        Assert.True(distance.ByChance.Low > 200 && distance.ShareAsNear < 0.05);
        var inside = ZoneDistance.Of(zones, Geometry, Ground, [.. zones.Select(zone => new KnownCluster($"c{zone.Rank}", [zone.Nodes[0]]))]);
        Assert.Equal((0, 3), (inside.MeanMetres, inside.Touched));
    }

    [Fact]
    public void A_comparison_judges_common_ground_and_names_the_best_null()
    {
        var clusters = Enumerable.Range(0, 6).Select(i => new KnownCluster($"c{i}", [(3 + 6 * i) * 50 + 6 * i + 4])).ToList();
        var random = new Random(2);
        Grid Good(float by) => Map("map", (row, column) => (float)random.NextDouble() + (clusters.Any(cluster => cluster.Nodes[0] == row * 50 + column) ? by : 0));
        var comparison = ProspectComparison.Of(
            new("networks", Good(1)), [new("poor", Good(0.1f).Where(Ground)), new("better", Good(0.5f)), new("ceiling", Good(3), IsNull: false)], clusters, new BlockFolds { BlockMetres = 1000 }.BlocksOf(Geometry));
        var (best, difference) = comparison.AgainstBestNull(CaptureMetric.AreaUnderCurve);
        Assert.Equal("better", best);
        Assert.True(difference.Value > 0);
        var table = comparison.Table();
        Assert.Equal(["networks", "poor", "better", "(ceiling)"], table["map"].Cast<string>());
        Assert.Equal(12, ProspectComparison.Pool(comparison, comparison).Ranks[0].Ranks.Count);
    }
}
