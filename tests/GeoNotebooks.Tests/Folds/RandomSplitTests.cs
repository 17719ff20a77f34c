using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Folds;

public sealed class RandomSplitTests
{
    private static readonly GridGeometry Geometry = new(128, 192, 0, 0, 200, 200, Crs.Local);
    private static readonly TargetLabels Labels = new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => node / 192 < 8 ? TargetLabels.Unknown : node % 5 == 0 ? TargetLabels.Present : TargetLabels.Absent)], "faults");

    [Theory]
    [InlineData(null)]
    [InlineData(6400.0)]
    public void Every_node_is_judged_once_and_trains_in_all_other_folds(double? tileMetres)
    {
        var splits = new RandomSplit { TileMetres = tileMetres, Count = 4 }.Split(Labels);
        for (var node = 0; node < Geometry.Count; node++)
        {
            Assert.Single(splits, split => split.Test[node]);
            Assert.Equal(3, splits.Count(split => split.Training[node]));
        }
        Assert.All(splits, split => Assert.Equal(1, split.TrainingShareOf(Labels)));
        if (tileMetres is not null)
            Assert.All(splits, split => Assert.Equal(split.Test[0], split.Test[31 * 192 + 31]));
    }

    [Fact]
    public void Test_nodes_lie_beside_training_nodes_where_folds_in_space_keep_a_strip()
    {
        var random = new RandomSplit().Split(Labels)[0].DistancesToTraining(Labels);
        Assert.True(random.Count(metres => metres <= 200) > 0.99 * random.Count);
        var inSpace = new BlockFolds { BlockMetres = 12_800, BufferMetres = 3_200, Count = 3 }.Split(Labels)[0].DistancesToTraining(Labels);
        Assert.All(inSpace, metres => Assert.True(metres > 3_200));
    }

    [Fact]
    public void Leakage_test_refuses_it_and_its_summary_says_what_it_is()
    {
        var split = new RandomSplit().Split(Labels)[0];
        var message = Assert.Throws<InvalidOperationException>(() => split.RequireNoLeak(Labels.Where(split.Training), Labels.Where(split.Test))).Message;
        Assert.Contains("dealt at random", message);
        Assert.StartsWith("RANDOM, for comparison only", split.SummaryOf(Labels));
        Assert.False(new BlockFolds { BlockMetres = 12_800, BufferMetres = 3_200, Count = 3 }.Split(Labels)[0].IsRandom);
    }

    [Fact]
    public void Fold_without_positives_is_said()
    {
        var one = Labels with { Values = [TargetLabels.Present, .. new sbyte[Geometry.Count - 1]] };
        Assert.Contains("positives on both sides of each of 5 random folds", Assert.Throws<InvalidDataException>(() => new RandomSplit().Split(one)).Message);
    }
}
