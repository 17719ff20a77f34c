using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Gridding;

/// <summary>
/// The whole way from points to a grid: reduced to one a cell, stretched along the direction in which the field goes on, interpolated, and blanked far from data.
/// </summary>
public sealed record Gridder : IGriddingMethod
{
    /// <summary>What is made of the points of one cell.</summary>
    public BlockReduction Reduction { get; init; } = BlockReduction.Median;

    /// <summary>A direction in which the field goes on farther; null for none.</summary>
    public Anisotropy? Anisotropy { get; init; }

    /// <summary>How points become a surface.</summary>
    public IGriddingMethod Method { get; init; } = new MinimumCurvature();

    /// <summary>Nodes farther from every point than this are blank, to half a cell.</summary>
    public double MaximumDistanceMetres { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A distance not above 0, or a parameter of the method that makes no sense.</exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) =>
        Run(points, geometry, false, cancellationToken).Grid;

    /// <summary>The grid, with what was done on the way, what speaks against it, and the method's variance where it has one.</summary>
    /// <param name="points">At least four points, not all on one line, in the geometry's system.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    public GriddingReport Make(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default)
    {
        var report = Run(points, geometry, true, cancellationToken);
        return report with { Advice = GriddingAdvice.Of(points, geometry) };
    }

    private GriddingReport Run(PointSet points, GridGeometry geometry, bool withVariance, CancellationToken cancellationToken)
    {
        if (!(MaximumDistanceMetres > 0))
            throw new ArgumentOutOfRangeException(nameof(points), FormattableString.Invariant($"gridding: expected a largest distance from data above 0; found {MaximumDistanceMetres} m"));
        var clean = GriddingCheck.Clean(points, geometry);
        // Blocks come in the order of nodes; methods count on the order of places.
        var ready = GriddingCheck.Spread(Reduction == BlockReduction.None ? clean : GriddingCheck.Clean(BlockPoints.About(clean, geometry, Reduction, cancellationToken), geometry));
        cancellationToken.ThrowIfCancellationRequested();
        var (grid, variance, note) = Method is IScatteredMethod scattered
            ? AtNodes(scattered, ready, geometry, withVariance, cancellationToken)
            : (Anisotropy is { Ratio: not 1 } stretch ? OnStretchedNodes(stretch, ready, geometry, cancellationToken) : Method.Interpolate(ready, geometry, cancellationToken), null, null);
        if (!double.IsPositiveInfinity(MaximumDistanceMetres))
        {
            grid = DistanceToData.Blank(grid, clean, MaximumDistanceMetres);
            variance = variance is null ? null : DistanceToData.Blank(variance, clean, MaximumDistanceMetres);
        }
        return new(grid, variance, points.Count, points.Count - clean.Count, ready.Count, note, null);
    }

    private (Grid, Grid?, string?) AtNodes(IScatteredMethod method, PointSet points, GridGeometry geometry, bool withVariance, CancellationToken cancellationToken)
    {
        var nodes = Places.OfNodes(geometry);
        var found = Anisotropy is { } stretch
            ? method.Estimate(stretch.Apply(points), stretch.Apply(nodes.X, nodes.Y), withVariance, cancellationToken)
            : method.Estimate(points, nodes, withVariance, cancellationToken);
        return (new(geometry, found.Values, points.Name, points.Unit), found.Variances is { } variances ? Kriging.VarianceGrid(geometry, variances, points) : null, found.Note);
    }

    /// <summary>
    /// A method that works on nodes alone gets nodes of the stretched plane, as dense there as the wanted ones are along the shortened direction; the surface is read
    /// between them.
    /// </summary>
    private Grid OnStretchedNodes(Anisotropy stretch, PointSet points, GridGeometry geometry, CancellationToken cancellationToken)
    {
        var nodes = Places.OfNodes(geometry);
        var wanted = stretch.Apply(nodes.X, nodes.Y);
        var cell = Math.Min(geometry.CellWidthMetres, geometry.CellHeightMetres) * Math.Min(1, 1 / stretch.Ratio);
        var area = new Envelope(wanted.X.Min(), wanted.X.Max(), wanted.Y.Min(), wanted.Y.Max());
        var surface = Method.Interpolate(stretch.Apply(points), GridGeometry.Covering(area, cell, Crs.Local), cancellationToken);
        var values = new float[geometry.Count];
        Parallel.For(0, geometry.Rows, row =>
        {
            for (var node = row * geometry.Columns; node < (row + 1) * geometry.Columns; node++)
                values[node] = surface.At(new(wanted.X[node], wanted.Y[node]));
        });
        return new(geometry, values, points.Name, points.Unit);
    }
}
