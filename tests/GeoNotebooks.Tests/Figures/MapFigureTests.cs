using System.Text.Json;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class MapFigureTests
{
    private static readonly GeometryFactory Geometry = new();
    private static readonly Rgb Paper = "#f6f6f4";

    // Eight rows, twelve columns, hot in the north-west corner alone.
    private static readonly Grid Corner = Picture.GridOf(8, 12, (r, c) => r == 0 && c == 0 ? 10 : r == 7 && c == 11 ? float.NaN : 0);

    private static MapFigure Map(params IReadOnlyList<MapLayer> layers) => new("Map", Picture.Source, layers);

    private static GridLayer Layer(Grid grid) => new(grid) { Stretch = Stretch.Full };

    [Fact]
    public void The_north_west_node_is_drawn_at_the_top_left()
    {
        using var picture = new Picture(Map(Layer(Corner)));
        Assert.Equal(Palette.Viridis.At(1), picture.At(0.5 / 12, 0.5 / 8));
        Assert.Equal(Palette.Viridis.At(0), picture.At(0.5 / 12, 7.5 / 8));
        Assert.Equal(Palette.Viridis.At(0), picture.At(11.5 / 12, 0.5 / 8));
    }

    [Fact]
    public void The_interactive_map_has_the_same_corner_and_steps_south()
    {
        var trace = JsonDocument.Parse(Map(Layer(Corner)).ToPlotlyJson()).RootElement.GetProperty("data")[0];
        Assert.Equal("heatmap", trace.GetProperty("type").GetString());
        Assert.Equal(10, trace.GetProperty("z")[0][0].GetDouble());
        Assert.Equal(0, trace.GetProperty("z")[7][0].GetDouble());
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("z")[7][11].ValueKind);
        Assert.Equal(6900, trace.GetProperty("y0").GetDouble());
        Assert.Equal(-0.2, trace.GetProperty("dy").GetDouble(), 1e-12);
        Assert.Equal(25500, trace.GetProperty("x0").GetDouble());
        Assert.Equal(0.2, trace.GetProperty("dx").GetDouble(), 1e-12);
    }

    [Fact]
    public void The_y_axis_of_the_interactive_map_points_north_at_one_scale()
    {
        var axis = JsonDocument.Parse(Map(Layer(Corner)).ToPlotlyJson()).RootElement.GetProperty("layout").GetProperty("yaxis");
        Assert.True(axis.GetProperty("range")[0].GetDouble() < axis.GetProperty("range")[1].GetDouble());
        Assert.Equal("x", axis.GetProperty("scaleanchor").GetString());
    }

    [Fact]
    public void Ground_that_was_turned_has_no_north_arrow()
    {
        using var up = new Picture(Map(Layer(Corner)));
        using var turned = new Picture(Map(Layer(Corner)) with { NorthUp = false });
        Assert.InRange(turned.CountInKey("#1f242b"), 1, up.CountInKey("#1f242b") - 100);
    }

    [Fact]
    public void Blank_nodes_show_the_paper()
    {
        using var picture = new Picture(Map(Layer(Corner)));
        Assert.Equal(Paper, picture.At(11.5 / 12, 7.5 / 8));
    }

    [Fact]
    public void A_kilometre_is_as_long_both_ways()
    {
        using var picture = new Picture(Map(Layer(Corner)));
        Assert.Equal(12.0 / 8, picture.Data.Width / picture.Data.Height, 1e-3);
    }

    [Fact]
    public void A_grid_without_a_value_says_so_and_is_not_empty()
    {
        var map = Map(Layer(Picture.GridOf(8, 12, (_, _) => float.NaN)));
        Assert.Equal("No data: none of the 8 x 12 nodes of 'field' has a value", map.NothingToShow);
        Assert.Contains("has a value", map.ToPlotlyJson());
        using var picture = new Picture(map);
        var total = (int)(picture.Data.Width * picture.Data.Height);
        Assert.InRange(total - picture.Count(Paper), 500, total / 4);
    }

    [Fact]
    public void Labels_have_three_colours()
    {
        var labels = new TargetLabels(Corner.Geometry, [.. Enumerable.Range(0, 96).Select(i => (sbyte)(i / 12 < 2 ? 1 : i / 12 < 5 ? 0 : -1))], "granite");
        var layer = new LabelLayer(labels);
        using var picture = new Picture(Map(layer));
        Assert.Equal(layer.Present, picture.At(0.5, 1 / 8.0));
        Assert.Equal(layer.Absent, picture.At(0.5, 3.5 / 8));
        Assert.Equal(layer.Unknown, picture.At(0.5, 6.5 / 8));
        using var open = new Picture(Map(layer with { Unknown = null }));
        Assert.Equal(Paper, open.At(0.5, 6.5 / 8));
    }

    [Fact]
    public void Shapes_lie_where_their_coordinates_say()
    {
        // The north-east quarter filled, with a hole in its middle; a line along the south; a point in the south-west.
        var (west, north) = (25_499_900.0, 6_900_100.0);
        Coordinate At(double east, double south) => new(west + east * 2400, north - south * 1600);
        var quarter = Geometry.CreatePolygon(
            Geometry.CreateLinearRing([At(0.5, 0), At(1, 0), At(1, 0.5), At(0.5, 0.5), At(0.5, 0)]),
            [Geometry.CreateLinearRing([At(0.7, 0.2), At(0.8, 0.2), At(0.8, 0.3), At(0.7, 0.3), At(0.7, 0.2)])]);
        var line = Geometry.CreateLineString([At(0, 0.8), At(1, 0.8)]);
        using var picture = new Picture(Map(
            Layer(Picture.GridOf(8, 12, (_, _) => 0)) with { Opacity = 0 },
            new PolygonLayer("quarter", Geometry.CreateGeometryCollection([quarter])) { Fill = "#0000ff", FillOpacity = 1, Stroke = null },
            new LineLayer("line", line) { Stroke = "#00ff00", WidthPixels = 6 },
            new PointLayer("point", At(0.25, 0.6)) { Fill = "#ff0000", SizePixels = 20, Marker = Marker.Square }));
        Assert.Equal((Rgb)"#0000ff", picture.At(0.9, 0.1));
        Assert.Equal(Paper, picture.At(0.75, 0.25));
        Assert.Equal(Paper, picture.At(0.25, 0.25));
        Assert.Equal((Rgb)"#00ff00", picture.At(0.5, 0.8));
        Assert.Equal((Rgb)"#ff0000", picture.At(0.25, 0.6));
    }

    [Fact]
    public void The_same_map_gives_the_same_bytes()
    {
        var map = Map(Layer(Corner));
        Assert.Equal(map.ToPng(), map.ToPng());
        Assert.Equal(map.ToHtml(), map.ToHtml());
    }

    [Fact]
    public void A_picture_has_the_size_asked_for()
    {
        using var small = SKBitmap.Decode(Map(Layer(Corner)).ToPng(640));
        using var tall = SKBitmap.Decode(Map(Layer(Corner)).ToPng(500, 900));
        Assert.Equal(640, small.Width);
        Assert.Equal((500, 900), (tall.Width, tall.Height));
        Assert.Contains("found 50 x 0", Assert.Throws<ArgumentException>(() => Map(Layer(Corner)).ToPng(50)).Message);
    }

    [Fact]
    public void Synthetic_data_carry_a_badge_in_both_renderings()
    {
        var measured = Map(Layer(Corner));
        var synthetic = measured with { Source = FigureSource.Generated("test") };
        using var with = SKBitmap.Decode(synthetic.ToPng());
        using var without = SKBitmap.Decode(measured.ToPng());
        Assert.Equal(new SKColor(0xff, 0xf1, 0xd6), with.GetPixel(1000 - 22, 27));
        Assert.Equal(SKColors.White, without.GetPixel(1000 - 22, 27));
        Assert.Contains("SYNTHETIC DATA", synthetic.ToPlotlyJson());
        Assert.DoesNotContain("SYNTHETIC DATA", measured.ToPlotlyJson());
        Assert.StartsWith("[synthetic] Map: ", synthetic.ToString());
    }

    [Fact]
    public void A_big_grid_is_averaged_for_the_screen_and_says_so()
    {
        var json = Map(Layer(Picture.GridOf(1200, 900, (r, c) => MathF.Sin(r * 0.01f) * c))).ToPlotlyJson();
        var z = JsonDocument.Parse(json).RootElement.GetProperty("data")[0].GetProperty("z");
        Assert.InRange(z.GetArrayLength() * z[0].GetArrayLength(), Figure.InteractiveNodes / 4, Figure.InteractiveNodes);
        Assert.InRange(json.Length, 1, 1_000_000);
        Assert.Contains("means of 3 x 3 nodes", json);
    }

    [Fact]
    public void Layers_in_two_systems_are_refused_with_both_names()
    {
        var elsewhere = Corner with { Geometry = Corner.Geometry with { Crs = Crs.Wgs84Utm50North } };
        var message = Assert.Throws<ArgumentException>(() => Map(Layer(Corner), new GridLayer(elsewhere, name: "other"))).Message;
        Assert.Contains("layer 'other' is in WGS 84 / UTM zone 50N (EPSG:32650)", message);
        Assert.Contains("Pulkovo 1942", message);
    }

    [Fact]
    public void A_map_without_layers_is_refused() => Assert.Throws<ArgumentException>(() => Map());
}
