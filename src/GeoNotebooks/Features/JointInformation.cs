using GeoNotebooks.Targets;

namespace GeoNotebooks.Features;

/// <summary>
/// What two channels tell of a target together, in bits above chance: counts in 8 x 8 bins of equal mass, corrected as in <see cref="MutualInformation"/>, less the median over deals of
/// both channels' blocks, together, to other ground.
/// </summary>
internal sealed class JointInformation
{
    private const int Bins = 8;
    private const int Deals = 15;
    private readonly int[][] _bins;
    private readonly int[] _present;
    private readonly int[][] _deals;

    /// <summary>Bins each channel once.</summary>
    public JointInformation(ChannelSample sample, TargetLabels labels, int seed)
    {
        var drawn = sample.LabelsOf(labels);
        var known = Enumerable.Range(0, drawn.Length).Where(i => drawn[i] != TargetLabels.Unknown).ToArray();
        _present = Array.ConvertAll(known, i => drawn[i] == TargetLabels.Present ? 1 : 0);
        var blocks = Array.ConvertAll(known, i => sample.Blocks[i]);
        _deals = [.. Enumerable.Range(0, Deals).Select(deal => BlockDeal.Deal(blocks, new Random(unchecked(seed * 7919 + deal * 104_729 + 29))))];
        _bins = new int[sample.Names.Count][];
        Parallel.For(0, _bins.Length, c => _bins[c] = Ranks.Bins(Array.ConvertAll(known, i => sample.Values[c][i]), Bins));
    }

    /// <summary>Bits above chance that two channels tell together; of one channel given twice, what it tells alone.</summary>
    public double Of(int first, int second)
    {
        // A node where either has no value lies in no cell.
        var cells = _bins[first].Zip(_bins[second], (a, b) => a < 0 || b < 0 ? -1 : a * Bins + b).ToArray();
        var chance = _deals.Select(deal => Bits(cells, deal)).Order().ToArray();
        return Bits(cells, null) - chance[chance.Length / 2];
    }

    private double Bits(int[] cells, int[]? deal)
    {
        var counts = new int[2 * Bins * Bins];
        for (var i = 0; i < _present.Length; i++)
            if (cells[deal is null ? i : deal[i]] is >= 0 and var cell)
                counts[2 * cell + _present[i]]++;
        return MutualInformation.Bits(counts);
    }
}
