using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>C# as HTML: keywords, strings, numbers and comments marked, all text escaped.</summary>
internal static class CodeHtml
{
    private static readonly CSharpParseOptions Script = new(kind: SourceCodeKind.Script);

    public static string Of(string source)
    {
        var html = new StringBuilder();
        foreach (var token in SyntaxFactory.ParseTokens(source, options: Script))
        {
            AppendTrivia(html, token.LeadingTrivia);
            Append(html, token.ToString(), ClassOf(token));
            AppendTrivia(html, token.TrailingTrivia);
        }

        return html.ToString();
    }

    private static void AppendTrivia(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (var one in trivia)
        {
            var comment = one.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia;
            Append(html, one.ToFullString(), comment ? "c" : one.IsDirective ? "k" : null);
        }
    }

    private static string? ClassOf(SyntaxToken token)
    {
        if (token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) || token.ValueText is "var" or "await" or "async" or "record")
            return "k";
        return token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => "n",
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringToken or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken => "s",
            _ => null,
        };
    }

    private static void Append(StringBuilder html, string text, string? cssClass)
    {
        var escaped = WebUtility.HtmlEncode(text);
        if (cssClass is null || text.Length == 0)
            html.Append(escaped);
        else
            html.Append("<span class=\"").Append(cssClass).Append("\">").Append(escaped).Append("</span>");
    }
}
