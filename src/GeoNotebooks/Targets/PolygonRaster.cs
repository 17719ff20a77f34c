using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets;

/// <summary>Which nodes of a grid lie within polygons.</summary>
public static class PolygonRaster
{
    /// <summary>Marks the nodes within any of the shapes; holes are left out. Lines and points mark nothing.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="shapes">Polygons in the system of the grid.</param>
    /// <returns>One flag a node, row after row from the north-west corner.</returns>
    public static bool[] Inside(GridGeometry geometry, IEnumerable<Geometry> shapes)
    {
        var inside = new bool[geometry.Count];
        foreach (var shape in shapes)
            for (var i = 0; i < shape.NumGeometries; i++)
                if (shape.GetGeometryN(i) is Polygon polygon)
                    Fill(geometry, polygon, inside);
        return inside;
    }

    /// <summary>Marks the nodes within the polygons of a layer, after its system has been held against the grid's.</summary>
    public static bool[] Inside(GridGeometry geometry, VectorLayer layer)
    {
        RequireSameSystem(geometry, layer);
        return Inside(geometry, layer.Features.Select(feature => feature.Shape));
    }

    internal static void RequireSameSystem(GridGeometry geometry, VectorLayer layer)
    {
        if (layer.Crs != geometry.Crs)
            throw new InvalidDataException($"layer '{layer.Name}' is in {layer.Crs}, the grid in {geometry.Crs}: bring both into one system first");
    }

    /// <summary>Even-odd filling by rows: between each pair of crossings of a row with the rings, nodes are inside.</summary>
    private static void Fill(GridGeometry geometry, Polygon polygon, bool[] inside)
    {
        var bounds = polygon.EnvelopeInternal;
        var top = Math.Max(0, (int)Math.Ceiling(geometry.RowAt(bounds.MaxY)));
        var bottom = Math.Min(geometry.Rows - 1, (int)Math.Floor(geometry.RowAt(bounds.MinY)));
        if (bottom < top)
            return;
        var crossings = Enumerable.Range(0, bottom - top + 1).Select(_ => new List<double>()).ToArray();
        foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
        {
            var points = ring.CoordinateSequence;
            for (var i = 1; i < points.Count; i++)
            {
                var (ax, ay) = (geometry.ColumnAt(points.GetX(i - 1)), geometry.RowAt(points.GetY(i - 1)));
                var (bx, by) = (geometry.ColumnAt(points.GetX(i)), geometry.RowAt(points.GetY(i)));
                var (from, to) = (Math.Min(ay, by), Math.Max(ay, by));
                // Half-open, so that a row through a corner meets one of the two edges there, not both.
                for (var row = Math.Max(top, (int)Math.Ceiling(from)); row <= bottom && row < to; row++)
                    crossings[row - top].Add(ax + (row - ay) / (by - ay) * (bx - ax));
            }
        }
        for (var row = top; row <= bottom; row++)
        {
            var line = crossings[row - top];
            line.Sort();
            for (var i = 0; i + 1 < line.Count; i += 2)
                for (var column = Math.Max(0, (int)Math.Ceiling(line[i])); column < geometry.Columns && column <= line[i + 1]; column++)
                    inside[row * geometry.Columns + column] = true;
        }
    }
}
