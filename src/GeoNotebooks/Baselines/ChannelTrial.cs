using System.Runtime.ExceptionServices;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>How well trees do with some channels on ground that they did not see.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Channels">The channels.</param>
/// <param name="AveragePrecision">Average precision out of fold, all folds together.</param>
/// <param name="Low">Lower end of its 95 % interval over blocks.</param>
/// <param name="High">Upper end.</param>
public sealed record SetScore(string Name, IReadOnlyList<string> Channels, double AveragePrecision, double Low, double High)
{
    /// <summary>Probabilities of the nodes drawn, in their order; NaN where no fold judges.</summary>
    internal float[] Probabilities { get; init; } = [];
}

/// <summary>What a channel, or a group of channels, is worth to trees that have all the others too.</summary>
/// <param name="Channels">The channel, or the members of the group.</param>
/// <param name="Drop">How much average precision out of fold falls when their values are dealt to other ground.</param>
/// <param name="Low">Lower end of its 95 % interval over blocks.</param>
/// <param name="High">Upper end.</param>
public sealed record ChannelImportance(IReadOnlyList<string> Channels, double Drop, double Low, double High);

/// <summary>
/// One target's candidates, ready to be tried: features and labels on a sample of training ground, with folds that are parted in space. A set of channels is scored by trees (<see cref="PixelBaseline"/>)
/// out of fold; a channel's importance is what the score loses when its values, in whole blocks, come from elsewhere (permutation importance: Breiman, 2001, Machine Learning 45, 5-32, section 10; by blocks
/// since neighbours are alike). Of two channels that say the same each looks dispensable: deal them together (groups of <see cref="ChannelCorrelation.Groups"/>).
/// </summary>
public sealed class ChannelTrial
{
    private readonly ChannelTrialOptions _options;
    private readonly PixelFeatures _features;
    private readonly TargetLabels _labels;
    private readonly List<(bool[] Training, bool[] Test)> _folds;

    private ChannelTrial(ChannelTrialOptions options, ChannelSample sample, PixelFeatures features, TargetLabels labels, List<(bool[], bool[])> folds, IReadOnlyList<SpatialSplit> splits) =>
        (_options, Sample, _features, _labels, _folds, Splits) = (options, sample, features, labels, folds, splits);

    /// <summary>The candidates on the nodes drawn.</summary>
    public ChannelSample Sample { get; }

    /// <summary>The folds.</summary>
    internal IReadOnlyList<SpatialSplit> Splits { get; }

    /// <summary>Parts the training ground of a target.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="training">Labels of training ground; what is held back for later judging is unknown in them.</param>
    /// <param name="folds">How the training ground is parted.</param>
    /// <exception cref="InvalidDataException">The labels hold one class only or lie on other nodes; there are fewer blocks than folds.</exception>
    public static ChannelTrial Of(ChannelCandidates candidates, TargetLabels training, BlockFolds folds)
    {
        var (sample, features) = (candidates.Sample, candidates.Features);
        if (training.PresentCount is var present && (present == 0 || present == training.KnownCount))
            throw new InvalidDataException($"target '{training.Target}': channels can be judged only where the target is known to be present on some nodes and absent on others; found {present} present of {training.KnownCount} known nodes");
        var splits = folds.Split(training);
        // A node whose label is known but which no candidate may be looked at on is simply not among those drawn.
        foreach (var split in splits)
            split.RequireNoLeak(training.Where(split.Training), training.Where(split.Test));
        var labels = new TargetLabels(features.Geometry, sample.LabelsOf(training), training.Target);
        return new(candidates.Options, sample, features, labels,
            splits.Select(split => (Array.ConvertAll(sample.Nodes, node => split.Training[node]), Array.ConvertAll(sample.Nodes, node => split.Test[node]))).ToList(), splits);
    }

    /// <summary>Tries one set of channels on all folds.</summary>
    public SetScore Score(string name, IReadOnlyList<string> channels) => Score(name, [.. _folds.Select(_ => channels)], channels);

    /// <summary>Tries a rule: each fold has the channels that were chosen on its own training ground, so that the choice is judged along with the trees.</summary>
    internal SetScore Score(string name, IReadOnlyList<IReadOnlyList<string>> channelsOfFold, IReadOnlyList<string>? all = null)
    {
        foreach (var channels in channelsOfFold)
            Require(channels);
        var scores = Blank();
        EachFold(fold =>
        {
            var features = _features.Of(channelsOfFold[fold].ToHashSet());
            Fill(scores, fold, Grow(features, fold).Predict(features, _folds[fold].Test));
        });
        var (low, high) = AveragePrecision.Interval(scores, _labels.Values, Sample.Blocks, _options.Seed);
        return new(name, all ?? [.. channelsOfFold.SelectMany(channels => channels).Distinct()], AveragePrecision.Of(scores, _labels.Values), low, high) { Probabilities = scores };
    }

    /// <summary>By how much the first set does better than the second, with the 95 % interval over blocks.</summary>
    public (double Difference, double Low, double High) Compare(SetScore first, SetScore second)
    {
        var (low, high) = AveragePrecision.IntervalOfDifference(first.Probabilities, second.Probabilities, _labels.Values, Sample.Blocks, seed: _options.Seed);
        return (first.AveragePrecision - second.AveragePrecision, low, high);
    }

    /// <summary>The importance of each channel by itself, among all of them.</summary>
    public IReadOnlyList<ChannelImportance> Importance() => Importance([.. Sample.Names.Select(name => (IReadOnlyList<string>)[name])]);

    /// <summary>The importance of groups of channels, whose values are dealt together.</summary>
    /// <param name="groups">The groups; a channel in none of them stays as it is.</param>
    public IReadOnlyList<ChannelImportance> Importance(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        foreach (var group in groups)
            Require(group);
        var whole = Blank();
        var dealt = groups.Select(_ => Enumerable.Range(0, _options.Deals).Select(_ => Blank()).ToArray()).ToArray();
        EachFold(fold =>
        {
            var test = _folds[fold].Test;
            var trees = Grow(_features, fold);
            Fill(whole, fold, trees.Predict(_features, test));
            for (var deal = 0; deal < _options.Deals; deal++)
            {
                // The same deal for each channel: their drops then differ by the channels alone.
                var from = DealWithin(test, new Random(unchecked(_options.Seed * 7919 + deal * 104_729 + fold)));
                for (var g = 0; g < groups.Count; g++)
                    Fill(dealt[g][deal], fold, trees.Predict(_features.Dealt(groups[g].ToHashSet(), from), test));
            }
        });
        var score = AveragePrecision.Of(whole, _labels.Values);
        var found = new ChannelImportance[groups.Count];
        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Trees.Threads }, g =>
        {
            var drop = dealt[g].Average(scores => score - AveragePrecision.Of(scores, _labels.Values));
            var ends = dealt[g].Select(scores => AveragePrecision.IntervalOfDifference(whole, scores, _labels.Values, Sample.Blocks, _options.Draws, _options.Seed)).ToList();
            found[g] = new(groups[g], drop, ends.Average(end => end.Low), ends.Average(end => end.High));
        });
        return found;
    }

    /// <summary>The part of the candidates that a fold may look at.</summary>
    internal ChannelSample TrainingSample(int fold) => Sample.Where(Splits[fold].Training);

    private void Require(IReadOnlyList<string> channels)
    {
        if (channels.Count == 0)
            throw new ArgumentException($"target '{_labels.Target}': a set of channels needs at least one");
        if (channels.FirstOrDefault(name => !Sample.Names.Contains(name)) is { } missing)
            throw new ArgumentException($"target '{_labels.Target}': '{missing}' is none of the candidates {string.Join(", ", Sample.Names)}");
    }

    private PixelBaseline Grow(PixelFeatures features, int fold) => PixelBaseline.Train(features, _labels.Where(_folds[fold].Training), _options.Trees);

    private void EachFold(Action<int> work)
    {
        try
        {
            Parallel.For(0, _folds.Count, new ParallelOptions { MaxDegreeOfParallelism = _options.Trees.Threads }, work);
        }
        catch (AggregateException several)
        {
            // What a fold has to say is one sentence, whichever fold says it first.
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }

    private float[] Blank()
    {
        var scores = new float[Sample.Count];
        Array.Fill(scores, float.NaN);
        return scores;
    }

    private void Fill(float[] scores, int fold, float[] judged)
    {
        for (var i = 0; i < scores.Length; i++)
            if (_folds[fold].Test[i])
                scores[i] = judged[i];
    }

    /// <summary>Blocks of the test ground change places among themselves; the rest stays.</summary>
    private int[] DealWithin(bool[] test, Random random)
    {
        var from = Enumerable.Range(0, test.Length).ToArray();
        var places = Array.FindAll(from, i => test[i]);
        var dealt = BlockDeal.Deal(Array.ConvertAll(places, i => Sample.Blocks[i]), random);
        for (var k = 0; k < places.Length; k++)
            from[places[k]] = places[dealt[k]];
        return from;
    }
}
