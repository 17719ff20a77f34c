using System.IO.Enumeration;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>The cells of this session, for the requests that look back. Earlier sessions are not kept: notebooks hold them.</summary>
internal sealed class ExecutionHistory
{
    private const int ThisSession = 1;
    private readonly List<(int Line, string Code, string? Output)> _entries = [];

    public void Add(int line, string code, string? output) => _entries.Add((line, code, output));

    /// <summary>The entries asked for: session, line, and the code, or code and output.</summary>
    /// <exception cref="KernelException">The kind of access is none of the protocol's.</exception>
    public object[][] Find(HistoryContent wanted)
    {
        IEnumerable<(int Line, string Code, string? Output)> found = wanted.HistAccessType switch
        {
            "tail" => _entries.TakeLast(wanted.N ?? int.MaxValue),
            // Session 0 is this one; below it are earlier ones, of which there are none.
            "range" when wanted.Session is 0 or ThisSession => _entries.Where(entry => entry.Line >= wanted.Start && entry.Line < (wanted.Stop ?? int.MaxValue)),
            "range" => [],
            "search" => Search(wanted),
            var other => throw new KernelException($"History by tail, range or search was expected, and {other} was asked for."),
        };
        return [.. found.Select(entry => (object[])[ThisSession, entry.Line, wanted.Output ? (object)new[] { entry.Code, entry.Output } : entry.Code])];
    }

    /// <summary>By a pattern with * and ?; of equal cells the last one where unique ones are wanted.</summary>
    private IEnumerable<(int Line, string Code, string? Output)> Search(HistoryContent wanted)
    {
        var found = _entries.Where(entry => FileSystemName.MatchesSimpleExpression(wanted.Pattern, entry.Code, ignoreCase: false));
        if (wanted.Unique)
            found = found.Reverse().DistinctBy(entry => entry.Code).Reverse();
        return found.TakeLast(wanted.N ?? int.MaxValue);
    }
}
