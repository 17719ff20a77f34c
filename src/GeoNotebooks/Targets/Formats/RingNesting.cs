using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// Polygons out of rings that come without saying which is a hole: a ring within an odd number of others is one. This holds whatever the direction and
/// order of the rings, which many writers of shapefiles and MapInfo files do not keep to.
/// </summary>
internal static class RingNesting
{
    private const int Near = 64;

    /// <summary>A polygon, or a multi-polygon where rings lie apart; empty when there are none.</summary>
    public static Geometry ToGeometry(IReadOnlyList<LinearRing> rings, GeometryFactory factory)
    {
        if (rings.Count == 0)
            return factory.CreatePolygon();
        if (rings.Count == 1)
            return factory.CreatePolygon(rings[0]);
        var sorted = rings.Where(ring => !ring.IsEmpty).OrderByDescending(ring => Area.OfRing(ring.CoordinateSequence)).ToArray();
        var index = new STRtree<int>();
        for (var i = 0; i < sorted.Length; i++)
            index.Insert(sorted[i].EnvelopeInternal, i);
        var depth = new int[sorted.Length];
        var holes = Array.ConvertAll(sorted, _ => new List<LinearRing>());
        for (var i = 1; i < sorted.Length; i++)
            if (Around(i, sorted, index) is { } around)
            {
                depth[i] = depth[around] + 1;
                if (depth[i] % 2 == 1)
                    holes[around].Add(sorted[i]);
            }
        var polygons = Enumerable.Range(0, sorted.Length).Where(i => depth[i] % 2 == 0).Select(i => factory.CreatePolygon(sorted[i], [.. holes[i]])).ToArray();
        return polygons.Length == 1 ? polygons[0] : factory.CreateMultiPolygon(polygons);
    }

    /// <summary>A ring, closed where its last point is not its first; null where it has too few points to hold an area.</summary>
    public static LinearRing? Ring(IReadOnlyList<Coordinate> points, GeometryFactory factory)
    {
        if (points.Count < 3)
            return null;
        var closed = points[0].Equals2D(points[^1]) ? points : [.. points, points[0].Copy()];
        return closed.Count < 4 ? null : factory.CreateLinearRing([.. closed]);
    }

    /// <summary>By area, the nearest ring around one is the last before it that holds it.</summary>
    private static int? Around(int ring, LinearRing[] sorted, STRtree<int> index)
    {
        bool IsAround(int other) => sorted[other].EnvelopeInternal.Contains(sorted[ring].EnvelopeInternal) && Holds(sorted[other], sorted[ring]);
        // Rings one within the other follow each other, and a search would find them all; rings apart need the search.
        var near = Math.Max(0, ring - Near);
        for (var other = ring - 1; other >= near; other--)
            if (IsAround(other))
                return other;
        if (near == 0)
            return null;
        foreach (var other in index.Query(new Envelope(sorted[ring].CoordinateSequence.GetCoordinate(0))).Where(other => other < near).OrderDescending())
            if (IsAround(other))
                return other;
        return null;
    }

    /// <summary>By the first point of the inner ring that does not lie on the outer one; rings that share every point do not hold each other.</summary>
    private static bool Holds(LinearRing outer, LinearRing inner)
    {
        var points = inner.CoordinateSequence;
        for (var i = 0; i < points.Count; i++)
        {
            var location = PointLocation.LocateInRing(points.GetCoordinate(i), outer.CoordinateSequence);
            if (location != Location.Boundary)
                return location == Location.Interior;
        }
        return false;
    }
}
