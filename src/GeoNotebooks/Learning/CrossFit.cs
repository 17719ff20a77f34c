using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Learning.Calibration;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning;

/// <summary>
/// The map of a target in which each node is judged by a network that trained neither on its block nor on the strip about it, and calibrated without it: the one whole map whose every value may be scored or ranked
/// (cross-fitting; Chernozhukov and others, 2018, The Econometrics Journal 21, C1-C68, definition 3.1).
/// </summary>
/// <remarks>
/// The calibrator of a fold is fitted on the values out of fold of all other folds. Those come from networks that trained on this fold's ground, so that two numbers of the calibrator know of it at second hand; a
/// calibration block of its own in each fold would avoid even that, and cost each network a tenth of its ground.
/// </remarks>
/// <param name="Target">The target.</param>
/// <param name="Raw">As the networks said it; NaN where no fold judges.</param>
/// <param name="Map">The same, calibrated.</param>
/// <param name="FoldOf">The fold that judged each node, from 0; -1 where none did.</param>
/// <param name="Calibrators">The calibrator of each fold.</param>
public sealed record CrossFit(string Target, TargetMap Raw, TargetMap Map, int[] FoldOf, IReadOnlyList<Calibrator> Calibrators)
{
    /// <summary>Nodes that a fold judged: one flag a node.</summary>
    public bool[] Judged => Array.ConvertAll(FoldOf, fold => fold >= 0);

    /// <summary>Trains a network for each fold and judges the fold's ground by it.</summary>
    /// <param name="stack">The channels.</param>
    /// <param name="labels">Labels of all ground that may train or be judged; unknown elsewhere.</param>
    /// <param name="splits">The folds of these labels, two or more.</param>
    /// <param name="blocks">The block of each node, for the choice of the calibrator.</param>
    /// <param name="network">The network of a fold, from its number and its training labels; it is disposed of after it has judged.</param>
    /// <param name="spread">How each network judges.</param>
    /// <param name="wanted">Nodes that are judged where a fold holds them, also without a label; null for those with a known label.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">Fewer than two folds.</exception>
    /// <exception cref="InvalidOperationException">A training label lies within the strip about a test label.</exception>
    /// <exception cref="InvalidDataException">Labels or folds lie on other nodes; one class only.</exception>
    public static CrossFit Of(
        FeatureStack stack, TargetLabels labels, IReadOnlyList<SpatialSplit> splits, int[] blocks, Func<int, TargetLabels, TargetModel> network, SpreadOptions spread, bool[]? wanted = null,
        CancellationToken cancellation = default)
    {
        if (splits.Count < 2)
            throw new ArgumentException($"target '{labels.Target}': cross-fitting needs at least two folds, since the calibrator of one is fitted on the others; found {splits.Count}");
        wanted ??= Array.ConvertAll(labels.Values, label => label != TargetLabels.Unknown);
        var (foldOf, probability, deviation) = (new int[labels.Values.Length], Blank(labels), Blank(labels));
        Array.Fill(foldOf, -1);
        for (var fold = 0; fold < splits.Count; fold++)
        {
            var split = splits[fold];
            stack.Channels[0].RequireSameNodes(split.Geometry, $"fold {fold + 1} of '{labels.Target}'");
            var training = labels.Where(split.Training);
            split.RequireNoLeak(training, labels.Where(split.Test));
            var judged = split.Test.Zip(wanted, (test, want) => test && want).ToArray();
            using var model = network(fold, training);
            var map = model.PredictWithSpread(stack, spread, judged, cancellation: cancellation);
            for (var node = 0; node < judged.Length; node++)
                if (judged[node] && !float.IsNaN(map.Probability.Values[node]))
                    (foldOf[node], probability[node], deviation[node]) = (fold, map.Probability.Values[node], map.Spread.Values[node]);
        }
        var raw = new TargetMap(new(labels.Geometry, probability, labels.Target, "1"), new(labels.Geometry, deviation, $"spread of {labels.Target}", "1"));
        var calibrators = Enumerable.Range(0, splits.Count).Select(fold => CalibratorOf(fold, raw, labels, foldOf, blocks)).ToList();
        return new(labels.Target, raw, raw.Calibrated(node => foldOf[node] < 0 ? null : calibrators[foldOf[node]]), foldOf, calibrators);
    }

    private static Calibrator CalibratorOf(int fold, TargetMap raw, TargetLabels labels, int[] foldOf, int[] blocks)
    {
        var others = labels.Where(Array.ConvertAll(foldOf, other => other >= 0 && other != fold));
        return CalibratorChoice.Of(ScoredGround.Of(raw.Probability, others, blocks)).Chosen;
    }

    private static float[] Blank(TargetLabels labels)
    {
        var values = new float[labels.Values.Length];
        Array.Fill(values, float.NaN);
        return values;
    }
}
