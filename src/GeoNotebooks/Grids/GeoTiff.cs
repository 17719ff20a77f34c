using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Grids;

/// <summary>
/// Grids as GeoTIFF (OGC 19-008r4), the format of the library's own results: one band of numbers with its place on Earth. Written as tiled float32, deflate, NaN as nodata;
/// read from strips or tiles of integers or floats. Colour pictures are refused: their cells hold colours, not measured values.
/// </summary>
public static class GeoTiff
{
    private static readonly GeoTiffGrid Format = new();

    /// <summary>Writes a grid; an older file is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The grid; its name and unit go into the band's description.</param>
    /// <param name="overviews">Whether smaller versions of it follow, a third more bytes, from which a GIS draws quickly: for maps that leave the house.</param>
    public static void Write(string path, Grid grid, bool overviews = false) => AtomicFile.Write(path, beside =>
    {
        using var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        GeoTiffGrid.WriteTo(stream, grid, overviews);
    });

    /// <summary>Reads the one band of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unit">Unit of the values, when the file does not say.</param>
    /// <returns>The grid, by the name and unit that the file gives its band; NaN where it has its nodata value.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Not a GeoTIFF, a picture, or a grid without a place.</exception>
    public static Grid Read(string path, string unit = "1")
    {
        using var content = GridContent.OfFile(path);
        if (!Format.Recognises(content))
            throw content.Broken("expected a GeoTIFF; the file does not begin like one or is cut short");
        var grid = GridFile.Read(content, Format);
        return grid.Unit == "1" ? grid with { Unit = unit } : grid;
    }
}
