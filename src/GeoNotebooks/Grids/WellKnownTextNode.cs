using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids;

/// <summary>
/// A node of well-known text, version 1 (OGC 01-009) or 2 (ISO 19162): a keyword, its values (text and numbers in order) and the nodes within it.
/// Square and round brackets are taken; a doubled quote within text stands for one.
/// </summary>
/// <param name="Keyword">The keyword in capitals, such as "PROJCS".</param>
/// <param name="Values">Quoted text and bare words, in order.</param>
/// <param name="Children">The nodes within it, in order.</param>
internal sealed record WellKnownTextNode(string Keyword, IReadOnlyList<string> Values, IReadOnlyList<WellKnownTextNode> Children)
{
    private const int DeepestLevel = 32;

    /// <summary>The first value: the node's name.</summary>
    public string Name => Values.Count > 0 ? Values[0] : "";

    /// <summary>The first node within this one that has one of these keywords.</summary>
    public WellKnownTextNode? Child(params ReadOnlySpan<string> keywords)
    {
        foreach (var child in Children)
            if (keywords.Contains(child.Keyword))
                return child;
        return null;
    }

    /// <summary>A value as a number, or null.</summary>
    public double? Number(int index) =>
        index < Values.Count && double.TryParse(Values[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Reads a text; null where it is not well-known text.</summary>
    public static WellKnownTextNode? Parse(string text)
    {
        var at = 0;
        var root = Node(text, ref at, 0);
        return root is not null && text.AsSpan(at).Trim(" \t\r\n\0;").IsEmpty ? root : null;
    }

    private static WellKnownTextNode? Node(string text, ref int at, int level)
    {
        var keyword = Word(text, ref at);
        if (keyword.Length == 0 || level > DeepestLevel || !Take(text, ref at, '[', '('))
            return null;
        var values = new List<string>();
        var children = new List<WellKnownTextNode>();
        do
        {
            if (Peek(text, ref at) == '"')
            {
                if (Quoted(text, ref at) is not { } value)
                    return null;
                values.Add(value);
                continue;
            }
            var start = at;
            var word = Word(text, ref at);
            if (Peek(text, ref at) is '[' or '(')
            {
                at = start;
                if (Node(text, ref at, level + 1) is not { } child)
                    return null;
                children.Add(child);
            }
            else
            {
                values.Add(word);
            }
        }
        while (Take(text, ref at, ',', ','));
        return Take(text, ref at, ']', ')') ? new(keyword.ToUpperInvariant(), values, children) : null;
    }

    private static string Word(string text, ref int at)
    {
        Peek(text, ref at);
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '+' or '-'))
            at++;
        return text[start..at];
    }

    private static string? Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        while (++at < text.Length)
        {
            if (text[at] != '"')
                value.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                value.Append(text[at++]);
            else
            {
                at++;
                return value.ToString();
            }
        }
        return null;
    }

    private static char? Peek(string text, ref int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF'))
            at++;
        return at < text.Length ? text[at] : null;
    }

    private static bool Take(string text, ref int at, char one, char other)
    {
        if (Peek(text, ref at) is not { } next || next != one && next != other)
            return false;
        at++;
        return true;
    }
}
