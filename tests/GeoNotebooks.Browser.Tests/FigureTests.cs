using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Browser.Tests;

/// <summary>What a browser draws of our figures.</summary>
public sealed class FigureTests : IDisposable
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    private static readonly FigureSource Source = FigureSource.Generated("a small grid of the test");
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static MapFigure Corner(string title) => new(
        title, Source,
        new GridLayer(new Grid(
            new GridGeometry(8, 12, 25_500_000, 6_900_000, 200, 200, Crs.Pulkovo1942GaussKruger25),
            [.. Enumerable.Range(0, 96).Select(i => i == 0 ? 10f : i == 95 ? float.NaN : 0)], "field", "nT"))
        { Stretch = Stretch.Full });

    private string PageOf(bool script, params Figure[] figures)
    {
        var path = Path.Combine(_folder, "page.html");
        File.WriteAllText(path, "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\">"
            + (script ? $"<script>{PlotlyScript.Source}</script>" : "") + "</head><body>" + string.Concat(figures.Select(figure => figure.ToHtml())) + "</body></html>");
        return path;
    }

    [Fact]
    public async Task A_map_is_drawn_north_up_without_a_network()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(PageOf(script: true, Corner("Колыма")));
        await page.WaitForSelectorAsync(".js-plotly-plot .heatmaplayer image");
        var area = await page.Locator(".js-plotly-plot .nsewdrag").First.BoundingBoxAsync();
        using var picture = SKBitmap.Decode(await page.ScreenshotAsync());
        SKColor At(double east, double south) => picture.GetPixel((int)(area!.X + area.Width * east), (int)(area.Y + area.Height * south));
        Assert.Equal(12.0 / 8, area!.Width / area.Height, 0.02);
        AssertNear(Palette.Viridis.At(1), At(0.5 / 12, 0.5 / 8));
        AssertNear(Palette.Viridis.At(0), At(0.5 / 12, 7.5 / 8));
        AssertNear(Palette.Viridis.At(0), At(11.5 / 12, 0.5 / 8));
        AssertNear("#f6f6f4", At(11.5 / 12, 7.5 / 8));
        Assert.Contains("Колыма", await page.Locator(".gtitle").First.TextContentAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Charts_panels_and_the_same_figure_twice_are_drawn()
    {
        var chart = new ChartFigure("Loss", Source, "Epoch", "Loss", new LineSeries("training", [0, 1, 2], [3, 2, 1]));
        var panel = new FigurePanel("Both", Source, 2, Corner("a"), chart);
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(PageOf(script: true, chart, panel, chart));
        await page.WaitForFunctionAsync("document.querySelectorAll('.js-plotly-plot .scatterlayer path.js-line').length === 3");
        Assert.Equal(1, await page.Locator(".js-plotly-plot .heatmaplayer image").CountAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_rose_has_both_halves_of_its_petals()
    {
        var lines = Enumerable.Range(0, 18).Select(i => new LineString([new(0, 0), new(Math.Sin(i * Math.PI / 18), Math.Cos(i * Math.PI / 18))]));
        var rose = new RoseFigure("Rose", Source, AzimuthHistogram.Of(lines), new RoseDirection("flight lines", 45));
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(PageOf(script: true, rose));
        await page.WaitForFunctionAsync("document.querySelectorAll('.js-plotly-plot .polarlayer .barlayer .point').length === 36");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_slider_shows_another_map_under_the_same_outline()
    {
        GridLayer Of(float value) => new(new Grid(
            new GridGeometry(8, 12, 25_500_000, 6_900_000, 200, 200, Crs.Pulkovo1942GaussKruger25), [.. Enumerable.Repeat(value, 95), 0], "field", "nT"))
        { Stretch = Stretch.Between(0, 10) };
        var outline = new PolygonLayer("outline", new Polygon(new([new(25_500_800, 6_899_800), new(25_501_800, 6_899_800), new(25_501_800, 6_899_000), new(25_500_800, 6_899_800)])));
        var slider = new SliderFigure("Higher up", Source, "height", [new("0 m", Of(9)), new("500 m", Of(5)), new("2000 m", Of(1))], outline);
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(PageOf(script: true, slider));
        await page.WaitForSelectorAsync(".js-plotly-plot .heatmaplayer image");
        async Task<SKColor> Colour()
        {
            var area = await page.Locator(".js-plotly-plot .nsewdrag").First.BoundingBoxAsync();
            using var picture = SKBitmap.Decode(await page.ScreenshotAsync());
            return picture.GetPixel((int)(area!.X + area.Width * 0.06), (int)(area.Y + area.Height * 0.94));
        }
        AssertNear(Palette.Viridis.At(0.9), await Colour());
        var rail = await page.Locator(".slider-rail-touch-rect").First.BoundingBoxAsync();
        await page.Mouse.ClickAsync(rail!.X + rail.Width - 2, rail.Y + rail.Height / 2);
        await page.WaitForFunctionAsync("document.querySelector('.js-plotly-plot').data[2].visible === true && document.querySelector('.js-plotly-plot').data[0].visible === false");
        await page.WaitForFunctionAsync("document.querySelectorAll('.js-plotly-plot .heatmaplayer image').length === 1");
        AssertNear(Palette.Viridis.At(0.1), await Colour());
        Assert.Equal(1, await page.Locator(".js-plotly-plot .scatterlayer path.js-line").CountAsync());
        Assert.Contains("2000 m", await page.Locator(".slider-group").First.TextContentAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Without_plotly_a_sentence_stands_in_its_place()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(PageOf(script: false, Corner("Gravity")));
        Assert.Equal(
            "[synthetic] Gravity: field (8 x 12 nodes) (the interactive figure needs plotly.js on this page)",
            (await page.Locator(".geonb-figure").InnerTextAsync()).Trim());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Text_of_a_figure_never_runs()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(PageOf(script: true, Corner(Hostile)));
        await page.WaitForSelectorAsync(".js-plotly-plot .gtitle");
        Assert.Contains("alert(1)", await page.Locator(".gtitle").First.TextContentAsync());
        Assert.Empty(browser.Complaints);
    }

    private static void AssertNear(Rgb expected, SKColor found) => Assert.True(
        Math.Abs(expected.Red - found.Red) + Math.Abs(expected.Green - found.Green) + Math.Abs(expected.Blue - found.Blue) <= 12,
        $"expected about {expected}, found {found}");
}
