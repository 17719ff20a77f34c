using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>The XML documentation of a symbol as text.</summary>
internal static partial class DocumentationText
{
    /// <summary>Summary, parameters, result, errors and remarks; empty where there is no documentation.</summary>
    public static string Of(ISymbol symbol)
    {
        if (Read(symbol) is not { } member)
            return "";
        var text = new StringBuilder();
        Add(text, "", member.Element("summary"));
        foreach (var parameter in member.Elements("param"))
            Add(text, $"{(string?)parameter.Attribute("name")}: ", parameter);
        Add(text, "Returns: ", member.Element("returns"));
        foreach (var error in member.Elements("exception"))
            Add(text, $"Throws {ShortName((string?)error.Attribute("cref"))}: ", error);
        Add(text, "", member.Element("remarks"));
        return text.ToString().TrimEnd();
    }

    private static XElement? Read(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml(expandIncludes: true);
        // A constructor without its own says what its type says.
        if (string.IsNullOrEmpty(xml) && symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            xml = symbol.ContainingType.GetDocumentationCommentXml(expandIncludes: true);
        if (string.IsNullOrEmpty(xml))
            return null;
        try
        {
            var member = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
            return member.Element("inheritdoc") is null ? member : Inherited(symbol) is { } origin ? Read(origin) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        INamedTypeSymbol { BaseType: { SpecialType: SpecialType.None } type } => type,
        _ => symbol.ContainingType?.AllInterfaces.SelectMany(one => one.GetMembers(symbol.Name))
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol)),
    };

    private static void Add(StringBuilder text, string label, XElement? element)
    {
        if (element is not null && Spaces().Replace(Inner(element), " ").Trim() is { Length: > 0 } words)
            text.Append(label).Append(words).Append('\n');
    }

    private static string Inner(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText plain => plain.Value,
        XElement { Name.LocalName: "see" or "seealso" } see => see.Value is { Length: > 0 } words ? words : ShortName((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? (string?)see.Attribute("href")),
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => (string?)name.Attribute("name"),
        XElement other => Inner(other),
        _ => "",
    }));

    /// <summary><c>M:System.IO.File.ReadAllText(System.String)</c> as <c>File.ReadAllText</c>, <c>T:System.String</c> as <c>String</c>.</summary>
    private static string ShortName(string? cref)
    {
        if (cref is null || cref.Length < 2 || cref[1] != ':')
            return cref ?? "";
        var parts = cref[2..].Split('(')[0].Split('.');
        return string.Join('.', parts.TakeLast(cref[0] is 'T' or 'N' ? 1 : 2)).Split('`')[0];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
