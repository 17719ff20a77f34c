using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
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
}
