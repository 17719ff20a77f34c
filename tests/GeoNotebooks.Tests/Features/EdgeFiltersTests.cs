using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Maps of edges against closed forms, written here: two buried spheres, a contact and a line of dipoles that run obliquely across the grid.</summary>
public sealed class EdgeFiltersTests
{
    private static readonly GridGeometry Geometry = new(181, 221, 500_000, 6_900_000, 500, 500, Crs.Local);

    /// <summary>Unequal, of opposite sign, off every line of symmetry of the grid: (x, y, depth, strength).</summary>
    private static readonly (double X, double Y, double Depth, double Strength)[] Spheres =
        [(536_000, 6_866_000, 4000, 1.0), (574_500, 6_838_000, 6000, -1.8)];

    /// <summary>Derivatives of the attraction of the spheres, K d / r^3, east, north and downward.</summary>
    private static (double East, double North, double Down) Gradient(double x, double y)
    {
        var (east, north, down) = (0.0, 0.0, 0.0);
        foreach (var (sx, sy, d, strength) in Spheres)
        {
            var (e, n) = (sx - x, sy - y);
            var square = e * e + n * n + d * d;
            var scale = 1.6e8 * strength * Math.Pow(square, -2.5);
            (east, north, down) = (east + 3 * scale * d * e, north + 3 * scale * d * n, down + scale * (3 * d * d - square));
        }
        return (east, north, down);
    }

    private static readonly Grid Gravity = Make((x, y) => Spheres.Sum(s => 1.6e8 * s.Strength * s.Depth * Math.Pow(Math.Pow(s.X - x, 2) + Math.Pow(s.Y - y, 2) + s.Depth * s.Depth, -1.5)), "mGal");

    private static readonly EdgeFilters OfSpheres = EdgeFilters.Of(Gravity);

    /// <summary>Depth to the top of the contact and to the line.</summary>
    private const double Depth = 3000;

    /// <summary>Distance to the right of a line through the middle of the grid that strikes 25 degrees east of north.</summary>
    private static double Across(double x, double y) => (x - 551_000) * Math.Cos(25 * Math.PI / 180) - (y - 6_856_000) * Math.Sin(25 * Math.PI / 180);

    /// <summary>Magnetic anomaly at the pole over a vertical contact, magnetic on the right (Salem et al. 2007, equations 1 and 2, integrated).</summary>
    private static readonly EdgeFilters OfContact = EdgeFilters.Of(Make((x, y) => 100 * Math.Atan(Across(x, y) / Depth), "nT"));

    private static Grid Make(Func<double, double, double> field, string unit) => new(
        Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)field(Geometry.X(i % Geometry.Columns), Geometry.Y(i / Geometry.Columns)))], "field", unit);

    /// <summary>Nodes well inside the grid, with their place.</summary>
    private static IEnumerable<(int Row, int Column, double X, double Y)> Inner(int margin) =>
        from row in Enumerable.Range(margin, Geometry.Rows - 2 * margin)
        from column in Enumerable.Range(margin, Geometry.Columns - 2 * margin)
        select (row, column, Geometry.X(column), Geometry.Y(row));

    /// <summary>Root of the mean squared error over the standard deviation of the truth.</summary>
    private static double Error(Grid found, Func<double, double, double, double> truth)
    {
        var pairs = Inner(28).Select(node => (Found: (double)found[node.Row, node.Column], Gradient: Gradient(node.X, node.Y)))
            // An angle means nothing where the gradient is lost in what the edges do to it.
            .Where(pair => found.Unit != "deg" && found.Unit != "1" || double.Hypot(double.Hypot(pair.Gradient.East, pair.Gradient.North), pair.Gradient.Down) > 3e-4)
            .Select(pair => (pair.Found, Truth: truth(pair.Gradient.East, pair.Gradient.North, pair.Gradient.Down))).ToArray();
        var mean = pairs.Average(pair => pair.Truth);
        return Math.Sqrt(pairs.Average(pair => Math.Pow(pair.Found - pair.Truth, 2)) / pairs.Average(pair => Math.Pow(pair.Truth - mean, 2)));
    }

    [Fact]
    public void Gradients_are_those_of_the_spheres()
    {
        Assert.InRange(Error(OfSpheres.HorizontalGradient(), (e, n, _) => Math.Sqrt(e * e + n * n)), 0, 0.01);
        Assert.InRange(Error(OfSpheres.TotalGradient(), (e, n, d) => Math.Sqrt(e * e + n * n + d * d)), 0, 0.01);
        Assert.Equal(("mGal/m", "mGal/m"), (OfSpheres.HorizontalGradient().Unit, OfSpheres.TotalGradient().Unit));
    }

    [Fact]
    public void Angles_are_those_of_the_spheres()
    {
        Assert.InRange(Error(OfSpheres.Tilt(), (e, n, d) => Math.Atan(d / Math.Sqrt(e * e + n * n)) * 180 / Math.PI), 0, 0.03);
        Assert.InRange(Error(OfSpheres.Theta(), (e, n, d) => Math.Sqrt(e * e + n * n) / Math.Sqrt(e * e + n * n + d * d)), 0, 0.03);
        Assert.InRange(Error(OfSpheres.Tdx(), (e, n, d) => Math.Atan(Math.Sqrt(e * e + n * n) / Math.Abs(d)) * 180 / Math.PI), 0, 0.03);
        Assert.Equal(("deg", "1", "deg"), (OfSpheres.Tilt().Unit, OfSpheres.Theta().Unit, OfSpheres.Tdx().Unit));
    }

    [Fact]
    public void Tilt_is_positive_over_the_dense_sphere_and_negative_over_the_light_one()
    {
        Assert.InRange(OfSpheres.Tilt().At(new(536_000, 6_866_000)), 80, 90);
        Assert.InRange(OfSpheres.Tilt().At(new(574_500, 6_838_000)), -90, -80);
    }

    // Theta is the cosine of the tilt, TDX and the tilt's amount make 90 degrees, and the two gradients and the tilt one triangle.
    [Fact]
    public void Maps_of_one_gradient_agree()
    {
        var (tilt, theta, tdx, horizontal, total) = (OfSpheres.Tilt().Values, OfSpheres.Theta().Values, OfSpheres.Tdx().Values, OfSpheres.HorizontalGradient().Values, OfSpheres.TotalGradient().Values);
        for (var i = 0; i < tilt.Length; i++)
        {
            Assert.Equal(Math.Cos(tilt[i] * Math.PI / 180), theta[i], 1e-5);
            Assert.Equal(90, tdx[i] + Math.Abs(tilt[i]), 1e-3);
            Assert.Equal(horizontal[i], total[i] * theta[i], 1e-5 * total[i]);
        }
    }

    // Flat ground has no edges: theta and TDX once were at the top of their scales there, as over the strongest edge.
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-51_234.5)]
    public void Flat_ground_is_no_edge(double level)
    {
        var edges = EdgeFilters.Of(Make((_, _) => level, "nT"));
        Assert.Equal((0, 0), (edges.Theta().Values.Count(value => !float.IsNaN(value)), edges.Tdx().Values.Count(value => !float.IsNaN(value))));
        Assert.Equal((0, 0), (edges.Tilt().Values.Count(value => value != 0), edges.Tahg().Values.Count(value => value != 0)));
    }

    // Salem et al. 2007, equation 5: the tilt is atan(h / depth), so that it is 45 degrees as far from the contact as its top is deep.
    [Fact]
    public void Tilt_over_a_contact_tells_its_depth()
    {
        var tilt = OfContact.Tilt();
        foreach (var (row, column, x, y) in Inner(50))
            if (Math.Abs(Across(x, y)) < 2 * Depth)
                Assert.Equal(Math.Atan(Across(x, y) / Depth) * 180 / Math.PI, tilt[row, column], 3.0);
        var (dx, dy) = (Depth * Math.Cos(25 * Math.PI / 180), -Depth * Math.Sin(25 * Math.PI / 180));
        Assert.Equal(45, tilt.At(new(551_000 + dx, 6_856_000 + dy)), 1.0);
        Assert.Equal(-45, tilt.At(new(551_000 - dx, 6_856_000 - dy)), 1.0);
        Assert.Equal(0, tilt.At(new(551_000, 6_856_000)), 1.0);
    }

    // Verduzco et al. 2004: the derivative of atan(h / z) is z / (h^2 + z^2).
    [Fact]
    public void Gradient_of_the_tilt_is_one_over_the_depth_at_the_edge()
    {
        var gradient = OfContact.TiltHorizontalGradient();
        foreach (var (row, column, x, y) in Inner(50))
            if (Across(x, y) is var h && Math.Abs(h) < 2 * Depth)
                Assert.Equal(180 / Math.PI * Depth / (h * h + Depth * Depth), gradient[row, column], 0.03 * 180 / Math.PI / Depth);
        Assert.Equal("deg/m", gradient.Unit);
    }

    // The horizontal gradient of the contact is itself a harmonic field, z / (h^2 + z^2); its tilt is 90 - 2 atan(|h| / z) degrees.
    [Fact]
    public void Tahg_is_highest_along_the_edge()
    {
        var tahg = OfContact.Tahg();
        foreach (var (row, column, x, y) in Inner(50))
            if (Across(x, y) is var h && Math.Abs(h) > Geometry.CellWidth && Math.Abs(h) < Depth)
                Assert.Equal(90 - 2 * Math.Atan(Math.Abs(h) / Depth) * 180 / Math.PI, tahg[row, column], 4.0);
        Assert.Equal(("deg", "TAHG of field"), (tahg.Unit, tahg.Name));
        Assert.True(tahg.At(new(551_000, 6_856_000)) > 70);
    }

    // Nabighian 1972: a line of dipoles gives Re(e^(i a) / (h + i z)^2), where a turns with inclination, declination and strike; the amplitude of its gradient is 2 / r^3 for every a.
    [Theory]
    [InlineData(20)]
    [InlineData(115)]
    public void Total_gradient_does_not_depend_on_the_direction_of_magnetisation(double angle)
    {
        var found = EdgeFilters.Of(Make(
            (x, y) => 1e9 * (System.Numerics.Complex.FromPolarCoordinates(1, angle * Math.PI / 180) / System.Numerics.Complex.Pow(new(Across(x, y), Depth), 2)).Real, "nT")).TotalGradient();
        var highest = 2e9 / Math.Pow(Depth, 3);
        foreach (var (row, column, x, y) in Inner(40))
            Assert.Equal(2e9 / Math.Pow(double.Hypot(Across(x, y), Depth), 3), found[row, column], 0.02 * highest);
        Assert.Equal("nT/m", found.Unit);
    }

    [Fact]
    public void Holes_stay_holes_and_no_others_come()
    {
        var holed = Gravity with { Values = [.. Gravity.Values.Select((value, i) => i / 221 is > 60 and < 66 && i % 221 is > 70 and < 77 || i == 500 ? float.NaN : value)] };
        var edges = EdgeFilters.Of(holed);
        foreach (var map in new[] { edges.HorizontalGradient(), edges.TotalGradient(), edges.Tilt(), edges.TiltHorizontalGradient(), edges.Theta(), edges.Tdx(), edges.Tahg() })
            Assert.Equal(holed.Values.Select(float.IsNaN), map.Values.Select(float.IsNaN));
    }

    [Fact]
    public void Flat_field_has_no_tilt()
    {
        var flat = EdgeFilters.Of(Gravity.Map(_ => 3));
        Assert.All(flat.TotalGradient().Values, value => Assert.Equal(0, value, 1e-9));
        Assert.All(flat.Tilt().Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Blank_grid_and_degrees_are_refused()
    {
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => EdgeFilters.Of(Gravity.Map(_ => float.NaN))).Message);
        Assert.Contains("in degrees", Assert.Throws<InvalidDataException>(() => EdgeFilters.Of(Gravity with { Geometry = Geometry with { Crs = Crs.Wgs84 } })).Message);
    }
}
