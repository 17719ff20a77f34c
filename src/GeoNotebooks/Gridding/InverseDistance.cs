using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// The mean of the nearest points, weighed by distance to a negative power (Shepard 1968, Proc. 23rd ACM National Conference, 517-524, equation 1).
/// Exact at the points, flat about them, and never beyond the range of the values.
/// </summary>
public sealed record InverseDistance : IScatteredMethod
{
    /// <summary>The power: larger ones give more to the nearest point.</summary>
    public double Power { get; init; } = 2;

    /// <summary>How many points take part, the nearest.</summary>
    public int Neighbours { get; init; } = 16;

    /// <summary>Points farther than this take no part; a node without any is blank.</summary>
    public double RadiusMetres { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A power or radius not above 0, or fewer than one neighbour.</exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) => this.OnNodes(points, geometry, cancellationToken);

    Estimates IScatteredMethod.Estimate(PointSet points, Places places, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!(Power > 0) || !(RadiusMetres > 0) || Neighbours < 1)
            throw new ArgumentOutOfRangeException(nameof(points), FormattableString.Invariant(
                $"inverse distance: expected a power and a radius above 0 and at least one neighbour; found power {Power}, radius {RadiusMetres} m, {Neighbours} neighbours"));
        var tree = new KdTree(points.X, points.Y);
        var values = new float[places.Count];
        ScatteredGridding.ForEach(places, () => new KdTree.Search(tree, Neighbours, RadiusMetres), (search, place) =>
            values[place] = Mean(search, search.Near(places.X[place], places.Y[place]), points.Values), progress, cancellationToken);
        return new(values);
    }

    private float Mean(KdTree.Search search, int found, float[] values)
    {
        if (found == 0)
            return float.NaN;
        var nearest = search.Squared[0];
        if (nearest == 0)
            return values[search.Index[0]];
        double sum = 0, weights = 0;
        for (var i = 0; i < found; i++)
        {
            // Relative to the nearest, so that no weight overflows beside a point.
            var ratio = nearest / search.Squared[i];
            var weight = Power == 2 ? ratio : Math.Pow(ratio, Power / 2);
            sum += weight * values[search.Index[i]];
            weights += weight;
        }
        return (float)(sum / weights);
    }
}
