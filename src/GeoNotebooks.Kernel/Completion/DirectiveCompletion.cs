using System.Text.RegularExpressions;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>Completion of the lines that are for the session: marks, and the ids of packages that the host carries.</summary>
internal static partial class DirectiveCompletion
{
    private static readonly string[] Others = ["#r \"nuget: ", "#i \"nuget: ", "#load \""];

    /// <summary>The reply, or null where the line is for the compiler.</summary>
    public static CompletionReply? Of(string code, int position, HostPackages host)
    {
        var (line, start) = EditedCode.LineBefore(code, position);
        if (Package().Match(line) is { Success: true } package)
        {
            var id = package.Groups["id"];
            return new CompletionReply(
                [.. host.Versions.Where(one => one.Key.StartsWith(id.Value, StringComparison.OrdinalIgnoreCase)).OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase)
                    .Select(one => new CompletionEntry(one.Key, "module", $"{one.Key} {one.Value}, carried by the host"))],
                start + id.Index, position);
        }

        if (Mark().Match(line) is not { Success: true } mark)
            return null;
        var typed = mark.Groups["mark"];
        var fitting = CellCommands.AllMarks.Concat(Others).Where(one => one.StartsWith(typed.Value, StringComparison.OrdinalIgnoreCase)).ToArray();
        return fitting.Length == 0 ? null
            : new CompletionReply([.. fitting.Select(one => new CompletionEntry(one, "keyword", CellCommands.MeaningOf(one)))], start + typed.Index, position);
    }

    [GeneratedRegex("""^\s*#r\s+"nuget:\s*(?<id>[\w.-]*)$""")]
    private static partial Regex Package();

    [GeneratedRegex(@"^\s*(?<mark>#[!\w]*)$")]
    private static partial Regex Mark();
}
