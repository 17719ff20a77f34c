using GeoNotebooks.Runs;

namespace GeoNotebooks.Grids.Formats;

/// <summary>Grids in files of any format that we know. A format is recognised by content: ".grd" is the name of five of them.</summary>
public static class GridFile
{
    /// <summary>All formats, in the order in which they are tried: bare columns of numbers have no mark of their own and come last.</summary>
    public static IReadOnlyList<IGridFormat> Formats { get; } =
    [
        new Surfer7Grid(),
        new Surfer6Grid(),
        new Surfer6TextGrid(),
        new GeoTiffGrid(),
        new VerticalMapperGrid(),
        new ErMapperGrid(),
        new GxfGrid(),
        new GeosoftGrid(),
        new EsriAsciiGrid(),
        new XyzGrid(),
    ];

    /// <summary>Reads a grid of any format.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">No format that we know, or a broken file: one sentence.</exception>
    public static Grid Read(string path)
    {
        using var content = GridContent.OfFile(path);
        return Read(content);
    }

    /// <summary>Reads a grid of any format. What the file itself does not say of its system, unit or holes, an .aux.xml, a .prj or a mask (.msk) beside it does.</summary>
    /// <param name="content">The file.</param>
    /// <exception cref="InvalidDataException">No format that we know, or a broken file: one sentence.</exception>
    public static Grid Read(GridContent content) => Read(content, FormatOf(content));

    /// <summary>Reads a grid whose format is known.</summary>
    /// <param name="content">The file.</param>
    /// <param name="format">Its format.</param>
    public static Grid Read(GridContent content, IGridFormat format)
    {
        var grid = format.Read(content);
        grid = AuxiliaryFile.Read(content)?.Complete(grid) ?? grid;
        if (MaskFile.Read(content, grid.Geometry) is { } known)
            grid = grid.Where(known);
        return grid.Geometry.Crs == Crs.Local && ProjectionFile.Read(content) is { } crs ? grid with { Geometry = grid.Geometry with { Crs = crs } } : grid;
    }

    /// <summary>The format of a file, by its content.</summary>
    /// <exception cref="InvalidDataException">None that we know.</exception>
    public static IGridFormat FormatOf(GridContent content) =>
        Formats.FirstOrDefault(format => format.Recognises(content))
        ?? throw content.Broken($"expected a grid ({string.Join(", ", Formats.Select(format => format.Title))}); it begins like none of them");

    /// <summary>
    /// Writes a grid; an older file is replaced when the new one is whole. A format that names no system gets two files beside it: an .aux.xml with system, name and unit,
    /// which GDAL and QGIS read, and a .prj, which others do, where we can define the system.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="format">Name of a format; null takes the one of the extension.</param>
    /// <exception cref="ArgumentException">No such format, or one that is only read.</exception>
    /// <exception cref="InvalidDataException">The format cannot hold this grid: one sentence.</exception>
    public static void Write(string path, Grid grid, string? format = null)
    {
        var chosen = format is null
            ? Formats.FirstOrDefault(f => f.Write is not null && f.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            : Formats.FirstOrDefault(f => f.Name == format);
        if (chosen?.Write is not { } write)
            throw new ArgumentException(
                $"{path}: expected a format that can be written ({string.Join(", ", Formats.Where(f => f.Write is not null).Select(f => f.Name))}); found {(format is null ? $"the extension '{Path.GetExtension(path)}'" : $"'{format}'")}");
        if (!chosen.HoldsCrs)
            ProjectionFile.RequireNoOther(path, grid.Geometry.Crs);
        AtomicFile.Write(path, beside =>
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
                write(stream, grid);
            // What they say of an older grid is wrong of the one that takes its place.
            AuxiliaryFile.Remove(path);
            MaskFile.Remove(path);
        });
        // A system that is known by its definition alone has only a name in GeoTIFF.
        if (!chosen.HoldsCrs || grid.Geometry.Crs.WellKnownText is not null)
            AuxiliaryFile.Write(path, grid, chosen is XyzGrid ? XyzGrid.Blank : null);
        if (!chosen.HoldsCrs)
            ProjectionFile.Write(path, grid.Geometry.Crs);
    }
}
