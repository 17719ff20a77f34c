using System.Globalization;

namespace GeoNotebooks.Cli.Commands;

/// <summary>How long work tells how far it has come: one line on stderr that is rewritten, on a terminal alone; stdout stays for results.</summary>
/// <param name="what">What is being done.</param>
internal sealed class ShareDisplay(string what) : IProgress<double>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly bool _shows = !Console.IsErrorRedirected;
    private DateTime _next = DateTime.UtcNow + Pause;
    private int _width;

    public void Report(double value)
    {
        if (!_shows || DateTime.UtcNow < _next)
            return;
        _next = DateTime.UtcNow + Pause;
        var line = string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * value:0} %");
        Console.Error.Write("\r" + line.PadRight(_width));
        _width = Math.Max(_width, line.Length);
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_width > 0)
            Console.Error.Write("\r" + new string(' ', _width) + "\r");
    }
}
