namespace GeoNotebooks.Kernel.Running;

/// <summary>How a notebook ended.</summary>
public enum NotebookStatus
{
    /// <summary>Every cell ran.</summary>
    Ok,

    /// <summary>A cell failed, or the process of the notebook died.</summary>
    Failed,

    /// <summary>A cell said that the notebook cannot go on here, for a reason that is not an error.</summary>
    Skipped,
}

/// <summary>What is left of the run of one notebook.</summary>
/// <param name="Name">The file's name without its extension.</param>
/// <param name="Path">The notebook that was run.</param>
/// <param name="ExecutedCopy">The copy with outputs.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why it was skipped; null otherwise.</param>
/// <param name="WallSeconds">From the start of its process to the end.</param>
/// <param name="PeakMemoryBytes">The largest resident memory of its process.</param>
/// <param name="FailedCell">The number of the cell that failed, from 1, code cells of the original notebook alone; 0 for the injected parameters; null when none failed.</param>
/// <param name="Error">What went wrong, with the source line; null when nothing did.</param>
public sealed record NotebookResult(
    string Name, string Path, string ExecutedCopy, NotebookStatus Status, string? Reason, double WallSeconds, long PeakMemoryBytes, int? FailedCell, string? Error);

/// <summary>Something that happened in a run.</summary>
public abstract record RunEvent;

/// <summary>A notebook begins.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Of">How many notebooks are in the run.</param>
public sealed record NotebookStarted(string Name, int Number, int Of) : RunEvent;

/// <summary>A cell begins.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Number">The cell's number, from 1; 0 for the injected parameters.</param>
/// <param name="Of">How many code cells the notebook has.</param>
/// <param name="Title">The heading above the cell, or its first words.</param>
public sealed record CellStarted(string Notebook, int Number, int Of, string Title) : RunEvent;

/// <summary>A running cell shows a line: the last one of its text or of a progress display.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Line">The line.</param>
public sealed record CellSays(string Notebook, string Line) : RunEvent;

/// <summary>A notebook has ended.</summary>
/// <param name="Result">How.</param>
public sealed record NotebookEnded(NotebookResult Result) : RunEvent;
