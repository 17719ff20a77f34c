using GeoNotebooks.Runs;

namespace GeoNotebooks.Grids.Formats;

/// <summary>Grids in files of any format that we know. A format is recognised by content: ".grd" is the name of five of them.</summary>
public static class GridFile
{
    /// <summary>All formats, in the order in which they are tried.</summary>
    public static IReadOnlyList<IGridFormat> Formats { get; } = [new VerticalMapperGrid(), new ErMapperGrid(), new GxfGrid(), new GeosoftGrid()];

    /// <summary>Reads a grid of any format.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">No format that we know, or a broken file: one sentence.</exception>
    public static Grid Read(string path)
    {
        using var content = GridContent.OfFile(path);
        return Read(content);
    }

    /// <summary>Reads a grid of any format.</summary>
    public static Grid Read(GridContent content) => FormatOf(content).Read(content);

    /// <summary>The format of a file, by its content.</summary>
    /// <exception cref="InvalidDataException">None that we know.</exception>
    public static IGridFormat FormatOf(GridContent content) =>
        Formats.FirstOrDefault(format => format.Recognises(content))
        ?? throw content.Broken($"expected a grid ({string.Join(", ", Formats.Select(format => format.Title))}); it begins like none of them");

    /// <summary>Writes a grid; an older file is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="format">Name of a format; null takes the one of the extension.</param>
    /// <exception cref="ArgumentException">No such format, or one that is only read.</exception>
    public static void Write(string path, Grid grid, string? format = null)
    {
        var chosen = format is null
            ? Formats.FirstOrDefault(f => f.Write is not null && f.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            : Formats.FirstOrDefault(f => f.Name == format);
        if (chosen?.Write is not { } write)
            throw new ArgumentException(
                $"{path}: expected a format that can be written ({string.Join(", ", Formats.Where(f => f.Write is not null).Select(f => f.Name))}); found {(format is null ? $"the extension '{Path.GetExtension(path)}'" : $"'{format}'")}");
        AtomicFile.Write(path, beside =>
        {
            using var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            write(stream, grid);
        });
    }
}
