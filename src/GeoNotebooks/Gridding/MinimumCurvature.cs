using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Continuous curvature splines in tension: the smoothest sheet through the points, reduced to one for each cell first.
/// Solves (1 - T) del^4 u - T del^2 u = 0 between data (Smith and Wessel 1990, Geophysics 55, 293-305, equation 10), lengths in cell widths, with free edges.
/// A datum that lies off its node acts where it lies, through the expansion of the surface about the node (as in Briggs 1974, Geophysics 39, 39-48).
/// </summary>
/// <remarks>
/// A plane is taken out first and put back, so that a plane comes out exactly, tension or not. Cells may be wider than high.
/// The sheet meets every cell's datum: it does not smooth. A cell with many points carries the noise of their mean; where stations lie as dense as the cells, one
/// to each, the noise of single stations is in the grid, nearly in full: take cells wide enough to hold several, filter the grid, or krige with the nugget as noise.
/// Only points within the cells of the grid are used.
/// Nodes farther than <see cref="MaximumDistanceMetres"/> from every point are NaN. The order of the points and the number of threads do not change the result.
/// </remarks>
public sealed record MinimumCurvature : IGriddingMethod
{
    /// <summary>Tension T: 0 for minimum curvature, towards 1 for a harmonic surface. 0.25 suits potential fields (Smith and Wessel 1990).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 1.</exception>
    public double Tension
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Tension), value, "expected a tension from 0 (minimum curvature) to 1 (harmonic)");
    } = 0.25;

    /// <summary>Nodes farther from data than this are left blank. Infinite by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, or not a number.</exception>
    public double MaximumDistanceMetres
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(MaximumDistanceMetres), value, "expected a distance from data of 0 m or more");
    } = double.PositiveInfinity;

    /// <summary>A level ends when no node moves by more than this share of the data's standard deviation in a whole cycle of the solution.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double Tolerance
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "expected a share of the data's standard deviation above 0");
    } = 1e-4;

    /// <summary>Most sweeps on one level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaximumSweeps
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaximumSweeps), value, "expected at least one sweep");
    } = 300;

    /// <summary>How several points of one cell become one.</summary>
    public BlockReduction Reduction { get; init; } = BlockReduction.Mean;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">
    /// Fewer than four points within the grid, points in fewer than four of its cells, all on a line, another system, cells in degrees, a rotated grid, or a number that is not finite.
    /// </exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) => Lay(points, geometry, cancellationToken).Grid;

    /// <summary>The grid, and the number of its cells that hold a point.</summary>
    internal (Grid Grid, int Cells) Lay(PointSet points, GridGeometry geometry, CancellationToken cancellationToken)
    {
        var aspect = geometry.CellWidthMetres / geometry.CellHeightMetres;
        geometry.RequireUnrotated($"'{points.Name}': minimum curvature");
        var blocks = DataBlocks.Of(points, geometry, Reduction, cancellationToken);
        var inside = blocks.Data.Sum(datum => datum.Weight);
        if (inside < 4)
            throw new InvalidDataException($"'{points.Name}': expected at least four points within the grid; found {inside}");
        if (blocks.Count < 4)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{points.Name}': expected points in at least four cells of the grid; all {inside} lie in {blocks.Count}: are the cells of {geometry.CellWidthMetres} x {geometry.CellHeightMetres} m too large?"));
        var plane = Plane.Fit(blocks.ToPoints(points, geometry), geometry);
        double PlaneAt(double row, double column) => plane.At(geometry.West + column * geometry.CellWidth, geometry.North - row * geometry.CellHeight);
        BlockDatum[] flat = [.. blocks.Data.Select((datum, i) =>
            datum with { Value = datum.Value - PlaneAt(blocks.Node[i] / geometry.Columns + datum.Y, blocks.Node[i] % geometry.Columns + datum.X) })];
        var spread = Math.Sqrt(flat.Average(datum => datum.Value * datum.Value));

        var surface = new CurvatureMultigrid(blocks with { Data = flat }, Tension, aspect).Solve(Tolerance * spread, MaximumSweeps, cancellationToken);
        var values = new float[geometry.Count];
        Parallel.For(0, geometry.Rows, row =>
        {
            for (int column = 0, at = row * geometry.Columns; column < geometry.Columns; column++, at++)
                values[at] = (float)(surface[at] + PlaneAt(row, column));
        });
        var grid = new Grid(geometry, values, points.Name, points.Unit);
        return (double.IsPositiveInfinity(MaximumDistanceMetres) ? grid : DistanceToData.Blank(grid, points, MaximumDistanceMetres), blocks.Count);
    }
}
