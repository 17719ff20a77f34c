namespace GeoNotebooks.Cli.Commands;

/// <summary>One line on stderr that is rewritten, on a terminal alone; stdout stays for results.</summary>
internal sealed class LineDisplay : IProgress<string>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly bool _shows = !Console.IsErrorRedirected;
    private DateTime _next = DateTime.UtcNow + Pause;
    private int _width;

    public void Report(string value)
    {
        if (!_shows || DateTime.UtcNow < _next)
            return;
        _next = DateTime.UtcNow + Pause;
        Console.Error.Write("\r" + value.PadRight(_width));
        _width = Math.Max(_width, value.Length);
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_width > 0)
            Console.Error.Write("\r" + new string(' ', _width) + "\r");
    }
}
