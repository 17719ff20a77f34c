using GeoNotebooks.Surveys;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Gridding;

/// <summary>
/// How far apart points lie, seen from the ground between them: the mean distance from a place to the nearest point is a quarter of the spacing of lines whose
/// samples are dense, and 0.38 of that of stations on a square net (0.5 for stations strewn at random).
/// </summary>
/// <param name="NeighbourMetres">Median distance from a point to the next: along a line, where there are lines.</param>
/// <param name="SpacingMetres">Distance between lines, or between stations.</param>
/// <param name="OnLines">Whether the points lie on lines (or roads): much nearer to each other along than across.</param>
public sealed record PointSpacing(double NeighbourMetres, double SpacingMetres, bool OnLines)
{
    private const int SamplePlaces = 4_000;
    private const int SamplePoints = 4_000;

    /// <summary>The neighbour is nearer than this share of the mean distance from a place between: points of a net lie at 2.6, strewn ones at 0.9.</summary>
    private const double LineLikeness = 0.6;

    /// <summary>Measures the spacing of points within their convex hull, at fixed places of a low-discrepancy sequence.</summary>
    /// <param name="points">At least two points, in metres.</param>
    public static PointSpacing Of(PointSet points)
    {
        var tree = new KdTree(points.X, points.Y);
        var pair = new KdTree.Search(tree, 8);
        var every = Math.Max(1, points.Count / SamplePoints);
        var neighbours = new List<double>();
        for (var i = 0; i < points.Count; i += every)
        {
            var found = pair.Near(points.X[i], points.Y[i]);
            // The first that lies elsewhere: the point itself and others on its place do not count.
            if (Enumerable.Range(0, found).FirstOrDefault(k => pair.Squared[k] > 0, -1) is >= 0 and var next)
                neighbours.Add(Math.Sqrt(pair.Squared[next]));
        }
        neighbours.Sort();
        var neighbour = neighbours.Count == 0 ? 0 : neighbours[neighbours.Count / 2];
        var hull = new ConvexHull(points.X.Zip(points.Y, (x, y) => new Coordinate(x, y)), new()).GetConvexHull();
        var (box, inside, one) = (hull.EnvelopeInternal, new IndexedPointInAreaLocator(hull), new KdTree.Search(tree, 1));
        var (sum, count) = (0.0, 0);
        for (var i = 1; i <= SamplePlaces; i++)
        {
            var place = new Coordinate(box.MinX + Halton(i, 2) * box.Width, box.MinY + Halton(i, 3) * box.Height);
            if (inside.Locate(place) == Location.Exterior)
                continue;
            one.Near(place.X, place.Y);
            (sum, count) = (sum + Math.Sqrt(one.Squared[0]), count + 1);
        }
        var between = count == 0 ? neighbour / 2 : sum / count;
        var onLines = neighbour < LineLikeness * between;
        return new(neighbour, onLines ? 4 * between : 2.4 * between, onLines);
    }

    private static double Halton(int index, int radix)
    {
        var (fraction, result) = (1.0, 0.0);
        for (; index > 0; index /= radix)
        {
            fraction /= radix;
            result += fraction * (index % radix);
        }
        return result;
    }
}
