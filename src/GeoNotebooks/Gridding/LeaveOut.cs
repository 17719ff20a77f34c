using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>What a method missed at points that it was not shown.</summary>
/// <param name="Folds">Which points were left out together.</param>
/// <param name="Residuals">Estimate less measured at every point, from the fold that left it out; NaN where the grid was blank or ends.</param>
/// <param name="Overall">Over all points.</param>
/// <param name="ByFold">Over the points of each fold.</param>
public sealed record LeaveOut(LeaveOutFolds Folds, float[] Residuals, ErrorScore Overall, IReadOnlyList<ErrorScore> ByFold)
{
    /// <summary>Grids the points once for each fold without it and reads the surface, bilinear between nodes, at the points left out.</summary>
    /// <param name="method">The method, or the whole <see cref="Gridder"/>.</param>
    /// <param name="points">Points with values.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="folds">Which points are left out together.</param>
    /// <param name="progress">Told the share of the folds that are done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static LeaveOut Of(
        IGriddingMethod method, PointSet points, GridGeometry geometry, LeaveOutFolds folds, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (folds.Fold.Length != points.Count)
            throw new ArgumentException($"'{points.Name}': expected a fold for each of {points.Count} points; found {folds.Fold.Length}");
        var (residuals, done, gate) = (new float[points.Count], 0, new Lock());
        Parallel.For(0, folds.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            var grid = method.Interpolate(folds.Training(points, fold), geometry, cancellationToken);
            for (var i = 0; i < points.Count; i++)
                if (folds.Fold[i] == fold)
                    residuals[i] = Read(grid, points.X[i], points.Y[i]) - points.Values[i];
            lock (gate)
                progress?.Report(++done / (double)folds.Count);
        });
        return Scored(folds, residuals);
    }

    /// <summary>Scores residuals that another program made on the same folds.</summary>
    internal static LeaveOut Scored(LeaveOutFolds folds, float[] residuals) => new(
        folds, residuals, ErrorScore.Of(residuals, folds.Block),
        [.. Enumerable.Range(0, folds.Count).Select(fold =>
        {
            var members = Enumerable.Range(0, residuals.Length).Where(i => folds.Fold[i] == fold).ToArray();
            return ErrorScore.Of([.. members.Select(i => residuals[i])], [.. members.Select(i => folds.Block[i])]);
        })]);

    /// <summary>Bilinear; in the half cell beyond the outer nodes, the value of the edge.</summary>
    private static float Read(Grid grid, double x, double y)
    {
        if (!grid.Geometry.TryLocate(x, y, out _, out _))
            return float.NaN;
        var (row, column) = grid.Geometry.At(x, y);
        var inside = grid.Geometry with { West = 0, North = 0, CellWidth = 1, CellHeight = 1, RotationDegrees = 0 };
        return (grid with { Geometry = inside }).At(new(Math.Clamp(column, 0, grid.Columns - 1), -Math.Clamp(row, 0, grid.Rows - 1)));
    }
}
