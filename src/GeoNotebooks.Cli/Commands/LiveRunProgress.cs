using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Kernel.Running;
using Spectre.Console;

namespace GeoNotebooks.Cli.Commands;

/// <summary>On a terminal: a line for each notebook that has ended, and under them one that lives: notebook, cell, what it does, elapsed.</summary>
internal sealed class LiveRunProgress : RunProgress
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _display;
    private long _started;
    private string _notebook = "";
    private string _cell = "";
    private string _says = "";

    public LiveRunProgress()
    {
        _display = new Thread(Display) { IsBackground = true, Name = "progress" };
        _display.Start();
    }

    public override void Report(RunEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case NotebookStarted started:
                    _started = Stopwatch.GetTimestamp();
                    (_notebook, _cell, _says) = (string.Create(CultureInfo.InvariantCulture, $"{started.Name} ({started.Number} of {started.Of})"), "", "");
                    break;
                case CellStarted cell:
                    (_cell, _says) = (cell.Number == 0 ? "parameters" : string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number} of {cell.Of}: {cell.Title}"), "");
                    break;
                case CellSays says:
                    _says = says.Line;
                    break;
                case NotebookEnded ended:
                    var colour = ended.Result.Status switch { NotebookStatus.Ok => "green", NotebookStatus.Skipped => "yellow", _ => "red" };
                    AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{ended.Result.Name}[/]  [{colour}]{Ending(ended.Result)}[/]");
                    _notebook = "";
                    break;
            }
        }
    }

    public override void Dispose()
    {
        _over.Set();
        _display.Join();
        _over.Dispose();
    }

    private void Display() => AnsiConsole.Status().Spinner(Spinner.Known.Dots).Start("starting", context =>
    {
        while (!_over.Wait(Beat))
        {
            lock (_gate)
                context.Status(Line());
        }
    });

    private string Line()
    {
        if (_notebook == "")
            return "finishing";
        var elapsed = Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var text = $"{_cell}{(_says == "" ? "" : "  " + _says)}";
        var room = Math.Max(20, AnsiConsole.Profile.Width - _notebook.Length - 16);
        if (text.Length > room)
            text = text[..(room - 1)] + "…";
        return $"[bold]{Markup.Escape(_notebook)}[/]  {elapsed} s  {Markup.Escape(text)}";
    }
}
