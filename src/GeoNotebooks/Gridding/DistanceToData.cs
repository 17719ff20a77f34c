using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>Blanks the nodes of a grid that lie too far from any primary point to be more than a guess.</summary>
internal static class DistanceToData
{
    /// <summary>
    /// Blanks nodes. A distance from node to node is within half a cell's diagonal of that to the point, and costs next to nothing; where that is too near the limit to
    /// tell, the points themselves are asked. Points beyond the grid's edge count.
    /// </summary>
    public static Grid Blank(Grid grid, PointSet points, double maximumDistanceMetres)
    {
        var geometry = grid.Geometry;
        var marked = new bool[geometry.Count];
        int[] known = [.. Enumerable.Range(0, points.Count).Where(i => !float.IsNaN(points.Values[i]))];
        var outside = false;
        foreach (var i in known)
            if (geometry.NodeAt(points.X[i], points.Y[i]) is { } node)
                marked[node] = true;
            else
                outside = true;
        var distance = DistanceTransform.Metres(geometry, marked);
        // Half a diagonal, and a hair for the single precision of the distances.
        var doubt = 0.5001 * double.Hypot(geometry.CellWidthMetres, geometry.CellHeightMetres) + 1e-6 * maximumDistanceMetres;
        var tree = new Lazy<KdTree>(() => new([.. known.Select(i => points.X[i])], [.. known.Select(i => points.Y[i])]));
        var near = new bool[geometry.Count];
        Parallel.For(0, geometry.Rows, () => (KdTree.Search?)null, (row, _, search) =>
        {
            for (var column = 0; column < geometry.Columns; column++)
            {
                var node = row * geometry.Columns + column;
                if (distance[node] <= maximumDistanceMetres - doubt)
                    near[node] = true;
                else if (outside || distance[node] <= maximumDistanceMetres + doubt)
                {
                    search ??= new(tree.Value, 1, maximumDistanceMetres);
                    var place = geometry.Position(row, column);
                    near[node] = search.Near(place.X, place.Y) > 0;
                }
            }
            return search;
        }, _ => { });
        return grid.Where(near);
    }
}
