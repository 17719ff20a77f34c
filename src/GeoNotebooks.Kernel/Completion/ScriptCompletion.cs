using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>Completion of C# from Roslyn's own services.</summary>
internal static class ScriptCompletion
{
    /// <summary>More entries than these get no signatures: nobody reads them, and each costs time.</summary>
    private const int MostDescribed = 200;

    public static async Task<CompletionReply> OfAsync(Document document, string code, int position, CancellationToken cancellation)
    {
        var service = CompletionService.GetService(document)!;
        var found = await service.GetCompletionsAsync(document, position, cancellationToken: cancellation).ConfigureAwait(false);
        var typed = code[Math.Min(found.Span.Start, position)..position];
        var items = Matching(service, document, found.ItemsList, typed);
        var signatures = items.Length <= MostDescribed ? await SignaturesAsync(document, found.Span.Start, cancellation).ConfigureAwait(false) : null;
        return new CompletionReply([.. items.Select(item => new CompletionEntry(item.DisplayText, KindOf(item), signatures?.Invoke(item.DisplayText)))], found.Span.Start, found.Span.End);
    }

    /// <summary>Roslyn's tags as JupyterLab's kinds.</summary>
    private static string KindOf(CompletionItem item) => item.Tags.Select(tag => tag switch
    {
        "Method" or "ExtensionMethod" or "Operator" => "function",
        "Property" or "Event" => "property",
        "Field" or "Constant" or "EnumMember" or "Local" or "Parameter" or "RangeVariable" => "instance",
        "Namespace" => "module",
        "Keyword" => "keyword",
        "Class" or "Structure" or "Interface" or "Enum" or "Delegate" or "TypeParameter" => "class",
        _ => null,
    }).FirstOrDefault(kind => kind is not null) ?? "";

    /// <summary>Declarations by name at a place: of members where a dot stands before it. Roslyn's own descriptions take twenty times as long.</summary>
    private static async Task<Func<string, string?>> SignaturesAsync(Document document, int start, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var owner = start > 0 && root.FindToken(start - 1).Parent is MemberAccessExpressionSyntax access ? access.Expression : null;
        var container = owner is null ? null : model.GetSymbolInfo(owner, cancellation).Symbol as INamespaceOrTypeSymbol ?? model.GetTypeInfo(owner, cancellation).Type;
        return name =>
        {
            var symbols = model.LookupSymbols(start, container, name, includeReducedExtensionMethods: owner is not null);
            return symbols.Length == 0 ? null
                : symbols[0].ToDisplayString(Inspection.FormatOf(symbols[0])) + (symbols.Length == 1 ? "" : $" (+ {symbols.Length - 1} overloads)");
        };
    }

    /// <summary>The items that begin with what is typed, in any case; where none does, those that Roslyn takes for near.</summary>
    private static CompletionItem[] Matching(CompletionService service, Document document, IReadOnlyList<CompletionItem> items, string typed)
    {
        CompletionItem[] exact = [.. items.Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))];
        var matching = exact.Length > 0 || typed == "" ? exact : [.. service.FilterItems(document, [.. items], typed)];
        return [.. matching.OrderByDescending(item => item.FilterText.StartsWith(typed, StringComparison.Ordinal)).ThenByDescending(item => item.Rules.MatchPriority)
            .ThenBy(item => item.SortText, StringComparer.OrdinalIgnoreCase).DistinctBy(item => item.DisplayText)];
    }
}
