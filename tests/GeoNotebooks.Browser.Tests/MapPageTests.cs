using System.Diagnostics;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using GeoNotebooks.Reports;
using GeoNotebooks.Targets;
using Microsoft.Playwright;
using NetTopologySuite.Geometries;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Browser.Tests;

/// <summary>The interactive map as a reader without a network uses it.</summary>
public sealed class MapPageTests : IDisposable
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    private const int Rows = 60;
    private const int Columns = 90;
    private static readonly GridGeometry Geometry = new(Rows, Columns, 25_540_000, 6_840_000, 200, 200, Crs.Pulkovo1942GaussKruger25);

    // Rises to the east and, less, to the south: no flip or turn of it is the same. The south-eastern corner has no answer.
    private static readonly Grid Score = GridOf("score", "1", (r, c) => IsBlank(r, c) ? float.NaN : (c * 7 + r * 3) / 900f);
    private static readonly Grid Field = GridOf("field", "nT", (r, c) => IsBlank(r, c) ? float.NaN : 100 * r - c);
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsBlank(int row, int column) => row >= 50 && column >= 80;

    private static Grid GridOf(string name, string unit, Func<int, int, float> value) =>
        new(Geometry, [.. Enumerable.Range(0, Rows * Columns).Select(i => value(i / Columns, i % Columns))], name, unit);

    private static Geometry Box(int row, int column, int rows, int columns) => GeometryFactory.Default.ToGeometry(Geometry.Window(row, column, rows, columns).Bounds);

    private static VectorLayer Layer(string name, params (Geometry Shape, Dictionary<string, object?> Attributes)[] features) =>
        new(name, Geometry.Crs, [.. features.Select(feature => new VectorFeature(feature.Shape, feature.Attributes))]);

    private static readonly VectorLayer Clusters = Layer(
        "ore clusters",
        (Box(4, 80, 6, 6), new() { ["name"] = "East" }), (Box(40, 60, 5, 7), new() { ["name"] = "Middle" }), (Box(30, 5, 5, 5), new() { ["name"] = Hostile }), (Box(53, 83, 4, 4), new() { ["name"] = "Blank" }));

    private static MapPage Page => new(
        $"A small map {Hostile}", FigureSource.Generated("a small stack of the test"), new GridLayer(Score, Palette.Inferno) { Stretch = Stretch.Full },
        new MapPageGroup("Channels", new GridLayer(Field, Palette.Viridis) { Stretch = Stretch.Full }))
    {
        Clusters = Clusters,
        Zones = Layer("zones", (Box(10, 70, 12, 15), new() { ["rank"] = 1L, ["score"] = 0.61, ["why"] = $"first line\nsecond {Hostile}", ["link"] = "zones/1 a.html" })),
        Sheets = Layer("sheets", (Box(0, 0, Rows, 45), new() { ["name"] = "P-55-XXI" }), (Box(0, 45, Rows, 45), new() { ["name"] = "P-55-XXII" })),
    };

    private async Task<IPage> Open(OfflineBrowser browser, MapPage page, int width = 1280)
    {
        var path = Path.Combine(_folder, "map.html");
        page.Write(path);
        var opened = await browser.Open(path, width);
        await opened.WaitForSelectorAsync("html[data-unpacked]");
        return opened;
    }

    /// <summary>Where a node lies on the screen: the map is as large as fits the stage, less two hundredths, in its middle.</summary>
    private static async Task<(float X, float Y)> NodeOnScreen(IPage page, double row, double column)
    {
        var stage = (await page.Locator("#stage").BoundingBoxAsync())!;
        var scale = Math.Min(stage.Width / Columns, stage.Height / Rows) * 0.98;
        return ((float)(stage.X + stage.Width / 2 + (column + 0.5 - Columns / 2.0) * scale), (float)(stage.Y + stage.Height / 2 + (row + 0.5 - Rows / 2.0) * scale));
    }

    private static async Task<Rgb> ColourAt(IPage page, int row, int column)
    {
        var (x, y) = await NodeOnScreen(page, row, column);
        await page.Mouse.MoveAsync(1, 1);
        using var picture = SKBitmap.Decode(await page.ScreenshotAsync());
        var colour = picture.GetPixel((int)x, (int)y);
        return new(colour.Red, colour.Green, colour.Blue);
    }

    private static async Task Point(IPage page, int row, int column)
    {
        var (x, y) = await NodeOnScreen(page, row, column);
        await page.Mouse.MoveAsync(x, y);
    }

    private static async Task SetLevel(IPage page, int level) =>
        await page.EvaluateAsync("at => { const slider = document.getElementById('level'); slider.value = at; slider.dispatchEvent(new Event('input')); }", level);

    [Fact]
    public async Task Each_raster_is_drawn_north_up_in_its_own_colours_and_blank_ground_shows_the_paper()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await Open(browser, Page);
        await page.Locator("#highlight").UncheckAsync();
        AssertNear(Palette.Inferno.At(Share(Score, 30, 84)), await ColourAt(page, 30, 84));
        AssertNear(Palette.Inferno.At(Share(Score, 57, 2)), await ColourAt(page, 57, 2));
        AssertNear("#f6f6f4", await ColourAt(page, 57, 87));
        await page.GetByRole(AriaRole.Radio, new() { Name = "field" }).CheckAsync();
        AssertNear(Palette.Viridis.At(Share(Field, 30, 84)), await ColourAt(page, 30, 84));
        AssertNear(Palette.Viridis.At(Share(Field, 57, 2)), await ColourAt(page, 57, 2));
        AssertNear("#f6f6f4", await ColourAt(page, 57, 87));
        Assert.Equal("field, nT", await page.Locator("#legend-name").TextContentAsync());
        Assert.Empty(browser.Complaints);

        static double Share(Grid grid, int row, int column)
        {
            var values = grid.Values.Where(float.IsFinite).ToList();
            return (grid[row, column] - values.Min()) / (values.Max() - values.Min());
        }
    }

    [Fact]
    public async Task The_slider_recounts_area_and_clusters_as_the_library_counts_them()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await Open(browser, Page);
        var sorted = Score.Values.Where(float.IsFinite).OrderDescending().ToArray();
        var ranks = Clusters.Features.Take(3).Select(cluster => (Name: cluster.Text("name"), AreaRank.Of(Score, PolygonRaster.Inside(Geometry, [cluster.Shape])).ShareAbove)).OrderBy(rank => rank.ShareAbove).ToList();
        var levels = int.Parse((await page.Locator("#level").GetAttributeAsync("max"))!) + 1;
        var counts = new HashSet<int>();
        for (var level = 0; level < levels; level++)
        {
            await SetLevel(page, level);
            var share = double.Parse((await page.Locator("#level").GetAttributeAsync("aria-valuetext"))!.TrimEnd('%', ' ')) / 100;
            var edge = sorted[(int)Math.Round(share * sorted.Length)];
            var area = sorted.Count(value => value > edge) * 0.04;
            Assert.Equal(area < 100 ? $"{area:0.00} km\u00b2" : $"{area:0} km\u00b2", await page.Locator("#best-area").TextContentAsync());
            var caught = ranks.Where(rank => rank.ShareAbove <= share).Select(rank => rank.Name).ToList();
            counts.Add(caught.Count);
            Assert.Equal($"Clusters captured: {caught.Count} of 3", await page.Locator("#caught-count").TextContentAsync());
            Assert.Equal(string.Join(", ", caught), await page.Locator("#caught-names").TextContentAsync());
            Assert.Equal(caught.Count, await page.Locator(".clusters .caught").CountAsync());
        }
        Assert.True(counts.Count > 1, "levels that catch different numbers of clusters");
        Assert.Equal("(1 more on ground without a score)", await page.Locator("#caught-off").TextContentAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Ground_below_the_level_is_faded_and_ground_above_is_not()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await Open(browser, Page with { Zones = null, Clusters = null, Sheets = null });
        await page.Locator("#highlight").UncheckAsync();
        var (best, rest) = (await ColourAt(page, 45, 88), await ColourAt(page, 20, 30));
        await page.Locator("#highlight").CheckAsync();
        Assert.Equal(best, await ColourAt(page, 45, 88));
        var faded = await ColourAt(page, 20, 30);
        Assert.True(faded.Lightness > rest.Lightness + 15, $"{rest} should have faded, found {faded}");
    }

    [Fact]
    public async Task The_pointer_reads_values_and_both_kinds_of_coordinates()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await Open(browser, Page);
        await Point(page, 12, 75);
        var values = await page.Locator(".layer output").AllTextContentsAsync();
        Assert.Equal(Score[12, 75], double.Parse(values[0]), 0.003);
        Assert.EndsWith(" nT", values[1]);
        Assert.Equal(Field[12, 75], double.Parse(values[1][..^3].Replace("\u202f", "")), 15.0);
        var tip = await page.Locator("#tip").InnerTextAsync();
        Assert.Contains("Zone 1, rank 1, score 0.61", tip);
        Assert.Contains("P-55-XXII", tip);

        var numbers = System.Text.RegularExpressions.Regex.Match(
            (await page.Locator("#place").TextContentAsync())!.Replace("\u202f", ""), @"E (\d+) +N (\d+) +\(EPSG:28425\) +. +([\d.]+). N, ([\d.]+). E \(WGS 84\)");
        Assert.True(numbers.Success, await page.Locator("#place").TextContentAsync());
        var (x, y) = (double.Parse(numbers.Groups[1].Value), double.Parse(numbers.Groups[2].Value));
        Assert.Equal(Geometry.X(75), x, 40.0);
        Assert.Equal(Geometry.Y(12), y, 40.0);
        var (longitude, latitude) = CrsTransformation.Between(Geometry.Crs, Crs.Wgs84).Transform(x, y);
        Assert.Equal(latitude, double.Parse(numbers.Groups[3].Value), 3e-5);
        Assert.Equal(longitude, double.Parse(numbers.Groups[4].Value), 6e-5);

        await Point(page, 57, 87);
        Assert.Equal(["no value", "no value"], (await page.Locator(".layer output").AllTextContentsAsync()).Take(2));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_click_on_a_zone_opens_its_card_and_no_text_of_data_runs()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await Open(browser, Page);
        var (x, y) = await NodeOnScreen(page, 18, 75);
        await page.Mouse.ClickAsync(x, y);
        await Assertions.Expect(page.Locator("#card")).ToBeVisibleAsync();
        Assert.Equal("Zone 1", await page.Locator("#card-name").TextContentAsync());
        Assert.Equal($"first line\nsecond {Hostile}", await page.Locator("#card-values dd").Last.TextContentAsync());
        Assert.Equal("zones/1%20a.html", await page.Locator("#card-link a").GetAttributeAsync("href"));
        Assert.Contains(Hostile, await page.Locator("h1").TextContentAsync());
        Assert.Equal(0, await page.Locator("img").CountAsync());
        await page.Locator("#card-close").ClickAsync();
        await Assertions.Expect(page.Locator("#card")).ToBeHiddenAsync();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_map_is_moved_and_enlarged_by_mouse_and_keyboard_and_the_scale_bar_follows()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await Open(browser, Page);
        var before = await MetresAPixel(page);
        // A wheel tells its place in whole pixels.
        var (x, y) = await NodeOnScreen(page, 12, 75);
        (x, y) = (MathF.Round(x), MathF.Round(y));
        await page.Mouse.MoveAsync(x, y);
        var place = await page.Locator("#place").TextContentAsync();
        await page.Mouse.WheelAsync(0, -800);
        await page.WaitForFunctionAsync("before => parseFloat(document.getElementById('moved').getAttribute('transform').slice(7)) > before", 1.2 / before);
        await page.Mouse.MoveAsync(x + 1, y);
        await page.Mouse.MoveAsync(x, y);
        Assert.Equal(place, await page.Locator("#place").TextContentAsync());
        Assert.True(await MetresAPixel(page) < before / 2, "the wheel enlarges");

        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x - 100, y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.Mouse.MoveAsync(x - 99, y);
        await page.Mouse.MoveAsync(x - 100, y);
        Assert.Equal(place, await page.Locator("#place").TextContentAsync());

        await page.Locator("#stage").FocusAsync();
        await page.Keyboard.PressAsync("0");
        await page.WaitForFunctionAsync("before => Math.abs(parseFloat(document.getElementById('moved').getAttribute('transform').slice(7)) - before) < 1e-6", 1 / before);
        await page.Keyboard.PressAsync("+");
        await page.WaitForFunctionAsync("before => parseFloat(document.getElementById('moved').getAttribute('transform').slice(7)) > before", 1.2 / before);
        Assert.Empty(browser.Complaints);
    }

    /// <summary>By the scale bar, which must agree with how large shapes are drawn.</summary>
    private static async Task<double> MetresAPixel(IPage page)
    {
        var text = (await page.Locator("#scale-text").TextContentAsync())!;
        var metres = double.Parse(text.Split(' ')[0]) * (text.EndsWith("km") ? 1000 : 1);
        var byBar = metres / await page.EvaluateAsync<double>("() => parseFloat(document.getElementById('scale-bar').style.width)");
        var byShapes = 1 / await page.EvaluateAsync<double>("() => parseFloat(document.getElementById('moved').getAttribute('transform').slice(7))");
        Assert.Equal(byShapes, byBar, 1e-3 * byShapes);
        return byShapes;
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_page_fits_a_desk_and_a_telephone(int width)
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await Open(browser, Page, width);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page is wider than the screen");
        await Photograph(page, $"map-{width}.png");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Sixteen_rasters_of_fifteen_sheets_are_drawn_within_five_seconds()
    {
        const int side = 1400;
        var geometry = new GridGeometry(side, side, 25_390_000, 6_955_000, 200, 200, Crs.Pulkovo1942GaussKruger25);
        GridLayer Smooth(int seed) => new(
            new Grid(geometry, Waves(seed), $"layer {seed}", "1"), seed % 2 == 0 ? Palette.Viridis : Palette.Inferno);
        float[] Waves(int seed)
        {
            var random = new Random(seed);
            var waves = Enumerable.Range(0, 24).Select(_ => (X: random.NextDouble() / 12, Y: random.NextDouble() / 12, Phase: random.NextDouble() * 6)).ToArray();
            var values = new float[side * side];
            Parallel.For(0, side, row =>
            {
                var noise = new Random(seed * side + row);
                for (var column = 0; column < side; column++)
                    values[row * side + column] = waves.Sum(wave => MathF.Sin((float)(wave.X * column + wave.Y * row + wave.Phase))) + 0.02f * (float)noise.NextDouble();
            });
            return values;
        }
        var path = Path.Combine(_folder, "large.html");
        new MapPage("Large", FigureSource.Generated("waves"), Smooth(0), new MapPageGroup("Channels", [.. Enumerable.Range(1, 15).Select(Smooth)])) { Relief = Smooth(16).Grid }.Write(path);
        Assert.InRange(new FileInfo(path).Length, 1_000_000, 15_000_000);
        await using var browser = await OfflineBrowser.Start();
        var clock = Stopwatch.StartNew();
        var page = await browser.Open(path);
        await page.WaitForSelectorAsync("html[data-unpacked]", new() { Timeout = 60_000 });
        var unpacked = clock.Elapsed.TotalSeconds;
        var drawn = await page.EvaluateAsync<double>("() => Number(document.documentElement.dataset.drawn)") / 1000;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{new FileInfo(path).Length / 1e6:0.00} MB, drawn after {drawn:0.00} s, all rasters unpacked after {unpacked:0.00} s"));
        Assert.True(drawn < 5, $"drawn after {drawn} s");
        Assert.Empty(browser.Complaints);
    }

    private static async Task Photograph(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("GEONB_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(folder).FullName, name), FullPage = true });
    }

    private static void AssertNear(Rgb expected, Rgb found) => Assert.True(
        Math.Abs(expected.Red - found.Red) + Math.Abs(expected.Green - found.Green) + Math.Abs(expected.Blue - found.Blue) <= 12,
        $"expected about {expected}, found {found}");
}
