using System.Runtime.ExceptionServices;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>Scores each node by a baseline that saw neither its block nor the strip about it.</summary>
public static class CrossPrediction
{
    /// <summary>The cross-fitted map of a baseline: the same folds, masks and metrics as a network's.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="features">What the pixels see.</param>
    /// <param name="labels">Labels to train on, each fold on its own part of them.</param>
    /// <param name="splits">The folds.</param>
    /// <param name="threads">Folds that are trained at the same time; the result does not depend on it.</param>
    /// <param name="cancellation">Starts no further fold.</param>
    /// <returns>Probability; NaN on nodes that no fold judges.</returns>
    /// <exception cref="InvalidDataException">Labels or folds lie on other nodes, a fold has one class only to train on, or a channel is blank there.</exception>
    /// <exception cref="InvalidOperationException">A training label lies within the strip about a test label.</exception>
    public static Grid CrossPredict(
        this ITargetBaseline baseline, PixelFeatures features, TargetLabels labels, IReadOnlyList<SpatialSplit> splits, int threads = 2, CancellationToken cancellation = default) =>
        Of(baseline, features, labels, splits, threads, cancellation).Map;

    /// <summary>The same, and the baseline of each fold.</summary>
    internal static (Grid Map, ITargetScorer[] Scorers) Of(
        ITargetBaseline baseline, PixelFeatures features, TargetLabels labels, IReadOnlyList<SpatialSplit> splits, int threads, CancellationToken cancellation)
    {
        TrainingNodes.RequireSameNodes(features, labels);
        var (scores, scorers) = (new float[labels.Values.Length], new ITargetScorer[splits.Count]);
        Array.Fill(scores, float.NaN);
        try
        {
            Parallel.For(0, splits.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, fold =>
            {
                var split = splits[fold];
                var training = Require(labels, split, $"fold {fold + 1} of {splits.Count}");
                scorers[fold] = baseline.Fit(features, training);
                var judged = scorers[fold].Predict(features, split.Test);
                for (var node = 0; node < scores.Length; node++)
                    if (split.Test[node])
                        scores[node] = judged[node];
            });
        }
        catch (AggregateException several)
        {
            // What a fold has to say is one sentence, whichever fold says it first.
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
        return (new(labels.Geometry, scores, $"{labels.Target}: {baseline.Name}", "1"), scorers);
    }

    private static TargetLabels Require(TargetLabels labels, SpatialSplit split, string fold)
    {
        if (split.Geometry != labels.Geometry)
            throw new InvalidDataException($"target '{labels.Target}': {fold} lies on other nodes than the labels: split the labels that are judged");
        var training = labels.Where(split.Training);
        split.RequireNoLeak(training, labels.Where(split.Test));
        return training.PresentCount is var present && present > 0 && present < training.KnownCount
            ? training
            : throw new InvalidDataException(
                $"target '{labels.Target}': {fold} needs nodes with the target and nodes without it to train on; found {present} and {training.KnownCount - present}: take fewer folds or other blocks");
    }
}
