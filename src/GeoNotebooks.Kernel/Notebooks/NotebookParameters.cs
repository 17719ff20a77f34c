using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>
/// Values given from outside to the variables of the cell tagged <c>parameters</c>, in a new cell after it that is tagged
/// <c>injected-parameters</c>, as papermill does.
/// </summary>
public static class NotebookParameters
{
    internal const string Tag = "parameters";
    internal const string InjectedTag = "injected-parameters";

    /// <summary>The names of the variables that the notebook's <c>parameters</c> cell declares; none without such a cell.</summary>
    /// <param name="notebook">The notebook.</param>
    public static IReadOnlyCollection<string> DeclaredIn(NotebookDocument notebook) => Declarations(notebook).Keys;

    /// <summary>A copy of the notebook with the values injected. Without values it is a plain copy.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="values">Text values by name, typed by C#'s rules for literals: int, double, bool, else string; where the variable is declared as a string, always string.</param>
    /// <exception cref="NotebookException">A name that the <c>parameters</c> cell does not declare.</exception>
    public static NotebookDocument Inject(NotebookDocument notebook, IReadOnlyDictionary<string, string> values)
    {
        var copy = notebook.Clone();
        foreach (var earlier in copy.Cells.Where(cell => cell.Tags.Contains(InjectedTag)).ToArray())
            copy.Remove(earlier);
        if (values.Count == 0)
            return copy;
        var declared = Declarations(copy);
        foreach (var name in values.Keys.Where(name => !declared.ContainsKey(name)))
        {
            var known = declared.Count == 0 ? "it declares none" : $"it declares {string.Join(", ", declared.Keys)}";
            throw new NotebookException($"{notebook.Path}: the parameter {name} was given, and no cell tagged parameters declares it ({known}).");
        }

        var source = string.Join('\n', values.Select(value => $"{value.Key} = {Literal(value.Value, declared[value.Key])};"));
        var place = copy.Cells.ToList().FindIndex(IsParameters);
        copy.Insert(place + 1, source, InjectedTag);
        return copy;
    }

    private static bool IsParameters(NotebookCell cell) => cell.IsCode && cell.Tags.Contains(Tag);

    /// <summary>Name to whether the variable is declared as a string.</summary>
    private static Dictionary<string, bool> Declarations(NotebookDocument notebook)
    {
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (notebook.Cells.FirstOrDefault(IsParameters) is not { } cell)
            return found;
        var root = CSharpSyntaxTree.ParseText(cell.Source, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetCompilationUnitRoot();
        foreach (var declaration in root.Members.OfType<FieldDeclarationSyntax>().Select(member => member.Declaration))
        {
            var type = declaration.Type.ToString();
            foreach (var variable in declaration.Variables)
            {
                var textLiteral = variable.Initializer?.Value.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.InterpolatedStringExpression;
                found[variable.Identifier.ValueText] = type is "string" or "string?" or "String" || (type == "var" && textLiteral);
            }
        }

        return found;
    }

    private static string Literal(string value, bool asText)
    {
        if (!asText && bool.TryParse(value, out var truth))
            return truth ? "true" : "false";
        if (!asText && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole.ToString(CultureInfo.InvariantCulture);
        if (!asText && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            var text = number.ToString("R", CultureInfo.InvariantCulture);
            return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
        }

        return SymbolDisplay.FormatLiteral(value, quote: true);
    }
}
