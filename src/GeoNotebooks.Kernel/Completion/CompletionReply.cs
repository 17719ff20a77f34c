namespace GeoNotebooks.Kernel.Completion;

/// <summary>What may stand at the cursor.</summary>
/// <param name="Entries">The entries, best first; only those that go on from what is typed, unless there are none.</param>
/// <param name="Start">Where the text that an entry replaces begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
public sealed record CompletionReply(IReadOnlyList<CompletionEntry> Entries, int Start, int End);

/// <summary>One completion.</summary>
/// <param name="Text">The text to insert.</param>
/// <param name="Kind">What it is, as JupyterLab names it: <c>function</c>, <c>property</c>, <c>class</c>, <c>keyword</c>, <c>module</c>.</param>
/// <param name="Signature">Its declaration, where few entries are left; null otherwise.</param>
public sealed record CompletionEntry(string Text, string Kind, string? Signature);

/// <summary>Whether code that is being typed can be run as it stands.</summary>
public enum CompletenessStatus
{
    /// <summary>It can be run.</summary>
    Complete,

    /// <summary>It goes on.</summary>
    Incomplete,

    /// <summary>Nothing that follows would make it run.</summary>
    Invalid,
}

/// <summary>Whether code can be run, and how the next line begins where it cannot yet.</summary>
/// <param name="Status">Whether it can be run.</param>
/// <param name="Indent">Spaces before the next line of incomplete code.</param>
public sealed record CodeCompleteness(CompletenessStatus Status, string Indent);
