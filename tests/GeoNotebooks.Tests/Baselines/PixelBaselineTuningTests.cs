using GeoNotebooks.Baselines;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using Xunit;
using static GeoNotebooks.Tests.Baselines.BaselineGround;

namespace GeoNotebooks.Tests.Baselines;

public sealed class PixelBaselineTuningTests
{
    private static readonly PixelBaselineOptions Trees = new() { Trees = 20, Leaves = 8, LearningRate = 0.2, LeastNodesPerLeaf = 20, FeatureShare = 1 };
    private static readonly TuningSetting Pixel = new("pixel", Trees, false), Window = new("window", Trees, true), Stump = new("one tree", Trees with { Trees = 1, Leaves = 2 }, true);
    private static readonly PixelBaselineTuning Tuning = new() { Settings = [Stump, Pixel, Window], InnerFolds = Blocks with { Count = 2 }, TuningNodes = 4_000 };

    /// <summary>Present where the level of a window is high, under noise of single nodes.</summary>
    private static TargetLabels Level { get; } = LevelLabels();

    private static TargetLabels LevelLabels()
    {
        var (mean, _) = WindowStatistics.Of(Stack["first"], 2_500);
        return LabelsOf(node => mean[node] > 0.15);
    }

    [Fact]
    public void Each_fold_chooses_the_setting_that_sees_what_the_target_is_made_of()
    {
        var features = PixelFeatures.Of(Stack, [2_500]);
        var (map, folds) = Tuning.CrossPredictTuned(features, Level, Blocks.Split(Level));
        Assert.All(folds, fold => Assert.Same(Window, fold.Chosen));
        Assert.InRange(AveragePrecision.Of(map.Values, Level.Values), 0.9, 1);
        Assert.Equal(12, TunedPixelBaseline.Table(folds).Rows.Count);
        // The map is that of the setting chosen, grown on all training ground.
        Assert.Equal(Trees.CrossPredict(features, Level, Blocks.Split(Level)).Values, map.Values);
        // Single nodes tell all there is of the other target: windows are more to go wrong with.
        Assert.All(Tuning.CrossPredictTuned(features, LabelsOf(node => First[node] * Second[node] > 0), Blocks.Split(Labels)).Folds, fold => Assert.NotSame(Stump, fold.Chosen));
    }

    [Fact]
    public void The_choice_does_not_look_at_the_test_ground()
    {
        var split = Blocks.Split(Labels)[0];
        var features = PixelFeatures.Of(Stack, [2_500]);
        // What is true of the windows everywhere else is a lie on the test ground.
        var training = Labels.Where(split.Training);
        var honest = Tuning.Train(features, training);
        var noise = new Random(5);
        var turned = Labels with { Values = [.. Labels.Values.Select((label, node) => split.Test[node] ? (sbyte)noise.Next(2) : label)] };
        var other = Tuning.CrossPredictTuned(features, turned, [split]).Folds[0];
        Assert.Equal(honest.Trials, other.Trials);
        Assert.Same(honest.Chosen, other.Chosen);
        Assert.Equal(honest.Trials.Max(trial => trial.AveragePrecision), honest.Trials.Single(trial => trial.Setting == honest.Chosen).AveragePrecision);
    }

    [Fact]
    public void The_usual_settings_have_the_windows_asked_of_a_rival()
    {
        Assert.Equal([3_000, 8_000, 13_000], PixelBaselineTuning.WindowsMetres);
        Assert.Contains(PixelBaselineTuning.Usual, setting => setting.Windows);
        Assert.Contains(PixelBaselineTuning.Usual, setting => !setting.Windows);
        Assert.InRange(PixelBaselineTuning.Usual.Count, 4, 8);
        var features = PixelFeatures.Of(Stack, PixelBaselineTuning.WindowsMetres);
        Assert.Equal(2 * 10, features.Names.Count);
        Assert.Equal(["first", "second"], features.WithoutWindows().Names);
        Assert.Equal(PixelBaselineTuning.WindowsMetres, features.WindowsMetres);
    }

    [Fact]
    public void No_setting_is_refused() =>
        Assert.Contains("found 0 and 20000", Assert.Throws<ArgumentException>(() => new PixelBaselineTuning { Settings = [] }.Fit(Pixels, Labels)).Message);
}
