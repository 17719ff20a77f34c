using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class MicroLevellingTests
{
    private static readonly LineGeometry Flown = new(30, 500, 5_000, 50, 40, 8, 800);

    /// <summary>20 x 16 km of cells of 100 m.</summary>
    private static Grid Grid(Func<double, double, double> field)
    {
        var geometry = new GridGeometry(160, 200, 1_000, 30_000, 100, 100, Crs.Local);
        return new(geometry, [.. Enumerable.Range(0, geometry.Count).Select(i => (float)field(geometry.X(i % 200), geometry.Y(i / 200)))], "field", "nT");
    }

    /// <summary>Stripes along an azimuth, two lines wide, 1 nT.</summary>
    private static double Stripe(double x, double y, double azimuthDegrees)
    {
        var (sine, cosine) = Math.SinCos(azimuthDegrees * Math.PI / 180);
        return Math.Sin(2 * Math.PI * (x * cosine - y * sine) / 1_000);
    }

    private static double Rms(IEnumerable<float> values) => Math.Sqrt(values.Where(float.IsFinite).Average(v => (double)v * v));

    [Fact]
    public void Stripes_along_the_lines_go_and_those_of_other_directions_stay()
    {
        // Half amplitude at 2.5 spacings leaves 2^-(1250/1000)^2 of a wave of two spacings.
        var left = MicroLevelling.Of(Grid((x, y) => Stripe(x, y, 30)), Flown).Levelled.Window(40, 40, 80, 120);
        Assert.Equal(Math.Pow(2, -1.25 * 1.25) * Math.Sqrt(0.5), Rms(left.Values), 0.02);
        // The mirror image and the lines' normal are no level errors.
        Assert.True(Rms(MicroLevelling.Of(Grid((x, y) => Stripe(x, y, -30)), Flown).Correction.Values) < 0.02);
        Assert.True(Rms(MicroLevelling.Of(Grid((x, y) => Stripe(x, y, 120)), Flown).Correction.Values) < 0.02);
    }

    [Fact]
    public void Broad_field_stays()
    {
        var broad = Grid((x, y) => 30 * Math.Sin(x / 3_000) * Math.Cos(y / 2_500));
        Assert.True(Rms(MicroLevelling.Of(broad, Flown).Correction.Values) < 0.02 * Rms(broad.Values));
    }

    [Fact]
    public void Strong_dyke_along_the_lines_is_taken_no_further_than_the_limit()
    {
        var random = new Random(1);
        var (sine, cosine) = Math.SinCos(30 * Math.PI / 180);
        var dyke = Grid((x, y) => 0.5 * Stripe(x, y, 30) + 0.1 * FlownLines.Normal(random) + 80 * Math.Exp(-Math.Pow(((x - 11_000) * cosine - (y - 22_000) * sine) / 200, 2)));
        var result = MicroLevelling.Of(dyke, Flown);
        Assert.InRange(result.Limit, 0.3, 3);
        Assert.True(result.Correction.Values.All(v => Math.Abs(v) <= result.Limit * 1.0001));
        Assert.InRange(result.LimitedShare, 0.01, 0.4);
        Assert.Equal(result.Limit, (double)result.ToDataFrame()["limit"][0]);
    }

    [Fact]
    public void Holes_stay_holes_and_harm_nothing_beside_them()
    {
        var whole = Grid((x, y) => Stripe(x, y, 30));
        var holed = whole.Where([.. Enumerable.Range(0, whole.Geometry.Count).Select(i => i % 200 < 90 || i % 200 > 110)]);
        var result = MicroLevelling.Of(holed, Flown);
        Assert.Equal(holed.Values.Count(float.IsNaN), result.Levelled.Values.Count(float.IsNaN));
        Assert.True(Rms(result.Levelled.Values) < 0.3);
    }

    [Fact]
    public void Bad_input_is_said_in_a_sentence()
    {
        var grid = Grid((x, y) => x);
        Assert.Contains("its line spacing cannot be told", Assert.Throws<InvalidDataException>(() => MicroLevelling.Of(grid, Flown with { LineSpacingMetres = double.NaN })).Message);
        Assert.Contains("no coarser than the line spacing (50 m), or lines do not show; found 100 m", Assert.Throws<InvalidDataException>(() => MicroLevelling.Of(grid, Flown with { LineSpacingMetres = 50 })).Message);
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => MicroLevelling.Of(grid.Map(_ => float.NaN), Flown)).Message);
        Assert.Contains("a limit above 0; found 0", Assert.Throws<ArgumentOutOfRangeException>(() => MicroLevelling.Of(grid, Flown, new() { LimitInDeviations = 0 })).Message);
    }
}
