using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets;

public sealed class MapLabelsTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly GridGeometry Geometry = new(40, 60, 100, 7900, 200, 200, Crs.Local);

    private static VectorLayer Layer(string name, params Geometry[] shapes) =>
        new(name, Crs.Local, [.. shapes.Select(shape => new VectorFeature(shape, new Dictionary<string, object?>()))]);

    private static Polygon Rectangle(double west, double south, double east, double north) =>
        (Polygon)Factory.ToGeometry(new Envelope(west, east, south, north));

    [Fact]
    public void Nodes_inside_a_polygon_with_a_hole_equal_those_that_nts_finds()
    {
        var shell = Factory.CreateLinearRing([new(1000, 1000), new(9450, 2150), new(8000, 7300), new(3100, 5000), new(1000, 1000)]);
        var hole = Factory.CreateLinearRing([new(4000, 3000), new(6000, 3000), new(5450, 4550), new(4000, 3000)]);
        var polygon = Factory.CreatePolygon(shell, [hole]);
        var inside = PolygonRaster.Inside(Geometry, [polygon]);
        for (var node = 0; node < Geometry.Count; node++)
            Assert.Equal(polygon.Contains(Factory.CreatePoint(new Coordinate(Geometry.X(node % 60), Geometry.Y(node / 60)))), inside[node]);
    }

    [Fact]
    public void Distance_to_lines_equals_that_of_nts()
    {
        var lines = new[] { Factory.CreateLineString([new(500, 500), new(6000, 4100), new(11_000, 3900)]), Factory.CreateLineString([new(2000, 7000), new(2000, 7000.5)]) };
        var distance = LineDistance.Metres(Geometry, lines, 1500);
        for (var node = 0; node < Geometry.Count; node++)
        {
            var expected = lines.Min(line => line.Distance(Factory.CreatePoint(new Coordinate(Geometry.X(node % 60), Geometry.Y(node / 60)))));
            Assert.Equal(expected <= 1500 ? expected : double.PositiveInfinity, distance[node], 1e-2);
        }
    }

    [Fact]
    public void Unknown_is_not_absent()
    {
        var labels = new MapLabels
        {
            MappedArea = Layer("mapped", Rectangle(0, 0, 10_000, 8000)),
            Cover = Layer("cover", Rectangle(0, 0, 3000, 8000)),
        }.OfPolygons(Geometry, Layer("intrusions", Rectangle(2000, 2000, 6000, 6000)), "intrusions");
        sbyte At(double x, double y) => Geometry.TryLocate(x, y, out var row, out var column) ? labels[row, column] : throw new ArgumentException("off the grid");
        Assert.Equal(TargetLabels.Present, At(4500, 4500));
        Assert.Equal(TargetLabels.Present, At(2500, 4500));
        Assert.Equal(TargetLabels.Absent, At(8500, 4500));
        Assert.Equal(TargetLabels.Unknown, At(6100, 4500));
        Assert.Equal(TargetLabels.Unknown, At(1100, 4500));
        Assert.Equal(TargetLabels.Unknown, At(11_100, 4500));
    }

    [Fact]
    public void Edge_between_two_sheets_of_one_body_is_no_contact()
    {
        var whole = new MapLabels().OfPolygons(Geometry, Layer("intrusions", Rectangle(2000, 2000, 8000, 6000)), "intrusions");
        var drawnBySheets = new MapLabels().OfPolygons(Geometry, Layer("intrusions", Rectangle(2000, 2000, 5000, 6000), Rectangle(5000, 2000, 8000, 6000)), "intrusions");
        Assert.Equal(whole.Values, drawnBySheets.Values);
        // A gap between them is one.
        var apart = new MapLabels().OfPolygons(Geometry, Layer("intrusions", Rectangle(2000, 2000, 4800, 6000), Rectangle(5200, 2000, 8000, 6000)), "intrusions");
        Assert.True(apart.PresentCount < whole.PresentCount);
    }

    [Fact]
    public void Polygon_that_crosses_itself_is_labelled_as_it_is_drawn()
    {
        var bowTie = Factory.CreatePolygon([new(2000, 2000), new(6000, 6000), new(6000, 2000), new(2000, 6000), new(2000, 2000)]);
        var labels = new MapLabels().OfPolygons(Geometry, Layer("intrusions", bowTie, Rectangle(8000, 2000, 10_000, 6000)), "intrusions");
        Assert.True(labels.PresentCount > 200, $"{labels.PresentCount} nodes");
    }

    [Fact]
    public void Fault_has_a_core_and_an_unknown_margin()
    {
        var labels = new MapLabels().OfLines(Geometry, Layer("faults", Factory.CreateLineString([new(0, 4000), new(12_000, 4000)])), "faults");
        Assert.Equal(TargetLabels.Present, labels[19, 30]);
        Assert.Equal(TargetLabels.Unknown, labels[17, 30]);
        Assert.Equal(TargetLabels.Absent, labels[14, 30]);
        Assert.Equal(4 * 60, labels.PresentCount);
    }

    [Fact]
    public void Labels_elsewhere_and_in_another_system_are_refused()
    {
        var far = Layer("intrusions", Rectangle(50_000, 50_000, 51_000, 51_000));
        Assert.Contains("none of its 1 overlaps the grid", Assert.Throws<InvalidDataException>(() => new MapLabels().OfPolygons(Geometry, far, "intrusions")).Message);
        var other = far with { Crs = Crs.Pulkovo1942GaussKruger25 };
        Assert.Contains("layer 'intrusions' is in Pulkovo 1942 / Gauss-Kruger zone 25 (EPSG:28425), the grid in local metric plane",
            Assert.Throws<InvalidDataException>(() => new MapLabels().OfPolygons(Geometry, other, "intrusions")).Message);
    }
}
