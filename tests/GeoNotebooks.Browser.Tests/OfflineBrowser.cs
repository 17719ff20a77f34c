using Microsoft.Playwright;
using Xunit;

namespace GeoNotebooks.Browser.Tests;

/// <summary>
/// Debian's Chromium without a network: a page may read files beside it, or what a server on this machine gives, and nothing else. What it asks for or
/// complains about is kept.
/// </summary>
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

    /// <summary>Opens a file; it may ask for files and nothing else.</summary>
    public Task<IPage> Open(string file, int width = 1280, int height = 900) =>
        Open(new Uri(Path.GetFullPath(file)), new() { Offline = true, ViewportSize = new() { Width = width, Height = height } });

    /// <summary>Opens a page of a server; it may ask that server and nothing else.</summary>
    public Task<IPage> OpenServed(string address) => Open(new Uri(address), new() { ViewportSize = new() { Width = 1280, Height = 900 } });

    private async Task<IPage> Open(Uri address, BrowserNewContextOptions options)
    {
        var context = await _browser.NewContextAsync(options);
        await context.RouteAsync("**/*", async route =>
        {
            var asked = new Uri(route.Request.Url);
            if (asked.Scheme is "data" or "blob" || (asked.Scheme == address.Scheme && asked.Authority == address.Authority))
                await route.ContinueAsync();
            else
            {
                _complaints.Add($"asked for {asked}");
                await route.AbortAsync();
            }
        });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Add($"script: {error}");
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
