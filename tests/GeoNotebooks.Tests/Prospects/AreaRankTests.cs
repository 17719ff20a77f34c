using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

public sealed class AreaRankTests
{
    private static readonly Grid Hundred = new(new(10, 10, 0, 0, 200, 200, Crs.Local), [.. Enumerable.Range(0, 100).Select(i => (float)i)], "score", "1");

    [Fact]
    public void Share_above_the_median_cell_is_counted()
    {
        var cluster = Enumerable.Range(0, 100).Select(i => i is 90 or 95 or 99).ToArray();
        var rank = AreaRank.Of(Hundred, cluster);
        Assert.Equal(95, rank.MedianScore);
        Assert.Equal((4 + 0.5) / 100, rank.ShareAbove, 1e-12);
        Assert.Equal(3, rank.ClusterCells);
    }

    [Fact]
    public void Constant_map_ranks_in_the_middle() =>
        Assert.Equal(0.5, AreaRank.Of(Hundred.Map(_ => 1), [.. Enumerable.Range(0, 100).Select(i => i < 5)]).ShareAbove);

    [Fact]
    public void Cluster_off_the_map_is_refused() =>
        Assert.Throws<InvalidDataException>(() => AreaRank.Of(Hundred, new bool[100]));

    [Fact]
    public void Capture_counts_deposits_in_the_best_part()
    {
        var captured = AreaCapture.Of(Hundred, [99, 98, 91, 50, 3], 0.01, 0.05, 0.1);
        Assert.Equal([1, 2, 3], captured.Select(part => part.Captured));
        Assert.Equal(0.6, captured[2].Share);
        // Clopper and Pearson for 3 of 5.
        Assert.Equal(0.1466, captured[2].Low, 1e-3);
        Assert.Equal(0.9473, captured[2].High, 1e-3);
        Assert.Equal((0, 2), (captured[2].RandomLow, captured[2].RandomHigh));
    }

    [Fact]
    public void Map_that_says_nothing_captures_nothing() =>
        Assert.All(AreaCapture.Of(Hundred.Map(_ => 0.5f), [1, 2, 3], 0.01, 0.1), part => Assert.Equal(0, part.Captured));
}
