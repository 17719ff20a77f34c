using System.Text.Json;
using GeoNotebooks.Figures;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class StripSeriesTests
{
    private static ChartFigure Chart(params IReadOnlyList<ChartSeries> series) => new("Strips", Picture.Source,
        new ChartAxis("x") { Minimum = 0, Maximum = 10 }, new ChartAxis("") { Categories = ["low", "high"] }, series);

    [Fact]
    public void A_strip_lies_in_its_row_from_beginning_to_end()
    {
        using var picture = SKBitmap.Decode(Chart(new StripSeries("red", (0, 0, 5)) { Colour = "#ff0000" }, new StripSeries("green", (1, 5, 10)) { Colour = "#00ff00" }).ToPng());
        // The legend stands above the data.
        var red = Pixels(picture, new SKColor(255, 0, 0)).Where(p => p.Y > 120).ToList();
        var green = Pixels(picture, new SKColor(0, 255, 0)).Where(p => p.Y > 120).ToList();
        Assert.True(red.Min(p => p.Y) > green.Max(p => p.Y));
        Assert.True(red.Max(p => p.X) <= green.Min(p => p.X) + 1);
        Assert.Equal(red.Max(p => p.X) - red.Min(p => p.X), green.Max(p => p.X) - green.Min(p => p.X), 3.0);
    }

    [Fact]
    public void Plotly_gets_bars_that_lie()
    {
        var json = JsonDocument.Parse(Chart(new StripSeries("a", (1, 2, 5))).ToPlotlyJson()).RootElement;
        var bar = json.GetProperty("data")[0];
        Assert.Equal(("bar", "h"), (bar.GetProperty("type").GetString(), bar.GetProperty("orientation").GetString()));
        Assert.Equal((2.0, 3.0, 1.0), (bar.GetProperty("base")[0].GetDouble(), bar.GetProperty("x")[0].GetDouble(), bar.GetProperty("y")[0].GetDouble()));
        Assert.Equal(["low", "high"], json.GetProperty("layout").GetProperty("yaxis").GetProperty("ticktext").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void A_row_that_is_not_there_is_refused() =>
        Assert.Contains("lie in rows 0 to 1, one for each category of the y axis; found row 2", Assert.Throws<ArgumentException>(() => Chart(new StripSeries("a", (0, 1, 2), (2, 0, 1)))).Message);

    private static IEnumerable<(int X, int Y)> Pixels(SKBitmap picture, SKColor wanted)
    {
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                if (picture.GetPixel(x, y) == wanted)
                    yield return (x, y);
    }
}
