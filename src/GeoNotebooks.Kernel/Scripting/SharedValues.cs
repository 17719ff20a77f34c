using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// <c>#!set</c>, <c>#!share</c> and <c>#!value</c>. Here all values live in C#, so each becomes a declaration in the place of its line.
/// </summary>
internal static class SharedValues
{
    /// <summary><c>#!set --name y --value @csharp:x</c>, or a value in JSON, or a text.</summary>
    public static string OfSet(DirectiveLine line)
    {
        var name = Identifier(line.Required("--name"), line);
        var value = line.Required("--value");
        if (!value.StartsWith('@'))
            return $"var {name} = {Literal(value)};";
        var parts = value[1..].Split(':', 2);
        if (parts.Length == 2)
            RequireCSharp(parts[0], line);
        return $"var {name} = {Identifier(parts[^1], line)};";
    }

    /// <summary><c>#!share --from csharp x --as y</c>; without a new name the value is here already.</summary>
    public static string OfShare(DirectiveLine line)
    {
        RequireCSharp(line.Option("--from") ?? CellSections.CSharp, line);
        var name = Identifier(line.Argument ?? throw new DirectiveException("#!share needs the name of the variable to share, and the line has none.", line), line);
        return line.Option("--as") is { } other && other != name ? $"var {Identifier(other, line)} = {name};" : "";
    }

    /// <summary><c>#!value --name x</c>, the text on the lines that follow or in a file (<c>--from-file</c>).</summary>
    public static string OfText(CellSection section)
    {
        var line = section.Mark!;
        var name = Identifier(line.Required("--name"), line);
        if (line.Option("--from-file") is not { } file)
            return $"var {name} = {SymbolDisplay.FormatLiteral(section.Text.Trim('\n'), quote: true)};";
        return File.Exists(file) ? $"var {name} = System.IO.File.ReadAllText({SymbolDisplay.FormatLiteral(Path.GetFullPath(file), quote: true)});"
            : throw new DirectiveException($"#!value was to read {Path.GetFullPath(file)}, and there is no such file.", line);
    }

    private static void RequireCSharp(string kernel, DirectiveLine line)
    {
        if (kernel is not CellSections.CSharp and not "c#" and not "value")
            throw new DirectiveException($"A value of {kernel} was asked for, and this kernel has values of C# alone.", line);
    }

    private static string Identifier(string name, DirectiveLine line) => SyntaxFacts.IsValidIdentifier(name) ? name
        : throw new DirectiveException($"The name of a C# variable was expected, and \"{name}\" was found.", line);

    /// <summary>Numbers, true, false and null of JSON as C#'s; all else is text.</summary>
    private static string Literal(string value)
    {
        if (value is "true" or "false")
            return value;
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole is >= int.MinValue and <= int.MaxValue ? value : value + "L";
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number.ToString("R", CultureInfo.InvariantCulture) + "d";
        var text = SymbolDisplay.FormatLiteral(value, quote: true);
        return value is ['{', ..] or ['[', ..] && IsJson(value) ? $"System.Text.Json.JsonDocument.Parse({text}).RootElement" : text;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
