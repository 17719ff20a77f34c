using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Euler deconvolution of closed-form fields, written here: spheres, dipoles, a thin dyke and a contact.</summary>
public sealed class EulerDeconvolutionTests
{
    private static readonly GridGeometry Geometry = new(121, 161, 500_000, 6_900_000, 250, 250, Crs.Local);

    /// <summary>Two unequal bodies, off every line of symmetry: (x, y, depth, strength).</summary>
    private static readonly (double X, double Y, double Depth, double Strength)[] Bodies =
        [(511_130, 6_890_420, 1500, 1.0), (530_810, 6_877_260, 2200, -2.5)];

    private static Grid Make(Func<double, double, double> field, string unit) => new(
        Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)field(Geometry.X(i % Geometry.Columns), Geometry.Y(i / Geometry.Columns)))], "field", unit);

    private static Func<double, double, double> OfBodies(Func<double, double, double, double> form) =>
        (x, y) => Bodies.Sum(body => body.Strength * form(body.X - x, body.Y - y, body.Depth));

    /// <summary>Vertical attraction of a sphere; homogeneous of degree -2.</summary>
    private static double Gravity(double e, double n, double d) => 1e7 * d / Math.Pow(e * e + n * n + d * d, 1.5);

    /// <summary>Total-field anomaly of a dipole along a field of inclination 60, azimuth -20; homogeneous of degree -3.</summary>
    private static double Dipole(double e, double n, double d)
    {
        var (i, a) = (60 * Math.PI / 180, -20 * Math.PI / 180);
        var square = e * e + n * n + d * d;
        var along = Math.Cos(i) * Math.Sin(a) * e + Math.Cos(i) * Math.Cos(a) * n + Math.Sin(i) * d;
        return 1e12 * (3 * along * along / square - 1) / Math.Pow(square, 1.5);
    }

    /// <summary>Offset across a line through (520 km, 6885 km), its strike 30 degrees east of north: positive to the east-south-east.</summary>
    private static double Across(double x, double y) => (x - 520_000) * Math.Cos(Math.PI / 6) - (y - 6_885_000) * Math.Sin(Math.PI / 6);

    /// <summary>Thin dyke down to infinity, its top 1 km deep, magnetised aslant: the field of a line of poles.</summary>
    private static double Dyke(double x, double y) => 1e5 * (1000 * Math.Cos(0.6) + Across(x, y) * Math.Sin(0.6)) / (Math.Pow(Across(x, y), 2) + 1e6);

    /// <summary>Contact, its top 1 km deep: angle and logarithm mixed by the direction of magnetisation (Nabighian 1972).</summary>
    private static double Contact(double x, double y) =>
        100 * (Math.Cos(0.6) * Math.Atan2(Across(x, y), 1000) + 0.5 * Math.Sin(0.6) * Math.Log((Math.Pow(Across(x, y), 2) + 1e6) / 1e6));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    private static EulerSolution[] Near(EulerSolutions found, (double X, double Y, double Depth, double Strength) body) =>
        [.. found.Solutions.Where(solution => Math.Abs(solution.WindowX - body.X) < 1500 && Math.Abs(solution.WindowY - body.Y) < 1500)];

    private static void AssertBodies(EulerSolutions found, double metres, double depthShare)
    {
        Assert.All(Bodies, body =>
        {
            var near = Near(found, body);
            Assert.NotEmpty(near);
            Assert.Equal(body.X, Median(near.Select(s => s.X)), metres);
            Assert.Equal(body.Y, Median(near.Select(s => s.Y)), metres);
            Assert.Equal(body.Depth, Median(near.Select(s => s.DepthMetres)), depthShare * body.Depth);
        });
        Assert.Equal(found.Windows, found.Solutions.Count + found.Blank + found.Unsolvable + found.TooFar + found.TooUncertain);
    }

    [Theory]
    [InlineData(EulerPlacement.Moving)]
    [InlineData(EulerPlacement.GradientPeaks)]
    public void Two_spheres_are_found_by_their_gravity_at_index_2(EulerPlacement placement) =>
        AssertBodies(EulerDeconvolution.Of(Make(OfBodies(Gravity), "mGal"), 2, new() { Placement = placement }), 60, 0.03);

    [Fact]
    public void Two_dipoles_are_found_by_their_magnetic_field_at_index_3() =>
        AssertBodies(EulerDeconvolution.Of(Make(OfBodies(Dipole), "nT"), 3), 60, 0.03);

    [Fact]
    public void Base_level_is_solved_for()
    {
        var found = EulerDeconvolution.Of(Make((x, y) => 480 + OfBodies(Gravity)(x, y), "mGal"), 2);
        AssertBodies(found, 60, 0.03);
        Assert.Equal(480, Median(Near(found, Bodies[0]).Select(s => s.BaseLevel)), 0.2);
    }

    [Fact]
    public void Peaks_give_one_solution_a_sphere()
    {
        var found = EulerDeconvolution.Of(Make(OfBodies(Gravity), "mGal"), 2, new() { Placement = EulerPlacement.GradientPeaks });
        Assert.All(Bodies, body => Assert.Single(found.Solutions, s => Math.Abs(s.X - body.X) < 500 && Math.Abs(s.Y - body.Y) < 500));
        Assert.InRange(found.Windows, 2, 60);
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(0, 1000)]
    public void Oblique_dyke_and_contact_lie_on_their_line(double index, double depth)
    {
        var found = EulerDeconvolution.Of(Make(index == 1 ? Dyke : Contact, "nT"), index, new() { WindowNodes = 9 });
        // Over the line and away from the edges, where the transform does not know how the field goes on.
        var inner = found.Solutions.Where(s => Math.Abs(Across(s.WindowX, s.WindowY)) < 1000 && Math.Abs(s.WindowY - 6_885_000) < 8000).ToArray();
        Assert.True(inner.Length > 100, $"{inner.Length} solutions");
        Assert.Equal(0, Median(inner.Select(s => Across(s.X, s.Y))), 40.0);
        Assert.InRange(Median(inner.Select(s => Math.Abs(Across(s.X, s.Y)))), 0, 60);
        Assert.Equal(depth, Median(inner.Select(s => s.DepthMetres)), 0.05 * depth);
        Assert.Equal(index == 0, inner.All(s => double.IsNaN(s.BaseLevel)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Exact_gradients_of_a_line_leave_only_the_place_along_strike_open(double index)
    {
        var (sine, cosine) = Math.SinCos(Math.PI / 6);
        var (ms, mc) = Math.SinCos(0.6);
        double Slope(double x, double y)
        {
            var u = Across(x, y);
            var square = u * u + 1e6;
            return index == 0 ? 100 * (mc * 1000 + ms * u) / square : 1e5 * (ms / square - 2 * u * (1000 * mc + u * ms) / (square * square));
        }
        // Upward the depth grows.
        double Up(double x, double y)
        {
            var u = Across(x, y);
            var square = u * u + 1e6;
            return index == 0 ? 100 * (ms * 1000 - mc * u) / square : 1e5 * (mc / square - 2000 * (1000 * mc + u * ms) / (square * square));
        }
        var found = EulerDeconvolution.Of(
            Make(index == 0 ? Contact : Dyke, "nT"), Make((x, y) => Slope(x, y) * cosine, "nT/m"), Make((x, y) => -Slope(x, y) * sine, "nT/m"), Make(Up, "nT/m"), index);
        Assert.Equal(0, found.Unsolvable);
        Assert.All(found.Solutions, s =>
        {
            Assert.True(s.TwoDimensional);
            Assert.Equal(0, Across(s.X, s.Y), 5.0);
            Assert.Equal(1000, s.DepthMetres, 10.0);
            // The nearest point of the line to the window's centre.
            Assert.Equal((s.WindowX - 520_000) * sine + (s.WindowY - 6_885_000) * cosine, (s.X - 520_000) * sine + (s.Y - 6_885_000) * cosine, 5.0);
        });
        Assert.True(found.Solutions.Count > 500, $"{found.Solutions.Count}");
    }

    [Fact]
    public void Wrong_index_shifts_the_depth_the_known_way()
    {
        var field = Make(OfBodies(Gravity), "mGal");
        double Depth(double index) => EulerDeconvolution.Of(field, index, new() { Placement = EulerPlacement.GradientPeaks, MaximumDepthError = 1 })
            .Solutions.Where(s => Math.Abs(s.X - Bodies[0].X) < 400 && Math.Abs(s.Y - Bodies[0].Y) < 400).Select(s => s.DepthMetres).Single();
        Assert.True(Depth(1) < 0.85 * 1500);
        Assert.Equal(1500, Depth(2), 45.0);
        Assert.True(Depth(3) > 1.15 * 1500);
    }

    [Fact]
    public void Noise_widens_the_errors_but_not_the_place()
    {
        var random = new Random(4);
        var clean = Make(OfBodies(Gravity), "mGal");
        // Noise of 0.2 % of the range, smoothed as any gridding does.
        var noise = Make((_, _) => random.NextDouble() - 0.5, "mGal");
        var range = GridStatistics.Of(clean).Maximum - GridStatistics.Of(clean).Minimum;
        var smooth = Continuation.Upward(noise, 250);
        var noisy = clean with { Values = [.. clean.Values.Zip(smooth.Values, (v, e) => (float)(v + 0.01 * range * e))] };
        var options = new EulerOptions { WindowNodes = 15, MaximumDepthError = 0.15 };
        var found = EulerDeconvolution.Of(noisy, 2, options);
        AssertBodies(found, 150, 0.1);
        Assert.True(Median(Near(found, Bodies[0]).Select(s => s.DepthErrorMetres)) > Median(Near(EulerDeconvolution.Of(clean, 2, options), Bodies[0]).Select(s => s.DepthErrorMetres)));
    }

    [Fact]
    public void Windows_over_holes_are_counted_and_left_out()
    {
        var field = Make(OfBodies(Gravity), "mGal");
        var found = EulerDeconvolution.Of(field with { Values = [.. field.Values.Select((v, i) => i == 60 * 161 + 80 ? float.NaN : v)] }, 2, new() { StepNodes = 1 });
        Assert.Equal(121, found.Blank);
        Assert.Equal(111 * 151, found.Windows);
    }

    [Fact]
    public void Gradients_in_eotvos_go_with_milligals_and_other_units_do_not()
    {
        var field = Make(OfBodies(Gravity), "mGal");
        var gradient = Derivatives.GradientOf(field);
        Grid InEotvos(Grid grid) => grid.Map(v => 1e4f * v, grid.Name, "E");
        var direct = EulerDeconvolution.Of(field, gradient.Easting, gradient.Northing, gradient.Up, 2, new() { StepNodes = 3 });
        var measured = EulerDeconvolution.Of(field, InEotvos(gradient.Easting), InEotvos(gradient.Northing), InEotvos(gradient.Up), 2, new() { StepNodes = 3 });
        Assert.Equal(direct.Solutions.Count, measured.Solutions.Count);
        Assert.All(direct.Solutions.Zip(measured.Solutions), pair => Assert.Equal(pair.First.DepthMetres, pair.Second.DepthMetres, 1.0));
        Assert.Contains("in mGal/m; found mGal/km", Assert.Throws<InvalidDataException>(() =>
            EulerDeconvolution.Of(field, gradient.Easting with { Unit = "mGal/km" }, gradient.Northing, gradient.Up, 2)).Message);
        Assert.Contains("resample one of them first", Assert.Throws<InvalidDataException>(() =>
            EulerDeconvolution.Of(field, gradient.Easting.Window(0, 0, 50, 50), gradient.Northing, gradient.Up, 2)).Message);
    }

    [Fact]
    public void Table_holds_a_row_a_solution()
    {
        var found = EulerDeconvolution.Of(Make(OfBodies(Gravity), "mGal"), 2, new() { Placement = EulerPlacement.GradientPeaks });
        var table = found.ToDataFrame();
        Assert.Equal(found.Solutions.Count, table.Rows.Count);
        Assert.Equal(found.Solutions[0].DepthMetres, (double)table["depth"][0]);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        var field = Make(OfBodies(Gravity), "mGal");
        string Refused(double index, EulerOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => EulerDeconvolution.Of(field, index, options)).Message;
        Assert.Contains("index from 0 (contact) to 3 (dipole); found 4", Refused(4, new()));
        Assert.Contains("odd number of nodes from 3 up, so that it has a centre; found 10", Refused(2, new() { WindowNodes = 10 }));
        Assert.Contains("no larger than the grid of 121 x 161 nodes; found one of 123 x 123", Refused(2, new() { WindowNodes = 123 }));
        Assert.Contains("found 0", Refused(2, new() { StepNodes = 0 }));
        Assert.Contains("depth error of 0", Refused(2, new() { MaximumDepthError = 0 }));
        Assert.Contains("rotated by 20 degrees: resample it", Assert.Throws<InvalidDataException>(() => EulerDeconvolution.Of(field with { Geometry = Geometry with { RotationDegrees = 20 } }, 2)).Message);
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => EulerDeconvolution.Of(field.Map(_ => float.NaN), 2)).Message);
    }
}
