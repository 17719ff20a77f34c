using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Continuous curvature splines in tension: the smoothest sheet through the block means of the points.
/// Solves (1 - T) del^4 u - T del^2 u = 0 between data (Smith and Wessel 1990, Geophysics 55, 293-305, equation 10), with free edges,
/// from coarse nodes to fine ones. Data that lie off a node act on it through the slope of the surface.
/// </summary>
/// <remarks>Square cells only. Nodes farther than <see cref="MaximumDistanceMetres"/> from every block of data are NaN.</remarks>
public sealed record MinimumCurvature : IGriddingMethod
{
    /// <summary>Tension T: 0 for minimum curvature, towards 1 for a harmonic surface. 0.25 suits potential fields (Smith and Wessel 1990).</summary>
    public double Tension { get; init; } = 0.25;

    /// <summary>Nodes farther from data than this are left blank. Infinite by default.</summary>
    public double MaximumDistanceMetres { get; init; } = double.PositiveInfinity;

    /// <summary>A level ends when no node moves by more than this share of the data's standard deviation in one sweep.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most sweeps on one level.</summary>
    public int MaximumSweeps { get; init; } = 300;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">Fewer than four blocks of data within the grid, all on a line, or another system.</exception>
    public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default)
    {
        if (points.Crs != geometry.Crs)
            throw new InvalidDataException($"'{points.Name}': the points are in {points.Crs}, the grid in {geometry.Crs}: bring both into one system first");
        if (Math.Abs(geometry.CellWidthMetres - geometry.CellHeightMetres) > 1e-6 * geometry.CellWidthMetres)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{points.Name}': minimum curvature needs square cells; found {geometry.CellWidthMetres} x {geometry.CellHeightMetres} m"));
        var plane = Plane.Fit(points, geometry);
        var flat = points with { Values = [.. points.Values.Select((value, i) => (float)(value - plane.At(points.X[i], points.Y[i])))] };
        var spread = GridStatistics.Of(flat.Values).StandardDeviation;

        var step = CoarsestStep(geometry);
        var level = CurvatureLevel.Flat(geometry, step);
        while (true)
        {
            level.Solve(BlockMean.Of(flat, geometry, step, level.Rows, level.Columns), (float)Tension, (float)(Tolerance * spread), MaximumSweeps, cancellationToken);
            if (step == 1)
                break;
            step /= 2;
            level = level.Refined(geometry, step);
        }
        for (var row = 0; row < geometry.Rows; row++)
            for (var column = 0; column < geometry.Columns; column++)
                level.Values[row * geometry.Columns + column] += (float)plane.At(geometry.X(column), geometry.Y(row));
        var grid = new Grid(geometry, level.Values, points.Name, points.Unit);
        return double.IsPositiveInfinity(MaximumDistanceMetres) ? grid : DistanceToData.Blank(grid, points, MaximumDistanceMetres);
    }

    private static int CoarsestStep(GridGeometry geometry)
    {
        var step = 1;
        while (Math.Min(geometry.Rows, geometry.Columns) / (step * 2) >= 4)
            step *= 2;
        return step;
    }
}
