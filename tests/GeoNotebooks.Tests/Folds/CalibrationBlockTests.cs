using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Folds;

public sealed class CalibrationBlockTests
{
    private static readonly GridGeometry Geometry = new(80, 120, 0, 0, 1000, 1000, Crs.Local);

    /// <summary>Six blocks of 40 km whose shares of the target are 2, 30, 10, 0, 6 and 50 %; the whole has 16.3 %.</summary>
    private static TargetLabels Labels(params int[] percent) => new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node =>
    {
        var (row, column) = (node / 120, node % 120);
        var within = row % 40 * 40 + column % 40;
        return within % 100 < percent[row / 40 * 3 + column / 40] ? TargetLabels.Present : TargetLabels.Absent;
    })], "granite");

    [Fact]
    public void The_block_most_like_the_whole_is_kept_with_a_strip_about_it()
    {
        var labels = Labels(2, 30, 10, 0, 6, 50);
        var split = CalibrationBlock.Of(labels, 40_000, 5000);
        // ln(16.3 / 10) = 0.49 is the least distance, ln(30 / 16.3) = 0.61 the next.
        Assert.All(Enumerable.Range(0, Geometry.Count), node => Assert.Equal(node / 120 < 40 && node % 120 >= 80, split.Test[node]));
        split.RequireNoLeak(labels.Where(split.Training), labels.Where(split.Test));
        Assert.True(split.Training[0]);
        Assert.False(split.Training[76]);
    }

    [Fact]
    public void A_block_that_leaves_nothing_to_train_on_is_passed_over()
    {
        // All positives of the target but those of one block lie in the first: without it nothing is left in reach.
        var split = CalibrationBlock.Of(Labels(0, 0, 0, 20, 0, 1), 40_000, 5000);
        Assert.True(split.Test[79 * 120 + 119] || split.Test[79 * 120]);
        Assert.Contains("take smaller blocks", Assert.Throws<InvalidDataException>(() => CalibrationBlock.Of(Labels(0, 0, 0, 20, 0, 0), 40_000, 5000)).Message);
    }
}
