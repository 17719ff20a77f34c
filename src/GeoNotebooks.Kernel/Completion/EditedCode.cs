using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>A cell that is being typed, as the compiler should see it.</summary>
internal static class EditedCode
{
    /// <summary>The cell with spaces for directives and for text in other languages: every position stays what it was.</summary>
    public static string Blank(string code)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
            return code;
        var lines = code.Split('\n');
        foreach (var section in CellSections.Of(code))
        {
            if (section.Mark is not null)
                Clear(lines, section.FirstLine - 1);
            var isCode = section.Language == CellSections.CSharp;
            foreach (var i in isCode ? CellSections.DirectivesOf(section.Lines, 0) : Enumerable.Range(0, section.Lines.Count))
                Clear(lines, section.FirstLine + i);
        }

        return string.Join('\n', lines);
    }

    /// <summary>The line up to the cursor and where it begins.</summary>
    public static (string Text, int Start) LineBefore(string code, int position)
    {
        var start = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        return (code[start..position], start);
    }

    private static void Clear(string[] lines, int i) => lines[i] = new string(' ', lines[i].Length);
}
