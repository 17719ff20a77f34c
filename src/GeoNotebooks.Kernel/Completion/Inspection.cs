using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>What is at the cursor: its declaration, its overloads, its documentation.</summary>
internal static class Inspection
{
    private const int MostOverloads = 20;

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)
        .AddKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis);

    private static readonly SymbolDisplayFormat CellFormat = Format.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <summary>What cells declare shows without the class that the compiler puts round it.</summary>
    public static SymbolDisplayFormat FormatOf(ISymbol symbol) => symbol.ContainingType is { IsScriptClass: true } or null ? CellFormat : Format;

    /// <summary>The text, plain and as Markdown; null where there is nothing to tell.</summary>
    /// <param name="document">The document.</param>
    /// <param name="position">The cursor.</param>
    /// <param name="detail">0: the declarations and the documentation of the one meant; 1: the documentation of each overload.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<IReadOnlyDictionary<string, string>?> OfAsync(Document document, int position, int detail, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (SymbolAt(root, model, position, cancellation) is not (var meant, var all))
            return null;
        ISymbol[] shown = [meant, .. all.Where(symbol => !SymbolEqualityComparer.Default.Equals(symbol, meant)).Take(MostOverloads - 1)];
        var (plain, markdown) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < shown.Length; i++)
        {
            var declaration = shown[i].ToDisplayString(FormatOf(shown[i]));
            plain.Append(declaration).Append('\n');
            markdown.Append($"```csharp\n{declaration}\n```\n");
            var text = i == 0 || detail > 0 ? DocumentationText.Of(shown[i]) : "";
            if (text == "")
                continue;
            plain.Append('\n').Append(text).Append('\n');
            markdown.Append('\n').Append(text.Replace("\n", "  \n", StringComparison.Ordinal)).Append("\n\n");
        }

        if (all.Length > MostOverloads)
            plain.Append($"and {all.Length - MostOverloads} more overloads\n");
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["text/plain"] = plain.ToString().TrimEnd(), ["text/markdown"] = markdown.ToString().TrimEnd() };
    }

    /// <summary>The symbol of the name that the cursor touches, or of the call in whose arguments it stands, with all its overloads.</summary>
    private static (ISymbol Meant, ISymbol[] All)? SymbolAt(SyntaxNode root, SemanticModel model, int position, CancellationToken cancellation)
    {
        var token = root.FindToken(position);
        // The end of a name is still the name.
        if (position > 0 && root.FindToken(position - 1) is var before && before.IsKind(SyntaxKind.IdentifierToken) && before.Span.End == position)
            token = before;
        if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is { } named && Symbols(named, model, cancellation) is { Length: > 0 } symbols)
            return (symbols[0], symbols);
        if (position > 0 && token.SpanStart >= position)
            token = root.FindToken(position - 1);
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            SyntaxNode? called = node switch
            {
                ArgumentListSyntax { Parent: InvocationExpressionSyntax invocation } => invocation.Expression,
                ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax creation } => creation,
                _ => null,
            };
            if (called is not null && Symbols(called, model, cancellation) is { Length: > 0 } overloads)
                return (overloads[0], overloads);
        }

        return null;
    }

    /// <summary>The symbol that is meant first, then its overloads.</summary>
    private static ISymbol[] Symbols(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is IdentifierNameSyntax or GenericNameSyntax && node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node)
            node = creation;
        var info = model.GetSymbolInfo(node, cancellation);
        ISymbol? declared = node is ExpressionSyntax ? null : model.GetDeclaredSymbol(node, cancellation);
        ISymbol[] group = node is BaseObjectCreationExpressionSyntax && model.GetTypeInfo(node, cancellation).Type is INamedTypeSymbol made
            ? [.. made.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)]
            : [.. model.GetMemberGroup(node, cancellation)];
        return [.. ((ISymbol?[])[info.Symbol, declared, .. info.CandidateSymbols, .. group]).OfType<ISymbol>().Where(symbol => !symbol.IsImplicitlyDeclared || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            .Distinct(SymbolEqualityComparer.Default)];
    }
}
