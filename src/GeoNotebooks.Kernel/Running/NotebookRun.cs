using System.Diagnostics;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Notebooks;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Running;

/// <summary>The run of one notebook, seen from the parent.</summary>
internal sealed class NotebookRun
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(2);
    private readonly NotebookDocument _copy;
    private readonly string _source;
    private readonly string _copyPath;
    private readonly RunnerOptions _options;
    private readonly IProgress<RunEvent> _progress;
    private readonly OutputWriter _writer = new();
    private readonly NumberedCell[] _cells;
    private readonly int _numbered;
    private int? _current;
    private CellEnds? _lastEnd;
    private string? _hostError;
    private bool _done;
    private long _lastSaved;

    public NotebookRun(NotebookDocument notebook, RunnerOptions options, IProgress<RunEvent> progress)
    {
        _copy = notebook.Clone();
        _source = Path.GetFullPath(notebook.Path);
        _copyPath = Path.Combine(Path.GetFullPath(options.OutputFolder), Path.GetFileName(notebook.Path));
        _options = options;
        _progress = progress;
        OutputWriter.Clear(_copy);
        _cells = NumberedCell.Of(_copy);
        _numbered = _cells.Count(cell => cell.Number > 0);
    }

    public async Task<NotebookResult> RunAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var child = ChildProcess.Start(_options.ChildCommand, Path.GetDirectoryName(_source)!, _options.EnvironmentOf(_copy.Name));
        using var stop = cancellation.Register(() =>
        {
            child.Interrupt();
            _ = Task.Delay(_options.StopTime, CancellationToken.None).ContinueWith(_ => child.Kill(), TaskScheduler.Default);
        });
        try
        {
            child.Send(new ChildOrder([.. _cells.Select(cell => new Cell(cell.Name, cell.Cell.Code))]));
            await child.ReadEventsAsync(Take).ConfigureAwait(false);
        }
        finally
        {
            _copy.Write(_copyPath);
        }

        var result = Conclude(child, cancellation.IsCancellationRequested);
        _copy.Write(_copyPath);
        return result with { WallSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds, PeakMemoryBytes = child.PeakMemoryBytes };
    }

    private void Take(ChildEvent message)
    {
        switch (message)
        {
            case CellBegins begins:
                _current = begins.Index;
                var cell = _cells[begins.Index];
                OutputWriter.SetCount(cell.Cell, cell.Number > 0 ? cell.Number : null);
                _progress.Report(new CellStarted(_copy.Name, cell.Number, _numbered, cell.Title));
                break;
            case CellEmits emits:
                _writer.Add(_cells[emits.Index].Cell, emits.Output);
                if (LastLine(emits.Output) is { } line)
                    _progress.Report(new CellSays(_copy.Name, line));
                SaveNowAndThen();
                break;
            case CellEnds ends:
                _lastEnd = ends;
                _current = null;
                SaveNowAndThen();
                break;
            case ChildFailed failed:
                _hostError = failed.Message;
                break;
            case ChildDone:
                _done = true;
                break;
        }
    }

    /// <summary>So that little is lost should this process be killed too.</summary>
    private void SaveNowAndThen()
    {
        if (Stopwatch.GetElapsedTime(_lastSaved) < SaveInterval)
            return;
        _copy.Write(_copyPath);
        _lastSaved = Stopwatch.GetTimestamp();
    }

    private NotebookResult Conclude(ChildProcess child, bool cancelled)
    {
        var result = new NotebookResult(_copy.Name, _source, _copyPath, NotebookStatus.Ok, null, 0, 0, null, null);
        if (_lastEnd is { Status: CellStatus.Skipped } skipped)
            return result with { Status = NotebookStatus.Skipped, Reason = skipped.SkipReason };
        if (_hostError is not null)
            return result with { Status = NotebookStatus.Failed, Error = $"{_copy.Name}: {_hostError}" };
        if (_lastEnd is { Error: { } error } ended)
        {
            var cell = _cells[ended.Index];
            return result with { Status = NotebookStatus.Failed, FailedCell = cell.Number, Error = $"{_copy.Name}, {string.Join("\n", Named(cell, error.Traceback))}" };
        }

        if (cancelled && !_done)
            return Died(result, "the run was interrupted");
        return _done ? result : Died(result, $"its process ended with exit code {child.ExitCode}", child.LastWords);
    }

    /// <summary>The child ended without a word: the cell that ran is the one that ended it.</summary>
    private NotebookResult Died(NotebookResult result, string how, string lastWords = "")
    {
        if (_current is not { } index)
            return result with { Status = NotebookStatus.Failed, Error = $"{_copy.Name}: {how}{(_lastEnd is null ? " before its first cell" : "")}.{Indented(lastWords)}" };
        var cell = _cells[index];
        var sentence = $"{_copy.Name}, {cell.Name}: {how} while this cell ran: {FirstLine(cell.Cell.Source)}";
        string[] traceback = [sentence, .. lastWords.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        _writer.Add(cell.Cell, new ErrorOutput("ProcessEnded", sentence, traceback));
        return result with { Status = NotebookStatus.Failed, FailedCell = cell.Number, Error = sentence + Indented(lastWords) };
    }

    /// <summary>The first line names the cell, where it does not yet.</summary>
    private static IEnumerable<string> Named(NumberedCell cell, IReadOnlyList<string> traceback) =>
        traceback[0].StartsWith(cell.Name, StringComparison.Ordinal) ? traceback : traceback.Skip(1).Prepend($"{cell.Name}: {traceback[0]}");

    private static string Indented(string lines) => lines == "" ? "" : string.Concat(lines.Split('\n').Select(line => $"\n  {line}"));

    private static string FirstLine(string source) => source.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line != "" && !line.StartsWith("//", StringComparison.Ordinal)) ?? "";

    private static string? LastLine(CellOutput output)
    {
        var text = output switch
        {
            StreamText stream => stream.Text,
            DisplayUpdate update => update.Data.GetValueOrDefault("text/plain"),
            _ => null,
        };
        return text?.Split('\n').LastOrDefault(line => line.Trim() != "")?.Trim();
    }
}
