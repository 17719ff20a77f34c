using GeoNotebooks.Kernel.Completion;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>The replies about code that is being written: the session answers in UTF-16 positions, clients count code points.</summary>
internal static class LanguageRequests
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    public static object Complete(ScriptSession session, CursorContent content)
    {
        using var late = new CancellationTokenSource(LongestAnswer);
        var reply = session.CompleteAsync(content.Code, CodePoints.ToUtf16(content.Code, content.CursorPos), late.Token).GetAwaiter().GetResult();
        var (start, end) = (CodePoints.FromUtf16(content.Code, reply.Start), CodePoints.FromUtf16(content.Code, reply.End));
        var types = reply.Entries.Select(entry => new { Start = start, End = end, entry.Text, Type = entry.Kind, Signature = entry.Signature ?? "" });
        return new
        {
            Status = "ok",
            Matches = reply.Entries.Select(entry => entry.Text).ToArray(),
            CursorStart = start,
            CursorEnd = end,
            Metadata = new Dictionary<string, object> { ["_jupyter_types_experimental"] = types.ToArray() },
        };
    }

    public static object Inspect(ScriptSession session, CursorContent content)
    {
        using var late = new CancellationTokenSource(LongestAnswer);
        var position = CodePoints.ToUtf16(content.Code, content.CursorPos);
        var found = session.InspectAsync(content.Code, position, content.DetailLevel, late.Token).GetAwaiter().GetResult();
        return new { Status = "ok", Found = found is not null, Data = found ?? new Dictionary<string, string>(), Metadata = new { } };
    }

    public static object IsComplete(ScriptSession session, string code) => session.IsComplete(code) switch
    {
        { Status: CompletenessStatus.Incomplete } incomplete => new { Status = "incomplete", incomplete.Indent },
        { Status: CompletenessStatus.Complete } => new { Status = "complete" },
        _ => new { Status = "invalid" },
    };
}
