using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Planes through the corners of Delaunay triangles: exact at the points, without an overshoot, with a kink at each edge.
/// Nodes outside the convex hull of the points are blank.
/// </summary>
public sealed record Linear : IScatteredMethod
{
    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) => this.OnNodes(points, geometry, cancellationToken);

    Estimates IScatteredMethod.Estimate(PointSet points, Places places, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var triangles = Triangulation.Of(points.X, points.Y);
        cancellationToken.ThrowIfCancellationRequested();
        var values = new float[places.Count];
        ScatteredGridding.ForEach<object?>(places, () => null, (_, place) =>
            values[place] = triangles.TryFind(places.X[place], places.Y[place], out var corners)
                ? (float)(corners.A * points.Values[corners.First] + corners.B * points.Values[corners.Second] + corners.C * points.Values[corners.Third])
                : float.NaN, progress, cancellationToken);
        return new(values);
    }
}
