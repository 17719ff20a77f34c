using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>Labels that have nothing to do with the ground: as many of each, where labels are known, dealt anew.</summary>
public static class ShuffledLabels
{
    private const int LeastBlocks = 4;

    /// <summary>Deals the known labels anew; unknown nodes stay unknown, and prevalence stays what it was.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="seed">Seed of the deal.</param>
    /// <param name="blocks">The block of each node (as <see cref="BlockFolds.BlocksOf"/> gives them): whole blocks change places, and the labels stay as patchy as they are. Null deals them node by node.</param>
    /// <exception cref="ArgumentException">Another number of blocks than nodes, or known labels in fewer than four blocks, which a deal may well leave where they are.</exception>
    public static TargetLabels Of(TargetLabels labels, int seed, int[]? blocks = null)
    {
        if (blocks is not null && blocks.Length != labels.Values.Length)
            throw new ArgumentException($"target '{labels.Target}': labels are dealt by one block for each of {labels.Values.Length} nodes; found {blocks.Length}");
        var known = Enumerable.Range(0, labels.Values.Length).Where(node => labels.Values[node] != TargetLabels.Unknown).ToArray();
        var dealt = labels.Values.ToArray();
        if (blocks is null)
        {
            var values = Array.ConvertAll(known, node => labels.Values[node]);
            new Draws(seed).Shuffle(values.AsSpan());
            for (var k = 0; k < known.Length; k++)
                dealt[known[k]] = values[k];
            return labels with { Values = dealt };
        }
        var of = Array.ConvertAll(known, node => blocks[node]);
        if (of.Distinct().Count() is var found && found < LeastBlocks)
            throw new ArgumentException($"target '{labels.Target}': labels are dealt by at least {LeastBlocks} blocks with known ones; found {found}: take smaller blocks");
        var from = BlockDeal.Deal(of, new Random(seed));
        for (var k = 0; k < known.Length; k++)
            dealt[known[k]] = labels.Values[known[from[k]]];
        return labels with { Values = dealt };
    }
}
