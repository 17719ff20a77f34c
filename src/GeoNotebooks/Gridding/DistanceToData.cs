using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>Blanks the nodes of a grid that lie too far from any primary point to be more than a guess.</summary>
internal static class DistanceToData
{
    /// <summary>Blanks nodes; distances run from node to node, so that they are right to half a cell. Points beyond the grid's edge count.</summary>
    public static Grid Blank(Grid grid, PointSet points, double maximumDistanceMetres)
    {
        var geometry = grid.Geometry;
        var (rows, columns) = (Strip(geometry.CellHeightMetres, geometry.Rows), Strip(geometry.CellWidthMetres, geometry.Columns));
        var corner = geometry.Position(-rows, -columns);
        var wider = geometry with { Rows = geometry.Rows + 2 * rows, Columns = geometry.Columns + 2 * columns, West = corner.X, North = corner.Y };
        var marked = new bool[wider.Count];
        for (var i = 0; i < points.Count; i++)
            if (!float.IsNaN(points.Values[i]) && wider.NodeAt(points.X[i], points.Y[i]) is { } node)
                marked[node] = true;
        var distance = DistanceTransform.Metres(wider, marked);
        var near = new bool[geometry.Count];
        for (var row = 0; row < geometry.Rows; row++)
            for (var column = 0; column < geometry.Columns; column++)
                near[row * geometry.Columns + column] = distance[(row + rows) * wider.Columns + column + columns] <= maximumDistanceMetres;
        return grid.Where(near);

        // A strip as wide as the distance, and no wider than the grid.
        int Strip(double cellMetres, int nodes) => (int)Math.Min(Math.Ceiling(maximumDistanceMetres / cellMetres), nodes);
    }
}
