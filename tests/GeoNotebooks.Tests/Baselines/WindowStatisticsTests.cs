using GeoNotebooks.Baselines;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Baselines;

public sealed class WindowStatisticsTests
{
    [Fact]
    public void Windows_are_the_sums_by_hand_at_edges_and_beside_holes_too()
    {
        var geometry = new GridGeometry(13, 17, 0, 0, 500, 250, Crs.Local);
        var random = new Random(3);
        var values = Enumerable.Range(0, geometry.Count).Select(i => i % 11 == 4 || i < 40 ? float.NaN : 1e6f + 100 * (float)random.NextDouble()).ToArray();
        var (mean, deviation) = WindowStatistics.Of(new(geometry, values, "heights", "m"), 1_500);
        for (var node = 0; node < geometry.Count; node++)
        {
            // 1.5 km are 3 columns of 500 m and, rounded to an odd number, 5 or 7 rows of 250 m.
            var within = Enumerable.Range(0, geometry.Count)
                .Where(other => Math.Abs(other / 17 - node / 17) <= 2 && Math.Abs(other % 17 - node % 17) <= 1 && !float.IsNaN(values[other])).Select(other => (double)values[other]).ToArray();
            if (within.Length == 0)
            {
                Assert.True(float.IsNaN(mean[node]) && float.IsNaN(deviation[node]));
                continue;
            }
            Assert.Equal(within.Average(), mean[node], 0.07);
            Assert.Equal(Math.Sqrt(within.Average(value => Math.Pow(value - within.Average(), 2))), deviation[node], 0.001);
        }
    }
}
