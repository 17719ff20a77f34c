using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class DetectionLimitsTests
{
    private static Grid Make(string name, string unit, params float[] values) => new(new(1, values.Length, 0, 0, 100, 100, Crs.Local), values, name, unit);

    [Fact]
    public void Values_below_the_limit_become_it_over_the_root_of_two()
    {
        var (found, report) = DetectionLimits.Replace(Make("Au", "ppb", 0, -1, 1.9f, 2, 7, float.NaN), new(2));
        var substitute = (float)(2 / Math.Sqrt(2));
        Assert.Equal([substitute, substitute, substitute, 2, 7, float.NaN], found.Values);
        Assert.Equal(("Au", "ppb"), (found.Name, found.Unit));
        Assert.Equal(new CensoringReport("Au", "ppb", 5, 3, 2, 2), report);
        Assert.Equal(0.6, report.Share, 1e-12);
        Assert.Contains("'Au': 3 of 5 values (60 %) are below the detection limit", report.Warning);
    }

    [Fact]
    public void Half_of_the_values_below_the_limit_is_no_warning_yet() =>
        Assert.Null(DetectionLimits.Replace(Make("W", "ppm", 1, 1, 5, 6), new(2)).Report.Warning);

    [Fact]
    public void Limit_in_decimals_is_met_by_its_own_value() =>
        Assert.Equal(0, DetectionLimits.Replace(Make("Ag", "ppm", 0.1f, 0.3f), new(0.1)).Report.Censored);

    [Fact]
    public void Negative_values_tell_their_own_limits()
    {
        var points = new PointSet([0, 1, 2, 3], [0, 0, 0, 0], [-5, -2, 3, 8], "As", "ppm", Crs.Local);
        var (found, report) = DetectionLimits.Replace(points, new(null, CensoredMark.NegativeOfLimit, CensoredSubstitute.LimitTimes065));
        Assert.Equal([3.25f, 1.3f, 3, 8], found.Values);
        Assert.Equal((2, 2.0, 5.0), (report.Censored, report.LowestLimit, report.HighestLimit));
    }

    [Fact]
    public void Blanks_are_not_detected_only_where_it_is_said()
    {
        var (found, report) = DetectionLimits.Replace([float.NaN, 4, 0.5f], "Bi", "ppm", new(1, CensoredMark.BlankBelowLimit));
        Assert.Equal([(float)Math.Sqrt(0.5), 4, (float)Math.Sqrt(0.5)], found);
        Assert.Equal((3, 2), (report.Values, report.Censored));
    }

    [Fact]
    public void Multiplicative_replacement_keeps_the_whole_and_the_ratios_of_what_was_detected()
    {
        // 20 % and 30 % detected, the rest 50 % below a limit of 10 % once: unequal units on purpose.
        Grid[] parts = [Make("SiO2", "%", 20, 50), Make("CaO", "ppm", 300_000, 100_000), Make("FeO", "%", 0, 40)];
        var (found, reports) = DetectionLimits.ReplaceInComposition(parts, [new(1), new(1), new(10, Substitute: CensoredSubstitute.LimitTimes065)]);
        Assert.Equal([(float)(20 * (1 - 0.065)), 50], found[0].Values);
        Assert.Equal([(float)(300_000 * (1 - 0.065)), 100_000], found[1].Values);
        Assert.Equal([6.5f, 40], found[2].Values);
        Assert.Equal([0, 0, 1], reports.Select(report => report.Censored));
        var table = CensoringReport.Table(reports);
        Assert.Equal(0.5, table["share"][2]);
        Assert.Equal("FeO", table["element"][2]);
    }

    [Fact]
    public void Bad_contents_are_refused()
    {
        Assert.Contains("'Au': expected contents above 0, or a detection limit for those that are not; found -5 ppb and no limit (if -5 means",
            Assert.Throws<InvalidDataException>(() => DetectionLimits.Replace(Make("Au", "ppb", 3, -5), new())).Message);
        Assert.Contains("found 0 ppb and no limit",
            Assert.Throws<InvalidDataException>(() => DetectionLimits.Replace(Make("Au", "ppb", 3, 0), new(null, CensoredMark.NegativeOfLimit))).Message);
        Assert.Contains("above 0; found -2", Assert.Throws<ArgumentException>(() => DetectionLimits.Replace(Make("Au", "ppb", 3), new(-2))).Message);
        Assert.Contains("need a detection limit", Assert.Throws<ArgumentException>(() => DetectionLimits.Replace(Make("Au", "ppb", 3), new(null, CensoredMark.BlankBelowLimit))).Message);
        Assert.Contains("all 2 values are blank", Assert.Throws<InvalidDataException>(() => DetectionLimits.Replace(Make("Au", "ppb", float.NaN, float.NaN), new(1))).Message);
        Assert.Contains("'K': expected contents in %, ppm", Assert.Throws<InvalidDataException>(() => DetectionLimits.ReplaceInComposition([Make("Au", "ppb", 3), Make("K", "cps", 3)], [new(), new()])).Message);
        Assert.Contains("2 parts and 1 limits", Assert.Throws<ArgumentException>(() => DetectionLimits.ReplaceInComposition([Make("Au", "ppb", 3), Make("As", "ppb", 3)], [new()])).Message);
    }
}
