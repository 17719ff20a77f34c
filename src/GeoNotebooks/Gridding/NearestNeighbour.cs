using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>Each node takes the value of the point nearest to it: no value that was not measured, and steps half-way between points.</summary>
public sealed record NearestNeighbour : IScatteredMethod
{
    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) => this.OnNodes(points, geometry, cancellationToken);

    Estimates IScatteredMethod.Estimate(PointSet points, Places places, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var tree = new KdTree(points.X, points.Y);
        var values = new float[places.Count];
        ScatteredGridding.ForEach(places, () => new KdTree.Search(tree, 1), (search, place) =>
        {
            search.Near(places.X[place], places.Y[place]);
            values[place] = points.Values[search.Index[0]];
        }, progress, cancellationToken);
        return new(values);
    }
}
