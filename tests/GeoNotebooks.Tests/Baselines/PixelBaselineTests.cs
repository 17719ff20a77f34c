using GeoNotebooks.Baselines;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Baselines;

public sealed class PixelBaselineTests
{
    private static readonly GridGeometry Geometry = new(80, 100, 0, 0, 500, 500, Crs.Local);
    private static readonly PixelBaselineOptions Options = new() { Trees = 20, Leaves = 16, LearningRate = 0.2, LeastNodesPerLeaf = 10, FeatureShare = 1 };
    private static readonly BlockFolds Folds = new() { BlockMetres = 10_000, BufferMetres = 1_000, Count = 4 };

    private static readonly float[] First = Noise(1), Second = Noise(2);

    private static float[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Geometry.Count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private static FeatureStack Stack(float[] first, float[] second) => new([new(Geometry, first, "first", "1"), new(Geometry, second, "second", "1")]);

    /// <summary>Present where the two channels have one sign: no channel tells it by itself.</summary>
    private static TargetLabels Labels() => new(Geometry, [.. First.Zip(Second, (a, b) => a * b > 0 ? TargetLabels.Present : TargetLabels.Absent)], "signs");

    private static PixelFeatures Pixels => PixelFeatures.Of(Stack(First, Second), []);

    [Fact]
    public void What_two_channels_tell_together_is_learnt_across_blocks()
    {
        var labels = Labels();
        var scores = PixelBaseline.CrossPredict(Pixels, labels, Folds.Split(labels), Options);
        Assert.InRange(AveragePrecision.Of(scores.Values, labels.Values), 0.97, 1);
        Assert.InRange(AveragePrecision.Of(First, labels.Values), 0.4, 0.6);
        Assert.All(scores.Values, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Roughness_of_a_window_is_seen_only_with_windows()
    {
        // Half the ground holds patches of 2 km, the other half loose nodes, of the same two values: only the neighbourhood tells them apart.
        var rough = Enumerable.Range(0, Geometry.Count).Select(node => (node / 100 / 16 + node % 100 / 16) % 2 == 1).ToArray();
        var labels = new TargetLabels(Geometry, [.. rough.Select(flag => flag ? TargetLabels.Present : TargetLabels.Absent)], "rough");
        var stack = new FeatureStack([new(Geometry, [.. rough.Select((flag, node) => MathF.Sign(First[flag ? node : node / 400 * 400 + node % 100 / 4]))], "values", "1")]);
        double Score(params double[] windows) => AveragePrecision.Of(
            PixelBaseline.CrossPredict(PixelFeatures.Of(stack, windows), labels, Folds.Split(labels), Options).Values, labels.Values);
        Assert.InRange(Score(2_500), 0.8, 1);
        Assert.InRange(Score(), 0.4, 0.6);
    }

    [Fact]
    public void Unknown_labels_take_no_part()
    {
        var labels = Labels();
        // The eastern half is unknown; what stands there must not change a tree.
        var mask = Enumerable.Range(0, Geometry.Count).Select(node => node % 100 < 50).ToArray();
        var lies = labels with { Values = [.. labels.Values.Select((value, node) => mask[node] ? value : (sbyte)(1 - value))] };
        var everywhere = Enumerable.Repeat(true, Geometry.Count).ToArray();
        Assert.Equal(
            PixelBaseline.Train(Pixels, labels.Where(mask), Options).Predict(Pixels, everywhere),
            PixelBaseline.Train(Pixels, lies.Where(mask), Options).Predict(Pixels, everywhere));
        Assert.NotEqual(
            PixelBaseline.Train(Pixels, labels, Options).Predict(Pixels, everywhere),
            PixelBaseline.Train(Pixels, lies, Options).Predict(Pixels, everywhere));
    }

    [Fact]
    public void Same_seed_gives_the_same_scores_for_any_number_of_threads()
    {
        var labels = Labels();
        var folds = Folds.Split(labels);
        var options = Options with { FeatureShare = 0.5, MostTrainingNodes = 2_000 };
        var one = PixelBaseline.CrossPredict(Pixels, labels, folds, options with { Threads = 1 }).Values;
        Assert.Equal(one, PixelBaseline.CrossPredict(Pixels, labels, folds, options with { Threads = 3 }).Values);
        Assert.NotEqual(one, PixelBaseline.CrossPredict(Pixels, labels, folds, options with { Seed = 2 }).Values);
    }

    [Fact]
    public void Nodes_without_any_value_get_no_score()
    {
        var hole = First.Select((value, node) => node < 250 ? float.NaN : value).ToArray();
        var features = PixelFeatures.Of(Stack(hole, [.. Second.Select((value, node) => node < 130 ? float.NaN : value)]), []);
        var scores = PixelBaseline.Train(features, Labels(), Options).Predict(features, [.. Enumerable.Range(0, Geometry.Count).Select(node => node < 6_000)]);
        Assert.All(Enumerable.Range(0, Geometry.Count), node => Assert.Equal(node is < 130 or >= 6_000, float.IsNaN(scores[node])));
    }

    [Fact]
    public void Wrong_input_is_said_in_one_sentence()
    {
        var labels = Labels();
        Assert.Contains("found 0 and 8000", Assert.Throws<InvalidDataException>(() => PixelBaseline.Train(Pixels, labels with { Values = new sbyte[Geometry.Count] }, Options)).Message);
        Assert.Contains("the labels lie on other nodes", Assert.Throws<InvalidDataException>(() =>
            PixelBaseline.Train(Pixels, labels with { Geometry = Geometry with { West = 250 } }, Options)).Message);
        Assert.Contains("found first; first, mean in 3 km", Assert.Throws<ArgumentException>(() =>
            PixelBaseline.Train(Pixels, labels, Options).Predict(PixelFeatures.Of(Stack(First, Second), [3_000]), new bool[Geometry.Count])).Message);
        Assert.Contains("found -1", Assert.Throws<ArgumentException>(() => PixelFeatures.Of(Stack(First, Second), [3_000, -1])).Message);
    }
}
