using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Calibration;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

[Collection(TrainingCollection.Name)]
public sealed class CrossFitTests
{
    private static readonly Discs Ground = Discs.Make();
    private static readonly TargetLabels Labels = Both(Ground.North, Ground.South);
    private static readonly BlockFolds Folds = new() { BlockMetres = 16_000, BufferMetres = 1600, Count = 2 };

    [Fact]
    public void Each_node_is_judged_by_the_network_that_did_not_train_there()
    {
        var splits = Folds.Split(Labels);
        var trained = new List<TargetLabels>();
        var fit = Fit(splits, trained);
        Assert.Equal(splits.Count, trained.Count);
        for (var node = 0; node < fit.FoldOf.Length; node++)
        {
            var fold = fit.FoldOf[node];
            Assert.Equal(fold < 0, float.IsNaN(fit.Map.Probability.Values[node]));
            Assert.Equal(Labels.Values[node] != TargetLabels.Unknown, fold >= 0);
            if (fold >= 0)
            {
                Assert.True(splits[fold].Test[node]);
                Assert.Equal(TargetLabels.Unknown, trained[fold].Values[node]);
            }
        }
        var score = AveragePrecision.Of(fit.Map.Probability.Values, Labels.Values);
        Assert.True(score > 2 * Labels.Prevalence, $"AP {score} at a prevalence of {Labels.Prevalence}");
    }

    /// <summary>Two folds: the calibrator of one is what the other's ground alone says.</summary>
    [Fact]
    public void The_calibrator_of_a_fold_knows_nothing_of_its_labels()
    {
        var splits = Folds.Split(Labels);
        var fit = Fit(splits);
        var turned = Labels with { Values = [.. Labels.Values.Select((label, node) => label != TargetLabels.Unknown && splits[0].Test[node] ? (sbyte)(1 - label) : label)] };
        // The same networks, as if the labels of the first fold had been others when they were held against the map.
        var models = splits.Select(split => Trainer.Train(Ground.Stack, Labels.Where(split.Training), null, Discs.Tiny)).ToList();
        var other = CrossFit.Of(Ground.Stack, turned, splits, Folds.BlocksOf(Labels.Geometry), (fold, _) => models[fold], new(Passes: 1));
        double[] at = [0.05, 0.1, 0.2, 0.4, 0.7];
        Assert.Equal(at.Select(fit.Calibrators[0].Apply), at.Select(other.Calibrators[0].Apply));
        Assert.NotEqual(at.Select(fit.Calibrators[1].Apply), at.Select(other.Calibrators[1].Apply));
    }

    [Fact]
    public void One_fold_is_refused() => Assert.Contains("at least two folds", Assert.Throws<ArgumentException>(() => Fit([Folds.Split(Labels)[0]])).Message);

    [Fact]
    public void A_split_at_random_is_refused() => Assert.Contains("at random", Assert.Throws<InvalidOperationException>(() => Fit(new RandomSplit { Count = 2 }.Split(Labels))).Message);

    [Fact]
    public void A_calibrated_map_keeps_order_holes_and_a_spread_in_its_new_measure()
    {
        var geometry = new GridGeometry(1, 4, 0, 0, 200, 200, Crs.Local);
        var map = new TargetMap(new(geometry, [0.2f, 0.5f, 0.9f, float.NaN], "p", "1"), new(geometry, [0.01f, 0.01f, 0.2f, float.NaN], "s", "1"));
        var calibrated = map.Calibrated(new PlattCalibrator(2, 0));
        // Twice the log odds: p^2 / (p^2 + (1 - p)^2), whose slope at 1/2 is 2.
        Assert.Equal(0.04 / (0.04 + 0.64), calibrated.Probability.Values[0], 5);
        Assert.Equal(0.5, calibrated.Probability.Values[1], 5);
        Assert.Equal(0.02, calibrated.Spread.Values[1], 4);
        Assert.InRange(calibrated.Probability.Values[2] + calibrated.Spread.Values[2], 0.9, 1.1);
        Assert.True(float.IsNaN(calibrated.Probability.Values[3]) && float.IsNaN(calibrated.Spread.Values[3]));
    }

    private static CrossFit Fit(IReadOnlyList<SpatialSplit> splits, List<TargetLabels>? trained = null) =>
        CrossFit.Of(Ground.Stack, Labels, splits, Folds.BlocksOf(Labels.Geometry), (_, training) =>
        {
            trained?.Add(training);
            return Trainer.Train(Ground.Stack, training, null, Discs.Tiny);
        }, new(Passes: 1));

    private static TargetLabels Both(TargetLabels one, TargetLabels other) =>
        one with { Values = [.. one.Values.Zip(other.Values, (a, b) => a != TargetLabels.Unknown ? a : b)] };
}
