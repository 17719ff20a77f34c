namespace GeoNotebooks.Grids.Formats;

/// <summary>What a header says of size and place, checked before anything is allocated or read by its word.</summary>
internal static class DeclaredGrid
{
    /// <summary>Number of nodes.</summary>
    /// <exception cref="InvalidDataException">No rows, no columns, or more nodes than one grid can hold.</exception>
    public static int Count(GridContent content, long rows, long columns)
    {
        if (rows < 1 || columns < 1 || rows > Array.MaxLength || columns > Array.MaxLength || rows * columns > Array.MaxLength)
            throw content.Broken(FormattableString.Invariant($"expected a grid of 1 to {Array.MaxLength} nodes; the header declares {rows} x {columns}"));
        return (int)(rows * columns);
    }

    /// <summary>The geometry of a grid placed by its north-west node.</summary>
    /// <exception cref="InvalidDataException">A number that is not finite, or a cell without size.</exception>
    public static GridGeometry FromNorthWest(GridContent content, int rows, int columns, double west, double north, double cellWidth, double cellHeight, Crs crs, double rotationDegrees = 0)
    {
        if (!(cellWidth > 0 && cellHeight > 0) || !double.IsFinite(west + columns * cellWidth) || !double.IsFinite(north - rows * cellHeight) || !double.IsFinite(rotationDegrees))
            throw content.Broken(FormattableString.Invariant(
                $"expected a place for the grid: finite coordinates and cells above 0; the header has {west}, {north}, cells of {cellWidth} x {cellHeight}, rotation {rotationDegrees}"));
        return new(rows, columns, west, north, cellWidth, cellHeight, crs) { RotationDegrees = rotationDegrees };
    }

    /// <summary>The geometry of a grid placed by its south-west node, about which it is turned.</summary>
    /// <exception cref="InvalidDataException">A number that is not finite, or a cell without size.</exception>
    public static GridGeometry FromSouthWest(GridContent content, int rows, int columns, double west, double south, double cellWidth, double cellHeight, Crs crs, double rotationDegrees = 0)
    {
        var height = (rows - 1) * cellHeight;
        var (sine, cosine) = rotationDegrees == 0 ? (0, 1) : (double.SinPi(rotationDegrees / 180), double.CosPi(rotationDegrees / 180));
        return FromNorthWest(content, rows, columns, west - height * sine, south + height * cosine, cellWidth, cellHeight, crs, rotationDegrees);
    }
}
