using System.Text.RegularExpressions;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>One line of a cell that is for the session: <c>#!share --from csharp x --as y</c>.</summary>
/// <param name="Number">The line in the cell, from 1.</param>
/// <param name="Text">The line.</param>
internal sealed partial record DirectiveLine(int Number, string Text)
{
    /// <summary>The mark itself, lower case: <c>#!share</c>.</summary>
    public string Name => Words.FirstOrDefault("").ToLowerInvariant();

    /// <summary>What follows the mark, trimmed.</summary>
    public string Rest => Text.Trim() is var line && line.IndexOfAny([' ', '\t']) is >= 0 and var space ? line[space..].Trim() : "";

    private string[] Words => [.. Word().Matches(Text).Select(word => word.Value.Trim('"'))];

    /// <summary>The value of an option (<c>--name x</c>), or null.</summary>
    public string? Option(string name) => Words is var words && Array.IndexOf(words, name) is > 0 and var at && at + 1 < words.Length ? words[at + 1] : null;

    /// <summary>The first word that belongs to no option, or null.</summary>
    public string? Argument => Words is var words ? words.Where((word, i) => i > 0 && !word.StartsWith("--", StringComparison.Ordinal)
        && !words[i - 1].StartsWith("--", StringComparison.Ordinal)).FirstOrDefault() : null;

    /// <summary>An option that must be there.</summary>
    public string Required(string name) => Option(name) ?? throw new DirectiveException($"{Name} needs the option {name}, and the line has none.", this);

    [GeneratedRegex("""("[^"]*")|\S+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();
}
