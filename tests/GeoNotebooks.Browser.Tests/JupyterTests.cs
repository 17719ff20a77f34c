using Microsoft.Playwright;
using Xunit;

namespace GeoNotebooks.Browser.Tests;

/// <summary>The series in a front end that people use: classic Notebook, driven by hand as it were.</summary>
public sealed class JupyterTests
{
    /// <summary>How long one cell of the tour may take, ms: Chromium draws on the cores that compute.</summary>
    private const int LongestCell = 300_000;

    [Fact]
    public async Task Classic_Notebook_runs_the_tour_and_shows_figures_and_progress()
    {
        await using var server = await JupyterServer.Start("00_tour.ipynb");
        await using var browser = await OfflineBrowser.Start();
        var page = await browser.OpenServed(server.AddressOf("00_tour.ipynb"));
        await Assertions.Expect(page.Locator("#kernel_indicator .kernel_indicator_name")).ToHaveTextAsync(".NET (C#)", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#notification_kernel")).ToBeHiddenAsync(new() { Timeout = 60_000 });

        await page.Locator("#celllink").ClickAsync();
        await page.Locator("#run_all_cells").ClickAsync();
        var bar = page.Locator(".output_area progress");
        await Assertions.Expect(bar.First).ToBeVisibleAsync(new() { Timeout = LongestCell });
        await page.WaitForFunctionAsync("[...document.querySelectorAll('.output_area progress')].some(bar => bar.value > 0 && bar.value < 1)", null, new() { Timeout = LongestCell, PollingInterval = 50 });

        // Every cell has a number, and none runs any more.
        var cells = await page.Locator(".code_cell").CountAsync();
        await Assertions.Expect(page.Locator(".code_cell .input_prompt").Nth(cells - 1)).ToHaveTextAsync($"In [{cells}]:", new() { Timeout = LongestCell });
        await Assertions.Expect(page.Locator(".output_error")).ToHaveCountAsync(0);
        Assert.All(
            await page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.output_area progress')].map(bar => bar.value)"),
            share => Assert.Equal(1, share));

        var figures = await page.Locator(".geonb-figure").AllAsync();
        Assert.Equal(3, figures.Count);
        foreach (var figure in figures)
        {
            await figure.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(figure.Locator("svg.main-svg").First).ToBeVisibleAsync();
            Assert.True(await figure.Locator(".heatmaplayer image").CountAsync() > 0, "a figure without a map");
        }
        if (Environment.GetEnvironmentVariable("GEONB_SCREENSHOTS") is { Length: > 0 } folder)
            await Photograph(page, folder);
        // Notebook 6 asks for the extension of the widgets whether it is there or not.
        var complaints = browser.Complaints.Where(complaint => !complaint.Contains("/nbextensions/widgets/notebook/js/extension.js", StringComparison.Ordinal)).ToList();
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private static async Task Photograph(IPage page, string folder)
    {
        Directory.CreateDirectory(folder);
        var number = 0;
        foreach (var cell in await page.Locator(".code_cell").AllAsync())
            await cell.ScreenshotAsync(new() { Path = Path.Combine(folder, $"cell-{++number}.png") });
    }
}
