using System.Globalization;
using GeoNotebooks.Packages;

namespace GeoNotebooks.Cli.Commands;

/// <summary>How a fetch tells how far it has come: one line that is rewritten on a terminal, a line for each file elsewhere.</summary>
internal sealed class FetchDisplay : IProgress<FetchProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly bool _rewrites = !Console.IsOutputRedirected;
    private DateTime _next = DateTime.MinValue;
    private string _file = "";
    private int _width;

    public void Report(FetchProgress value)
    {
        if (_rewrites ? DateTime.UtcNow < _next : value.File == _file)
            return;
        (_next, _file) = (DateTime.UtcNow + Pause, value.File);
        var line = Line(value);
        Console.Write(_rewrites ? "\r" + line.PadRight(_width) : line + Environment.NewLine);
        _width = line.Length;
    }

    /// <summary>Leaves the rewritten line.</summary>
    public void End()
    {
        if (_rewrites && _width > 0)
            Console.WriteLine();
        _width = 0;
    }

    private static string Line(FetchProgress p)
    {
        var rate = p.BytesPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $", {p.BytesPerSecond / 1e6:0.0} MB/s") : "";
        var left = p.TimeLeft is { } time && time.TotalSeconds >= 1 && time.TotalDays < 10 ? $", {Math.Floor(time.TotalHours):00}:{time.Minutes:00}:{time.Seconds:00} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{p.BytesDone / 1e6,8:0.0} of {p.BytesTotal / 1e6:0.0} MB{rate}{left}  {p.File}");
    }
}
