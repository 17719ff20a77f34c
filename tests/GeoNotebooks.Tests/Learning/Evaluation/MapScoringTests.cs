using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class MapScoringTests
{
    private static readonly GridGeometry Geometry = new(40, 60, 100, 7900, 200, 200, Crs.Local);

    private static sbyte At(TargetLabels labels, double x, double y) => Geometry.NodeAt(x, y) is { } node ? labels.Values[node] : throw new ArgumentException("off the grid");

    [Fact]
    public void An_unmapped_body_and_its_contact_become_unknown()
    {
        var truth = Truth.Layer(Truth.Body("a", 1000, 1000, 3000, 3000), Truth.Body("b", 6000, 1000, 8000, 3000, mapped: false), Truth.Body("c", 2000, 2000, 4000, 4000, mapped: false));
        var map = new MapLabels().OfPolygons(Geometry, truth.Where(feature => feature.Text("name") == "a"), "intrusions");
        var scored = MapScoring.WithoutUnmapped(map, truth);
        Assert.Equal(TargetLabels.Unknown, At(scored, 7100, 2100));
        Assert.Equal(TargetLabels.Unknown, At(scored, 8100, 2100));
        Assert.Equal(TargetLabels.Absent, At(scored, 8500, 2100));
        Assert.Equal(TargetLabels.Unknown, At(scored, 3500, 3500));
        // Present on the map stays present, though an unmapped body reaches under it.
        Assert.Equal(TargetLabels.Present, At(scored, 2500, 2500));
        Assert.Equal(map.PresentCount, scored.PresentCount);
        Assert.True(scored.KnownCount < map.KnownCount);
    }

    [Fact]
    public void An_unmapped_fault_takes_its_margin_along()
    {
        var truth = Truth.Layer(Truth.Fault("one", true, true, 12, new Coordinate(0, 6000), new Coordinate(12_000, 6000)), Truth.Fault("two", false, true, 12, new Coordinate(0, 2000), new Coordinate(12_000, 2000)));
        var map = new MapLabels().OfLines(Geometry, truth.Where(feature => feature.Text("name") == "one"), "faults");
        var scored = MapScoring.WithoutUnmapped(map, truth);
        Assert.Equal(TargetLabels.Unknown, At(scored, 5000, 2000));
        Assert.Equal(TargetLabels.Unknown, At(scored, 5000, 2600));
        Assert.Equal(TargetLabels.Absent, At(scored, 5000, 2900));
        Assert.Equal(map.PresentCount, scored.PresentCount);
        Assert.Equal(Geometry.Count - MapScoring.KnownGround(Geometry, truth).Count(known => known), map.KnownCount - scored.KnownCount);
    }

    // A formation's truth says nothing of the map; text and numbers say the same as booleans.
    [Fact]
    public void What_is_not_said_to_be_unmapped_is_mapped()
    {
        var body = Truth.Body("a", 1000, 1000, 3000, 3000);
        VectorFeature With(object? mapped) => body with { Attributes = new Dictionary<string, object?> { ["mapped"] = mapped } };
        int Unknown(VectorFeature feature) => MapScoring.KnownGround(Geometry, Truth.Layer(feature)).Count(known => !known);
        Assert.Equal(0, Unknown(body with { Attributes = new Dictionary<string, object?>() }));
        Assert.All(new object?[] { true, 1L, "True", "1", null }, mapped => Assert.Equal(0, Unknown(With(mapped))));
        Assert.All(new object?[] { false, 0L, "false", "0" }, mapped => Assert.Equal(12 * 12, Unknown(With(mapped))));
    }
}
