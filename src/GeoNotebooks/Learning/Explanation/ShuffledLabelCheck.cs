using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Targets;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>What a network that learned shuffled labels reaches on true ones.</summary>
/// <param name="Seed">Seed of the deal and of the training.</param>
/// <param name="AveragePrecision">Average precision on the fold's test ground.</param>
/// <param name="Low">Lower end of the 95 % interval of that less the prevalence, both drawn together over blocks.</param>
/// <param name="High">Upper end.</param>
public sealed record ShuffledScore(long Seed, double AveragePrecision, double Low, double High);

/// <summary>
/// The check that a good score is earned: trained on labels that were dealt anew, the same network must fall to chance on the true labels of test ground. Where it does not, something but geology ties the two
/// grounds together: a leak, or a score that any smooth map would reach.
/// </summary>
/// <param name="Target">The target.</param>
/// <param name="Prevalence">Share of the known test nodes where the target is present: what chance reaches.</param>
/// <param name="Scores">One entry a seed.</param>
public sealed record ShuffledLabelCheck(string Target, double Prevalence, IReadOnlyList<ShuffledScore> Scores)
{
    /// <summary>What the shuffled networks keep of the gain over chance that the honest one has: mean average precision less prevalence, over the honest one's. About 0 is what it should be; below 0 is chance too.</summary>
    /// <param name="averagePrecision">Average precision of the network that learned the true labels, on the same test ground.</param>
    public double ShareOfGain(double averagePrecision) => (Scores.Average(score => score.AveragePrecision) - Prevalence) / (averagePrecision - Prevalence);

    /// <summary>True when the honest network is better than chance and the shuffled ones keep no more than a fifth of its gain. An interval that excludes chance is no fault by itself: a small excess shows on enough ground.</summary>
    /// <param name="averagePrecision">Average precision of the network that learned the true labels, on the same test ground.</param>
    public bool FellToChance(double averagePrecision) => averagePrecision > Prevalence && ShareOfGain(averagePrecision) <= 0.2;

    /// <summary>Trains on shuffled labels of a fold's training ground and judges by the true ones of its test ground.</summary>
    /// <param name="stack">The channels.</param>
    /// <param name="labels">The labels; the fold parts them.</param>
    /// <param name="fold">Where to train and where to judge; the leakage test runs on it.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seeds">Seeds of deals and trainings, one training each.</param>
    /// <param name="blockMetres">Side of the blocks in which labels are dealt, and of those of the interval; one tile.</param>
    /// <param name="byNodes">Deals the labels node by node instead.</param>
    /// <param name="progress">Share of the trainings done.</param>
    /// <param name="cancellation">Stops between steps of a training.</param>
    /// <exception cref="ArgumentException">No seed, or too few blocks.</exception>
    /// <exception cref="InvalidDataException">The test ground holds one class only.</exception>
    public static ShuffledLabelCheck Of(
        FeatureStack stack, TargetLabels labels, SpatialSplit fold, TrainingOptions options, IReadOnlyList<int> seeds, double blockMetres = 12_800, bool byNodes = false,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (seeds.Count == 0)
            throw new ArgumentException("a check by shuffled labels needs at least one seed");
        var (training, test) = (labels.Where(fold.Training), labels.Where(fold.Test));
        fold.RequireNoLeak(training, test);
        if (test.PresentCount == 0 || test.PresentCount == test.KnownCount)
            throw new InvalidDataException(
                $"target '{labels.Target}': a check by shuffled labels is judged where the target is known to be present on some nodes and absent on others; found {test.PresentCount} present of {test.KnownCount} known nodes on the fold's test ground");
        var blocks = new BlockFolds { BlockMetres = blockMetres }.BlocksOf(stack.Geometry);
        var scores = new List<ShuffledScore>();
        foreach (var seed in seeds)
        {
            // No validation: it would choose the pass that happens to fit the true labels.
            using var model = Trainer.Train(
                stack, ShuffledLabels.Of(training, seed, byNodes ? null : blocks), null, options with { Seed = seed, KeepBest = false, Patience = null }, cancellation: cancellation);
            var view = NetworkView.Of(model, stack);
            var logits = view.Logits(view.WindowsOf([.. test.Values.Select(label => label != TargetLabels.Unknown)]), view.Channels, null, cancellation);
            // Equal scores everywhere have the prevalence for their average precision, in each draw of blocks.
            var (low, high) = AveragePrecision.IntervalOfDifference(logits, new float[logits.Length], test.Values, blocks, seed: seed);
            scores.Add(new(seed, AveragePrecision.Of(logits, test.Values), low, high));
            progress?.Report((double)scores.Count / seeds.Count);
        }
        return new(labels.Target, test.Prevalence, scores);
    }

    /// <summary>One row a seed: average precision on test ground, the prevalence, and the 95 % interval of the difference.</summary>
    public DataFrame Table() => new(
        new Int64DataFrameColumn("seed", Scores.Select(score => score.Seed)),
        new DoubleDataFrameColumn("AP", Scores.Select(score => Math.Round(score.AveragePrecision, 4))),
        new DoubleDataFrameColumn("prevalence", Scores.Select(_ => Math.Round(Prevalence, 4))),
        new DoubleDataFrameColumn("above it, 95 % from", Scores.Select(score => Math.Round(score.Low, 4))),
        new DoubleDataFrameColumn("to", Scores.Select(score => Math.Round(score.High, 4))));
}
