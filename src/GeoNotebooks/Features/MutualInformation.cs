using GeoNotebooks.Targets;

namespace GeoNotebooks.Features;

/// <summary>How information is estimated.</summary>
public sealed record MutualInformationOptions
{
    /// <summary>Bins of equal mass that a channel is cut into.</summary>
    public int Bins { get; init; } = 16;

    /// <summary>Draws of blocks for the interval, and deals of blocks for the null level.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>Seed of both.</summary>
    public int Seed { get; init; } = 1;

    internal void Require()
    {
        if (Bins < 2 || Draws < 2)
            throw new ArgumentException($"mutual information needs at least 2 bins and 2 draws; found {Bins} and {Draws}");
    }
}

/// <summary>What one channel alone tells of a target.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Target">The target.</param>
/// <param name="Bits">Mutual information in bits, its bias taken off.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="NullBits">What the channel would tell by chance: median over deals of its blocks to other ground.</param>
/// <param name="NullHigh">What it would tell by chance in one of twenty deals at most.</param>
public sealed record ChannelInformation(string Channel, string Target, double Bits, double Low, double High, double NullBits, double NullHigh)
{
    /// <summary>Bits above chance, at least 0; 0 where the information does not stand out from chance in nineteen of twenty deals.</summary>
    public double Relevance => Bits > NullHigh ? Math.Max(Bits - NullBits, 0) : 0;
}

/// <summary>
/// Mutual information of a channel with a target that is present or absent, in bits: 0 where the channel tells nothing by itself, the target's entropy where it tells all. Any kind
/// of dependence counts, not only a rising one; what two channels tell only together does not.
/// </summary>
/// <remarks>
/// I = H(channel) + H(target) - H(channel, target), entropies of counts in bins of equal mass (equal values never part), each with the correction of Miller (1955, Information Theory in
/// Psychology, 95-100) and Madow, (occupied cells - 1) / (2 n ln 2) bits. That bias is the one of independent nodes; neighbours are not, so chance is measured too: blocks of the channel are
/// dealt to other ground. The interval draws blocks with replacement (percentiles about their mean, moved to the estimate, since drawn samples tell more than there is).
/// </remarks>
public static class MutualInformation
{
    /// <summary>Information of all channels of a sample with a target, in the order of the sample.</summary>
    /// <param name="sample">Channels on training ground.</param>
    /// <param name="labels">Training labels on the nodes of the sample's grid; unknown ones are left out.</param>
    /// <param name="options">How it is estimated.</param>
    /// <exception cref="InvalidDataException">The labels hold one class only, or lie on other nodes.</exception>
    public static IReadOnlyList<ChannelInformation> Of(ChannelSample sample, TargetLabels labels, MutualInformationOptions options)
    {
        options.Require();
        var drawn = sample.LabelsOf(labels);
        var known = Enumerable.Range(0, drawn.Length).Where(i => drawn[i] != TargetLabels.Unknown).ToArray();
        var present = Array.ConvertAll(known, i => drawn[i] == TargetLabels.Present ? 1 : 0);
        var blocks = Array.ConvertAll(known, i => sample.Blocks[i]);
        var ordinal = blocks.Distinct().Order().Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        blocks = Array.ConvertAll(blocks, block => ordinal[block]);
        var deals = Enumerable.Range(0, options.Draws).Select(draw => BlockDeal.Deal(blocks, new Random(SeedOf(options.Seed, draw)))).ToArray();
        var found = new ChannelInformation[sample.Names.Count];
        Parallel.For(0, found.Length, c =>
        {
            var bins = Ranks.Bins(Array.ConvertAll(known, i => sample.Values[c][i]), options.Bins);
            var byBlock = new int[ordinal.Count][];
            for (var b = 0; b < byBlock.Length; b++)
                byBlock[b] = new int[2 * options.Bins];
            for (var i = 0; i < bins.Length; i++)
                if (bins[i] >= 0)
                    byBlock[blocks[i]][2 * bins[i] + present[i]]++;
            var bits = Bits(Sum(byBlock, Enumerable.Range(0, byBlock.Length), options.Bins));
            var random = new Random(options.Seed);
            var again = Sorted(Enumerable.Range(0, options.Draws).Select(_ =>
                Bits(Sum(byBlock, Enumerable.Range(0, byBlock.Length).Select(_ => random.Next(byBlock.Length)), options.Bins))));
            var chance = Sorted(deals.Select(deal =>
            {
                var counts = new int[2 * options.Bins];
                for (var i = 0; i < deal.Length; i++)
                    if (bins[deal[i]] >= 0)
                        counts[2 * bins[deal[i]] + present[i]]++;
                return Bits(counts);
            }));
            var mean = again.Average();
            found[c] = new(sample.Names[c], labels.Target, bits, bits + At(again, 0.025) - mean, bits + At(again, 0.975) - mean, At(chance, 0.5), At(chance, 0.95));
        });
        return found;
    }

    /// <summary>Information in a table of counts, (bin, absent or present), bin after bin.</summary>
    internal static double Bits(ReadOnlySpan<int> counts)
    {
        long n = 0, present = 0;
        var (plain, occupied, rows) = (0.0, 0, 0);
        for (var bin = 0; bin < counts.Length; bin += 2)
        {
            n += counts[bin] + counts[bin + 1];
            present += counts[bin + 1];
        }
        if (present == 0 || present == n)
            return 0;
        for (var bin = 0; bin < counts.Length; bin += 2)
        {
            long inBin = counts[bin] + counts[bin + 1];
            rows += inBin > 0 ? 1 : 0;
            for (var side = 0; side < 2; side++)
                if (counts[bin + side] is > 0 and var count)
                {
                    occupied++;
                    plain += (double)count / n * Math.Log2((double)count * n / ((double)inBin * (side == 1 ? present : n - present)));
                }
        }
        return plain + (rows + 2 - occupied - 1) / (2 * n * Math.Log(2));
    }

    private static int[] Sum(int[][] byBlock, IEnumerable<int> blocks, int bins)
    {
        var counts = new int[2 * bins];
        foreach (var block in blocks)
            for (var k = 0; k < counts.Length; k++)
                counts[k] += byBlock[block][k];
        return counts;
    }

    private static int SeedOf(int seed, int draw) => unchecked(seed * 7919 + draw * 104_729 + 17);

    private static double[] Sorted(IEnumerable<double> values) => [.. values.Order()];

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
