using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// Puts a look at the interruption into each loop of a cell, so that a tight loop is stopped like any other code. The runtime's abort can stop one
/// too, but now and then it ends the process instead (.NET 10 on Linux: about one abort in eight of a loop that allocates), so it is left for loops
/// in libraries.
/// </summary>
internal static class LoopChecks
{
    private const string Check = "global::GeoNotebooks.Kernel.Scripting.CellCancellation.Check();";
    private static readonly CSharpParseOptions Script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);

    /// <summary>The code with the checks, each on the line of its loop, so that lines keep their numbers; columns move.</summary>
    public static string Into(string code)
    {
        var insertions = new SortedDictionary<int, string>();
        foreach (var body in CSharpSyntaxTree.ParseText(code, Script).GetRoot().DescendantNodes().Select(BodyOf).OfType<StatementSyntax>())
        {
            if (body is BlockSyntax block)
            {
                insertions[block.OpenBraceToken.Span.End] = $" {Check}";
                continue;
            }

            // Loops may end at the same place, and a loop may be the body of another one.
            insertions[body.SpanStart] = $"{{ {Check} {insertions.GetValueOrDefault(body.SpanStart)}";
            insertions[body.Span.End] = insertions.GetValueOrDefault(body.Span.End) + " }";
        }

        var checkedCode = new StringBuilder(code);
        foreach (var (position, text) in insertions.Reverse())
            checkedCode.Insert(position, text);
        return checkedCode.ToString();
    }

    private static StatementSyntax? BodyOf(SyntaxNode node) => node switch
    {
        CommonForEachStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        _ => null,
    };
}
