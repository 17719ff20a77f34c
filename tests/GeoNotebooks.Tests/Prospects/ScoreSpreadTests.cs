using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

public sealed class ScoreSpreadTests
{
    [Fact]
    public void Spread_is_the_standard_deviation_of_each_node()
    {
        var geometry = new GridGeometry(2, 2, 0, 200, 200, 200, Crs.Local);
        Grid[] draws = [.. new[] { 0.1f, 0.4f, 0.9f }.Select(value => new Grid(geometry, [value, 0.5f, float.NaN, 1 - value], "score", "1"))];
        var spread = new ScoreSpread();
        Assert.Equal(draws, spread.Watch(draws));
        var expected = MathNet.Numerics.Statistics.Statistics.StandardDeviation([0.1, 0.4, 0.9]);
        var found = spread.ToGrid().Values;
        Assert.Equal(expected, found[0], 1e-6);
        Assert.Equal(0, found[1]);
        Assert.True(float.IsNaN(found[2]));
        Assert.Equal(expected, found[3], 1e-6);
        Assert.Throws<InvalidOperationException>(() => new ScoreSpread().ToGrid());
    }
}
