namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The .msk file beside a grid, in which GDAL keeps holes for formats without a blank value: a TIFF of one band on the same cells, 0 where there is no value.
/// Source: GDAL, RFC 15 (band masks).
/// </summary>
internal static class MaskFile
{
    private const string Extension = ".msk";

    /// <summary>Where a grid has values, row after row from its first row in the file, or null where no mask lies beside it.</summary>
    /// <exception cref="InvalidDataException">The mask is damaged or has other cells.</exception>
    public static bool[]? Read(GridContent grid, GridGeometry geometry)
    {
        using var content = grid.Beside(Path.GetFileName(grid.Path) + Extension);
        return content is null ? null : GeoTiffGrid.ReadMask(content, geometry.Rows, geometry.Columns);
    }

    /// <summary>Takes the file away.</summary>
    public static void Remove(string path) => File.Delete(path + Extension);
}
