using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>What a kriged field does in the mean.</summary>
public enum KrigingDrift
{
    /// <summary>A level, unknown and the same about each node: ordinary kriging.</summary>
    Level,

    /// <summary>A plane, unknown, about each node: universal kriging with a linear drift.</summary>
    Plane,
}

/// <summary>A field and how far it can be trusted.</summary>
/// <param name="Estimate">The field, in the unit of the points.</param>
/// <param name="Variance">The kriging variance, in the unit of the points squared, on the same nodes.</param>
/// <param name="Variogram">The model that both rest on.</param>
public sealed record KrigedField(Grid Estimate, Grid Variance, Variogram Variogram);

/// <summary>
/// The linear estimate without bias that has the least variance under a variogram (Chiles and Delfiner 2012, Geostatistics, sections 3.4 and 3.5), from the nearest
/// points of the eight octants about each node; nodes that lie denser than the points share neighbourhoods, blended from one to the next without seams. The variogram is fitted to the points unless one is given.
/// </summary>
public sealed record Kriging : IScatteredMethod
{
    /// <summary>The model; null fits one to the points, with their plane taken off first.</summary>
    public Variogram? Model { get; init; }

    /// <summary>The shapes that are tried when a model is fitted.</summary>
    public IReadOnlyList<VariogramShape> Shapes { get; init; } = [VariogramShape.Spherical, VariogramShape.Exponential, VariogramShape.Gaussian];

    /// <summary>What the field does in the mean about a node.</summary>
    public KrigingDrift Drift { get; init; } = KrigingDrift.Level;

    /// <summary>How many points make an estimate: an equal number from each octant as far as there are some, then the nearest of the rest.</summary>
    public int Neighbours { get; init; } = 32;

    /// <summary>Points farther than this take no part; a node without any is blank.</summary>
    public double RadiusMetres { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Whether the nugget is error of measurement: then the surface passes the points by and is smooth. Otherwise it is variation below the spacing, and the surface
    /// takes each point's value at its very place.
    /// </summary>
    public bool NuggetIsNoise { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than four neighbours, no shape, or a radius or model that makes no sense.</exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) => this.OnNodes(points, geometry, cancellationToken);

    /// <summary>The field with its variance: 0 at a point (unless the nugget is noise), towards the sill far from all, and a little beyond it.</summary>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    public KrigedField InterpolateWithVariance(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default)
    {
        var ready = GriddingCheck.Spread(GriddingCheck.Clean(points, geometry));
        var fitted = this with { Model = ModelOf(ready) };
        var found = ((IScatteredMethod)fitted).Estimate(ready, Places.OfNodes(geometry), true, null, cancellationToken);
        return new(new(geometry, found.Values, points.Name, points.Unit), VarianceGrid(geometry, found.Variances!, points), fitted.Model);
    }

    /// <summary>Fits the variogram that <see cref="Interpolate"/> would take.</summary>
    /// <param name="points">The points, each place once.</param>
    public Variogram FitTo(PointSet points) => ModelOf(GriddingCheck.Spread(GriddingCheck.Clean(points, new(1, 1, 0, 0, 1, 1, points.Crs))));

    internal static Grid VarianceGrid(GridGeometry geometry, float[] variances, PointSet points) =>
        new(geometry, variances, $"{points.Name}, kriging variance", points.Unit == "1" ? "1" : $"({points.Unit})^2");

    Estimates IScatteredMethod.Estimate(PointSet points, Places places, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (Neighbours < 4 || Shapes.Count == 0 || !(RadiusMetres > 0) || Model is { } given && !(given.Nugget >= 0 && given.PartialSill >= 0 && given.Sill > 0 && given.RangeMetres > 0))
            throw new ArgumentOutOfRangeException(nameof(points), FormattableString.Invariant(
                $"kriging: expected at least four neighbours, a shape, a radius above 0 and a model with a sill and a range; found {Neighbours} neighbours, {Shapes.Count} shapes, radius {RadiusMetres} m, {Model?.ToString() ?? "no model"}"));
        var model = ModelOf(points);
        var tree = new KdTree(points.X, points.Y);
        var (values, variances) = (new float[places.Count], withVariance ? new float[places.Count] : null);
        KrigingSquares.Estimate(() => new(this, model, points, tree), points, places, values, variances, progress, cancellationToken);
        return new(values, variances, model.ToString());
    }

    private Variogram ModelOf(PointSet points) => Model ?? VariogramFit.Best(ExperimentalVariogram.Of(Plane.Fit(points).TakenOff(points)), Shapes);
}
