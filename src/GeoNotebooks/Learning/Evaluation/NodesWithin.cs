using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>The nodes within a distance of a node or of a point.</summary>
internal static class NodesWithin
{
    /// <summary>Steps down and right from a node to those within the distance, itself among them.</summary>
    public static (int Down, int Right)[] Offsets(GridGeometry geometry, double distanceMetres)
    {
        var (high, wide) = (Reach(distanceMetres, geometry.CellHeightMetres), Reach(distanceMetres, geometry.CellWidthMetres));
        return
        [
            .. from down in Enumerable.Range(-high, 2 * high + 1)
               from right in Enumerable.Range(-wide, 2 * wide + 1)
               where double.Hypot(down * geometry.CellHeightMetres, right * geometry.CellWidthMetres) <= distanceMetres * (1 + 1e-9)
               select (down, right),
        ];
    }

    /// <summary>Row and column of the nodes of the grid within the distance of a point.</summary>
    public static IEnumerable<(int Row, int Column)> Of(GridGeometry geometry, Coordinate point, double distanceMetres)
    {
        var (y, x) = geometry.At(point.X, point.Y);
        var (high, wide) = (distanceMetres / geometry.CellHeightMetres, distanceMetres / geometry.CellWidthMetres);
        for (var row = (int)Math.Max(0, Math.Ceiling(y - high)); row <= Math.Min(geometry.Rows - 1, Math.Floor(y + high)); row++)
            for (var column = (int)Math.Max(0, Math.Ceiling(x - wide)); column <= Math.Min(geometry.Columns - 1, Math.Floor(x + wide)); column++)
                if (double.Hypot((row - y) * geometry.CellHeightMetres, (column - x) * geometry.CellWidthMetres) <= distanceMetres)
                    yield return (row, column);
    }

    private static int Reach(double distance, double cell) => distance >= 0
        ? (int)Math.Floor(distance / cell * (1 + 1e-9))
        : throw new ArgumentOutOfRangeException(nameof(distance), FormattableString.Invariant($"expected a distance of 0 m or more; found {distance}"));
}
