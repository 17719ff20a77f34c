using Microsoft.Playwright;
using Xunit;

namespace GeoNotebooks.Browser.Tests;

/// <summary>Debian's Chromium without a network: a page may read files beside it and nothing else. What it asks for or complains about is kept.</summary>
internal sealed class OfflineBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private OfflineBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    private static string Executable => Environment.GetEnvironmentVariable("GEONB_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    /// <summary>Errors on the console, exceptions of scripts, dialogs, and requests for anything but a file.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<OfflineBrowser> Start()
    {
        Assert.SkipUnless(
            File.Exists(Executable) || Environment.GetEnvironmentVariable("CI") == "true",
            $"there is no Chromium at {Executable} (package chromium; another place goes into GEONB_CHROMIUM)");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        return new(playwright, browser);
    }

    public async Task<IPage> Open(string file, int width = 1280, int height = 900)
    {
        var context = await _browser.NewContextAsync(new() { Offline = true, ViewportSize = new() { Width = width, Height = height } });
        await context.RouteAsync("**/*", async route =>
        {
            var url = route.Request.Url;
            if (url.StartsWith("file:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal))
                await route.ContinueAsync();
            else
            {
                _complaints.Add($"asked for {url}");
                await route.AbortAsync();
            }
        });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"script: {error}");
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        await page.GotoAsync(new Uri(Path.GetFullPath(file)).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
