using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Gridding;

/// <summary>How points are left out.</summary>
public sealed record GriddingErrorOptions
{
    /// <summary>Number of folds.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Side of the blocks of ground; null for eight times the spacing of the points, which leaves gaps that a surface must bridge.</summary>
    public double? BlockMetres { get; init; }

    /// <summary>Seed of the deal.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>
/// The error of a grid, measured twice: with whole blocks of ground left out, and with points left out at random. The second is what is usually quoted; beside a
/// neighbour that stays it is the smaller one, and it says nothing about gaps (Roberts et al. 2017, Ecography 40, 913-929).
/// </summary>
/// <param name="Points">The points that were judged, those with a value; residuals run parallel to them.</param>
/// <param name="BlockMetres">Side of the blocks.</param>
/// <param name="Blocked">Errors with blocks left out.</param>
/// <param name="Random">Errors with points left out at random.</param>
public sealed record GriddingErrors(PointSet Points, double BlockMetres, LeaveOut Blocked, LeaveOut Random)
{
    /// <summary>Measures the error of a method on points.</summary>
    /// <param name="method">The method, or the whole <see cref="Gridder"/>.</param>
    /// <param name="points">The points; those without a value, and those outside the grid, are not judged.</param>
    /// <param name="geometry">The nodes of the grid whose error is wanted.</param>
    /// <param name="options">How points are left out.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The points do not do, or are too few for the folds: one sentence.</exception>
    public static GriddingErrors Of(
        IGriddingMethod method, PointSet points, GridGeometry geometry, GriddingErrorOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var clean = GriddingCheck.Clean(points, geometry);
        var block = options.BlockMetres ?? 8 * PointSpacing.Of(clean).SpacingMetres;
        var blocked = LeaveOut.Of(method, clean, geometry, LeaveOutFolds.InBlocks(clean, block, options.Folds, options.Seed), Half(0), cancellationToken);
        var random = LeaveOut.Of(method, clean, geometry, LeaveOutFolds.AtRandom(clean, block, options.Folds, options.Seed), Half(0.5), cancellationToken);
        return new(clean, block, blocked, random);

        IProgress<double>? Half(double start) => progress is null ? null : new Runs.ProgressAction<double>(share => progress.Report(start + share / 2));
    }

    /// <summary>Both measures, fold by fold and overall.</summary>
    /// <returns>One row a fold and one for all: left out ("blocks" or "random"), fold, points, unanswered, RMSE, its 95 % interval, mean size, bias; in the unit of the points.</returns>
    public DataFrame ToTable()
    {
        var rows = new[] { ("blocks", Blocked), ("random", Random) }.SelectMany(kind => kind.Item2.ByFold
            .Select((score, fold) => (Kind: kind.Item1, Fold: FormattableString.Invariant($"{fold + 1}"), Score: score))
            .Append((Kind: kind.Item1, Fold: "all", Score: kind.Item2.Overall))).ToArray();
        var unit = Points.Unit == "1" ? "" : $", {Points.Unit}";
        return new(
        [
            new StringDataFrameColumn("left out", rows.Select(row => row.Kind)),
            new StringDataFrameColumn("fold", rows.Select(row => row.Fold)),
            new Int32DataFrameColumn("points", rows.Select(row => row.Score.Count)),
            new Int32DataFrameColumn("unanswered", rows.Select(row => row.Score.Unanswered)),
            new DoubleDataFrameColumn($"RMSE{unit}", rows.Select(row => row.Score.Rmse)),
            new DoubleDataFrameColumn($"RMSE, 2.5 %{unit}", rows.Select(row => row.Score.RmseLow)),
            new DoubleDataFrameColumn($"RMSE, 97.5 %{unit}", rows.Select(row => row.Score.RmseHigh)),
            new DoubleDataFrameColumn($"mean size{unit}", rows.Select(row => row.Score.Mae)),
            new DoubleDataFrameColumn($"bias{unit}", rows.Select(row => row.Score.Bias)),
        ]);
    }

    /// <summary>The residuals (estimate less measured) at the points left out, for a map; points without an answer are not among them.</summary>
    public PointSet ResidualPoints(LeaveOut errors)
    {
        int[] known = [.. Enumerable.Range(0, Points.Count).Where(i => !float.IsNaN(errors.Residuals[i]))];
        return GriddingCheck.Taken(Points with { Values = errors.Residuals, Name = $"{Points.Name}, residual" }, known);
    }

    /// <summary>The mean residual of the points of each cell, blank where there are none: a map of where the surface cannot be trusted.</summary>
    /// <param name="errors">Blocked or random.</param>
    /// <param name="geometry">The nodes, often coarser than those of the grid.</param>
    public Grid ResidualGrid(LeaveOut errors, GridGeometry geometry)
    {
        var points = ResidualPoints(errors);
        var (sums, counts) = (new double[geometry.Count], new int[geometry.Count]);
        for (var i = 0; i < points.Count; i++)
            if (geometry.NodeAt(points.X[i], points.Y[i]) is { } node)
                (sums[node], counts[node]) = (sums[node] + points.Values[i], counts[node] + 1);
        return new(geometry, [.. sums.Select((sum, node) => counts[node] == 0 ? float.NaN : (float)(sum / counts[node]))], points.Name, points.Unit);
    }
}
