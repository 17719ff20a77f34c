using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class TrendTests
{
    private static readonly GridGeometry Geometry = new(61, 90, 25_400_000, 6_900_000, 400, 300, Crs.Local);

    private static Grid Make(Func<double, double, double> field) => new(
        Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)field((i % Geometry.Columns - 20) / 30.0, (i / Geometry.Columns - 44) / 25.0))], "field", "mGal");

    /// <summary>A polynomial of u east and v south with every term of its order.</summary>
    private static double Polynomial(int order, double u, double v) =>
        3 + 2 * u - 5 * v + (order > 1 ? 1.5 * u * u - 0.7 * u * v + 0.4 * v * v : 0) + (order > 2 ? 0.3 * u * u * u - 0.9 * u * u * v + 0.2 * u * v * v + 0.6 * v * v * v : 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Polynomial_of_the_order_comes_back_and_leaves_nothing(int order)
    {
        var field = Make((u, v) => Polynomial(order, u, v));
        var holed = field with { Values = [.. field.Values.Select((value, i) => i % 7 == 2 || i / 90 < 9 && i % 90 > 30 ? float.NaN : value)] };
        foreach (var robust in new[] { false, true })
        {
            var (trend, residual) = (Trend.Of(holed, order, robust), Residual.Of(holed, order, robust));
            for (var i = 0; i < field.Values.Length; i++)
            {
                Assert.Equal(float.IsNaN(holed.Values[i]) ? float.NaN : field.Values[i], trend.Values[i], 2e-5f);
                Assert.Equal(float.IsNaN(holed.Values[i]) ? float.NaN : 0, residual.Values[i], 2e-5f);
            }
            Assert.Equal(("mGal", "mGal"), (trend.Unit, residual.Unit));
        }
    }

    // A term beyond the order is not fitted, and what is left is at right angles to every term within it: the mark of least squares.
    [Fact]
    public void Residual_of_a_lower_order_is_orthogonal_to_the_terms()
    {
        var residual = Residual.Of(Make((u, v) => Polynomial(3, u, v)), 2).Values;
        Assert.InRange(residual.Max(), 0.1, 10);
        foreach (var (east, south) in new[] { (0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2) })
            Assert.Equal(0, residual.Select((value, i) => value * Math.Pow((i % 90 - 44.5) / 44.5, east) * Math.Pow((i / 90 - 30) / 30.0, south)).Average(), 1e-5);
    }

    [Fact]
    public void Strong_anomaly_does_not_tilt_a_robust_regional()
    {
        var random = new Random(3);
        var field = Make((u, v) => Polynomial(1, u, v) + 0.2 * (random.NextDouble() - 0.5) + (u > 1.3 && v < -0.8 ? 60 : 0));
        double Worst(bool robust) => Trend.Of(field, 1, robust).Values.Select((value, i) => Math.Abs(value - Polynomial(1, (i % 90 - 20) / 30.0, (i / 90 - 44) / 25.0))).Max();
        Assert.InRange(Worst(robust: true), 0, 0.02);
        Assert.InRange(Worst(robust: false), 5, 100);
    }

    // A wave of 24 km is worth exp(-2 pi h / 24 km) of itself h higher up.
    [Fact]
    public void Upward_continued_regional_leaves_what_dies_out_on_the_way()
    {
        var geometry = new GridGeometry(120, 180, 0, 0, 500, 500, Crs.Local);
        var wave = new Grid(geometry, [.. Enumerable.Range(0, geometry.Count).Select(i => (float)Math.Cos(2 * Math.PI * (i % 180) * 500 / 24_000))], "wave", "nT");
        var residual = Residual.OfHeight(wave, 3000);
        var left = 1 - Math.Exp(-2 * Math.PI * 3000 / 24_000);
        for (var column = 60; column < 120; column++)
            Assert.Equal(left * wave[60, column], residual[60, column], 0.06);
    }

    [Fact]
    public void Local_anomaly_halves_a_wave_of_its_length()
    {
        var geometry = new GridGeometry(120, 180, 0, 0, 500, 500, Crs.Local);
        var wave = new Grid(geometry, [.. Enumerable.Range(0, geometry.Count).Select(i => (float)Math.Cos(2 * Math.PI * (i / 180) * 500 / 12_000))], "wave", "nT");
        var local = LocalAnomaly.Of(wave, 12_000);
        for (var row = 40; row < 80; row++)
            Assert.Equal(0.5 * wave[row, 90], local[row, 90], 0.03);
        Assert.Equal("local anomaly of wave", local.Name);
    }

    // Most nodes on one row, which fits exactly: without weight on the others the slope across the row is free. The message once told of valued nodes on a line, which was not true.
    [Fact]
    public void Robust_trend_stays_determined_where_the_weights_do_not_determine_it()
    {
        var random = new Random(4);
        var field = new Grid(new(9, 40, 0, 0, 100, 100, Crs.Local), [.. Enumerable.Range(0, 360).Select(i => i / 40 == 4 ? 1e-3f * (float)random.NextDouble()
            : (i / 40, i % 40) is (0, 3) or (8, 36) ? 1000 : (i / 40, i % 40) is (0, 36) or (8, 3) ? -1000 : float.NaN)], "one row", "mGal");
        Assert.Equal(44, Trend.Of(field, robust: true).Values.Count(float.IsFinite));
    }

    [Fact]
    public void Infinite_values_are_refused_by_name()
    {
        var field = Make((u, v) => u);
        field.Values[90 + 7] = float.NegativeInfinity;
        foreach (var transform in new Func<Grid, Grid>[] { grid => Trend.Of(grid), grid => Residual.Of(grid, 2, true), grid => LocalDeviation.Of(grid, 5), grid => GainControl.Of(grid, 5) })
            Assert.Contains("'field': expected finite values; found -Infinity at row 1, column 7", Assert.Throws<InvalidDataException>(() => transform(field)).Message);
    }

    // A shallow source and a deep one of equal height: the residual keeps the shallow one.
    [Fact]
    public void Residual_of_a_height_keeps_what_is_shallow()
    {
        var geometry = new GridGeometry(120, 180, 0, 0, 500, 500, Crs.Local);
        double Source(int node, double column, double depth) => Math.Pow(1 + (Math.Pow((node % 180 - column) * 500, 2) + Math.Pow((node / 180 - 60) * 500, 2)) / (depth * depth), -1.5);
        var residual = Residual.OfHeight(new(geometry, [.. Enumerable.Range(0, geometry.Count).Select(i => (float)(Source(i, 50, 1000) + Source(i, 120, 12_000)))], "sources", "mGal"), 4000);
        Assert.InRange(residual[60, 50], 0.8, 1);
        Assert.InRange(residual[60, 120], 0.2, 0.55);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        var field = Make((u, v) => Polynomial(1, u, v));
        Assert.Contains("order 1, 2 or 3; found 4", Assert.Throws<ArgumentOutOfRangeException>(() => Trend.Of(field, 4)).Message);
        Assert.Contains("found 0", Assert.Throws<ArgumentOutOfRangeException>(() => Residual.Of(field, 0)).Message);
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => Trend.Of(field.Map(_ => float.NaN))).Message);
        var line = field with { Values = [.. field.Values.Select((value, i) => i / 90 == i % 90 ? value : float.NaN)] };
        Assert.Contains("3 coefficients of a trend of order 1; its 61 valued nodes leave it free", Assert.Throws<InvalidDataException>(() => Trend.Of(line)).Message);
        Assert.Contains("above 0 m; found -5 m", Assert.Throws<ArgumentOutOfRangeException>(() => Residual.OfHeight(field, -5)).Message);
    }
}
