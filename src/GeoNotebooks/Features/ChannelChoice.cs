namespace GeoNotebooks.Features;

/// <summary>A channel that was chosen, and why.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Relevance">Its information above chance, as a share of the best channel's.</param>
/// <param name="Redundancy">Mean |rho| with the channels chosen before it; 0 for the first.</param>
public sealed record ChosenChannel(string Channel, double Relevance, double Redundancy)
{
    /// <summary>What the rule chooses by.</summary>
    public double Score => Relevance - Redundancy;
}

/// <summary>
/// The rule that proposes a few channels of many: one after another, the channel with the largest relevance less redundancy (minimum redundancy, maximum relevance: Peng, Long and Ding, 2005,
/// IEEE Transactions on Pattern Analysis and Machine Intelligence 27, 1226-1238, equation 6, the difference of both).
/// </summary>
/// <remarks>
/// Relevance is mutual information with the target above chance, as a share of the best channel's; redundancy is the mean |rho| (Spearman) with the channels chosen before. Peng takes
/// information for both, but two versions of one field share far more bits than any field shares with a target, and the difference would then choose whatever is unlike the rest; both are
/// brought to 0..1 here. A channel that does not stand out from chance, or that is a version of one already chosen (|rho| above <see cref="Twins"/>), is never chosen, so that fewer may come than
/// were asked for. A channel that tells something only together with another is not seen by this rule: the importance beside it and the check by average precision are there for that.
/// </remarks>
public static class ChannelChoice
{
    /// <summary>Channels that correlate by more than this, up to sign, are versions of one field.</summary>
    public const double Twins = 0.9;

    /// <summary>Chooses channels, best first.</summary>
    /// <param name="information">Information of each candidate with one target.</param>
    /// <param name="correlation">Correlations of the candidates, among others perhaps.</param>
    /// <param name="count">How many are wanted at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <exception cref="InvalidDataException">No channel stands out from chance.</exception>
    public static IReadOnlyList<ChosenChannel> Propose(IReadOnlyList<ChannelInformation> information, ChannelCorrelation correlation, int count = 5)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), $"at least one channel is chosen; found {count}");
        var best = information.Count == 0 ? 0 : information.Max(one => one.Relevance);
        if (!(best > 0))
            throw new InvalidDataException($"target '{information.FirstOrDefault()?.Target}': none of {information.Count} channels tells more of it than chance does: no channel can be proposed");
        var (left, chosen) = (information.Where(one => one.Relevance > 0).ToList(), new List<ChosenChannel>());
        while (chosen.Count < count && left.Count > 0)
        {
            var next = left.Select(one => new ChosenChannel(
                one.Channel, one.Relevance / best, chosen.Count == 0 ? 0 : chosen.Average(other => Size(one.Channel, other.Channel)))).MaxBy(one => one.Score)!;
            chosen.Add(next);
            left.RemoveAll(one => one.Channel == next.Channel || Size(one.Channel, next.Channel) > Twins);
        }
        return chosen;

        double Size(string one, string other) => correlation[one, other] is var rho && double.IsNaN(rho) ? 0 : Math.Abs(rho);
    }
}
