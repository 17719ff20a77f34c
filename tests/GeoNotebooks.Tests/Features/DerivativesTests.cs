using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Sign, axis and unit of each derivative on two unequal prisms off every line of symmetry, and grids that are turned, ragged or holed.</summary>
public sealed class DerivativesTests(ITestOutputHelper output)
{
    private static readonly PrismModel Model = PrismModel.Compact.Trend;

    [Fact]
    public void Each_derivative_has_the_sign_and_axis_of_its_name_and_the_unit_per_metre()
    {
        var gravity = Model.Gravity();
        using var spectrum = new Spectrum(gravity);
        foreach (var (found, truth) in new[] { (Derivatives.Easting(spectrum), Model.East()), (Derivatives.Northing(spectrum), Model.North()), (Derivatives.Up(spectrum), Model.Up()) })
        {
            Assert.Equal("mGal/m", found.Unit);
            Assert.InRange(PrismModel.InnerError(found, truth), 0, 0.0037);
        }
        // The dense body, then the light one; west and north of a dense body's middle the field rises toward it: eastward, and southward.
        Assert.True(Derivatives.Up(gravity).At(new(538_500, 6_862_000)) < 0);
        Assert.True(Derivatives.Up(gravity).At(new(579_000, 6_833_500)) > 0);
        Assert.True(Derivatives.Easting(gravity).At(new(534_000, 6_862_000)) > 0);
        Assert.True(Derivatives.Northing(gravity).At(new(538_500, 6_867_000)) < 0);
    }

    [Fact]
    public void Second_derivatives_fulfil_Laplaces_equation_and_are_first_ones_twice()
    {
        using var spectrum = new Spectrum(Model.Gravity());
        var (east, north, up) = (Derivatives.Easting(spectrum, 2), Derivatives.Northing(spectrum, 2), Derivatives.Up(spectrum, 2));
        Assert.Equal("mGal/m^2", up.Unit);
        Assert.InRange(PrismModel.InnerError(up with { Values = [.. east.Values.Zip(north.Values, (a, b) => -a - b)] }, up), 0, 0.005);
        Assert.InRange(PrismModel.InnerError(up, Derivatives.Up(Derivatives.Up(spectrum))), 0, 0.005);
        Assert.True(up.At(new(538_500, 6_862_000)) > 0);
        Assert.Equal("mGal/m^3", Derivatives.Easting(east).Unit);
        Assert.Equal("nT/m^2", Derivatives.Up(Model.Magnetic(60, 10), 2).Unit);
    }

    [Fact]
    public void Holes_stay_holes_and_a_ragged_outline_costs_little()
    {
        var (gravity, truth) = (Model.Gravity(), Model.Up());
        // A survey turned by 15 degrees, and a hole of 5 x 4 km within.
        var kept = Enumerable.Range(0, gravity.Values.Length).Select(i =>
        {
            var (x, y) = (i % 241 - 120.0, i / 241 - 100.0);
            var (u, v) = (x * Math.Cos(0.2618) + y * Math.Sin(0.2618), y * Math.Cos(0.2618) - x * Math.Sin(0.2618));
            return Math.Abs(u) < 100 && Math.Abs(v) < 80 && !(i / 241 is > 120 and <= 128 && i % 241 is > 100 and <= 110);
        }).ToArray();
        var found = Derivatives.Up(gravity.Where(kept));
        var (square, count, near, nearCount) = (0.0, 0, 0.0, 0);
        for (var i = 0; i < kept.Length; i++)
        {
            Assert.Equal(kept[i], !float.IsNaN(found.Values[i]));
            if (!kept[i])
                continue;
            var error = Math.Pow(found.Values[i] - truth.Values[i], 2);
            (square, count) = (square + error, count + 1);
            if (i / 241 is > 117 and <= 131 && i % 241 is > 97 and <= 113)
                (near, nearCount) = (near + error, nearCount + 1);
        }
        var deviation = GridStatistics.Of(truth).StandardDeviation;
        output.WriteLine($"all {Math.Sqrt(square / count) / deviation}, within 3 cells of the hole {Math.Sqrt(near / nearCount) / deviation}");
        Assert.InRange(Math.Sqrt(square / count) / deviation, 0, 0.05);
        Assert.InRange(Math.Sqrt(near / nearCount) / deviation, 0, 0.05);
    }

    [Fact]
    public void Rotated_grids_give_derivatives_along_the_maps_axes()
    {
        var geometry = PrismModel.Geometry with { RotationDegrees = 20, West = 520_000, North = 6_895_000 };
        Grid OnTurned(Func<Prism, double, double, double> field, double trend) => new(
            geometry, [.. Enumerable.Range(0, geometry.Count).Select(i => geometry.Position(i / geometry.Columns, i % geometry.Columns)).Select(at =>
                (float)(PrismModel.Compact.Bodies.Sum(body => field(body, at.X, at.Y)) + trend * (at.X - 500_000)))], "turned", "mGal");
        using var spectrum = new Spectrum(OnTurned((body, x, y) => body.Gravity(x, y), 1e-4));
        Assert.InRange(PrismModel.InnerError(Derivatives.Easting(spectrum), OnTurned((body, x, y) => body.GravityEast(x, y) + 0.5e-4, 0)), 0, 0.006);
        Assert.InRange(PrismModel.InnerError(Derivatives.Northing(spectrum), OnTurned((body, x, y) => body.GravityNorth(x, y), 0)), 0, 0.006);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        var field = Model.Gravity();
        Assert.Contains("order 1 or higher; found 0", Assert.Throws<ArgumentOutOfRangeException>(() => Derivatives.Up(field, 0)).Message);
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => Derivatives.Up(field.Map(_ => float.NaN))).Message);
        Assert.Contains("at least 4 x 4 nodes; found 3 x 9", Assert.Throws<InvalidDataException>(() => Derivatives.Up(field.Window(0, 0, 3, 9))).Message);
        Assert.Contains("'gravity 0': transforms of wave numbers need a grid in metres", Assert.Throws<InvalidDataException>(
            () => Derivatives.Easting(field with { Geometry = field.Geometry with { Crs = Crs.Wgs84 } })).Message);
        Assert.Contains("found Infinity", Assert.Throws<InvalidDataException>(() => Derivatives.Up(field.Map(value => value > 5 ? float.PositiveInfinity : value))).Message.Replace("∞", "Infinity"));
    }

    [Fact]
    public void Same_grid_gives_the_same_bits() => Assert.Equal(Derivatives.Up(Model.Gravity()).Values, Derivatives.Up(Model.Gravity()).Values);
}
