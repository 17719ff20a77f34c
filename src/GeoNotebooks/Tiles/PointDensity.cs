using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Tiles;

/// <summary>How densely the ground was measured, place by place: what an interpolated raster no longer shows.</summary>
public static class PointDensity
{
    /// <summary>Counts the primary points of a survey in the tile about each node, over the ground that the tile holds.</summary>
    /// <param name="points">Primary points, in the system of <paramref name="geometry"/>.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="ground">One flag a node: ground that was surveyed. Points off it are not counted, nor is its area.</param>
    /// <param name="tileMetres">Side of a tile; at the edges of the grid it is cut.</param>
    /// <returns>Points for a square kilometre, unit "1/km2"; NaN off the ground.</returns>
    /// <exception cref="InvalidDataException">The points are in another system.</exception>
    public static Grid Of(PointSet points, GridGeometry geometry, bool[] ground, double tileMetres)
    {
        if (points.Crs != geometry.Crs)
            throw new InvalidDataException($"the points of '{points.Name}' are in {points.Crs}, but the tiles are in {geometry.Crs}: bring both into one system first");
        var counts = new int[geometry.Count];
        for (var i = 0; i < points.Count; i++)
            if (geometry.NodeAt(points.X[i], points.Y[i]) is { } node && ground[node])
                counts[node]++;
        var (sums, area) = (new RectangleSums(geometry.Rows, geometry.Columns, node => counts[node]), new RectangleSums(geometry.Rows, geometry.Columns, node => ground[node] ? 1 : 0));
        var (down, across) = ((int)Math.Round(tileMetres / 2 / geometry.CellHeightMetres), (int)Math.Round(tileMetres / 2 / geometry.CellWidthMetres));
        var density = new float[geometry.Count];
        Parallel.For(0, geometry.Rows, row =>
        {
            for (var column = 0; column < geometry.Columns; column++)
            {
                var (top, left) = (Math.Max(0, row - down), Math.Max(0, column - across));
                var (bottom, right) = (Math.Min(geometry.Rows, row + Math.Max(down, 1)), Math.Min(geometry.Columns, column + Math.Max(across, 1)));
                var node = row * geometry.Columns + column;
                density[node] = ground[node]
                    ? (float)(sums.Within(top, left, bottom, right) / (area.Within(top, left, bottom, right) * geometry.CellAreaSquareKilometres))
                    : float.NaN;
            }
        });
        return new(geometry, density, $"primary points of {points.Name}", "1/km2");
    }
}
