using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>What every method asks of its points, in one place.</summary>
internal static class GriddingCheck
{
    private const int FewestPoints = 4;

    /// <summary>Width over length of a set of points below which it is a line: 1 m on 100 km.</summary>
    private const double ThinnestSpread = 1e-5;

    /// <summary>The points that have a value, sorted by place, so that no result depends on the order of a table.</summary>
    /// <exception cref="InvalidDataException">Another system than the grid's, degrees, a coordinate or value that is no number, or no value at all.</exception>
    public static PointSet Clean(PointSet points, GridGeometry geometry)
    {
        RequireSystem(points, geometry);
        if (points.Crs.IsGeographic)
            throw new InvalidDataException($"'{points.Name}': expected points in metres; these are in degrees of {points.Crs}: bring them into a projected system first");
        if (points.X.Length != points.Count || points.Y.Length != points.Count)
            throw new InvalidDataException($"'{points.Name}': expected as many places as values; found {points.X.Length} x, {points.Y.Length} y and {points.Count} values");
        var order = Enumerable.Range(0, points.Count).Where(i => !float.IsNaN(points.Values[i])).ToArray();
        if (order.Length == 0)
            throw new InvalidDataException(points.Count == 0
                ? $"'{points.Name}': expected at least {FewestPoints} points; found none"
                : $"'{points.Name}': expected values; all {points.Count} points are blank");
        foreach (var i in order)
            if (!double.IsFinite(points.X[i]) || !double.IsFinite(points.Y[i]) || !float.IsFinite(points.Values[i]))
                throw new InvalidDataException(FormattableString.Invariant(
                    $"'{points.Name}', point {i + 1}: expected finite numbers; found {points.Values[i]} at ({points.X[i]}, {points.Y[i]})"));
        Array.Sort(order, (a, b) =>
        {
            var (byX, byY) = (points.X[a].CompareTo(points.X[b]), points.Y[a].CompareTo(points.Y[b]));
            return byX != 0 ? byX : byY != 0 ? byY : points.Values[a].CompareTo(points.Values[b]);
        });
        return Taken(points, order);
    }

    /// <summary>Throws where points and grid are in two systems.</summary>
    public static void RequireSystem(PointSet points, GridGeometry geometry)
    {
        if (points.Crs != geometry.Crs)
            throw new InvalidDataException($"'{points.Name}': the points are in {points.Crs}, the grid in {geometry.Crs}: bring both into one system first");
    }

    /// <summary>Each place once.</summary>
    /// <param name="points">Sorted points (<see cref="Clean"/>).</param>
    /// <exception cref="InvalidDataException">One place with different values, fewer than four places, or all on a line.</exception>
    public static PointSet Spread(PointSet points)
    {
        var (kept, doubled, first) = (new List<int>(points.Count), 0, -1);
        var differs = false;
        for (var i = 0; i < points.Count; i++)
        {
            if (kept.Count == 0 || points.X[kept[^1]] != points.X[i] || points.Y[kept[^1]] != points.Y[i])
            {
                kept.Add(i);
                differs = false;
                continue;
            }
            if (differs || points.Values[kept[^1]] == points.Values[i])
                continue;
            (differs, doubled, first) = (true, doubled + 1, first < 0 ? i : first);
        }
        if (doubled > 0)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{points.Name}': expected one value a place; found {doubled} {(doubled == 1 ? "place" : "places")} with different values, the first at ({points.X[first]}, {points.Y[first]}) with {points.Values[first - 1]} and {points.Values[first]}: take the block mean or median first"));
        var distinct = kept.Count == points.Count ? points : Taken(points, [.. kept]);
        if (distinct.Count < FewestPoints)
            throw new InvalidDataException($"'{points.Name}': expected at least four points; found {distinct.Count}{(distinct.Count < points.Count ? " places" : "")}");
        if (WidthOverLength(distinct) < ThinnestSpread)
            throw new InvalidDataException($"'{points.Name}': expected points spread over an area; all {distinct.Count} lie on a line");
        return distinct;
    }

    /// <summary>Some of the points, in the order given.</summary>
    public static PointSet Taken(PointSet points, int[] order) => points with
    {
        X = [.. order.Select(i => points.X[i])],
        Y = [.. order.Select(i => points.Y[i])],
        Values = [.. order.Select(i => points.Values[i])],
    };

    /// <summary>Square root of the ratio of the principal moments of the places.</summary>
    private static double WidthOverLength(PointSet points)
    {
        var (meanX, meanY) = (points.X.Average(), points.Y.Average());
        double xx = 0, xy = 0, yy = 0;
        for (var i = 0; i < points.Count; i++)
        {
            var (dx, dy) = (points.X[i] - meanX, points.Y[i] - meanY);
            (xx, xy, yy) = (xx + dx * dx, xy + dx * dy, yy + dy * dy);
        }
        var large = (xx + yy) / 2 + Math.Sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        // The smaller moment from the angle of the larger one: as the difference of two large numbers it would drown in rounding.
        var angle = 0.5 * Math.Atan2(2 * xy, xx - yy);
        var (sine, cosine) = Math.SinCos(angle);
        double small = 0;
        for (var i = 0; i < points.Count; i++)
        {
            var across = (points.Y[i] - meanY) * cosine - (points.X[i] - meanX) * sine;
            small += across * across;
        }
        return Math.Sqrt(small / large);
    }
}
