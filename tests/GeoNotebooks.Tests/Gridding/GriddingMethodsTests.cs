using System.Globalization;
using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

/// <summary>What holds for all methods, or tells them apart.</summary>
public sealed class GriddingMethodsTests
{
    private static readonly GridGeometry Geometry = Scatter.Geometry;

    public static TheoryData<string> Names => [.. GriddingMethods.Names];

    public static TheoryData<string> Exact => ["nearest", "inverse-distance", "linear", "kriging"];

    [Fact]
    public void Catalogue_has_the_names_of_the_command_line()
    {
        Assert.Equal(["nearest", "inverse-distance", "linear", "minimum-curvature", "kriging"], GriddingMethods.Names);
        Assert.Contains("one of nearest, inverse-distance", Assert.Throws<ArgumentException>(() => GriddingMethods.Named("spline")).Message);
    }

    [Fact]
    public void A_plane_stays_a_plane()
    {
        var points = Scatter.Of(200, Scatter.Plane);
        foreach (var method in new IGriddingMethod[] { new Linear(), new MinimumCurvature(), new Kriging { Drift = KrigingDrift.Plane } })
            Assert.InRange(Scatter.Rms(method.Interpolate(points, Geometry), Scatter.Plane), 0, 0.005);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hills_stand_where_they_are(string name)
    {
        var grid = GriddingMethods.Named(name).Interpolate(Scatter.Of(3000, Scatter.Hills, margin: 1000), Geometry);
        // Nearest and inverse distance err by the slope times the spacing; their mirror images would err by the hills.
        var limit = name is "nearest" or "inverse-distance" ? 0.9 : 0.12;
        Assert.InRange(Scatter.Rms(grid, Scatter.Hills), 0, limit);
        Assert.InRange(Scatter.Rms(grid, (x, y) => Scatter.Hills(2 * 508_000 - x, y)), 4, 9);
        Assert.InRange(Scatter.Rms(grid, (x, y) => Scatter.Hills(x, 2 * 6_794_000 - y)), 4, 9);
    }

    [Theory]
    [MemberData(nameof(Exact))]
    public void Values_are_met_at_their_places(string name)
    {
        // A point on every 37th node, nowhere else.
        var nodes = Enumerable.Range(0, Geometry.Count).Where(i => i % 37 == 0).ToArray();
        var points = Scatter.At([.. nodes.Select(i => Geometry.X(i % Geometry.Columns))], [.. nodes.Select(i => Geometry.Y(i / Geometry.Columns))], Scatter.Hills);
        var grid = GriddingMethods.Named(name).Interpolate(points, Geometry);
        for (var k = 0; k < nodes.Length; k++)
            Assert.Equal(points.Values[k], grid.Values[nodes[k]], 1e-3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_points_does_not_matter(string name)
    {
        var points = Scatter.Of(400, Scatter.Hills);
        var gridder = new Gridder { Method = GriddingMethods.Named(name) };
        Assert.Equal(gridder.Interpolate(points, Geometry).Values, gridder.Interpolate(Scatter.Shuffled(points), Geometry).Values);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void How_work_is_shared_between_threads_does_not_matter(string name)
    {
        var points = Scatter.Of(400, Scatter.Hills);
        var method = GriddingMethods.Named(name);
        var alone = method.Interpolate(points, Geometry).Values;
        // Six at once take each other's threads: every one of them is cut up differently.
        var together = new float[6][];
        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = together.Length }, i => together[i] = method.Interpolate(points, Geometry).Values);
        Assert.All(together, values => Assert.Equal(alone, values));
    }

    [Fact]
    public void Inverse_distance_is_the_weighted_mean_of_its_neighbours()
    {
        var points = Scatter.At([500_000, 500_600, 500_000, 516_000], [6_800_000, 6_800_000, 6_799_200, 6_790_000], (x, y) => x == 500_000 ? y == 6_800_000 ? 5 : 8 : 2);
        // The node 200 m east and 200 m south of the north-west corner; the fourth point is not among the nearest three.
        double[] squared = [200 * 200 + 200 * 200, 400 * 400 + 200 * 200, 200 * 200 + 600 * 600];
        double[] values = [5, 2, 8];
        foreach (var power in new[] { 2, 3.5 })
        {
            var weights = squared.Select(s => Math.Pow(s, -power / 2)).ToArray();
            var expected = weights.Zip(values, (w, v) => w * v).Sum() / weights.Sum();
            Assert.Equal(expected, new InverseDistance { Neighbours = 3, Power = power }.Interpolate(points, Geometry)[1, 1], 1e-5);
        }
        var near = new InverseDistance { RadiusMetres = 1000 }.Interpolate(points, Geometry);
        Assert.True(float.IsNaN(near[30, 40]));
        Assert.Contains("0 neighbours", Assert.Throws<ArgumentOutOfRangeException>(() => new InverseDistance { Neighbours = 0 }.Interpolate(points, Geometry)).Message);
    }

    [Fact]
    public void Nearest_is_the_nearest()
    {
        var points = Scatter.Of(300, Scatter.Hills);
        var grid = new NearestNeighbour().Interpolate(points, Geometry);
        for (var node = 0; node < Geometry.Count; node += 97)
        {
            var (x, y) = (Geometry.X(node % Geometry.Columns), Geometry.Y(node / Geometry.Columns));
            var nearest = Enumerable.Range(0, points.Count).MinBy(i => Math.Pow(points.X[i] - x, 2) + Math.Pow(points.Y[i] - y, 2));
            Assert.Equal(points.Values[nearest], grid.Values[node]);
        }
    }

    [Fact]
    public void Linear_agrees_with_SciPy_and_ends_at_the_hull()
    {
        var points = Scatter.Of(500, Scatter.Hills);
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["points.txt"], Enumerable.Range(0, points.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{points.X[i]:R} {points.Y[i]:R} {points.Values[i]:R}")));
        var lines = Gdal.Python($"""
            import numpy as np
            from scipy.interpolate import LinearNDInterpolator
            p = np.loadtxt('{folder["points.txt"]}')
            x, y = np.meshgrid(500000 + 200.0 * np.arange(81), 6800000 - 200.0 * np.arange(61))
            f = LinearNDInterpolator(p[:, :2] - [508000, 6794000], p[:, 2])(x - 508000, y - 6794000)
            print('\n'.join(repr(float(v)) for v in f.ravel()))
            """).Split('\n');
        var grid = new Linear().Interpolate(points, Geometry);
        var (blank, worst) = (0, 0.0);
        for (var node = 0; node < lines.Length; node++)
        {
            var expected = lines[node] == "nan" ? double.NaN : double.Parse(lines[node], CultureInfo.InvariantCulture);
            Assert.Equal(double.IsNaN(expected), float.IsNaN(grid.Values[node]));
            if (double.IsNaN(expected))
                blank++;
            else
                worst = Math.Max(worst, Math.Abs(expected - grid.Values[node]));
        }
        Assert.InRange(worst, 0, 1e-4);
        Assert.InRange(blank, 1, Geometry.Count / 4);
    }

    [Fact]
    public void A_turned_grid_gets_the_field_of_its_nodes()
    {
        var points = Scatter.Of(3000, Scatter.Hills, margin: 6000);
        var turned = Geometry with { Rows = 40, RotationDegrees = 25 };
        foreach (var method in new IGriddingMethod[] { new Linear(), new Kriging() })
            Assert.InRange(Scatter.Rms(method.Interpolate(points, turned), Scatter.Hills), 0, 0.3);
        Assert.Contains("rotated by 25 degrees", Assert.Throws<InvalidDataException>(() => new Gridder().Interpolate(points, turned)).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Work_can_be_stopped(string name)
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => GriddingMethods.Named(name).Interpolate(Scatter.Of(400, Scatter.Hills), Geometry, stop.Token));
    }
}
