using System.Text.RegularExpressions;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>Reads a cell: its sections by language, and the lines that are for the session and not for the compiler.</summary>
internal sealed partial class CellPlanner
{
    private readonly List<CellReference> _references = [];
    private readonly List<CellStep> _steps = [];
    private readonly LoadedSources _loaded;
    private bool _isTimed;

    private CellPlanner(LoadedSources loaded) => _loaded = loaded;

    /// <summary>The plan of a cell.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="loaded">Files of <c>#load</c>; those that the cell names are read into it.</param>
    /// <exception cref="DirectiveException">A line asks for what this kernel does not have. Nothing of the cell has run.</exception>
    public static CellPlan Of(string code, LoadedSources loaded)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
            return new CellPlan([], [new CodeStep(code)], false);
        var planner = new CellPlanner(loaded);
        foreach (var section in CellSections.Of(code))
            planner.Add(section);
        return new CellPlan(planner._references, planner._steps, planner._isTimed);
    }

    /// <summary>The references of C# that is not a cell of its own, and the code without them.</summary>
    public static (string Code, IReadOnlyList<CellReference> References) OfFile(string code, LoadedSources loaded)
    {
        var planner = new CellPlanner(loaded);
        planner.AddCode(new CellSection(CellSections.CSharp, null, 0, code.Split('\n')));
        return planner._steps switch
        {
            [] => ("", planner._references),
            [CodeStep only] => (only.Code, planner._references),
            _ => throw new DirectiveException("A file that is loaded may hold #r, #i and #load, and a line with another mark was found.", planner._steps.OfType<CommandStep>().First().Line),
        };
    }

    private void Add(CellSection section)
    {
        switch (section.Language)
        {
            case CellSections.CSharp:
                AddCode(section);
                break;
            case "value":
                _steps.Add(new CodeStep(new string('\n', section.FirstLine) + SharedValues.OfText(section)));
                break;
            case "meta":
                break;
            case "F#" or "PowerShell" or "SQL":
                throw new DirectiveException(
                    $"The cell is in {section.Language} ({section.Mark!.Name}), and this kernel runs C# alone; cells in HTML, JavaScript, Markdown and Mermaid are shown.", section.Mark);
            default:
                _steps.Add(new ShowStep(OtherLanguages.Bundle(section.Language, section.Text)));
                break;
        }
    }

    private void AddCode(CellSection section)
    {
        var lines = section.Lines.ToArray();
        var from = 0;
        foreach (var i in CellSections.DirectivesOf(lines, 0).Order())
        {
            var line = new DirectiveLine(section.FirstLine + i + 1, lines[i]);
            if (Replacement(line) is { } replacement)
            {
                lines[i] = replacement;
                continue;
            }

            AddLines(lines, from, i, section.FirstLine);
            _steps.Add(new CommandStep(line));
            from = i + 1;
        }

        AddLines(lines, from, lines.Length, section.FirstLine);
    }

    private void AddLines(string[] lines, int from, int to, int firstLine)
    {
        var text = string.Join('\n', lines[from..to]);
        // A cell of nothing but directives is compiled still: its references hold for later cells.
        if (text.Trim() != "" || (to == lines.Length && _steps.Count == 0))
            _steps.Add(new CodeStep(new string('\n', firstLine + from) + text));
    }

    /// <summary>What takes the line's place in the code; null for a mark that is a step of its own.</summary>
    private string? Replacement(DirectiveLine line)
    {
        if (line.Name is "#r" or "#i" && Quoted().Match(line.Text.Trim()) is { Success: true } quoted)
        {
            _references.Add(new CellReference(line, quoted.Groups["what"].Value));
            return "";
        }

        if (line.Name == "#load")
        {
            if (Quoted().Match(line.Text.Trim()) is { Success: true } load)
                _references.AddRange(_loaded.Read(load.Groups["what"].Value, line));
            return line.Text;
        }

        if (line.Name == "#!time")
        {
            _isTimed = true;
            return "";
        }

        return line.Name switch
        {
            "#!set" => SharedValues.OfSet(line),
            "#!share" => SharedValues.OfShare(line),
            _ when CellCommands.Names.Contains(line.Name) => null,
            _ when !line.Name.StartsWith("#!", StringComparison.Ordinal) => line.Text,
            _ => throw new DirectiveException($"This kernel does not know {line.Name}; it knows {string.Join(", ", CellCommands.AllMarks)}.", line),
        };
    }

    // The last quote of the line ends it, so that an odd quote inside is refused as part of the name.
    [GeneratedRegex("""^#\w+\s+"(?<what>.*)"\s*;?\s*$""")]
    private static partial Regex Quoted();
}
