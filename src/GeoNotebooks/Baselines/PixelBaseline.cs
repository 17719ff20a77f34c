using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace GeoNotebooks.Baselines;

/// <summary>
/// What a U-Net must beat: gradient-boosted trees that judge each pixel by itself (Ke et al. 2017, LightGBM, NIPS 30). With window statistics among its features a pixel knows
/// its neighbourhood's level and roughness, but no shape.
/// </summary>
public sealed class PixelBaseline : ITargetScorer
{
    private readonly ITransformer _model;
    private readonly MLContext _context;
    private readonly IReadOnlyList<string> _names;

    private PixelBaseline(MLContext context, ITransformer model, IReadOnlyList<string> names) => (_context, _model, _names) = (context, model, names);

    /// <summary>Trains on the known labels; <see cref="TargetLabels.Unknown"/> takes no part.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="training">Labels to train on.</param>
    /// <param name="options">How the trees grow.</param>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, or one of the two classes is lacking.</exception>
    public static PixelBaseline Train(PixelFeatures features, TargetLabels training, PixelBaselineOptions options)
    {
        options.Require();
        var nodes = TrainingNodes.Draw(features, training, options.MostTrainingNodes, options.Seed);
        var context = new MLContext(options.Seed);
        var trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = options.LeastNodesPerLeaf,
            MaximumBinCountPerFeature = 63,
            Booster = new GradientBooster.Options { FeatureFraction = options.FeatureShare },
            // LightGBM's own threads spin while they wait for each other, which on a busy machine took fifty times as long; folds run side by side instead.
            NumberOfThreads = 1,
            Seed = options.Seed,
            // Left to itself LightGBM times two ways of summing and takes the faster, and the last digits of the trees change from run to run.
            Deterministic = true,
            ForceColumnWise = true,
        });
        var present = Array.ConvertAll(training.Values, value => value == TargetLabels.Present);
        return new(context, trainer.Fit(PixelRows.View(context, features.Planes.Count, nodes, features.Fill, present)), features.Names);
    }

    /// <summary>Probability of the target on the nodes wanted; NaN on the others and where no feature has a value.</summary>
    /// <param name="features">What the pixels see: the features that the trees were grown on, in the same order.</param>
    /// <param name="wanted">One flag a node.</param>
    public float[] Predict(PixelFeatures features, bool[] wanted)
    {
        var nodes = TrainingNodes.Wanted(features, _names, wanted);
        var rows = PixelRows.View(_context, features.Planes.Count, nodes, features.Fill, null);
        var judged = _model.Transform(rows).GetColumn<float>("Probability").ToArray();
        return TrainingNodes.Spread(wanted.Length, nodes, k => judged[k]);
    }

    /// <summary>Scores each node by trees that saw neither its block nor the strip about it.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="labels">Labels to train on, each fold on its own part of them.</param>
    /// <param name="splits">The folds.</param>
    /// <param name="options">How the trees grow.</param>
    /// <param name="cancellation">Starts no further fold.</param>
    /// <returns>Probability; NaN on nodes that no fold judges.</returns>
    public static Grid CrossPredict(
        PixelFeatures features, TargetLabels labels, IReadOnlyList<SpatialSplit> splits, PixelBaselineOptions options, CancellationToken cancellation = default) =>
        options.CrossPredict(features, labels, splits, options.Threads, cancellation);
}
