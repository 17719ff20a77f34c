using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

public sealed class AveragePrecisionTests
{
    // Recall rises by 1/3 at ranks 1, 3 and 5, where precision is 1/1, 2/3 and 3/5.
    [Fact]
    public void Equals_the_sum_by_hand() =>
        Assert.Equal((1 + 2.0 / 3 + 3.0 / 5) / 3, AveragePrecision.Of([0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.1f], [1, 0, 1, 0, 1, 0]), 1e-12);

    // Both nodes at 0.5 come together: recall 1/2 -> 1 at precision 2/3, whichever of them stands first.
    [Fact]
    public void Ties_come_together_in_any_order()
    {
        Assert.Equal((1 + 2.0 / 3) / 2, AveragePrecision.Of([0.9f, 0.5f, 0.5f, 0.1f], [1, 1, 0, 0]), 1e-12);
        Assert.Equal((1 + 2.0 / 3) / 2, AveragePrecision.Of([0.9f, 0.5f, 0.5f, 0.1f], [1, 0, 1, 0]), 1e-12);
        Assert.Equal(0.25, AveragePrecision.Of([2f, 2f, 2f, 2f], [0, 0, 1, 0]), 1e-12);
    }

    [Fact]
    public void Unknown_and_missing_are_left_out() =>
        Assert.Equal(
            AveragePrecision.Of([0.9f, 0.4f, 0.3f], [0, 1, 0]),
            AveragePrecision.Of([1f, 0.9f, float.NaN, 0.4f, 0.3f], [TargetLabels.Unknown, 0, 1, 1, 0]), 1e-12);

    [Fact]
    public void No_positive_gives_no_number()
    {
        Assert.True(double.IsNaN(AveragePrecision.Of([0.1f, 0.2f], [0, TargetLabels.Unknown])));
        Assert.Throws<ArgumentException>(() => AveragePrecision.Of([0.1f], [0, 1]));
    }

    // Two blocks that agree leave nothing to chance; when one is perfect and one is wrong, the interval reaches from the one to the other.
    [Fact]
    public void Interval_spans_what_the_blocks_say()
    {
        float[] scores = [0.9f, 0.1f, 0.9f, 0.1f];
        Assert.Equal((1, 1), AveragePrecision.Interval(scores, [1, 0, 1, 0], [0, 0, 1, 1]));
        Assert.Equal((0.5, 1), AveragePrecision.Interval(scores, [1, 0, 0, 1], [0, 0, 1, 1]));
        Assert.Equal(AveragePrecision.Interval(scores, [1, 0, 0, 1], [0, 1, 2, 3], seed: 5), AveragePrecision.Interval(scores, [1, 0, 0, 1], [0, 1, 2, 3], seed: 5));
        Assert.Throws<ArgumentException>(() => AveragePrecision.Interval(scores, [1, 0, 1, 0], [0]));
    }

    // Blocks of one node each are the ordinary bootstrap, whose spread about the mean of a large sample is known.
    [Fact]
    public void Interval_shrinks_with_the_root_of_the_number_of_blocks()
    {
        double Width(int count)
        {
            var random = new Random(3);
            var labels = Enumerable.Range(0, count).Select(i => (sbyte)(i % 4 == 0 ? 1 : 0)).ToArray();
            var scores = labels.Select(label => (float)(label + 2 * random.NextDouble())).ToArray();
            var (low, high) = AveragePrecision.Interval(scores, labels, [.. Enumerable.Range(0, count)]);
            Assert.InRange(AveragePrecision.Of(scores, labels), low, high);
            return high - low;
        }
        Assert.InRange(Width(400) / Width(6400), 2.8, 5.6);
    }
}
