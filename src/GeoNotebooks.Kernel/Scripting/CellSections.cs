using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>A part of a cell in one language.</summary>
/// <param name="Language">The language's mark without <c>#!</c>: <c>csharp</c>, <c>html</c>.</param>
/// <param name="Mark">The line that began it; null at the start of the cell.</param>
/// <param name="FirstLine">The index of its first line in the cell, from 0.</param>
/// <param name="Lines">Its lines, without the mark.</param>
internal sealed record CellSection(string Language, DirectiveLine? Mark, int FirstLine, IReadOnlyList<string> Lines)
{
    public string Text => string.Join('\n', Lines);
}

/// <summary>Divides a cell at the lines that change its language.</summary>
internal static class CellSections
{
    public const string CSharp = "csharp";

    /// <summary>The language of the section that a mark begins; null for other marks.</summary>
    public static string? LanguageOf(string mark) => mark switch
    {
        "#!csharp" or "#!c#" => CSharp,
        "#!html" => "html",
        "#!javascript" or "#!js" => "javascript",
        "#!markdown" or "#!md" => "markdown",
        "#!mermaid" => "mermaid",
        "#!value" => "value",
        "#!meta" => "meta",
        "#!fsharp" or "#!f#" => "F#",
        "#!pwsh" or "#!powershell" => "PowerShell",
        "#!sql" => "SQL",
        _ => null,
    };

    public static IReadOnlyList<CellSection> Of(string code)
    {
        var lines = code.Split('\n');
        var sections = new List<CellSection>();
        var (language, mark, first) = (CSharp, default(DirectiveLine), 0);
        var candidates = DirectivesOf(lines, 0);
        for (var i = 0; i <= lines.Length; i++)
        {
            var next = i < lines.Length && lines[i].TrimStart().StartsWith("#!", StringComparison.Ordinal) ? new DirectiveLine(i + 1, lines[i]) : null;
            var changes = next is not null && LanguageOf(next.Name) is not null && (language != CSharp || candidates.Contains(i));
            if (!changes && i < lines.Length)
                continue;
            sections.Add(new CellSection(language, mark, first, lines[first..i]));
            if (next is null)
                continue;
            (language, mark, first) = (LanguageOf(next.Name)!, next, i + 1);
            if (language == CSharp)
                candidates = DirectivesOf(lines, first);
        }

        return sections;
    }

    /// <summary>The indices of lines that begin with <c>#</c> outside of strings, comments and code that is switched off.</summary>
    /// <param name="lines">The lines of the cell.</param>
    /// <param name="first">The first line of the C# section.</param>
    public static IReadOnlySet<int> DirectivesOf(IReadOnlyList<string> lines, int first)
    {
        var found = new HashSet<int>();
        SyntaxNode? root = null;
        var at = 0;
        for (var i = first; i < lines.Count; at += lines[i].Length + 1, i++)
        {
            var mark = lines[i].TrimStart();
            if (!mark.StartsWith("#!", StringComparison.Ordinal) && !mark.StartsWith("#r", StringComparison.Ordinal) && !mark.StartsWith("#i ", StringComparison.Ordinal)
                && !mark.StartsWith("#load", StringComparison.Ordinal))
                continue;
            root ??= CSharpSyntaxTree.ParseText(string.Join('\n', lines.Skip(first)), CSharpParseOptions.Default.WithKind(SourceCodeKind.Script)).GetRoot();
            if (!IsInsideText(root, at + lines[i].IndexOf('#', StringComparison.Ordinal)))
                found.Add(i);
        }

        return found;
    }

    private static bool IsInsideText(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        if (token.Span.Start < position && position < token.Span.End)
            return true;
        var trivia = root.FindTrivia(position);
        return trivia.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.DisabledTextTrivia
            || trivia.GetStructure() is DirectiveTriviaSyntax { IsActive: false };
    }
}
