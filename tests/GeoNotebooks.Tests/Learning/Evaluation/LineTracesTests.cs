using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using NetTopologySuite.Algorithm;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class LineTracesTests
{
    private static readonly GridGeometry Geometry = new(90, 120, 100, 17_900, 200, 200, Crs.Local);

    /// <summary>A band 600 m to either side of a line from (4, 3) to (20, 13) km.</summary>
    private static float Band(double x, double y) => (float)(0.8 * Math.Exp(-0.5 * Math.Pow(Off(x, y) / 600, 2)));

    private static double Off(double x, double y) => DistanceComputer.PointToSegment(new(x, y), new(4000, 3000), new(20_000, 13_000));

    private static Grid Map(Func<double, double, float> score) =>
        new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => score(Geometry.X(node % 120), Geometry.Y(node / 120)))], "faults", "1");

    [Fact]
    public void A_wide_band_becomes_the_line_in_its_middle()
    {
        var traces = LineTraces.Of(Map(Band));
        var line = Enumerable.Range(0, Geometry.Count).Where(node => traces.Values[node] > 0.5f).ToArray();
        // About its ends a band is a round hill, which has crests in every direction.
        var between = line.Where(node => Geometry.X(node % 120) is > 5000 and < 19_000).ToArray();
        Assert.All(between, node => Assert.InRange(Off(Geometry.X(node % 120), Geometry.Y(node / 120)), 0, 200));
        // 14 km to the east on nodes 200 m apart: one or two nodes a column.
        Assert.Equal(70, between.Select(node => node % 120).Distinct().Count(), 1.0);
        Assert.InRange(between.Length, 69, 140);
        Assert.True(Map(Band).Values.Count(value => value > 0.5f) > 3 * line.Length);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(3000)]
    [InlineData(8000)]
    public void A_threshold_on_the_strength_gives_the_crests_above_it_that_are_long_enough(double extent)
    {
        var random = new Random(3);
        var map = Map((x, y) => Math.Abs(x - 15_000) < 500 && y < 4000 ? float.NaN : 0.5f * Band(x, y) + 0.5f * (float)random.NextDouble());
        var (crests, traces) = (LineTraces.Of(map, 0), LineTraces.Of(map, extent));
        foreach (var level in new[] { 0.1f, 0.3f, 0.45f, 0.5f, 0.6f, 0.7f, 0.8f })
            Assert.Equal(FlaggedSegments.AtLeast(Geometry, [.. crests.Values.Select(value => value >= level)], extent), traces.Values.Select(value => value >= level));
        Assert.Contains(traces.Values, value => value > 0);
        Assert.Equal(map.Values.Select(float.IsNaN), traces.Values.Select(float.IsNaN));
    }

    [Fact]
    public void Level_ground_and_ground_without_an_answer_hold_no_line()
    {
        Assert.All(LineTraces.Of(Map((_, _) => 0.3f)).Values, value => Assert.Equal(0, value));
        Assert.Throws<InvalidDataException>(() => LineTraces.Of(Map((_, _) => float.NaN)));
        Assert.Contains("least extent", Assert.Throws<ArgumentOutOfRangeException>(() => LineTraces.Of(Map(Band), -1)).Message, StringComparison.Ordinal);
    }
}
