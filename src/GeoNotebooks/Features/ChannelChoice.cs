using GeoNotebooks.Targets;

namespace GeoNotebooks.Features;

/// <summary>By which rule a few channels are chosen of many.</summary>
public enum ChoiceRule
{
    /// <summary>
    /// Relevance less redundancy (mRMR: Peng, Long and Ding, 2005, IEEE Transactions on Pattern Analysis and Machine Intelligence 27, 1226-1238, equation 6): the information with the target above
    /// chance, as a share of the best channel's, less the mean |rho| (Spearman) with the channels chosen before. Peng takes information for both terms; but two versions of one field share far
    /// more bits than any field shares with a target, and the difference would choose whatever is unlike the rest. Both terms lie in 0..1 here.
    /// </summary>
    RelevanceLessRedundancy,

    /// <summary>
    /// Joint information (JMI: Yang and Moody, 1999, NIPS 12, 687-693): what a channel and each one chosen before tell of the target together, above chance, less what that one tells alone; the mean over
    /// them. It is relevance less redundancy plus what two tell only together (Brown, Pocock, Zhao and Lujan, 2012, Journal of Machine Learning Research 13, 27-66, equation 15), all in bits.
    /// </summary>
    JointInformation,
}

/// <summary>A channel that was chosen, and why.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Relevance">Its information above chance, as a share of the best channel's.</param>
/// <param name="Redundancy">Mean |rho| with the channels chosen before it; 0 for the first.</param>
/// <param name="Score">What the rule chose by.</param>
public sealed record ChosenChannel(string Channel, double Relevance, double Redundancy, double Score);

/// <summary>
/// Proposes a few channels, one after another: first the one that tells most of the target, then the one with the highest score beside those chosen already. A version of a field already chosen
/// (|rho| above <see cref="Twins"/>) never comes. By <see cref="ChoiceRule.RelevanceLessRedundancy"/> a channel that does not stand out from chance is never chosen, so that fewer may
/// come than were asked for. A proposal is where judgement begins: the check by average precision stands beside it.
/// </summary>
public static class ChannelChoice
{
    /// <summary>Channels that correlate by more than this, up to sign, are versions of one field.</summary>
    public const double Twins = 0.9;

    /// <summary>Chooses channels, best first.</summary>
    /// <param name="sample">The candidates on training ground.</param>
    /// <param name="labels">Training labels.</param>
    /// <param name="information">Information of the channels among which is chosen; all or some of the sample's.</param>
    /// <param name="correlation">Correlations of the sample.</param>
    /// <param name="count">How many are wanted at most.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="seed">Seed of the deals of blocks.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <exception cref="InvalidDataException">No channel stands out from chance.</exception>
    public static IReadOnlyList<ChosenChannel> Propose(
        ChannelSample sample, TargetLabels labels, IReadOnlyList<ChannelInformation> information, ChannelCorrelation correlation, int count = 5,
        ChoiceRule rule = ChoiceRule.JointInformation, int seed = 1)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), $"at least one channel is chosen; found {count}");
        var best = information.Count == 0 ? 0 : information.Max(one => one.Relevance);
        if (!(best > 0))
            throw new InvalidDataException($"target '{labels.Target}': none of {information.Count} channels tells more of it than chance does: no channel can be proposed");
        var (left, chosen) = (information.Where(one => rule == ChoiceRule.JointInformation || one.Relevance > 0).ToList(), new List<ChosenChannel>());
        var pairs = rule == ChoiceRule.JointInformation ? new PairGains(sample, labels, seed) : null;
        while (chosen.Count < count && left.Count > 0)
        {
            var scored = left.AsParallel().AsOrdered().Select(one =>
            {
                var (relevance, redundancy) = (one.Relevance / best, chosen.Count == 0 ? 0 : chosen.Average(other => Size(one, other)));
                return new ChosenChannel(one.Channel, relevance, redundancy, pairs is null || chosen.Count == 0 ? relevance - redundancy : chosen.Average(other => pairs.Of(one.Channel, other.Channel)));
            }).ToList();
            var next = scored.MaxBy(one => one.Score)!;
            chosen.Add(next);
            left.RemoveAll(one => one.Channel == next.Channel || Size(one, next) > Twins);
        }
        return chosen;

        double Size(ChannelInformation one, ChosenChannel other) => correlation[one.Channel, other.Channel] is var rho && double.IsNaN(rho) ? 0 : Math.Abs(rho);
    }

    /// <summary>What a channel adds to another, by names; each pair is worked out once.</summary>
    private sealed class PairGains(ChannelSample sample, TargetLabels labels, int seed)
    {
        private readonly JointInformation _joint = new(sample, labels, seed);
        private readonly Dictionary<string, int> _index = sample.Names.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        private readonly System.Collections.Concurrent.ConcurrentDictionary<(int, int), double> _known = new();

        public double Of(string channel, string beside)
        {
            var (a, b) = (_index[channel], _index[beside]);
            return _known.GetOrAdd((a, b), pair => _joint.Of(pair.Item1, pair.Item2)) - _known.GetOrAdd((b, b), pair => _joint.Of(pair.Item1, pair.Item2));
        }
    }
}
