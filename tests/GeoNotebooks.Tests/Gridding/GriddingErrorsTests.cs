using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class GriddingErrorsTests
{
    private static readonly GriddingErrorOptions Options = new() { BlockMetres = 3000 };

    /// <summary>Answers a plane plus one, whatever the points: its error is known.</summary>
    private sealed record OneTooHigh : IGriddingMethod
    {
        public Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default) => new(
            geometry, [.. Enumerable.Range(0, geometry.Count).Select(i => (float)(1 + Scatter.Plane(geometry.X(i % geometry.Columns), geometry.Y(i / geometry.Columns))))], points.Name, points.Unit);
    }

    [Fact]
    public void A_known_error_is_measured()
    {
        var errors = GriddingErrors.Of(new OneTooHigh(), Scatter.Of(400, Scatter.Plane), Scatter.Geometry, Options);
        foreach (var measured in new[] { errors.Blocked, errors.Random })
        {
            Assert.Equal((400, 0), (measured.Overall.Count, measured.Overall.Unanswered));
            Assert.Equal(1, measured.Overall.Rmse, 1e-4);
            Assert.Equal(1, measured.Overall.Mae, 1e-4);
            Assert.Equal(1, measured.Overall.Bias, 1e-4);
            Assert.Equal(400, measured.ByFold.Sum(score => score.Count));
        }
    }

    [Fact]
    public void Blocks_are_left_out_whole_and_folds_are_even()
    {
        var points = Scatter.Of(1000, Scatter.Hills);
        var folds = LeaveOutFolds.InBlocks(points, 2000, 5, 3);
        Assert.All(folds.Block.Zip(folds.Fold).GroupBy(pair => pair.First), block => Assert.Single(block.Select(pair => pair.Second).Distinct()));
        Assert.All(Enumerable.Range(0, points.Count), i => Assert.All(Enumerable.Range(0, points.Count).Where(j => folds.Block[j] == folds.Block[i]),
            j => Assert.True(Math.Abs(points.X[i] - points.X[j]) <= 2000 && Math.Abs(points.Y[i] - points.Y[j]) <= 2000)));
        Assert.All(folds.Fold.CountBy(fold => fold), fold => Assert.InRange(fold.Value, 180, 220));
        Assert.Equal(folds.Fold, LeaveOutFolds.InBlocks(points, 2000, 5, 3).Fold);
        Assert.NotEqual(folds.Fold, LeaveOutFolds.InBlocks(points, 2000, 5, 4).Fold);
        Assert.Contains("and 1 blocks", Assert.Throws<InvalidDataException>(() => LeaveOutFolds.InBlocks(points, 1e9)).Message);
    }

    [Fact]
    public void Points_of_one_place_are_left_out_together()
    {
        var points = Scatter.Of(100, Scatter.Hills);
        var twice = points with { X = [.. points.X, .. points.X], Y = [.. points.Y, .. points.Y], Values = [.. points.Values, .. points.Values] };
        var fold = LeaveOutFolds.AtRandom(twice, 1000).Fold;
        Assert.Equal(fold[..100], fold[100..]);
        Assert.Equal([40, 40, 40, 40, 40], fold.CountBy(f => f).Select(pair => pair.Value));
    }

    [Fact]
    public void What_is_left_out_takes_no_part()
    {
        // Noise without any structure: the nearest neighbour errs by the square root of two deviations, unless it is shown the answer.
        var random = new Random(2);
        var noise = Scatter.Of(2000, (_, _) => random.NextDouble());
        var errors = GriddingErrors.Of(new Gridder { Method = new NearestNeighbour(), Reduction = BlockReduction.None }, noise, GridGeometry.Covering(Scatter.Geometry.Bounds, 40, Crs.Local), Options);
        var deviation = GridStatistics.Of(noise.Values).StandardDeviation;
        Assert.InRange(errors.Random.Overall.Rmse / deviation, 1.15, 1.5);
        Assert.InRange(errors.Blocked.Overall.Rmse / deviation, 1.15, 1.7);
    }

    [Fact]
    public void Blocks_err_more_than_single_points_and_the_table_says_both()
    {
        var errors = GriddingErrors.Of(new Gridder { Method = new Kriging() }, Scatter.Of(800, Scatter.Hills), Scatter.Geometry, Options);
        Assert.InRange(errors.Blocked.Overall.Rmse, 2 * errors.Random.Overall.Rmse, 20);
        Assert.InRange(errors.Blocked.Overall.Rmse, errors.Blocked.Overall.RmseLow, errors.Blocked.Overall.RmseHigh);
        var table = errors.ToTable();
        Assert.Equal(["left out", "fold", "points", "unanswered", "RMSE, mGal", "RMSE, 2.5 %, mGal", "RMSE, 97.5 %, mGal", "mean size, mGal", "bias, mGal"], table.Columns.Select(column => column.Name));
        Assert.Equal(12, table.Rows.Count);
        Assert.Equal(("blocks", "all", errors.Blocked.Overall.Rmse), (table["left out"][5], table["fold"][5], table["RMSE, mGal"][5]));
        Assert.Equal(("random", "1"), (table["left out"][6], table["fold"][6]));
    }

    [Fact]
    public void Residuals_lie_where_they_were_made()
    {
        var points = Scatter.Of(600, Scatter.Hills);
        var errors = GriddingErrors.Of(new Gridder { Method = new Linear() }, points, Scatter.Geometry, Options);
        Assert.True(errors.Blocked.Overall.Unanswered > 0);
        var residuals = errors.ResidualPoints(errors.Blocked);
        Assert.Equal(600 - errors.Blocked.Overall.Unanswered, residuals.Count);
        Assert.Equal("gravity, residual", residuals.Name);
        var coarse = GridGeometry.Covering(Scatter.Geometry.Bounds, 2000, Crs.Local);
        var map = errors.ResidualGrid(errors.Blocked, coarse);
        var node = coarse.NodeAt(residuals.X[0], residuals.Y[0])!.Value;
        Assert.Equal(Enumerable.Range(0, residuals.Count).Where(i => coarse.NodeAt(residuals.X[i], residuals.Y[i]) == node).Average(i => residuals.Values[i]), map.Values[node], 1e-5);
        // The taller hill, in the south-east, is missed from below: estimate less measured is negative there.
        Assert.True(map[coarse.NodeAt(512_000, 6_791_000)!.Value / coarse.Columns, coarse.NodeAt(512_000, 6_791_000)!.Value % coarse.Columns] < 0);
    }

    [Fact]
    public void Progress_is_told_and_work_can_be_stopped()
    {
        var told = new List<double>();
        var points = Scatter.Of(300, Scatter.Hills);
        GriddingErrors.Of(new InverseDistance(), points, Scatter.Geometry, Options, new ProgressAction<double>(told.Add));
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], told.Select(share => Math.Round(share, 6)));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => GriddingErrors.Of(
            new InverseDistance(), points, Scatter.Geometry, Options, new ProgressAction<double>(_ => stop.Cancel()), stop.Token));
    }

    [Fact]
    public void Interval_is_that_of_means_of_blocks()
    {
        // Forty blocks of equal size, squares of a known spread: by the central limit theorem the mean square lies within 1.96 s / sqrt(40).
        var squares = Enumerable.Range(0, 40).Select(k => 1.0 + k / 10.0).ToArray();
        var score = ErrorScore.Of([.. squares.SelectMany(s => Enumerable.Repeat((float)Math.Sqrt(s), 5))], [.. Enumerable.Range(0, 200).Select(i => i / 5)]);
        var (mean, spread) = (squares.Average(), Math.Sqrt(squares.Average(s => Math.Pow(s - squares.Average(), 2)) / 40));
        Assert.Equal(Math.Sqrt(mean), score.Rmse, 1e-6);
        Assert.Equal(Math.Sqrt(mean - 1.96 * spread), score.RmseLow, 0.03);
        Assert.Equal(Math.Sqrt(mean + 1.96 * spread), score.RmseHigh, 0.03);
    }
}
