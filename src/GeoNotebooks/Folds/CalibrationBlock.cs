using GeoNotebooks.Targets;

namespace GeoNotebooks.Folds;

/// <summary>
/// One block that a network neither trains on nor is judged by: its probabilities are set right there. Taken is the block whose share of the target is nearest to that of all known ground, since a calibration holds
/// where the target is as frequent.
/// </summary>
public static class CalibrationBlock
{
    /// <summary>Side of a block of sixteen tiles.</summary>
    public const double UsualMetres = 51_200;

    /// <summary>Least known share of a block: a sliver says little.</summary>
    private const double LeastKnownShare = 0.5;

    /// <summary>Keeps a block for calibration, and a strip about it out of training.</summary>
    /// <param name="labels">Labels of the ground that may train.</param>
    /// <param name="blockMetres">Side of the block.</param>
    /// <param name="bufferMetres">Width of the strip: one tile.</param>
    /// <returns>Test ground is the block.</returns>
    /// <exception cref="InvalidDataException">No block holds both classes and leaves the target something to train on.</exception>
    public static SpatialSplit Of(TargetLabels labels, double blockMetres = UsualMetres, double bufferMetres = 12_800)
    {
        var blocks = new BlockFolds { BlockMetres = blockMetres }.BlocksOf(labels.Geometry);
        var counts = new Dictionary<int, (int Known, int Present)>();
        for (var node = 0; node < blocks.Length; node++)
            if (labels.Values[node] != TargetLabels.Unknown)
            {
                var (known, present) = counts.GetValueOrDefault(blocks[node]);
                counts[blocks[node]] = (known + 1, present + (labels.Values[node] == TargetLabels.Present ? 1 : 0));
            }
        var most = counts.Count == 0 ? 0 : counts.Values.Max(count => count.Known);
        var candidates = counts.Where(pair => pair.Value.Known >= LeastKnownShare * most && pair.Value.Present > 0 && pair.Value.Present < pair.Value.Known)
            .OrderBy(pair => Math.Abs(Math.Log((double)pair.Value.Present / pair.Value.Known / labels.Prevalence))).ThenBy(pair => pair.Key);
        foreach (var (block, _) in candidates)
        {
            var split = SpatialSplit.HoldOut(labels.Geometry, Array.ConvertAll(blocks, other => other == block), bufferMetres);
            if (labels.Where(split.Training) is { PresentCount: > 0 } left && left.PresentCount < left.KnownCount)
                return split;
        }
        throw new InvalidDataException(FormattableString.Invariant(
            $"target '{labels.Target}': none of {counts.Count} blocks of {blockMetres / 1000:0.#} km holds the target and ground without it, and leaves both to train on beyond a strip of {bufferMetres / 1000:0.#} km: take smaller blocks"));
    }
}
