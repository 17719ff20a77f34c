using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>The cells of a file that <c>#!import</c> names.</summary>
internal static class ImportedFile
{
    /// <summary>The cells, named after the file: <c>lib.ipynb cell 3</c>.</summary>
    /// <param name="path">An .ipynb, .dib, .cs or .csx file.</param>
    /// <param name="line">The line that names it.</param>
    /// <exception cref="DirectiveException">There is no such file, or it is of another kind or broken.</exception>
    public static IReadOnlyList<Cell> Read(string path, DirectiveLine line)
    {
        if (!File.Exists(path))
            throw new DirectiveException($"A file to import was expected at {path}, and there is no such file.", line);
        var name = Path.GetFileName(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".cs" or ".csx":
                return [new Cell(name, File.ReadAllText(path).ReplaceLineEndings("\n"))];
            case ".dib":
                // Its sections are divided by marks, as those of a cell are; text is for the reader of that file alone.
                return [new Cell(name, WithoutText(File.ReadAllText(path).ReplaceLineEndings("\n")))];
            case ".ipynb":
                return Notebook(path, name, line);
            default:
                throw new DirectiveException($"An .ipynb, .dib, .cs or .csx file was expected after #!import, and {name} was found.", line);
        }
    }

    private static Cell[] Notebook(string path, string name, DirectiveLine line)
    {
        try
        {
            return [.. NotebookDocument.Read(path).Cells.Where(cell => cell.IsCode).Select((cell, i) => new Cell($"{name} cell {i + 1}", cell.Code))];
        }
        catch (NotebookException error)
        {
            throw new DirectiveException(error.Message, line);
        }
    }

    /// <summary>Blank lines in place of markdown, so that errors name the file's own lines.</summary>
    private static string WithoutText(string code)
    {
        var lines = code.Split('\n');
        foreach (var section in CellSections.Of(code).Where(section => section.Language == "markdown"))
            Array.Fill(lines, "", section.FirstLine - 1, section.Lines.Count + 1);
        return string.Join('\n', lines);
    }
}
