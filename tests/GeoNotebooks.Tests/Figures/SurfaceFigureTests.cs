using System.Text.Json;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class SurfaceFigureTests
{
    private static Grid Heights(Func<int, int, float> height) => Picture.GridOf(21, 21, height) with { Name = "relief", Unit = "m" };

    /// <summary>A surface to scale without light, so that colours stay those of the palette.</summary>
    private static SurfaceFigure Surface(Func<int, int, float> height, Func<int, int, float> colour) => new(
        "Surface", Picture.Source, Heights(height),
        new GridLayer(Heights(colour), Palette.Viridis, "colour") { Hillshade = new Hillshade(Strength: 0), Stretch = Stretch.Between(-1, 1), InLegend = false })
    { MetresPerUnit = 1 };

    private static (SKBitmap Picture, Func<double, double, double, SKPoint> Place) Drawn(SurfaceFigure figure)
    {
        var picture = SKBitmap.Decode(figure.ToPng());
        return (picture, SurfacePainter.PlaceWithin(figure, new SKRect(0, 0, 1000, picture.Height)));
    }

    private static Rgb At(SKBitmap picture, SKPoint at) => picture.GetPixel((int)at.X, (int)at.Y) is var colour ? new(colour.Red, colour.Green, colour.Blue) : default;

    [Theory]
    [InlineData(180)]
    [InlineData(225)]
    [InlineData(30)]
    [InlineData(290)]
    public void Colours_lie_where_the_nodes_are_projected(double azimuth)
    {
        var (picture, place) = Drawn(Surface((r, c) => r == 0 && c == 0 ? 100 : 0, (_, c) => c < 10 ? -1 : 1) with { AzimuthDegrees = azimuth });
        Picture.Near(Palette.Viridis.At(0), At(picture, place(-1000, 300, 0)));
        Picture.Near(Palette.Viridis.At(1), At(picture, place(1000, -300, 0)));
        picture.Dispose();
    }

    [Fact]
    public void A_wall_in_front_hides_what_lies_behind_and_one_behind_does_not()
    {
        // A wall from west to east across the middle, light to its foot on both sides; all else dark.
        var surface = Surface((r, _) => r is 9 or 10 or 11 ? 1500 : 0, (r, _) => r is > 7 and < 13 ? 1 : -1) with { ElevationDegrees = 30 };
        foreach (var azimuth in (double[])[180, 0])
        {
            var (picture, place) = Drawn(surface with { AzimuthDegrees = azimuth });
            var behind = azimuth == 180 ? 600 : -600;
            Picture.Near(Palette.Viridis.At(1), At(picture, place(0, behind, 0)));
            Picture.Near(Palette.Viridis.At(0), At(picture, place(0, -2 * behind, 0)));
            picture.Dispose();
        }
    }

    [Fact]
    public void Holes_stay_open_and_blank_colour_is_grey()
    {
        var (picture, place) = Drawn(Surface((r, c) => r is > 7 and < 13 && c is > 7 and < 13 ? float.NaN : 0, (r, c) => c > 16 ? float.NaN : 0) with { AzimuthDegrees = 180, ElevationDegrees = 60 });
        Assert.Equal(new Rgb(255, 255, 255), At(picture, place(0, 100, 0)));
        Picture.Near("#d3d3cf", At(picture, place(1800, 500, 0)));
        Picture.Near(Palette.Viridis.At(0.5), At(picture, place(-1200, 500, 0)));
        picture.Dispose();
    }

    [Fact]
    public void A_pyramid_is_lit_from_the_north_west_and_has_its_top_in_the_middle()
    {
        var pyramid = Surface((r, c) => 1000 - 100 * Math.Max(Math.Abs(r - 10), Math.Abs(c - 10)), (_, _) => 0);
        pyramid = new SurfaceFigure("Pyramid", Picture.Source, pyramid.Height, new GridLayer(pyramid.Drape.Grid) { Stretch = Stretch.Between(-1, 1), InLegend = false }) { MetresPerUnit = 1, AzimuthDegrees = 225, ElevationDegrees = 45 };
        var (picture, place) = Drawn(pyramid);
        var (west, south) = (At(picture, place(-1000, 0, 500)), At(picture, place(0, -1000, 500)));
        Assert.True(west.Lightness > south.Lightness + 10, $"the western side {west} should be lighter than the southern one {south}");
        // Over the top is paper, a little under it the pyramid.
        var top = place(0, 0, 1000);
        Assert.Equal(top.X, (place(-2000, 2000, 0).X + place(2000, -2000, 0).X) / 2, 0.01);
        Assert.NotEqual(new Rgb(255, 255, 255), At(picture, new(top.X, top.Y + 6)));
        picture.Dispose();
    }

    [Fact]
    public void Plotly_gets_heights_colours_exaggeration_and_the_point_of_view()
    {
        var json = JsonDocument.Parse((Surface((r, c) => r == 3 && c == 4 ? float.NaN : 10 * c, (r, _) => r / 20f) with { MetresPerUnit = 5, AzimuthDegrees = 180, ElevationDegrees = 30 }).ToPlotlyJson()).RootElement;
        var trace = json.GetProperty("data")[0];
        Assert.Equal("surface", trace.GetProperty("type").GetString());
        Assert.Equal(200, trace.GetProperty("z")[0][20].GetDouble());
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("z")[3][4].ValueKind);
        Assert.Equal(1, trace.GetProperty("surfacecolor")[20][0].GetDouble());
        // Row 0 is the northernmost.
        Assert.Equal((6900, 6896), (trace.GetProperty("y")[0].GetDouble(), trace.GetProperty("y")[20].GetDouble()));
        var scene = json.GetProperty("layout").GetProperty("scene");
        var sides = scene.GetProperty("aspectratio");
        Assert.Equal(200 * 5 / 4000.0, sides.GetProperty("z").GetDouble() / sides.GetProperty("x").GetDouble(), 1e-4);
        var eye = scene.GetProperty("camera").GetProperty("eye");
        Assert.Equal((0, -1.732), (eye.GetProperty("x").GetDouble(), Math.Round(eye.GetProperty("y").GetDouble() / eye.GetProperty("z").GetDouble(), 3)));
        Assert.Contains("Vertical exaggeration 5", json.ToString());
    }

    [Fact]
    public void The_scale_of_heights_is_stated_in_their_unit()
    {
        var field = new SurfaceFigure("Field", Picture.Source, Picture.GridOf(21, 21, (_, c) => 10 * c));
        Assert.Equal("50 nT of height drawn as 0.25 km", (field with { MetresPerUnit = 5 }).ScaleText);
        Assert.Equal("Heights and lengths at one scale", Surface((_, c) => c, (_, _) => 0).ScaleText);
        // An eighth of 4 km over 200 nT is 2.5 m for each nT, and the next round number 5.
        Assert.Equal(5, field.Mesh.MetresPerUnit);
    }

    [Fact]
    public void Many_nodes_are_shown_as_means_and_both_renderings_say_so()
    {
        var big = new SurfaceFigure("Big", FigureSource.Generated("test"), Picture.GridOf(500, 450, (r, c) => MathF.Sin(r * 0.02f) * c));
        Assert.Equal("Means of 3 x 3 nodes", big.MeansText);
        Assert.InRange(big.Mesh.Heights.Values.Length, 1, SurfaceMesh.MostNodes);
        var json = big.ToPlotlyJson();
        Assert.Contains("Means of 3 x 3 nodes", json);
        Assert.Contains("SYNTHETIC DATA", json);
        Assert.InRange(json.Length, 1, 1_500_000);
        Assert.Equal(big.ToPng(), big.ToPng());
    }

    [Fact]
    public void A_surface_in_a_panel_has_a_space_of_its_own()
    {
        var surface = Surface((_, c) => c, (_, _) => 0);
        var data = JsonDocument.Parse(new FigurePanel("Both", Picture.Source, 2, surface, surface).ToPlotlyJson()).RootElement.GetProperty("data");
        Assert.Equal("scene2", data[1].GetProperty("scene").GetString());
        Assert.False(data[1].TryGetProperty("xaxis", out _));
    }

    [Fact]
    public void A_surface_without_a_cell_says_so()
    {
        var empty = Surface((r, c) => (r + c) % 2 == 0 ? 1 : float.NaN, (_, _) => 0);
        Assert.Contains("no four neighbours", empty.ToPlotlyJson());
        Assert.NotEmpty(empty.ToPng());
    }

    [Fact]
    public void What_cannot_be_a_surface_is_refused()
    {
        var height = Heights((_, _) => 1);
        static SurfaceFigure Of(Grid height, GridLayer? drape = null) => new("Surface", Picture.Source, height, drape);
        Assert.Throws<InvalidDataException>(() => Of(height, new GridLayer(Picture.GridOf(4, 4, (_, _) => 0))));
        Assert.Throws<InvalidDataException>(() => Of(height with { Geometry = height.Geometry with { RotationDegrees = 10 } }));
        Assert.Contains("is in degrees of", Assert.Throws<InvalidDataException>(() => Of(height with { Geometry = height.Geometry with { Crs = Crs.Wgs84 } })).Message);
        Assert.Contains("has 1 x 21 nodes", Assert.Throws<ArgumentException>(() => Of(height.Window(0, 0, 1, 21))).Message);
        Assert.Contains("found 3", Assert.Throws<ArgumentException>(() => Of(height) with { ElevationDegrees = 3 }).Message);
        Assert.Contains("found 0", Assert.Throws<ArgumentException>(() => Of(height) with { MetresPerUnit = 0 }).Message);
    }
}
