namespace GeoNotebooks.Kernel.Scripting;

/// <summary>A code cell to run.</summary>
/// <param name="Name">What errors call it: <c>cell 4</c>. It must not hold path separators.</param>
/// <param name="Code">The source.</param>
public sealed record Cell(string Name, string Code)
{
    /// <summary>Whether the session afterwards is as it was before: an expression evaluated aside.</summary>
    public bool LeavesNoTrace { get; init; }
}

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Ok,

    /// <summary>It did not compile or threw.</summary>
    Failed,

    /// <summary>It said that the notebook cannot go on here, for a reason that is not an error.</summary>
    Skipped,

    /// <summary>The user stopped it.</summary>
    Interrupted,
}

/// <summary>The end of a cell.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Error">The one error output of a cell that failed or was interrupted.</param>
/// <param name="SkipReason">The reason of a cell that was skipped.</param>
/// <param name="Elapsed">Compilation and run.</param>
public sealed record CellResult(CellStatus Status, Display.ErrorOutput? Error, string? SkipReason, TimeSpan Elapsed);

/// <summary>How a cell, or a part of one, ended.</summary>
internal sealed record CellEnd(CellStatus Status, Display.ErrorOutput? Error = null, string? SkipReason = null)
{
    public static CellEnd Ok { get; } = new(CellStatus.Ok);
}
