using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>Whether a cell can be run as it stands, by its syntax alone.</summary>
internal static class Completeness
{
    private const int SpacesPerBrace = 4;
    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);

    public static CodeCompleteness Of(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(EditedCode.Blank(code), Options);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new CodeCompleteness(CompletenessStatus.Incomplete, Indent(tree));
        var isBroken = tree.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error);
        return new CodeCompleteness(isBroken ? CompletenessStatus.Invalid : CompletenessStatus.Complete, "");
    }

    /// <summary>Four spaces for each brace, bracket or parenthesis that is open.</summary>
    private static string Indent(SyntaxTree tree)
    {
        var open = 0;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            if (token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken)
                open++;
            else if (token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken)
                open--;
        }

        return new string(' ', SpacesPerBrace * Math.Max(open, 0));
    }
}
