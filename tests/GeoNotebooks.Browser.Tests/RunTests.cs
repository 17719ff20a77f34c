using Microsoft.Playwright;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Browser.Tests;

/// <summary>The page of a real run and its executed notebooks, as a reader without a network sees them.</summary>
public sealed class RunTests
{
    private static string RunFolder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("GEONB_RUN_UNDER_TEST");
            Assert.SkipUnless(!string.IsNullOrEmpty(folder), "no run is given: GEONB_RUN_UNDER_TEST names the folder that `geonb run` left");
            Assert.True(Directory.Exists(folder), $"GEONB_RUN_UNDER_TEST: there is no folder {folder}");
            return folder;
        }
    }

    private static string Index => Path.Combine(RunFolder, "index.html");

    [Fact]
    public async Task Every_picture_of_the_page_is_shown()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(Index);
        var pictures = await page.EvaluateAsync<PictureSize[]>(
            "async () => { const all = [...document.images]; await Promise.all(all.map(i => i.decode().catch(() => 0))); return all.map(i => ({ source: i.getAttribute('src'), width: i.naturalWidth, height: i.naturalHeight })); }");
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.True(picture is { Width: > 0, Height: > 0 }, $"{picture.Source} is not shown"));
        Assert.Equal(0, await page.Locator(".missing").CountAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task No_picture_is_blank()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(Index);
        foreach (var source in await page.EvaluateAsync<string[]>("() => [...document.images].map(i => decodeURIComponent(i.getAttribute('src')))"))
        {
            using var picture = SKBitmap.Decode(Path.Combine(RunFolder, source));
            Assert.True(Colours(picture) > 12, $"{source} has hardly a colour");
        }
    }

    [Fact]
    public async Task Every_link_leads_to_a_file()
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(Index);
        var links = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')).filter(h => !h.startsWith('#'))");
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(RunFolder, Uri.UnescapeDataString(link))), $"{link} leads nowhere"));
        var anchors = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.querySelector(a.getAttribute('href'))).map(a => a.getAttribute('href'))");
        Assert.Empty(anchors);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_page_fits_a_desk_and_a_telephone(int width)
    {
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.Open(Index, width);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page is wider than the screen");
    }

    [Fact]
    public async Task Executed_notebooks_draw_their_interactive_figures()
    {
        var notebooks = Directory.GetFiles(Path.Combine(RunFolder, "notebooks"), "*.html");
        Assert.SkipUnless(notebooks.Length > 0, "the run was made without --html");
        await using var browser = await OfflineBrowser.Start();
        var drawn = 0;
        foreach (var notebook in notebooks)
        {
            var page = await browser.Open(notebook);
            foreach (var figure in await page.Locator(".geonb-figure").AllAsync())
            {
                await figure.ScrollIntoViewIfNeededAsync();
                await Assertions.Expect(figure.Locator("svg.main-svg").First).ToBeVisibleAsync();
                Assert.True(await figure.Locator(".heatmaplayer image, .scatterlayer .trace, .barlayer .trace, .boxlayer .trace, .annotation").CountAsync() > 0, $"{notebook}: a figure without data");
                using var picture = SKBitmap.Decode(await figure.ScreenshotAsync());
                Assert.True(Colours(picture) > 8, $"{notebook}: a figure that is blank");
                drawn++;
            }
            Assert.All(
                await page.EvaluateAsync<int[]>("async () => { const all = [...document.images]; await Promise.all(all.map(i => i.decode().catch(() => 0))); return all.map(i => i.naturalWidth); }"),
                width => Assert.True(width > 0, $"{notebook}: a picture is not shown"));
            await page.CloseAsync();
        }
        Assert.True(drawn > 0, "no notebook of the run holds an interactive figure");
        Assert.Empty(browser.Complaints);
    }

    private static int Colours(SKBitmap picture) => picture.Pixels.Distinct().Take(100).Count();

    private sealed record PictureSize
    {
        public string Source { get; init; } = "";

        public int Width { get; init; }

        public int Height { get; init; }
    }
}
