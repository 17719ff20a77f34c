using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Running;

/// <summary>
/// A code cell with the number by which its author knows it: code cells count from 1 in the notebook as written, so the injected parameters have none.
/// </summary>
/// <param name="Cell">The cell.</param>
/// <param name="Number">From 1; 0 for the injected parameters.</param>
/// <param name="Title">The last heading above it, or the first words of its code.</param>
internal sealed record NumberedCell(NotebookCell Cell, int Number, string Title)
{
    private const int LongestTitle = 60;

    public string Name => Number > 0 ? $"cell {Number}" : "injected parameters";

    public static NumberedCell[] Of(NotebookDocument notebook)
    {
        var cells = new List<NumberedCell>();
        var number = 0;
        string? heading = null;
        foreach (var cell in notebook.Cells)
        {
            if (cell.Kind == "markdown")
                heading = cell.Source.Split('\n').LastOrDefault(line => line.StartsWith('#'))?.TrimStart('#').Trim() ?? heading;
            if (!cell.IsCode)
                continue;
            var injected = cell.Tags.Contains(NotebookParameters.InjectedTag);
            cells.Add(new NumberedCell(cell, injected ? 0 : ++number, injected ? "parameters" : Shorten(heading ?? FirstWords(cell.Source))));
            heading = null;
        }

        return [.. cells];
    }

    private static string FirstWords(string source) =>
        source.Split('\n').Select(line => line.Trim().TrimStart('/').Trim()).FirstOrDefault(line => line != "") ?? "";

    private static string Shorten(string text) => text.Length <= LongestTitle ? text : text[..(LongestTitle - 1)] + "…";
}
