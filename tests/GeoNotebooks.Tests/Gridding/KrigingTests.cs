using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class KrigingTests
{
    private static readonly GridGeometry Geometry = Scatter.Geometry;

    /// <summary>The textbook's system with Lagrange multipliers, in variograms: [G F; F' 0] [w; m] = [g; f].</summary>
    [Theory]
    [InlineData(KrigingDrift.Level, VariogramShape.Spherical, 1.5)]
    [InlineData(KrigingDrift.Plane, VariogramShape.Spherical, 1.5)]
    [InlineData(KrigingDrift.Level, VariogramShape.Exponential, 0)]
    [InlineData(KrigingDrift.Plane, VariogramShape.Gaussian, 0.5)]
    public void Estimate_and_variance_solve_the_textbook_system(KrigingDrift drift, VariogramShape shape, double nugget)
    {
        var model = new Variogram(shape, nugget, 12, 7000);
        var points = Scatter.Of(14, Scatter.Hills, seed: 5);
        var field = new Kriging { Model = model, Drift = drift, Neighbours = 14 }.InterpolateWithVariance(points, Geometry);
        double Distance(double ax, double ay, double bx, double by) => Math.Sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));
        double[] Drifts(double x, double y) => drift == KrigingDrift.Level ? [1] : [1, (x - 508_000) / 1e4, (y - 6_794_000) / 1e4];
        var terms = Drifts(0, 0).Length;
        var system = Matrix<double>.Build.Dense(14 + terms, 14 + terms);
        for (var i = 0; i < 14; i++)
        {
            for (var j = 0; j < 14; j++)
                system[i, j] = model.At(Distance(points.X[i], points.Y[i], points.X[j], points.Y[j]));
            for (var t = 0; t < terms; t++)
                system[i, 14 + t] = system[14 + t, i] = Drifts(points.X[i], points.Y[i])[t];
        }
        foreach (var (row, column) in new[] { (0, 0), (13, 70), (60, 2), (31, 40) })
        {
            var (x, y) = (Geometry.X(column), Geometry.Y(row));
            var right = Vector<double>.Build.Dense(14 + terms, i => i < 14 ? model.At(Distance(points.X[i], points.Y[i], x, y)) : Drifts(x, y)[i - 14]);
            var weights = system.Solve(right);
            Assert.Equal(Enumerable.Range(0, 14).Sum(i => weights[i] * points.Values[i]), field.Estimate[row, column], 1e-3);
            Assert.Equal(weights * right, field.Variance[row, column], 1e-3);
        }
        Assert.Equal(("(mGal)^2", model), (field.Variance.Unit, field.Variogram));
    }

    [Fact]
    public void Variance_is_nothing_at_a_point_and_the_sill_far_from_all()
    {
        var nodes = new[] { 0, 20, 3 * 81 + 5, 5 * 81 + 1, 4 * 81 + 12 };
        var points = Scatter.At([.. nodes.Select(i => Geometry.X(i % 81))], [.. nodes.Select(i => Geometry.Y(i / 81))], Scatter.Plane);
        var field = new Kriging { Model = new(VariogramShape.Spherical, 0.5, 4, 2000) }.InterpolateWithVariance(points, Geometry);
        Assert.All(nodes, node => Assert.Equal(0, field.Variance.Values[node], 1e-4));
        // The level is unknown too: a fifth of the sill is added for it, by five points that hardly know of each other.
        Assert.InRange(field.Variance[60, 80], 4.5, 4.5 * 1.5);
        var noisy = new Kriging { Model = new(VariogramShape.Spherical, 0.5, 4, 2000), NuggetIsNoise = true }.InterpolateWithVariance(points, Geometry);
        Assert.All(nodes, node => Assert.InRange(noisy.Variance.Values[node], 0.1, 0.5));
        Assert.NotEqual(points.Values[1], noisy.Estimate.Values[20], 1e-3);
    }

    [Fact]
    public void Neighbours_come_from_all_sides()
    {
        // A dense line in the west, single points elsewhere: the nearest eight would all lie on the line.
        double[] x = [.. Enumerable.Repeat(504_000.0, 60), 512_000, 511_000, 514_000, 510_000];
        double[] y = [.. Enumerable.Range(0, 60).Select(k => 6_794_000.0 + 20 * (k - 30)), 6_794_100, 6_799_000, 6_790_000, 6_788_500];
        var points = Scatter.At(x, y, (a, _) => a > 508_000 ? 10 : 0);
        var grid = new Kriging { Model = new(VariogramShape.Exponential, 0, 1, 60_000), Neighbours = 16 }.Interpolate(points, Geometry);
        Assert.True(Geometry.TryLocate(507_800, 6_794_000, out var row, out var column));
        Assert.InRange(grid[row, column], 3, 6);
    }

    [Fact]
    public void A_radius_leaves_nodes_blank_and_nonsense_is_told()
    {
        var points = Scatter.Of(100, (x, y) => Scatter.Hills(x, y), seed: 2);
        var west = points with { X = [.. points.X.Select(x => 500_000 + (x - 500_000) / 4)] };
        var grid = new Kriging { RadiusMetres = 2000 }.Interpolate(west, Geometry);
        Assert.True(float.IsNaN(grid[30, 70]));
        Assert.False(float.IsNaN(grid[30, 10]));
        Assert.Contains("found 2 neighbours", Assert.Throws<ArgumentOutOfRangeException>(() => new Kriging { Neighbours = 2 }.Interpolate(points, Geometry)).Message);
        Assert.Contains("range 0 m", Assert.Throws<ArgumentOutOfRangeException>(
            () => new Kriging { Model = new(VariogramShape.Spherical, 0, 1, 0) }.Interpolate(points, Geometry)).Message);
    }

    [Fact]
    public void A_constant_field_stays_constant()
    {
        var grid = new Kriging().Interpolate(Scatter.Of(60, (_, _) => 7), Geometry);
        Assert.All(grid.Values, value => Assert.Equal(7, value, 1e-4));
    }

    /// <summary>Nodes ten times as dense as points: shared neighbourhoods against one of its own for each node.</summary>
    [Theory]
    [InlineData(KrigingDrift.Level)]
    [InlineData(KrigingDrift.Plane)]
    public void Shared_neighbourhoods_leave_no_seams_and_change_little(KrigingDrift drift)
    {
        var dense = Geometry with { Rows = 241, Columns = 321, CellWidth = 50, CellHeight = 50 };
        var points = Clustered();
        var method = new Kriging { Model = new(VariogramShape.Spherical, 0, 40, 8000), Drift = drift };
        var shared = method.InterpolateWithVariance(points, dense);
        var own = OwnNeighbourhoods(method, points, dense);
        var spread = Deviation(own.Values);
        var difference = Math.Sqrt(own.Values.Zip(shared.Estimate.Values, (a, b) => Math.Pow(a - b, 2)).Average());
        Assert.InRange(difference / spread, 0, 0.01);
        Assert.InRange(Roughness(shared.Estimate), 0, Roughness(own));
        Assert.All(shared.Variance.Values, variance => Assert.InRange(variance, 0, 60));
    }

    [Fact]
    public void Shared_neighbourhoods_take_the_values_of_points_and_the_search_radius_exactly()
    {
        var dense = Geometry with { Rows = 241, Columns = 321, CellWidth = 50, CellHeight = 50 };
        var clustered = Clustered();
        // Points on nodes, so that the surface shows their values.
        var points = BlockPoints.Of(clustered with { X = [.. clustered.X.Select(x => 500_000 + 50 * Math.Round((x - 500_000) / 50))], Y = [.. clustered.Y.Select(y => 6_800_000 + 50 * Math.Round((y - 6_800_000) / 50))] }, dense);
        var method = new Kriging { Model = new(VariogramShape.Exponential, 2, 40, 8000), RadiusMetres = 900 };
        var field = method.InterpolateWithVariance(points, dense);
        for (var i = 0; i < points.Count; i++)
        {
            var node = dense.NodeAt(points.X[i], points.Y[i])!.Value;
            Assert.Equal(points.Values[i], field.Estimate.Values[node], 1e-3);
            Assert.Equal(0, field.Variance.Values[node], 1e-3);
        }
        var tree = new KdTree.Search(new(points.X, points.Y), 1, 900);
        for (var node = 0; node < dense.Count; node++)
            Assert.Equal(tree.Near(dense.X(node % 321), dense.Y(node / 321)) == 0, float.IsNaN(field.Estimate.Values[node]));
    }

    /// <summary>Stations strewn over the ground, some along a road, and a dense cluster.</summary>
    private static PointSet Clustered()
    {
        var random = new Random(8);
        var strewn = Scatter.Of(250, Scatter.Hills, seed: 3);
        double[] road = [.. Enumerable.Range(0, 100).Select(i => 501_000 + 140.0 * i)];
        double[] x = [.. strewn.X, .. road, .. Enumerable.Range(0, 150).Select(_ => 509_000 + 400 * random.NextDouble())];
        double[] y = [.. strewn.Y, .. road.Select(e => 6_789_000 + 0.6 * (e - 501_000)), .. Enumerable.Range(0, 150).Select(_ => 6_797_000 + 400 * random.NextDouble())];
        return Scatter.At(x, y, Scatter.Hills);
    }

    private static Grid OwnNeighbourhoods(Kriging method, PointSet points, GridGeometry geometry)
    {
        var ready = GriddingCheck.Spread(GriddingCheck.Clean(points, geometry));
        var neighbourhood = new KrigingNeighbourhood(method, method.Model!, ready, new(ready.X, ready.Y));
        var values = new float[geometry.Count];
        for (var node = 0; node < values.Length; node++)
        {
            var (x, y) = (geometry.X(node % geometry.Columns), geometry.Y(node / geometry.Columns));
            neighbourhood.MoveTo(x, y);
            values[node] = (float)neighbourhood.Estimate(x, y);
        }
        return new(geometry, values, points.Name, points.Unit);
    }

    private static double Deviation(float[] values) => Math.Sqrt(values.Average(v => (double)v * v) - Math.Pow(values.Average(v => (double)v), 2));

    /// <summary>The 99.9th percentile of second differences along rows and columns: a step from one square to the next would show there.</summary>
    private static double Roughness(Grid grid)
    {
        var second = new List<double>();
        for (var row = 1; row < grid.Rows - 1; row++)
            for (var column = 1; column < grid.Columns - 1; column++)
            {
                second.Add(Math.Abs((double)grid[row, column - 1] - 2 * grid[row, column] + grid[row, column + 1]));
                second.Add(Math.Abs((double)grid[row - 1, column] - 2 * grid[row, column] + grid[row + 1, column]));
            }
        second.Sort();
        return second[(int)(0.999 * second.Count)];
    }
}
