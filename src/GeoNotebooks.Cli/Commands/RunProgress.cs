using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Kernel.Running;

namespace GeoNotebooks.Cli.Commands;

/// <summary>Shows how a run goes on.</summary>
internal abstract class RunProgress : IProgress<RunEvent>, IDisposable
{
    /// <summary>A live table on a terminal, plain lines elsewhere.</summary>
    public static RunProgress Create() =>
        Console.IsOutputRedirected ? new PlainRunProgress(Console.Out) : new LiveRunProgress();

    public abstract void Report(RunEvent value);

    public virtual void Dispose()
    {
    }

    protected static string Ending(NotebookResult result)
    {
        var status = result.Status switch
        {
            NotebookStatus.Ok => "ok",
            NotebookStatus.Skipped => $"skipped: {result.Reason}",
            _ => result.FailedCell is { } cell ? $"failed in cell {cell}" : "failed",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{status} ({result.WallSeconds:0.0} s, peak {result.PeakMemoryBytes / 1048576.0:0} MB)");
    }
}

/// <summary>A line an event, each with the time since the start.</summary>
internal sealed class PlainRunProgress(TextWriter output) : RunProgress
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public override void Report(RunEvent value)
    {
        var line = value switch
        {
            NotebookStarted started => $"{started.Name} ({started.Number} of {started.Of})",
            CellStarted { Number: 0 } cell => $"  {cell.Notebook}: injected parameters",
            CellStarted cell => $"  {cell.Notebook}: cell {cell.Number} of {cell.Of}: {cell.Title}",
            NotebookEnded ended => $"{ended.Result.Name}: {Ending(ended.Result)}",
            _ => null,
        };
        if (line is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_started).TotalSeconds,7:0.0} s  {line}"));
    }
}
