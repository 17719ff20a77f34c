using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning;

/// <summary>What a network loses without a channel.</summary>
/// <param name="Channel">The channel left out; null for the network with all of them.</param>
/// <param name="AveragePrecision">Average precision on the fold's test ground, mean over seeds.</param>
/// <param name="Drop">Average precision of the network with all channels less this one's, mean over seeds.</param>
/// <param name="Low">Smallest drop of any seed.</param>
/// <param name="High">Largest drop of any seed.</param>
public sealed record AblationStep(string? Channel, double AveragePrecision, double Drop, double Low, double High);

/// <summary>
/// The slow and honest judge of channels: networks are trained anew without one channel, or with one more. It sees shapes and what channels tell together, which no statistic of single
/// nodes does. A training differs from the next by its seed, so each is repeated with the seeds given, the same ones for every set of channels.
/// </summary>
public static class ChannelAblation
{
    /// <summary>Leaves out one channel after another.</summary>
    /// <param name="stack">The channels, two or more.</param>
    /// <param name="labels">Labels of training ground: the fold parts them.</param>
    /// <param name="fold">Where to train and where to judge; the leakage test runs on it.</param>
    /// <param name="options">How to train; small networks and few passes do, since only differences count.</param>
    /// <param name="seeds">Seeds of the trainings, which replace that of the options.</param>
    /// <param name="progress">Share of the trainings done.</param>
    /// <param name="cancellation">Stops between steps of a training.</param>
    /// <returns>First the network with all channels, then one without each, in the order of the stack.</returns>
    /// <exception cref="ArgumentException">Fewer than two channels, or no seed.</exception>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, or hold one class only on either side of the fold.</exception>
    public static IReadOnlyList<AblationStep> DropOne(
        FeatureStack stack, TargetLabels labels, SpatialSplit fold, TrainingOptions options, IReadOnlyList<long> seeds, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (stack.Channels.Count < 2 || seeds.Count == 0)
            throw new ArgumentException($"an ablation needs two channels or more and at least one seed; found {stack.Channels.Count} and {seeds.Count}");
        var (training, test) = Part(labels, fold);
        var sets = stack.Names.Select(left => (Channel: (string?)left, Stack: stack.Select(stack.Names.Where(name => name != left)))).Prepend((null, stack)).ToList();
        var scores = sets.Select(_ => new double[seeds.Count]).ToArray();
        for (var s = 0; s < sets.Count; s++)
            for (var k = 0; k < seeds.Count; k++)
            {
                scores[s][k] = Score(sets[s].Stack, training, test, options with { Seed = seeds[k] }, cancellation);
                progress?.Report((s * seeds.Count + k + 1.0) / (sets.Count * seeds.Count));
            }
        return [.. sets.Select((set, s) =>
        {
            var drops = scores[s].Select((score, k) => scores[0][k] - score).ToList();
            return new AblationStep(set.Channel, scores[s].Average(), drops.Average(), drops.Min(), drops.Max());
        })];
    }

    /// <summary>Begins with the best single channel and adds, again and again, the one that helps most.</summary>
    /// <param name="stack">The candidates.</param>
    /// <param name="labels">Labels of training ground: the fold parts them.</param>
    /// <param name="fold">Where to train and where to judge.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seeds">Seeds of the trainings.</param>
    /// <param name="count">How many channels are taken at most.</param>
    /// <param name="progress">Share of the trainings done.</param>
    /// <param name="cancellation">Stops between steps of a training.</param>
    /// <returns>The channels in the order taken, each with the score of the set that it completes; its drop is what the set would lose without it.</returns>
    /// <exception cref="ArgumentException">No seed, or a count below 1.</exception>
    public static IReadOnlyList<AblationStep> AddGreedily(
        FeatureStack stack, TargetLabels labels, SpatialSplit fold, TrainingOptions options, IReadOnlyList<long> seeds, int count, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (count < 1 || seeds.Count == 0)
            throw new ArgumentException($"a greedy choice needs a count of at least 1 and at least one seed; found {count} and {seeds.Count}");
        count = Math.Min(count, stack.Channels.Count);
        var (training, test) = Part(labels, fold);
        var trainings = Enumerable.Range(0, count).Sum(taken => stack.Channels.Count - taken) * seeds.Count;
        var (chosen, before, done) = (new List<AblationStep>(), new double[seeds.Count], 0);
        while (chosen.Count < count)
        {
            (string? Channel, double[] Scores) best = (null, []);
            foreach (var candidate in stack.Names.Where(name => chosen.TrueForAll(step => step.Channel != name)))
            {
                var set = stack.Select(chosen.Select(step => step.Channel!).Append(candidate));
                var scores = seeds.Select(seed =>
                {
                    var score = Score(set, training, test, options with { Seed = seed }, cancellation);
                    progress?.Report((double)++done / trainings);
                    return score;
                }).ToArray();
                if (best.Channel is null || scores.Average() > best.Scores.Average())
                    best = (candidate, scores);
            }
            var gains = best.Scores.Zip(before, (after, earlier) => after - earlier).ToList();
            chosen.Add(new(best.Channel, best.Scores.Average(), gains.Average(), gains.Min(), gains.Max()));
            before = best.Scores;
        }
        return chosen;
    }

    private static (TargetLabels Training, TargetLabels Test) Part(TargetLabels labels, SpatialSplit fold)
    {
        var (training, test) = (labels.Where(fold.Training), labels.Where(fold.Test));
        fold.RequireNoLeak(training, test);
        return test.PresentCount > 0 && test.PresentCount < test.KnownCount
            ? (training, test)
            : throw new InvalidDataException($"target '{labels.Target}': an ablation is judged where the target is known to be present on some nodes and absent on others; found {test.PresentCount} present of {test.KnownCount} known nodes on the fold's test ground");
    }

    private static double Score(FeatureStack stack, TargetLabels training, TargetLabels test, TrainingOptions options, CancellationToken cancellation)
    {
        // No validation: nothing of the training may follow the ground that judges it.
        using var model = Trainer.Train(stack, training, null, options with { KeepBest = false, Patience = null }, cancellation: cancellation);
        return AveragePrecision.Of(model.Predict(stack, cancellation: cancellation, threads: options.Threads).Values, test.Values);
    }
}
