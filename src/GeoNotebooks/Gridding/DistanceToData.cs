using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>Blanks the nodes of a grid that lie too far from any primary point to be more than a guess.</summary>
internal static class DistanceToData
{
    public static Grid Blank(Grid grid, PointSet points, double maximumDistanceMetres)
    {
        var marked = new bool[grid.Geometry.Count];
        for (var i = 0; i < points.Count; i++)
            if (grid.Geometry.NodeAt(points.X[i], points.Y[i]) is { } node)
                marked[node] = true;
        var distance = DistanceTransform.Metres(grid.Geometry, marked);
        return grid.Where([.. distance.Select(metres => metres <= maximumDistanceMetres)]);
    }
}
