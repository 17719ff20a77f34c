using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class GridderTests
{
    private static readonly GridGeometry Geometry = Scatter.Geometry;

    /// <summary>Streaks along azimuth 60: short waves across, none along but a slow one.</summary>
    private static double Streaks(double x, double y)
    {
        var (along, across) = ((x - 508_000) * Math.Sin(Math.PI / 3) + (y - 6_794_000) * Math.Cos(Math.PI / 3), (x - 508_000) * Math.Cos(Math.PI / 3) - (y - 6_794_000) * Math.Sin(Math.PI / 3));
        return 5 * Math.Sin(across / 400) + along / 4000;
    }

    [Fact]
    public void Stretch_shortens_distances_along_the_azimuth_alone()
    {
        // 30 degrees east of north: (sin 30, cos 30) is along, (cos 30, -sin 30) across.
        var (sine, cosine) = (0.5, Math.Sqrt(3) / 2);
        var places = new Anisotropy(4, 30).Apply([0, 100 * sine, 100 * cosine], [0, 100 * cosine, -100 * sine]);
        Assert.Equal(25, Math.Sqrt(Math.Pow(places.X[1] - places.X[0], 2) + Math.Pow(places.Y[1] - places.Y[0], 2)), 1e-9);
        Assert.Equal(100, Math.Sqrt(Math.Pow(places.X[2] - places.X[0], 2) + Math.Pow(places.Y[2] - places.Y[0], 2)), 1e-9);
        Assert.Contains("found 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Anisotropy(0, 30)).Message);
    }

    [Theory]
    [InlineData("nearest")]
    [InlineData("inverse-distance")]
    [InlineData("linear")]
    [InlineData("minimum-curvature")]
    [InlineData("kriging")]
    public void Streaks_come_out_better_along_their_azimuth_and_worse_along_its_mirror_image(string name)
    {
        var points = Scatter.Of(700, Streaks);
        double Error(Anisotropy? anisotropy)
        {
            var method = name == "kriging" ? new Kriging { Shapes = [VariogramShape.Gaussian] } : GriddingMethods.Named(name);
            return Scatter.Rms(new Gridder { Method = method, Anisotropy = anisotropy, MaximumDistanceMetres = 1200 }.Interpolate(points, Geometry), Streaks);
        }
        var (without, right, mirrored) = (Error(null), Error(new(4, 60)), Error(new(4, -60)));
        Assert.InRange(right, 0, 0.8 * without);
        Assert.InRange(mirrored, without, double.MaxValue);
        Assert.Equal(right, Error(new(4, 240)), 0.02);
    }

    [Fact]
    public void A_ratio_of_one_changes_nothing()
    {
        var points = Scatter.Of(300, Scatter.Hills);
        var plain = new Gridder { Method = new InverseDistance() }.Interpolate(points, Geometry);
        var turned = new Gridder { Method = new InverseDistance(), Anisotropy = new(1, 33) }.Interpolate(points, Geometry);
        Assert.All(plain.Values.Zip(turned.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        var sheet = new Gridder().Interpolate(points, Geometry);
        Assert.Equal(sheet.Values, new Gridder { Anisotropy = new(1, 33) }.Interpolate(points, Geometry).Values);
    }

    [Fact]
    public void Blocks_are_averaged_or_their_median_taken()
    {
        // Five points about one node, one just outside the grid, which keeps its say, and one so far out that it has none.
        double[] x = [500_210, 500_190, 500_250, 500_280, 500_170, 499_100, 400_000];
        double[] y = [6_799_800, 6_799_810, 6_799_870, 6_799_830, 6_799_790, 6_800_500, 6_700_000];
        var points = GriddingCheck.Clean(Scatter.At(x, y, (_, _) => 0) with { Values = [1, 2, 3, 4, 90, 7, 8] }, Geometry);
        var mean = BlockPoints.About(points, Geometry, BlockReduction.Mean);
        var median = BlockPoints.About(points, Geometry, BlockReduction.Median);
        Assert.Equal([7f, 20f], mean.Values);
        Assert.Equal(500_220, mean.X[1], 1e-6);
        Assert.Equal(6_799_820, mean.Y[1], 1e-6);
        Assert.Equal([7f, 3f], median.Values);
        Assert.Equal(500_210, median.X[1], 1e-6);
        Assert.Equal(6_799_810, median.Y[1], 1e-6);
        Assert.Same(points, BlockPoints.About(points, Geometry, BlockReduction.None));
    }

    [Fact]
    public void Nodes_far_from_data_are_blank_for_every_method()
    {
        var points = Scatter.Of(500, Scatter.Hills);
        int[] west = [.. Enumerable.Range(0, points.Count).Where(i => points.X[i] < 506_000)];
        var half = GriddingCheck.Taken(points, west);
        foreach (var name in GriddingMethods.Names)
        {
            var grid = new Gridder { Method = GriddingMethods.Named(name), MaximumDistanceMetres = 2000 }.Interpolate(half, Geometry);
            Assert.False(float.IsNaN(grid[30, 20]));
            Assert.All(Enumerable.Range(0, Geometry.Rows), row => Assert.True(float.IsNaN(grid[row, 45])));
        }
        Assert.Contains("found 0 m", Assert.Throws<ArgumentOutOfRangeException>(() => new Gridder { MaximumDistanceMetres = 0 }.Interpolate(half, Geometry)).Message);
    }

    [Fact]
    public void Points_beyond_the_edge_are_near_too()
    {
        var points = Scatter.Of(20_000, Scatter.Hills, margin: 3000);
        int[] outside = [.. Enumerable.Range(0, points.Count).Where(i => Geometry.NodeAt(points.X[i], points.Y[i]) is null)];
        var grid = new Gridder { Method = new NearestNeighbour(), MaximumDistanceMetres = 1000 }.Interpolate(GriddingCheck.Taken(points, outside), Geometry);
        Assert.False(float.IsNaN(grid[1, 40]));
        Assert.True(float.IsNaN(grid[30, 40]));
    }

    [Fact]
    public void Blank_begins_exactly_at_the_distance()
    {
        // Points off their nodes, some beyond the edge: every node is judged by its own distance to the nearest point.
        var points = Scatter.Of(60, Scatter.Hills, seed: 12, margin: 1500);
        var grid = new Gridder { Method = new NearestNeighbour(), Reduction = BlockReduction.None, MaximumDistanceMetres = 777 }.Interpolate(points, Geometry);
        for (var node = 0; node < Geometry.Count; node++)
        {
            var (x, y) = (Geometry.X(node % 81), Geometry.Y(node / 81));
            var nearest = Enumerable.Range(0, points.Count).Min(i => Math.Sqrt(Math.Pow(points.X[i] - x, 2) + Math.Pow(points.Y[i] - y, 2)));
            Assert.Equal(nearest > 777, float.IsNaN(grid.Values[node]));
        }
    }

    [Theory]
    [InlineData(BlockReduction.Mean)]
    [InlineData(BlockReduction.Median)]
    public void Minimum_curvature_reduces_once_and_by_the_gridder(BlockReduction reduction)
    {
        var points = Scatter.Of(20_000, Scatter.Hills, seed: 4);
        var own = new MinimumCurvature { Reduction = reduction }.Interpolate(points, Geometry);
        // The method's own choice has no say inside a gridder.
        var other = reduction == BlockReduction.Mean ? BlockReduction.Median : BlockReduction.Mean;
        Assert.Equal(own.Values, new Gridder { Method = new MinimumCurvature { Reduction = other }, Reduction = reduction }.Interpolate(points, Geometry).Values);
        var cells = points.X.Zip(points.Y, (x, y) => Geometry.NodeAt(x, y)).Distinct().Count();
        Assert.Equal(cells, new Gridder { Reduction = reduction }.Make(points, Geometry).GriddedPoints);
    }

    [Theory]
    [InlineData("kriging")]
    [InlineData("inverse-distance")]
    public void Progress_rises_to_one(string name)
    {
        var told = new List<double>();
        new Gridder { Method = GriddingMethods.Named(name) }.Make(Scatter.Of(300, Scatter.Hills), Geometry, new ProgressAction<double>(told.Add));
        Assert.True(told.Count > 5);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Fact]
    public void The_report_says_what_was_done()
    {
        var report = new Gridder { Method = new Kriging(), MaximumDistanceMetres = 3000 }.Make(Scatter.Of(2000, Scatter.Hills), Geometry);
        Assert.Equal((2000, 0), (report.Points, report.BlankPoints));
        Assert.InRange(report.GriddedPoints, 1000, 1900);
        Assert.Contains("variogram, nugget", report.Note);
        Assert.Equal(report.Grid.Values.Count(float.IsNaN), report.Variance!.Values.Count(float.IsNaN));
        Assert.Empty(report.Advice!.Warnings);
        Assert.Null(new Gridder().Make(Scatter.Of(200, Scatter.Hills), Geometry).Variance);
    }
}
