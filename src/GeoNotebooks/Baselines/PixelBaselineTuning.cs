using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>A way to grow the trees, as one of several to choose from.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Trees">How they grow.</param>
/// <param name="Windows">Whether they see window statistics beside the channels.</param>
public sealed record TuningSetting(string Name, PixelBaselineOptions Trees, bool Windows);

/// <summary>A setting with what it reached on the inner folds.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="AveragePrecision">Average precision over the inner folds.</param>
public sealed record TuningTrial(TuningSetting Setting, double AveragePrecision);

/// <summary>
/// Boosted trees with their settings chosen on training ground: inner folds part it once more, each setting is tried on them, and the best by average precision is grown on all of it. The test ground of an outer
/// fold plays no part in the choice (nested cross-validation, Varma and Simon 2006, BMC Bioinformatics 7, 91). A network is fairly measured only against a rival who was given as much care.
/// </summary>
public sealed record PixelBaselineTuning : ITargetBaseline
{
    /// <summary>Sides of the windows that the rival of a network looks through: from a few primary points to the side of a tile.</summary>
    public static IReadOnlyList<double> WindowsMetres { get; } = [3_000, 8_000, 13_000];

    /// <summary>Few and large settings: many fine ones would be told apart by chance alone.</summary>
    public static IReadOnlyList<TuningSetting> Usual { get; } =
    [
        new("stumpy, windows", new() { Trees = 300, Leaves = 4, LearningRate = 0.06, LeastNodesPerLeaf = 800, FeatureShare = 0.1 }, true),
        new("short, windows", new() { Trees = 100, Leaves = 4, LearningRate = 0.06, LeastNodesPerLeaf = 800, FeatureShare = 0.3 }, true),
        new("middling, windows", new() { Trees = 200, Leaves = 8, LearningRate = 0.06, LeastNodesPerLeaf = 400, FeatureShare = 0.2 }, true),
        new("bushy, windows", new() { Trees = 250, Leaves = 24, LearningRate = 0.05, LeastNodesPerLeaf = 150, FeatureShare = 0.3 }, true),
        new("stumpy, pixel alone", new() { Trees = 200, Leaves = 4, LearningRate = 0.06, LeastNodesPerLeaf = 800, FeatureShare = 0.6 }, false),
        new("bushy, pixel alone", new() { Trees = 200, Leaves = 16, LearningRate = 0.05, LeastNodesPerLeaf = 200, FeatureShare = 0.6 }, false),
    ];

    /// <inheritdoc/>
    public string Name => "boosted trees, tuned";

    /// <summary>The settings to choose from; the first of equals is taken.</summary>
    public IReadOnlyList<TuningSetting> Settings { get; init; } = Usual;

    /// <summary>How the training ground is parted once more.</summary>
    public BlockFolds InnerFolds { get; init; } = new() { Count = 2 };

    /// <summary>Nodes that settings are tried on; the chosen one grows on as many as its options say.</summary>
    public int TuningNodes { get; init; } = 20_000;

    /// <summary>Seed of the draw of these nodes.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public ITargetScorer Fit(PixelFeatures features, TargetLabels training) => Train(features, training);

    /// <summary>Chooses a setting on the training ground and grows its trees there.</summary>
    /// <param name="features">What the pixels see; settings without windows see the channels alone.</param>
    /// <param name="training">Labels to train on.</param>
    /// <exception cref="InvalidDataException">The training ground cannot be parted into inner folds that all hold the target and ground without it, or a channel has no value on it.</exception>
    public TunedPixelBaseline Train(PixelFeatures features, TargetLabels training)
    {
        if (Settings.Count == 0 || TuningNodes < 2)
            throw new ArgumentException($"tuning needs a setting and two nodes or more; found {Settings.Count} and {TuningNodes}");
        var trials = Settings.Count == 1 ? [new(Settings[0], double.NaN)] : Tried(features, training);
        var best = trials.MaxBy(trial => trial.AveragePrecision)!.Setting;
        return new((PixelBaseline)best.Trees.Fit(Seen(features, best), training), best, trials);
    }

    /// <summary>The cross-fitted map, with each outer fold's own choice.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="labels">Labels to train on, each fold on its own part of them.</param>
    /// <param name="splits">The outer folds.</param>
    /// <param name="threads">Outer folds that are tuned at the same time; the result does not depend on it.</param>
    /// <param name="cancellation">Starts no further fold.</param>
    /// <returns>The map, NaN on nodes that no fold judges, and the trees of each fold.</returns>
    /// <exception cref="InvalidDataException">As for <see cref="Train"/>.</exception>
    public (Grid Map, IReadOnlyList<TunedPixelBaseline> Folds) CrossPredictTuned(
        PixelFeatures features, TargetLabels labels, IReadOnlyList<SpatialSplit> splits, int threads = 2, CancellationToken cancellation = default)
    {
        var (map, scorers) = CrossPrediction.Of(this, features, labels, splits, threads, cancellation);
        return (map, [.. scorers.Cast<TunedPixelBaseline>()]);
    }

    internal static PixelFeatures Seen(PixelFeatures features, TuningSetting setting) => setting.Windows ? features : features.WithoutWindows();

    private List<TuningTrial> Tried(PixelFeatures features, TargetLabels training)
    {
        var nodes = TrainingNodes.DrawValued(features, training, TuningNodes, Seed);
        var sample = features.On(nodes);
        var labels = new TargetLabels(sample.Geometry, Array.ConvertAll(nodes, node => training.Values[node]), training.Target);
        var folds = Inner(training).Select(split =>
            (Training: labels.Where(Array.ConvertAll(nodes, node => split.Training[node])), Test: Array.ConvertAll(nodes, node => split.Test[node]))).ToList();
        var whole = Math.Min(training.KnownCount, Settings.Max(setting => setting.Trees.MostTrainingNodes));
        return [.. Settings.Select(setting =>
        {
            var (seen, scores) = (Seen(sample, setting), new float[nodes.Length]);
            Array.Fill(scores, float.NaN);
            foreach (var (inner, test) in folds)
            {
                // A leaf is a share of the ground: on fewer nodes it holds fewer.
                var least = Math.Max(1, (int)Math.Round(setting.Trees.LeastNodesPerLeaf * Math.Min(1, (double)inner.KnownCount / whole)));
                var judged = PixelBaseline.Train(seen, inner, setting.Trees with { LeastNodesPerLeaf = least }).Predict(seen, test);
                for (var i = 0; i < scores.Length; i++)
                    if (test[i])
                        scores[i] = judged[i];
            }
            return new TuningTrial(setting, AveragePrecision.Of(scores, labels.Values));
        })];
    }

    private IReadOnlyList<SpatialSplit> Inner(TargetLabels training)
    {
        try
        {
            return InnerFolds.Split(training);
        }
        catch (InvalidDataException why)
        {
            throw new InvalidDataException($"inner folds, on which settings of trees are chosen: {why.Message}", why);
        }
    }
}
