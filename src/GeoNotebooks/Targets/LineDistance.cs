using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets;

/// <summary>How far the nodes of a grid lie from lines and points.</summary>
public static class LineDistance
{
    /// <summary>Exact distance to the nearest segment or point, as far as a limit.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="shapes">Lines, points, or polygons, of which the rings count.</param>
    /// <param name="limitMetres">How far to look.</param>
    /// <returns>Metres, one value a node, row after row from the north-west corner; infinite beyond the limit.</returns>
    public static float[] Metres(GridGeometry geometry, IEnumerable<Geometry> shapes, double limitMetres)
    {
        var squared = new double[geometry.Count];
        Array.Fill(squared, double.PositiveInfinity);
        foreach (var shape in shapes)
            foreach (var line in Lines(shape))
                // A point is a segment of no length.
                for (var i = Math.Min(1, line.Count - 1); i < line.Count; i++)
                    Mark(geometry, squared, line.GetX(Math.Max(i - 1, 0)), line.GetY(Math.Max(i - 1, 0)), line.GetX(i), line.GetY(i), limitMetres);
        return [.. squared.Select(value => (float)Math.Sqrt(value))];
    }

    private static IEnumerable<CoordinateSequence> Lines(Geometry shape) => shape switch
    {
        { IsEmpty: true } => [],
        Point point => [point.CoordinateSequence],
        LineString line => [line.CoordinateSequence],
        Polygon polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(ring => ring.CoordinateSequence),
        GeometryCollection collection => collection.SelectMany(Lines),
        _ => [],
    };

    private static void Mark(GridGeometry geometry, double[] squared, double ax, double ay, double bx, double by, double limit)
    {
        var top = Math.Max(0, (int)Math.Ceiling(geometry.RowAt(Math.Max(ay, by) + limit)));
        var bottom = Math.Min(geometry.Rows - 1, (int)Math.Floor(geometry.RowAt(Math.Min(ay, by) - limit)));
        var west = Math.Max(0, (int)Math.Ceiling(geometry.ColumnAt(Math.Min(ax, bx) - limit)));
        var east = Math.Min(geometry.Columns - 1, (int)Math.Floor(geometry.ColumnAt(Math.Max(ax, bx) + limit)));
        var (dx, dy) = (bx - ax, by - ay);
        var length = dx * dx + dy * dy;
        for (var row = top; row <= bottom; row++)
            for (var column = west; column <= east; column++)
            {
                var (x, y) = (geometry.X(column) - ax, geometry.Y(row) - ay);
                var along = length > 0 ? Math.Clamp((x * dx + y * dy) / length, 0, 1) : 0;
                var (ox, oy) = (x - along * dx, y - along * dy);
                var distance = ox * ox + oy * oy;
                if (distance <= limit * limit && distance < squared[row * geometry.Columns + column])
                    squared[row * geometry.Columns + column] = distance;
            }
    }
}
