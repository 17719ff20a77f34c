using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// One object of the truth as it is looked for: its places, each a list of nodes of which one must be flagged. A polygon has a place a node; a line one a point along it, with the nodes within the tolerance.
/// Nodes are counted within the judged rectangle.
/// </summary>
internal sealed record TruthObject(string Name, string Group, bool IsLine)
{
    /// <summary>Row and column of the node that each place lies on.</summary>
    public required (int Row, int Column)[] Places { get; init; }

    /// <summary>The nodes of all places, one place after the other.</summary>
    public required (int Row, int Column)[] Nodes { get; init; }

    /// <summary>Where the nodes of each place begin, and the end of the last.</summary>
    public required int[] First { get; init; }

    /// <summary>Share of its area or length on judged ground.</summary>
    public required double JudgedShare { get; init; }

    /// <summary>The features of each object: the parts that a sheet's edge has cut one into carry one name.</summary>
    public static IReadOnlyList<VectorFeature[]> Parts(VectorLayer truth) =>
        [.. truth.Features.Where(feature => !feature.Shape.IsEmpty && feature.Shape.Dimension != Dimension.Point).GroupBy(feature => feature.Text("name") is { Length: > 0 } name ? name : (object)feature).Select(parts => parts.ToArray())];

    /// <summary>True for lines.</summary>
    public static bool IsCurve(IReadOnlyList<VectorFeature> parts) => parts[0].Shape.Dimension == Dimension.Curve;

    /// <summary>"mapped", "unmapped, like the mapped", or "hidden" with its class of roof depth.</summary>
    public static string GroupOf(VectorFeature feature, FoundOptions options)
    {
        if (MapScoring.IsMapped(feature))
            return FoundObjects.Mapped;
        if (MapScoring.Flag(feature, "like_mapped") == true)
            return FoundObjects.UnmappedLikeMapped;
        if (MapScoring.Number(feature, "roof_depth_km") is not { } roof)
            return FoundObjects.Hidden;
        var above = options.RoofKilometres.LastOrDefault(bound => roof >= bound);
        var below = options.RoofKilometres.FirstOrDefault(bound => roof < bound, double.PositiveInfinity);
        return double.IsInfinity(below)
            ? FormattableString.Invariant($"{FoundObjects.Hidden}, roof {above:0.##} km and more")
            : FormattableString.Invariant($"{FoundObjects.Hidden}, roof {above:0.##}-{below:0.##} km");
    }

    /// <summary>Length that decides whether a line is a large one: what the truth says of the whole, or else what is drawn.</summary>
    public static double LengthMetres(IReadOnlyList<VectorFeature> parts) =>
        Math.Max(parts.Sum(part => part.Shape.Length), 1000 * parts.Max(part => MapScoring.Number(part, "length_km") ?? 0));

    /// <summary>An object on a grid.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="parts">The object.</param>
    /// <param name="judged">Ground that counts.</param>
    /// <param name="corner">First row and column of the judged rectangle.</param>
    /// <param name="options">When an object is found.</param>
    public static TruthObject Of(GridGeometry geometry, VectorFeature[] parts, bool[] judged, (int Row, int Column) corner, FoundOptions options)
    {
        var isLine = IsCurve(parts);
        var (places, nodes, first) = (new List<(int, int)>(), new List<(int, int)>(), new List<int> { 0 });
        double share;
        if (isLine)
        {
            var points = 0;
            foreach (var point in parts.SelectMany(part => LinePoints.Along(part.Shape, options.PointSpacingMetres)))
            {
                points++;
                if (!geometry.TryLocate(point.X, point.Y, out var row, out var column) || !judged[row * geometry.Columns + column])
                    continue;
                places.Add((row - corner.Row, column - corner.Column));
                foreach (var (r, c) in NodesWithin.Of(geometry, point, options.ToleranceMetres))
                    if (judged[r * geometry.Columns + c])
                        nodes.Add((r - corner.Row, c - corner.Column));
                first.Add(nodes.Count);
            }
            var drawn = parts.Sum(part => part.Shape.Length);
            share = places.Count / (double)points * drawn / LengthMetres(parts);
        }
        else
        {
            foreach (var node in parts.SelectMany(part => Inside(geometry, part.Shape)).Distinct().Order())
                if (judged[node])
                {
                    places.Add((node / geometry.Columns - corner.Row, node % geometry.Columns - corner.Column));
                    first.Add(places.Count);
                }
            nodes = places;
            share = Math.Min(1, places.Count * geometry.CellAreaSquareKilometres * 1e6 / parts.Sum(part => part.Shape.Area));
        }
        return new(parts[0].Text("name"), GroupOf(parts[0], options), isLine) { Places = [.. places], Nodes = [.. nodes], First = [.. first], JudgedShare = share };
    }

    /// <summary>Nodes within a polygon, looked for in the rectangle about it alone.</summary>
    private static IEnumerable<int> Inside(GridGeometry geometry, Geometry shape)
    {
        var bounds = shape.EnvelopeInternal;
        var corners = new[] { geometry.At(bounds.MinX, bounds.MinY), geometry.At(bounds.MinX, bounds.MaxY), geometry.At(bounds.MaxX, bounds.MinY), geometry.At(bounds.MaxX, bounds.MaxY) };
        var (top, bottom) = ((int)Math.Max(0, Math.Floor(corners.Min(at => at.Row))), (int)Math.Min(geometry.Rows - 1, Math.Ceiling(corners.Max(at => at.Row))));
        var (left, right) = ((int)Math.Max(0, Math.Floor(corners.Min(at => at.Column))), (int)Math.Min(geometry.Columns - 1, Math.Ceiling(corners.Max(at => at.Column))));
        if (top > bottom || left > right)
            return [];
        var window = geometry.Window(top, left, bottom - top + 1, right - left + 1);
        var inside = PolygonRaster.Inside(window, [shape]);
        return Enumerable.Range(0, inside.Length).Where(node => inside[node]).Select(node => (top + node / window.Columns) * geometry.Columns + left + node % window.Columns);
    }
}
