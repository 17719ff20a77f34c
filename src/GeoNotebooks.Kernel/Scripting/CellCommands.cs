using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>The marks that tell something about the session: <c>#!who</c>, <c>#!whos</c>, <c>#!about</c>, <c>#!lsmagic</c>.</summary>
internal static class CellCommands
{
    public const string Import = "#!import";
    private const int LongestValue = 120;

    private static readonly (string Mark, string Meaning)[] Known =
    [
        ("#r \"nuget: ID, VERSION\"", "use a package; the version is 1.2, 1.*, 1.0-* or left out"),
        ("#r \"FILE.dll\"", "use an assembly"),
        ("#i \"nuget: FOLDER or ADDRESS\"", "add a source of packages"),
        ("#load \"FILE\"", "run a C# file as part of the cell"),
        ("#!import FILE", "run the cells of an .ipynb, .dib, .cs or .csx file"),
        ("#!time", "show how long the cell took"),
        ("#!set --name X --value V", "declare X; V is @csharp:Y, a number or a text"),
        ("#!share X --as Y", "declare Y with the value of X"),
        ("#!value --name X", "declare X with the text of the lines that follow, or of --from-file FILE"),
        ("#!who", "list the names of variables"),
        ("#!whos", "list variables with types and values"),
        ("#!about", "tell about this kernel"),
        ("#!lsmagic", "show this list"),
        ("#!csharp", "C#; also #!html, #!javascript (#!js), #!markdown and #!mermaid, which are shown"),
    ];

    /// <summary>Marks that are steps of their own.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal) { "#!who", "#!whos", "#!about", "#!lsmagic", Import };

    /// <summary>Every mark that begins with <c>#!</c>.</summary>
    public static IReadOnlyList<string> AllMarks { get; } =
        [.. Known.Select(one => one.Mark.Split(' ')[0]).Where(mark => mark.StartsWith("#!", StringComparison.Ordinal)), "#!html", "#!javascript", "#!js", "#!markdown", "#!mermaid"];

    /// <summary>What a mark is for, or null.</summary>
    public static string? MeaningOf(string mark) => Known.FirstOrDefault(one => one.Mark.StartsWith(mark.TrimEnd(), StringComparison.Ordinal)).Meaning;

    /// <summary>The mime bundle that answers a mark other than <c>#!import</c>.</summary>
    public static IReadOnlyDictionary<string, string> Answer(string mark, ScriptState? state) => mark switch
    {
        "#!who" => Bundle(string.Join('\n', Variables(state).Select(variable => variable.Name))),
        "#!whos" => Table(["name", "type", "value"], [.. Variables(state).Select(variable => new[] { variable.Name, TypeName(variable.Type), Shorten(variable.Value) })]),
        "#!lsmagic" => Table(["mark", "meaning"], [.. Known.Select(one => new[] { one.Mark, one.Meaning })]),
        _ => Bundle(About()),
    };

    /// <summary>The last declaration of each name, in the order of names.</summary>
    private static IEnumerable<ScriptVariable> Variables(ScriptState? state) =>
        (state?.Variables ?? []).GroupBy(variable => variable.Name).Select(same => same.Last()).OrderBy(variable => variable.Name, StringComparer.Ordinal);

    private static string About() =>
        $"GeoNotebooks.Kernel {typeof(CellCommands).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}: "
        + $"C# on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}; "
        + $"Roslyn {typeof(Script).Assembly.GetName().Version!.ToString(3)}. MIT licence.";

    /// <summary>As in C#, without namespaces: <c>Dictionary&lt;String, Int32[]&gt;</c>.</summary>
    private static string TypeName(Type type) => type.IsArray ? $"{TypeName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
        : type.Name;

    private static string Shorten(object? value)
    {
        try
        {
            var text = (value is string plain ? plain : value.ToDisplayString("text/plain")).ReplaceLineEndings(" ");
            return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
        }
        catch (Exception error)
        {
            return $"({error.GetType().Name}: {error.Message})";
        }
    }

    private static Dictionary<string, string> Bundle(string text) => new(StringComparer.Ordinal) { ["text/plain"] = text };

    private static Dictionary<string, string> Table(string[] head, string[][] rows)
    {
        var widths = head.Select((name, c) => rows.Select(row => row[c].Length).Append(name.Length).Max()).ToArray();
        string Line(string[] cells) => string.Join("  ", cells.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd();
        var html = new StringBuilder("<table><thead><tr>").AppendJoin("", head.Select(name => $"<th>{name}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in rows)
            html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td style=\"text-align:left\">{WebUtility.HtmlEncode(cell)}</td>")).Append("</tr>");
        return new(StringComparer.Ordinal) { ["text/plain"] = string.Join('\n', rows.Prepend(head).Select(Line)), ["text/html"] = html.Append("</tbody></table>").ToString() };
    }
}
