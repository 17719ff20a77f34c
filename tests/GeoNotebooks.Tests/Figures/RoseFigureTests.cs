using System.Text.Json;
using GeoNotebooks.Figures;
using NetTopologySuite.Geometries;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class RoseFigureTests
{
    private static readonly GeometryFactory Geometry = new();

    /// <summary>Three times as much length to the east-west as at 60 degrees.</summary>
    private static readonly AzimuthHistogram Azimuths = AzimuthHistogram.Of([
        Geometry.CreateLineString([new(0, 0), new(3000, 0)]),
        Geometry.CreateLineString([new(0, 0), new(1000 * Math.Sin(Math.PI / 3), 1000 * Math.Cos(Math.PI / 3))])]);

    private static RoseFigure Rose(params IReadOnlyList<RoseDirection> directions) => new("Rose", Picture.Source, Azimuths, directions) { Colour = "#ff0000" };

    [Fact]
    public void The_area_of_a_petal_is_proportional_to_length()
    {
        var rose = Rose();
        Assert.Equal(3, Math.Pow(rose.Radius(rose.Shares[9]) / rose.Radius(rose.Shares[6]), 2), 1e-9);
        using var picture = SKBitmap.Decode(rose.ToPng());
        var (centre, radius) = RosePainter.Circle(rose, new SKRect(0, 0, 1000, picture.Height));
        var (wide, narrow) = (0, 0);
        for (var y = (int)(centre.Y - radius); y < centre.Y + radius; y++)
            for (var x = (int)(centre.X - radius); x < centre.X + radius; x++)
            {
                var azimuth = AzimuthHistogram.Axial(Math.Atan2(x + 0.5 - centre.X, centre.Y - y - 0.5) * 180 / Math.PI);
                if (picture.GetPixel(x, y) is not { Red: > 220, Green: < 120, Blue: < 120 })
                    continue;
                Assert.True(azimuth is (> 84 and < 96) or (> 54 and < 66), $"a petal at {azimuth}");
                if (azimuth > 75)
                    wide++;
                else
                    narrow++;
            }
        Assert.Equal(3, (double)wide / narrow, 0.15);
    }

    [Fact]
    public void North_is_up_and_azimuths_run_clockwise()
    {
        var east = RosePainter.At(new(100, 100), 10, 90);
        Assert.Equal((110, 100), (east.X, east.Y));
        Assert.Equal(new SKPoint(100, 90), RosePainter.At(new(100, 100), 10, 0));
        using var picture = SKBitmap.Decode(Rose().ToPng());
        var (centre, radius) = RosePainter.Circle(Rose(), new SKRect(0, 0, 1000, picture.Height));
        Assert.True(IsPetal(60) && IsPetal(90) && IsPetal(240) && IsPetal(270));
        Assert.False(IsPetal(30) || IsPetal(120) || IsPetal(150) || IsPetal(300));

        bool IsPetal(double azimuth) => RosePainter.At(centre, radius * 0.4, azimuth) is var at && picture.GetPixel((int)at.X, (int)at.Y) is { Red: > 220, Green: < 120 };
    }

    [Fact]
    public void A_direction_is_a_diameter_and_says_how_much_lies_along_it()
    {
        var rose = Rose(new RoseDirection("flight lines", 225));
        Assert.Equal("flight lines, 45°: 0 % of the length lies within 10° of it, against 11 % of lines in all directions alike", rose.TextOf(0));
        Assert.StartsWith("flight lines, 45°: 25 %", (rose with { NearDegrees = 20 }).TextOf(0));
        using var with = SKBitmap.Decode(rose.ToPng());
        using var without = SKBitmap.Decode((rose with { Colour = "#ff0000" }).ToPng());
        var (centre, radius) = RosePainter.Circle(rose, new SKRect(0, 0, 1000, with.Height));
        foreach (var azimuth in (double[])[45, 225])
            Assert.True(Enumerable.Range(20, 70).Count(i => IsGreen(RosePainter.At(centre, radius * i / 100, azimuth))) > 20);

        bool IsGreen(SKPoint at) => with.GetPixel((int)at.X, (int)at.Y) is { } colour && colour.Red > colour.Blue + 60;
    }

    [Fact]
    public void Plotly_gets_both_halves_of_each_petal()
    {
        var figure = JsonDocument.Parse(Rose(new RoseDirection("flight lines", 45)).ToPlotlyJson()).RootElement;
        var petals = figure.GetProperty("data")[0];
        Assert.Equal("barpolar", petals.GetProperty("type").GetString());
        var r = petals.GetProperty("r").EnumerateArray().Select(value => value.GetDouble()).ToList();
        Assert.Equal(36, r.Count);
        Assert.Equal(r.Take(18), r.Skip(18));
        Assert.Equal(Math.Sqrt(3), r[9] / r[6], 1e-3);
        Assert.Equal([45, 45, 225], figure.GetProperty("data")[1].GetProperty("theta").EnumerateArray().Select(value => value.GetDouble()));
        var axis = figure.GetProperty("layout").GetProperty("polar").GetProperty("angularaxis");
        Assert.Equal(("clockwise", 90), (axis.GetProperty("direction").GetString(), axis.GetProperty("rotation").GetInt32()));
    }

    [Fact]
    public void Each_rose_of_a_panel_has_a_circle_of_its_own()
    {
        var data = JsonDocument.Parse(new FigurePanel("Both", Picture.Source, 2, Rose(), Rose()).ToPlotlyJson()).RootElement.GetProperty("data");
        Assert.False(data[0].TryGetProperty("subplot", out _));
        Assert.Equal("polar2", data[1].GetProperty("subplot").GetString());
        Assert.False(data[1].TryGetProperty("xaxis", out _));
    }

    [Fact]
    public void Roses_side_by_side_may_share_their_circles()
    {
        Assert.Equal(0.8, Rose().Rings[^1], 1e-9);
        var rose = Rose() with { OuterShare = 0.9 };
        Assert.Equal(0.9, rose.Rings[^1]);
        Assert.Equal(Math.Sqrt(0.75 / 0.9), rose.Radius(0.75), 1e-9);
    }

    [Fact]
    public void A_rose_without_lines_says_so()
    {
        var rose = new RoseFigure("Rose", Picture.Source, AzimuthHistogram.Of(new List<LineString>()), new RoseDirection("flight lines", 45));
        Assert.Contains("there is no line", rose.ToPlotlyJson());
        Assert.NotEmpty(rose.ToPng());
    }
}
