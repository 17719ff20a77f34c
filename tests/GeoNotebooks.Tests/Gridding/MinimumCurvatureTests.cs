using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class MinimumCurvatureTests
{
    private static readonly GridGeometry Geometry = new(81, 101, 500_000, 6_800_000, 200, 200, Crs.Local);

    private static PointSet Scatter(int count, Func<double, double, double> field, int seed = 1)
    {
        var random = new Random(seed);
        var x = Enumerable.Range(0, count).Select(_ => Geometry.West + random.NextDouble() * (Geometry.East - Geometry.West)).ToArray();
        var y = Enumerable.Range(0, count).Select(_ => Geometry.South + random.NextDouble() * (Geometry.North - Geometry.South)).ToArray();
        return new(x, y, [.. x.Zip(y, (a, b) => (float)field(a, b))], "field", "mGal", Crs.Local);
    }

    /// <summary>Two unequal hills: nothing about it is symmetric.</summary>
    private static double Hills(double x, double y) =>
        20 * Math.Exp(-(Math.Pow((x - 515_000) / 3000, 2) + Math.Pow((y - 6_788_000) / 2500, 2)))
        - 9 * Math.Exp(-(Math.Pow((x - 504_000) / 2500, 2) + Math.Pow((y - 6_796_000) / 3500, 2)));

    [Fact]
    public void Plane_is_reproduced_out_to_the_edges()
    {
        var grid = new MinimumCurvature().Interpolate(Scatter(60, (x, y) => 3 + 1e-3 * (x - 510_000) - 2e-3 * (y - 6_790_000)), Geometry);
        foreach (var (row, column) in new[] { (0, 0), (0, 100), (80, 0), (80, 100), (37, 51) })
            Assert.Equal(3 + 1e-3 * (Geometry.X(column) - 510_000) - 2e-3 * (Geometry.Y(row) - 6_790_000), grid[row, column], 0.01);
    }

    [Fact]
    public void Hills_stand_where_they_are()
    {
        var grid = new MinimumCurvature().Interpolate(Scatter(1500, Hills), Geometry);
        double squares = 0;
        for (var row = 5; row < 76; row++)
            for (var column = 5; column < 96; column++)
                squares += Math.Pow(grid[row, column] - Hills(Geometry.X(column), Geometry.Y(row)), 2);
        Assert.InRange(Math.Sqrt(squares / (71 * 91)), 0, 0.05);
    }

    [Fact]
    public void Default_tolerance_is_near_the_limit_of_many_sweeps()
    {
        var points = Scatter(300, Hills);
        var usual = new MinimumCurvature().Interpolate(points, Geometry);
        var limit = new MinimumCurvature { Tolerance = 1e-7, MaximumSweeps = 20_000 }.Interpolate(points, Geometry);
        var difference = usual.Values.Zip(limit.Values, (a, b) => Math.Pow(a - b, 2)).Average();
        Assert.InRange(Math.Sqrt(difference) / GridStatistics.Of(limit).StandardDeviation, 0, 0.01);
    }

    [Fact]
    public void Data_off_the_nodes_act_through_the_slope()
    {
        // Every point lies 80 m east and 60 m north of a node: without the slope a tilt of 1 mGal/km would come out 0.02 mGal wrong.
        var nodes = Enumerable.Range(0, 81 * 101).Where(i => i % 7 == 0).ToArray();
        double[] x = [.. nodes.Select(i => Geometry.X(i % 101) + 80)];
        double[] y = [.. nodes.Select(i => Geometry.Y(i / 101) + 60)];
        double Field(double a, double b) => 1e-3 * (a - 510_000) + 5e-4 * (b - 6_790_000) + Hills(a, b);
        var grid = new MinimumCurvature().Interpolate(new(x, y, [.. x.Zip(y, (a, b) => (float)Field(a, b))], "field", "mGal", Crs.Local), Geometry);
        var error = Enumerable.Range(0, 81 * 101).Average(i => Math.Abs(grid.Values[i] - Field(Geometry.X(i % 101), Geometry.Y(i / 101))));
        Assert.InRange(error, 0, 0.01);
    }

    [Fact]
    public void Same_points_give_the_same_bits()
    {
        var points = Scatter(500, Hills);
        Assert.Equal(new MinimumCurvature().Interpolate(points, Geometry).Values, new MinimumCurvature().Interpolate(points, Geometry).Values);
    }

    [Fact]
    public void Nodes_far_from_data_are_blank()
    {
        var points = Scatter(800, Hills);
        var west = Enumerable.Range(0, points.Count).Where(i => points.X[i] < 508_000).ToArray();
        var half = points with { X = [.. west.Select(i => points.X[i])], Y = [.. west.Select(i => points.Y[i])], Values = [.. west.Select(i => points.Values[i])] };
        var grid = new MinimumCurvature { MaximumDistanceMetres = 2000 }.Interpolate(half, Geometry);
        Assert.True(float.IsNaN(grid[40, 60]));
        Assert.False(float.IsNaN(grid[40, 30]));
    }

    [Fact]
    public void Points_that_span_no_area_are_refused()
    {
        var line = new PointSet([500_000, 505_000, 510_000, 515_000, 520_000], [6_790_000, 6_790_000, 6_790_000, 6_790_000, 6_790_000], [1, 2, 3, 4, 5], "field", "mGal", Crs.Local);
        Assert.Contains("all 5 lie on a line", Assert.Throws<InvalidDataException>(() => new MinimumCurvature().Interpolate(line, Geometry)).Message);
        Assert.Contains("at least four points within the grid; found 3",
            Assert.Throws<InvalidDataException>(() => new MinimumCurvature().Interpolate(Scatter(3, Hills), Geometry)).Message);
        Assert.Contains("the points are in", Assert.Throws<InvalidDataException>(
            () => new MinimumCurvature().Interpolate(Scatter(9, Hills) with { Crs = Crs.Pulkovo1942GaussKruger25 }, Geometry)).Message);
    }
}
