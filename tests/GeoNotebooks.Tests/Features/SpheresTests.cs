using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Transforms against closed forms of buried spheres, written here and shared with nothing.</summary>
public sealed class SpheresTests
{
    private static readonly GridGeometry Geometry = new(201, 241, 500_000, 6_900_000, 500, 500, Crs.Local);

    /// <summary>Two unequal spheres, off every line of symmetry of the grid: (x, y, depth, strength).</summary>
    private static readonly (double X, double Y, double Depth, double Strength)[] Spheres =
        [(541_000, 6_861_000, 4000, 1.0), (577_500, 6_828_000, 6000, -1.8)];

    private static Grid Make(Func<double, double, double> field, string unit) => new(
        Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)field(Geometry.X(i % Geometry.Columns), Geometry.Y(i / Geometry.Columns)))], "field", unit);

    /// <summary>Sum over the spheres of a function of the offset east, north and down to the centre.</summary>
    private static Func<double, double, double> OfSpheres(Func<double, double, double, double> form) =>
        (x, y) => Spheres.Sum(sphere => sphere.Strength * form(sphere.X - x, sphere.Y - y, sphere.Depth));

    private static double Cube(double e, double n, double d) => Math.Pow(e * e + n * n + d * d, 1.5);

    /// <summary>Vertical attraction of a unit sphere, scaled to about 10 mGal.</summary>
    private static double Gravity(double e, double n, double d) => 1.6e8 * d / Cube(e, n, d);

    /// <summary>Its derivative downward: d/dz of z / r^3 is 1/r^3 - 3 z^2/r^5, and the centre comes nearer as one goes down.</summary>
    private static double GravityGradient(double e, double n, double d) => -1.6e8 * (1 / Cube(e, n, d) - 3 * d * d / (Cube(e, n, d) * (e * e + n * n + d * d)));

    /// <summary>Total-field anomaly of a sphere magnetised along the field (Blakely 1995, equations 4.13 and 8.9).</summary>
    private static Func<double, double, double, double> Magnetic(double inclination, double azimuth)
    {
        var (i, a) = (inclination * Math.PI / 180, azimuth * Math.PI / 180);
        var (fe, fn, fd) = (Math.Cos(i) * Math.Sin(a), Math.Cos(i) * Math.Cos(a), Math.Sin(i));
        return (e, n, d) =>
        {
            var square = e * e + n * n + d * d;
            var along = fe * e + fn * n + fd * d;
            return 1e13 * (3 * along * along / square - 1) / Math.Pow(square, 1.5);
        };
    }

    /// <summary>Root of the mean square error over the standard deviation of the truth, in the inner 70 % of the rows and columns.</summary>
    private static double InnerError(Grid found, Grid truth)
    {
        var (row, column) = ((int)(0.15 * Geometry.Rows), (int)(0.15 * Geometry.Columns));
        var (a, b) = (found.Window(row, column, Geometry.Rows - 2 * row, Geometry.Columns - 2 * column), truth.Window(row, column, Geometry.Rows - 2 * row, Geometry.Columns - 2 * column));
        return Math.Sqrt(a.Values.Zip(b.Values, (x, y) => Math.Pow(x - y, 2)).Average()) / GridStatistics.Of(b).StandardDeviation;
    }

    [Fact]
    public void Vertical_gradient_is_that_of_the_spheres_in_eotvos()
    {
        var found = VerticalGradient.Of(Make(OfSpheres(Gravity), "mGal"));
        Assert.Equal("E", found.Unit);
        Assert.InRange(InnerError(found, Make((x, y) => 1e4 * OfSpheres(GravityGradient)(x, y), "E")), 0, 0.015);
        Assert.True(found.At(new(541_000, 6_861_000)) > 0);
        Assert.True(found.At(new(577_500, 6_828_000)) < 0);
    }

    [Fact]
    public void Regional_trend_does_not_ring()
    {
        var found = VerticalGradient.Of(Make((x, y) => OfSpheres(Gravity)(x, y) + 5e-5 * (x - 500_000) - 3e-5 * (y - 6_850_000), "mGal"));
        Assert.InRange(InnerError(found, Make((x, y) => 1e4 * OfSpheres(GravityGradient)(x, y), "E")), 0, 0.015);
    }

    [Fact]
    public void Upward_continuation_is_the_field_of_deeper_spheres() =>
        Assert.InRange(InnerError(
            Continuation.Upward(Make(OfSpheres(Gravity), "mGal"), 2000),
            Make(OfSpheres((e, n, d) => Gravity(e, n, d + 2000)), "mGal")), 0, 0.01);

    [Fact]
    public void Horizontal_gradient_keeps_the_trend()
    {
        var plane = EdgeFilters.Of(Make((x, y) => 3e-4 * (x - 500_000) + 4e-4 * (y - 6_850_000), "mGal")).HorizontalGradient();
        Assert.All(plane.Values, value => Assert.Equal(5e-4, value, 2e-6));
    }

    [Theory]
    [InlineData(73.9, -13.3, 0)]
    [InlineData(-55, 25, 0)]
    [InlineData(60, -10, 2.5)]
    public void Reduction_to_the_pole_gives_the_field_under_a_vertical_one(double inclination, double declination, double convergence)
    {
        var found = ReductionToPole.Of(Make(OfSpheres(Magnetic(inclination, declination - convergence)), "nT"), new(inclination, declination, convergence));
        Assert.InRange(InnerError(found, Make(OfSpheres(Magnetic(90, 0)), "nT")), 0, 0.02);
    }

    [Fact]
    public void Tilt_is_high_over_a_source_and_low_beside_it()
    {
        var tilt = EdgeFilters.Of(Make(OfSpheres(Gravity), "mGal")).Tilt();
        Assert.Equal("deg", tilt.Unit);
        Assert.InRange(tilt.At(new(541_000, 6_861_000)), 60, 90);
        Assert.InRange(tilt.At(new(577_500, 6_828_000)), -90, -60);
    }

    [Fact]
    public void Local_anomaly_halves_a_wave_of_its_wavelength()
    {
        Grid Wave(double wavelength) => Make((x, _) => Math.Cos(2 * Math.PI * (x - 500_000) / wavelength), "nT");
        double Amplitude(double wavelength) => GridStatistics.Of(LocalAnomaly.Of(Wave(wavelength), 20_000).Window(60, 60, 80, 120)).StandardDeviation * Math.Sqrt(2);
        Assert.Equal(0.5, Amplitude(20_000), 0.02);
        Assert.InRange(Amplitude(5000), 0.97, 1.03);
        Assert.InRange(Amplitude(60_000), 0, 0.15);
    }

    [Fact]
    public void Holes_stay_holes_and_do_not_ring()
    {
        var field = Make(OfSpheres(Gravity), "mGal");
        var whole = VerticalGradient.Of(field);
        var holed = VerticalGradient.Of(field with { Values = [.. field.Values.Select((v, i) => i / 241 is > 20 and < 26 && i % 241 is > 200 and < 206 ? float.NaN : v)] });
        Assert.True(float.IsNaN(holed[23, 203]));
        Assert.Equal(whole[60, 80], holed[60, 80], 0.01 * GridStatistics.Of(whole).StandardDeviation);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        var field = Make(OfSpheres(Gravity), "nT");
        Assert.Contains("1000 m; found 300", Assert.Throws<ArgumentOutOfRangeException>(() => WavelengthFilter.GaussianHighPass(field, 300)).Message);
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => EdgeFilters.Of(field.Map(_ => float.NaN)).Tilt()).Message);
    }
}
