using GeoNotebooks.Targets;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace GeoNotebooks.Baselines;

/// <summary>
/// Logistic regression per pixel (Agterberg 1974, Math. Geol. 6, 177-188, for mineral potential): the log-odds of the target are a weighted sum of standardised features. It sees no thresholds and no
/// interplay of channels, and is hard to fool: what trees win beyond it is worth looking at. Fitted by limited-memory BFGS (Nocedal 1980), as ML.NET has it.
/// </summary>
public sealed class LogisticBaseline : ITargetScorer
{
    private readonly FeatureScaling _scaling;
    private readonly IReadOnlyList<string> _names;

    private LogisticBaseline(FeatureScaling scaling, IReadOnlyList<string> names, float[] weights, double bias) => (_scaling, _names, Weights, Bias) = (scaling, names, weights, bias);

    /// <summary>Change of the log-odds for one standard deviation of each feature.</summary>
    public IReadOnlyList<float> Weights { get; }

    /// <summary>Log-odds where each feature is at its mean.</summary>
    public double Bias { get; }

    /// <summary>Fits the weights on the known labels.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="training">Labels to train on.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, one of the two classes is lacking, or a channel has no value on the training ground.</exception>
    public static LogisticBaseline Train(PixelFeatures features, TargetLabels training, LogisticOptions options)
    {
        options.Require();
        var nodes = TrainingNodes.DrawValued(features, training, options.MostTrainingNodes, options.Seed);
        var scaling = FeatureScaling.Fit(features, nodes);
        var context = new MLContext(options.Seed);
        var trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = (float)options.RidgeWeight,
            OptimizationTolerance = 1e-7f,
            MaximumNumberOfIterations = options.Steps,
            // Sums of several threads depend on which comes first.
            NumberOfThreads = 1,
        });
        var present = Array.ConvertAll(training.Values, value => value == TargetLabels.Present);
        // The optimiser goes through the rows a hundred times: they are standardised once.
        var view = context.Data.Cache(PixelRows.View(context, scaling.Width, nodes, scaling.Fill, present));
        var fitted = trainer.Fit(view).Model.SubModel;
        return new(scaling, features.Names, [.. fitted.Weights], fitted.Bias);
    }

    /// <inheritdoc/>
    public float[] Predict(PixelFeatures features, bool[] wanted)
    {
        var nodes = TrainingNodes.Wanted(features, _names, wanted);
        var scaling = _scaling.On(features);
        return TrainingNodes.Spread(wanted.Length, nodes, k => Probability(scaling, nodes[k]));
    }

    private float Probability(FeatureScaling scaling, int node)
    {
        Span<float> row = stackalloc float[scaling.Width];
        scaling.Fill(node, row);
        var odds = Bias;
        for (var f = 0; f < row.Length; f++)
            odds += Weights[f] * row[f];
        return (float)(1 / (1 + Math.Exp(-odds)));
    }
}
