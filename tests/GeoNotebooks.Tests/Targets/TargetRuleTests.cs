using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets;

public sealed class TargetRuleTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly GridGeometry Grid = new(40, 60, 100, 7900, 200, 200, Crs.Local);

    private static VectorLayer Layer(params (Geometry Shape, object? Value)[] objects) =>
        new("map", Crs.Local, [.. objects.Select(it => new VectorFeature(it.Shape, new Dictionary<string, object?> { ["code"] = it.Value }))]);

    private static Geometry Square(double west, double south, double side) => Factory.ToGeometry(new Envelope(west, west + side, south, south + side));

    private static Point Dot(double x, double y) => Factory.CreatePoint(new Coordinate(x, y));

    [Fact]
    public void Polygons_are_present_within_and_unknown_at_the_contact()
    {
        var layer = Layer((Square(2000, 2000, 3000), "P2at"), (Square(8000, 2000, 3000), "J3"));
        var labels = new TargetRule("atkan", "map") { Attribute = "code", Values = ["P2at", "P2nr"] }.Label(Grid, layer);
        for (var row = 0; row < Grid.Rows; row++)
            for (var column = 0; column < Grid.Columns; column++)
            {
                var point = Dot(Grid.X(column), Grid.Y(row));
                var shape = layer.Features[0].Shape;
                var expected = shape.Boundary.Distance(point) < 200 ? TargetLabels.Unknown : shape.Contains(point) ? TargetLabels.Present : TargetLabels.Absent;
                Assert.Equal(expected, labels[row, column]);
            }
        Assert.Equal("atkan", labels.Target);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lines_and_points_are_present_within_the_buffer_and_unknown_beside_it(bool lines)
    {
        Geometry shape = lines ? Factory.CreateLineString([new(1000, 1000), new(9000, 6100)]) : Factory.CreateMultiPoint([Dot(3000, 3050), Dot(9000, 6000)]);
        var layer = Layer((shape, 12L), (lines ? Factory.CreateLineString([new(0, 0), new(100, 0)]) : Dot(0, 0), 3.5));
        var labels = new TargetRule("gold", "map") { Attribute = "code", Minimum = 10, BufferMetres = 500, MarginMetres = 300 }.Label(Grid, layer);
        for (var row = 0; row < Grid.Rows; row++)
            for (var column = 0; column < Grid.Columns; column++)
            {
                var distance = (float)shape.Distance(Dot(Grid.X(column), Grid.Y(row)));
                Assert.Equal(distance <= 500 ? TargetLabels.Present : distance < 800 ? TargetLabels.Unknown : TargetLabels.Absent, labels[row, column]);
            }
        Assert.InRange(labels.PresentCount, 20, 400);
    }

    [Theory]
    [InlineData("12", null, null, 12L, true)]
    [InlineData("12", null, null, "12", true)]
    [InlineData("0.5", null, null, 0.5, true)]
    [InlineData("true", null, null, true, true)]
    [InlineData("гранит", null, null, "Гранит", false)]
    [InlineData("", null, null, null, false)]
    [InlineData(null, 1.0, 2.0, 2L, true)]
    [InlineData(null, 1.0, 2.0, "1.5", true)]
    [InlineData(null, 1.0, 2.0, 2.5, false)]
    [InlineData(null, null, 2.0, double.NaN, false)]
    [InlineData(null, null, 2.0, "many", false)]
    [InlineData(null, null, 2.0, -7.0, true)]
    public void Values_are_matched_as_text_and_ranges_as_numbers(string? value, double? minimum, double? maximum, object? attribute, bool matches) =>
        Assert.Equal(matches, new TargetRule("t", "map") { Attribute = "code", Values = value is null ? null : [value], Minimum = minimum, Maximum = maximum }
            .Matches(new(Dot(0, 0), new Dictionary<string, object?> { ["code"] = attribute })));

    [Fact]
    public void Rule_is_held_as_json()
    {
        var rule = TargetRule.Parse("""{"target":"gold","layer":"deposits","attribute":"руда","values":["золото","Au"],"bufferMetres":1500}""", "datapackage.json");
        Assert.Equal(("gold", "deposits", "руда", 1500.0, 400.0), (rule.Target, rule.Layer, rule.Attribute, rule.BufferMetres, rule.MarginMetres));
        Assert.Equal(["золото", "Au"], rule.Values!);
        Assert.Equal(rule.ToJson(), TargetRule.Parse(rule.ToJson(), "again").ToJson());
        Assert.Contains("золото", rule.ToJson());
    }

    [Theory]
    [InlineData("7", "expected a rule as a JSON object")]
    [InlineData("null", "expected a rule; found null")]
    [InlineData("{}", "expected a \"target\" and a \"layer\"")]
    [InlineData("""{"target":"t","layer":"l","values":["a"]}""", "expected \"attribute\" with \"values\"")]
    [InlineData("""{"target":"t","layer":"l","attribute":"a"}""", "expected \"attribute\" with \"values\"")]
    [InlineData("""{"target":"t","layer":"l","attribute":"a","values":["a"],"minimum":1}""", "expected \"attribute\" with \"values\"")]
    [InlineData("""{"target":"t","layer":"l","attribute":"a","minimum":3,"maximum":2}""", "expected a minimum up to the maximum; found 3 and 2")]
    [InlineData("""{"target":"t","layer":"l","atribute":"a"}""", "expected a rule as a JSON object")]
    [InlineData("""{"target":"t","layer":"l","bufferMetres":0}""", "expected a buffer above 0 m")]
    [InlineData("""{"target":"t","layer":"l","bufferMetres":"NaN"}""", "expected a buffer above 0 m")]
    public void Rule_that_makes_no_sense_is_refused(string json, string expected) =>
        Assert.Contains("manifest: " + expected, Assert.Throws<InvalidDataException>(() => TargetRule.Parse(json, "manifest")).Message);

    [Fact]
    public void Rule_that_does_not_fit_the_layer_is_refused()
    {
        var rule = new TargetRule("t", "map") { Attribute = "code", Values = ["a"] };
        string Error(TargetRule rule, VectorLayer layer) => Assert.Throws<InvalidDataException>(() => rule.Label(Grid, layer)).Message;
        Assert.Contains("expected an attribute 'rock' in layer 'map'; found code", Error(rule with { Attribute = "rock" }, Layer((Dot(1, 1), "a"))));
        Assert.Contains("that match the rule; found 'b', nothing", Error(rule, Layer((Dot(1, 1), "b"), (Dot(1, 1), null))));
        Assert.Contains("expected \"bufferMetres\" for the lines or points", Error(rule, Layer((Dot(1, 1), "a"))));
        Assert.Contains("expected no buffer for the polygons", Error(rule with { BufferMetres = 5 }, Layer((Square(0, 0, 5000), "a"))));
        Assert.Contains("expected objects of one kind in layer 'map'; found Point, Polygon", Error(rule with { BufferMetres = 5 }, Layer((Dot(1, 1), "a"), (Square(0, 0, 5000), "a"))));
        Assert.Contains("the grid in local metric plane", Error(rule, Layer((Square(0, 0, 5000), "a")) with { Crs = Crs.Pulkovo1942GaussKruger25 }));
        Assert.Contains("overlaps the grid", Error(rule, Layer((Square(90_000, 0, 5000), "a"))));
    }
}
