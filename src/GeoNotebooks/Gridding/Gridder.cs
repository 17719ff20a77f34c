using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Gridding;

/// <summary>
/// The whole way from points to a grid: reduced to one a cell, stretched along the direction in which the field goes on, interpolated, and blanked far from data.
/// </summary>
/// <remarks>
/// Points beyond the grid's edge, as far out as the grid is wide and high, have their say at its edge, but for <see cref="MinimumCurvature"/> without anisotropy: that
/// works within the grid, so make a window of a larger survey some cells too wide and cut it. It also reduces by itself, as <see cref="Reduction"/> says, which
/// keeps more of where the points of a cell lie than one place does.
/// </remarks>
public sealed record Gridder : IGriddingMethod
{
    /// <summary>What is made of the points of one cell.</summary>
    public BlockReduction Reduction { get; init; } = BlockReduction.Median;

    /// <summary>A direction in which the field goes on farther; null for none.</summary>
    public Anisotropy? Anisotropy { get; init; }

    /// <summary>How points become a surface.</summary>
    public IGriddingMethod Method { get; init; } = new MinimumCurvature();

    /// <summary>Nodes farther from every point than this are blank.</summary>
    public double MaximumDistanceMetres { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A distance not above 0, or a parameter of the method that makes no sense.</exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) =>
        Run(points, geometry, false, null, cancellationToken).Grid;

    /// <summary>The grid, with what was done on the way, what speaks against it, and the method's variance where it has one.</summary>
    /// <param name="points">At least four points, not all on one line, in the geometry's system.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="progress">Told the share of the nodes that are done, 0 to 1; by minimum curvature, which works on all nodes at once, only the end.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The points do not do: one sentence.</exception>
    public GriddingReport Make(PointSet points, GridGeometry geometry, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var report = Run(points, geometry, true, progress, cancellationToken);
        progress?.Report(1);
        return report with { Advice = GriddingAdvice.Of(points, geometry) };
    }

    private GriddingReport Run(PointSet points, GridGeometry geometry, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!(MaximumDistanceMetres > 0))
            throw new ArgumentOutOfRangeException(nameof(points), FormattableString.Invariant($"gridding: expected a largest distance from data above 0; found {MaximumDistanceMetres} m"));
        var clean = GriddingCheck.Clean(points, geometry);
        var (grid, variance, note, gridded) = Method is MinimumCurvature sheet && Reduction != BlockReduction.None && Anisotropy is null or { Ratio: 1 }
            ? OnCells(sheet, clean, geometry, cancellationToken)
            : ByPoints(clean, geometry, withVariance, progress, cancellationToken);
        if (!double.IsPositiveInfinity(MaximumDistanceMetres))
        {
            grid = DistanceToData.Blank(grid, clean, MaximumDistanceMetres);
            variance = variance is null ? null : DistanceToData.Blank(variance, clean, MaximumDistanceMetres);
        }
        return new(grid, variance, points.Count, points.Count - clean.Count, gridded, note, null);
    }

    private (Grid, Grid?, string?, int) OnCells(MinimumCurvature sheet, PointSet points, GridGeometry geometry, CancellationToken cancellationToken)
    {
        var (grid, cells) = (sheet with { Reduction = Reduction }).Lay(points, geometry, cancellationToken);
        return (grid, null, null, cells);
    }

    private (Grid, Grid?, string?, int) ByPoints(PointSet points, GridGeometry geometry, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        // Blocks come in the order of nodes; methods count on the order of places.
        var ready = GriddingCheck.Spread(Reduction == BlockReduction.None ? points : GriddingCheck.Clean(BlockPoints.About(points, geometry, Reduction, cancellationToken), geometry));
        cancellationToken.ThrowIfCancellationRequested();
        var (grid, variance, note) = Method is IScatteredMethod scattered
            ? AtNodes(scattered, ready, geometry, withVariance, progress, cancellationToken)
            : (Anisotropy is { Ratio: not 1 } stretch ? OnStretchedNodes(stretch, ready, geometry, cancellationToken) : Method.Interpolate(ready, geometry, cancellationToken), null, null);
        return (grid, variance, note, ready.Count);
    }

    private (Grid, Grid?, string?) AtNodes(IScatteredMethod method, PointSet points, GridGeometry geometry, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var nodes = Places.OfNodes(geometry);
        var found = Anisotropy is { } stretch
            ? method.Estimate(stretch.Apply(points), stretch.Apply(nodes.X, nodes.Y), withVariance, progress, cancellationToken)
            : method.Estimate(points, nodes, withVariance, progress, cancellationToken);
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
