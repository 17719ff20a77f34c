using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>What filters keep of plane waves, read off the middle of the grid.</summary>
public sealed class WavelengthFilterTests
{
    private static readonly GridGeometry Geometry = PrismModel.Geometry;

    private static Grid Wave(double wavelength) => new(
        Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i =>
            (float)Math.Cos(2 * Math.PI * (0.6 * (Geometry.X(i % Geometry.Columns) - 500_000) + 0.8 * (Geometry.Y(i / Geometry.Columns) - 6_800_000)) / wavelength))], "wave", "nT");

    private static double Kept(Func<Grid, Grid> filter, double wavelength) =>
        GridStatistics.Of(filter(Wave(wavelength)).Window(60, 60, 80, 120)).StandardDeviation / GridStatistics.Of(Wave(wavelength).Window(60, 60, 80, 120)).StandardDeviation;

    [Theory]
    [InlineData(20_000)]
    [InlineData(10_000)]
    [InlineData(5000)]
    public void Waves_keep_the_part_that_a_Gaussian_gives_them(double wavelength)
    {
        double Gauss(double cutOff) => Math.Exp(-0.5 * Math.Pow(cutOff / wavelength, 2));
        Assert.Equal(Gauss(10_000), Kept(grid => WavelengthFilter.GaussianLowPass(grid, 10_000), wavelength), 0.01);
        Assert.Equal(1 - Gauss(10_000), Kept(grid => WavelengthFilter.GaussianHighPass(grid, 10_000), wavelength), 0.01);
        Assert.Equal(Gauss(4000) - Gauss(16_000), Kept(grid => WavelengthFilter.BandPass(grid, 4000, 16_000), wavelength), 0.01);
    }

    [Fact]
    public void Low_and_high_pass_add_up_to_the_field_with_its_trend()
    {
        var field = PrismModel.Slabs.Trend.Gravity();
        using var spectrum = new Spectrum(field);
        var (low, high) = (WavelengthFilter.GaussianLowPass(spectrum, 15_000), WavelengthFilter.GaussianHighPass(spectrum, 15_000));
        Assert.InRange(PrismModel.InnerError(low with { Values = [.. low.Values.Zip(high.Values, (a, b) => a + b)] }, field), 0, 1e-4);
    }

    [Fact]
    public void Cut_offs_that_the_cells_cannot_hold_are_refused()
    {
        var field = Wave(10_000);
        Assert.Contains("the shortest wavelength that its cells can hold is 1000 m; found 900 m", Assert.Throws<ArgumentOutOfRangeException>(() => WavelengthFilter.GaussianLowPass(field, 900)).Message);
        Assert.Contains("found 900 m", Assert.Throws<ArgumentOutOfRangeException>(() => WavelengthFilter.GaussianHighPass(field, 900)).Message);
        Assert.Contains("found 900 m", Assert.Throws<ArgumentOutOfRangeException>(() => WavelengthFilter.BandPass(field, 900, 5000)).Message);
        Assert.Contains("above the shortest, 5000 m; found 4000 m", Assert.Throws<ArgumentOutOfRangeException>(() => WavelengthFilter.BandPass(field, 5000, 4000)).Message);
        Assert.Contains("degrees", Assert.Throws<InvalidDataException>(() => WavelengthFilter.GaussianLowPass(field with { Geometry = field.Geometry with { Crs = Crs.Wgs84 } }, 5000)).Message);
    }
}
