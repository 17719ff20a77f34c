namespace GeoNotebooks.Grids.Formats;

/// <summary>A file format of grids: one class a format, listed in <see cref="GridFile.Formats"/>.</summary>
public interface IGridFormat
{
    /// <summary>The name that the command line uses, such as "surfer7".</summary>
    string Name { get; }

    /// <summary>What people call it, such as "Surfer 7 grid".</summary>
    string Title { get; }

    /// <summary>Extensions with their dot, the usual one first. They choose a format for writing; for reading the content does.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>True when the content is of this format. Looks at the bytes, never at the name, unless the format has no mark of its own.</summary>
    bool Recognises(GridContent content);

    /// <summary>Reads the grid: row 0 northernmost, values on nodes, NaN where the file has no value.</summary>
    /// <exception cref="InvalidDataException">One sentence: what was expected, what was found.</exception>
    Grid Read(GridContent content);

    /// <summary>The value by which the file marks a node without a value, or null where it has none or only NaN stands for it.</summary>
    /// <exception cref="InvalidDataException">The header is broken: one sentence.</exception>
    double? Nodata(GridContent content) => null;

    /// <summary>True when the file itself names its coordinate system; else a .prj file beside it does.</summary>
    bool HoldsCrs => false;

    /// <summary>Writes a grid, or null where the format is only read. The stream is a new file, which can be sought.</summary>
    Action<Stream, Grid>? Write { get; }
}
