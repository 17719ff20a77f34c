using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class RobustScoreTests
{
    private static Grid Make(params float[] values) => new(new(1, values.Length, 0, 0, 100, 100, Crs.Local), values, "Au", "ppb");

    [Fact]
    public void Median_and_median_deviation_by_hand()
    {
        // Median 4, deviations 3, 1, 0, 2, 996: their median is 2.
        var score = RobustScore.Fit(Make(1, 3, 4, 6, 1000, float.NaN));
        Assert.Equal((4, 2 * 1.4826), (score.Median, score.Scale));
        var found = score.Apply(Make(4, 6, 4 - 2 * 2 * 1.4826f, float.NaN));
        Assert.Equal(0, found.Values[0]);
        Assert.Equal(1 / 1.4826, found.Values[1], 1e-6);
        Assert.Equal(-2, found.Values[2], 1e-5);
        Assert.True(float.IsNaN(found.Values[3]));
        Assert.Equal("1", found.Unit);
    }

    [Fact]
    public void Normal_values_have_scores_of_unit_spread()
    {
        var random = new Random(8);
        var values = Make([.. Enumerable.Range(0, 20_000).Select(_ => (float)(50 + 7 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))]);
        Assert.Equal(1, GridStatistics.Of(RobustScore.Fit(values).Apply(values)).StandardDeviation, 0.03);
    }

    [Fact]
    public void Only_the_mask_is_looked_at()
    {
        var values = Make(1, 2, 3, 500, 600);
        Assert.Equal(RobustScore.Fit(Make(1, 2, 3)), RobustScore.Fit(values, [true, true, true, false, false]));
    }

    [Fact]
    public void More_than_half_equal_falls_back_on_the_mean_deviation() =>
        Assert.Equal(1.2533 * 8 / 5, RobustScore.Fit(Make(2, 2, 2, 4, 8)).Scale, 1e-12);

    [Fact]
    public void Bad_channels_are_refused()
    {
        Assert.Contains("'Au': expected values that differ for a robust score; all 2 are 3 ppb", Assert.Throws<InvalidDataException>(() => RobustScore.Fit(Make(3, 3, float.NaN))).Message);
        Assert.Contains("every node is blank", Assert.Throws<InvalidDataException>(() => RobustScore.Fit(Make(float.NaN))).Message);
        Assert.Contains("blank on the 1 nodes that it is fitted on", Assert.Throws<InvalidDataException>(() => RobustScore.Fit(Make(float.NaN, 3), [true, false])).Message);
        Assert.Contains("2 in all; found 1", Assert.Throws<ArgumentException>(() => RobustScore.Fit(Make(1, 2), [true])).Message);
        Assert.Contains("found 'ppm'", Assert.Throws<InvalidDataException>(() => RobustScore.Fit(Make(1, 2)).Apply(Make(1, 2) with { Unit = "ppm" })).Message);
    }
}
