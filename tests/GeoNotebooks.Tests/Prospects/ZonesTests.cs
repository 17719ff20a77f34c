using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Prospects;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

public sealed class ZonesTests
{
    private static readonly GridGeometry Geometry = new(40, 60, 1000, 9000, 200, 200, Crs.Local);
    private static readonly ZoneOptions Plain = new(AreaShare: 0.2, SmoothingMetres: 0, SmallestSquareKilometres: 0);

    /// <summary>Cones: height at the summit, and how fast it falls a node.</summary>
    private static Grid Cones(params (int Row, int Column, float Height, float Fall)[] cones) => new(
        Geometry,
        [.. Enumerable.Range(0, Geometry.Count).Select(node => cones.Max(cone => Math.Max(0, cone.Height - cone.Fall * MathF.Sqrt(MathF.Pow(node / 60 - cone.Row, 2) + MathF.Pow(node % 60 - cone.Column, 2)))))],
        "score", "1");

    [Fact]
    public void Zones_are_ranked_by_score_and_lie_where_their_summits_are()
    {
        var zones = Zones.Of(Cones((10, 12, 0.6f, 0.08f), (30, 45, 0.9f, 0.08f)), Plain with { AreaShare = 0.06 });
        Assert.Equal([1, 2], zones.Select(zone => zone.Rank));
        Assert.Equal([30 * 60 + 45, 10 * 60 + 12], zones.Select(zone => zone.SummitNode));
        Assert.All(zones, zone => Assert.Equal(zone.Nodes.Count * 0.04, zone.AreaSquareKilometres, 1e-9));
        Assert.All(zones, zone => Assert.Equal(zone.AreaSquareKilometres * 1e6, zone.Shape.Area, 1e-3));
        // East of the grid and south of its middle: x grows with the column, y falls with the row.
        Assert.Equal(1000 + 45 * 200, zones[0].Shape.Centroid.X, 100.0);
        Assert.Equal(9000 - 30 * 200, zones[0].Shape.Centroid.Y, 100.0);
        Assert.Equal(Math.Round(0.06 * Geometry.Count), zones.Sum(zone => zone.Nodes.Count));
    }

    // Two cones of .8 and .6, 10 nodes apart, meet at about .4: two thirds of the lower one.
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.9, 2)]
    public void Summits_are_one_zone_where_the_saddle_is_high(double saddle, int expected)
    {
        var map = Cones((20, 20, 0.8f, 0.06f), (20, 30, 0.6f, 0.06f));
        var zones = Zones.Of(map, Plain with { Saddle = saddle });
        Assert.Equal(expected, zones.Count);
        Assert.Equal(20 * 60 + 20, zones[0].SummitNode);
        Assert.Equal(zones.Sum(zone => zone.Nodes.Count), zones.SelectMany(zone => zone.Nodes).Distinct().Count());
    }

    [Fact]
    public void Small_pieces_and_blank_ground_are_no_zones()
    {
        var map = Cones((10, 10, 0.9f, 0.3f), (25, 40, 0.8f, 0.05f));
        var values = (float[])map.Values.Clone();
        for (var node = 0; node < values.Length; node++)
            if (node % 60 > 45)
                values[node] = float.NaN;
        var zones = Zones.Of(map with { Values = values }, Plain with { SmallestSquareKilometres = 1 });
        var zone = Assert.Single(zones);
        Assert.All(zone.Nodes, node => Assert.True(node % 60 <= 45));
    }

    [Fact]
    public void Smoothing_joins_what_one_cell_parts()
    {
        var map = Cones((20, 30, 0.9f, 0.05f));
        var values = (float[])map.Values.Clone();
        for (var row = 0; row < 40; row++)
            values[row * 60 + 30] = 0;
        Assert.Equal(2, Zones.Of(map with { Values = values }, Plain).Count);
        Assert.Single(Zones.Of(map with { Values = values }, Plain with { SmoothingMetres = 2_000 }));
    }

    [Fact]
    public void Overlap_is_intersection_over_union()
    {
        var zones = Zones.Of(Cones((10, 12, 0.6f, 0.08f), (30, 45, 0.9f, 0.08f)), Plain with { AreaShare = 0.06 });
        Assert.Equal(1, Zones.Overlap(zones, zones));
        Assert.Equal(zones[0].Nodes.Count / (double)zones.Sum(zone => zone.Nodes.Count), Zones.Overlap(zones, zones, 1) * Zones.Overlap([zones[0]], zones));
        Assert.Equal(0, Zones.Overlap([zones[0]], [zones[1]]));
        Assert.StartsWith("Stable: the 10 best zones", ZoneStability.Of(zones, zones).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Unstable: the 10 best zones and those of networks of another training seed share 0 %", ZoneStability.Of([zones[0]], [zones[1]]).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_hold_the_score_and_widen_with_the_spread()
    {
        var map = Cones((20, 30, 0.6f, 0.03f));
        var concept = new ConceptModel("test", "", [new("a", 300, 1, "", "")]);
        var score = ProspectivityMap.Converge(concept, new Dictionary<string, Grid> { ["a"] = map });
        var zones = Zones.Of(score, Plain);
        var narrow = Draw(0.01f);
        var wide = Draw(0.1f);
        Assert.InRange(zones[0].Score, narrow.Low, narrow.High);
        Assert.InRange(narrow.High - narrow.Low, 0.02, 0.06);
        Assert.InRange((wide.High - wide.Low) / (narrow.High - narrow.Low), 8, 12);
        Assert.Equal(narrow, Draw(0.01f));

        (double Low, double High) Draw(float spread)
        {
            var targets = new Dictionary<string, TargetMap> { ["a"] = new(map, map with { Values = [.. map.Values.Select(_ => spread)] }) };
            return Zones.WithIntervals(zones, ProspectivityDraws.Of(concept, targets, 60, seed: 1))[0].Interval!.Value;
        }
    }

    [Fact]
    public void What_cannot_be_cut_is_said()
    {
        var map = Cones((10, 10, 0.9f, 0.3f));
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => Zones.Of(map with { Values = [.. map.Values.Select(_ => float.NaN)] })).Message);
        Assert.Contains("a saddle from 0 to 1; found 0.05, 2000 m, 4 km2 and 2", Assert.Throws<ArgumentException>(() => Zones.Of(map, new(Saddle: 2))).Message);
        Assert.Contains("at least two draws", Assert.Throws<ArgumentException>(() => Zones.WithIntervals(Zones.Of(map, Plain), [map])).Message);
    }
}
