using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Folds;

/// <summary>
/// Block cross-validation (Roberts et al. 2017, Ecography 40, 913-929): the ground is cut into square blocks, each block is judged once,
/// by a network that trained neither on it nor on the strip about it. Blocks are dealt out so that each fold holds about as many
/// positives as the next.
/// </summary>
public sealed record BlockFolds
{
    /// <summary>Side of a block. At 51.2 km a block holds 16 tiles; smaller ones lose most of the training ground to the strips.</summary>
    public double BlockMetres { get; init; } = 51_200;

    /// <summary>Width of the strip: one tile.</summary>
    public double BufferMetres { get; init; } = 12_800;

    /// <summary>Number of folds.</summary>
    public int Count { get; init; } = 5;

    /// <summary>Seed of the order in which equal blocks are dealt.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The block of each node, numbered from the north-west.</summary>
    public int[] BlocksOf(GridGeometry geometry)
    {
        var across = (int)Math.Ceiling(geometry.Columns * geometry.CellWidthMetres / BlockMetres);
        return [.. Enumerable.Range(0, geometry.Count).Select(node =>
            (int)(node / geometry.Columns * geometry.CellHeightMetres / BlockMetres) * across + (int)(node % geometry.Columns * geometry.CellWidthMetres / BlockMetres))];
    }

    /// <summary>Splits the ground where labels are known; each block with a known label is test ground in exactly one fold.</summary>
    /// <exception cref="InvalidDataException">Fewer blocks than folds, or a fold without positives or without training ground.</exception>
    public IReadOnlyList<SpatialSplit> Split(TargetLabels labels)
    {
        var blocks = BlocksOf(labels.Geometry);
        var known = blocks.Where((_, node) => labels.Values[node] != TargetLabels.Unknown).Distinct().ToArray();
        if (known.Length < Count)
            throw new InvalidDataException(FormattableString.Invariant(
                $"target '{labels.Target}': expected at least {Count} blocks of {BlockMetres / 1000:0.#} km with known labels, one a fold; found {known.Length}"));
        var positives = blocks.Where((_, node) => labels.Values[node] == TargetLabels.Present).CountBy(block => block).ToDictionary();
        var order = known.ToArray();
        new Random(Seed).Shuffle(order);
        var load = new long[Count];
        var members = new int[Count];
        var foldOf = new Dictionary<int, int>();
        // The heaviest block first, each to the fold that holds fewest positives so far; empty blocks to the fold with fewest blocks.
        foreach (var block in order.OrderByDescending(block => positives.GetValueOrDefault(block)))
        {
            var fold = Enumerable.Range(0, Count).OrderBy(f => positives.ContainsKey(block) ? load[f] : 0).ThenBy(f => members[f]).First();
            foldOf[block] = fold;
            members[fold]++;
            load[fold] += positives.GetValueOrDefault(block);
        }
        if (load.Contains(0))
            throw new InvalidDataException($"target '{labels.Target}': expected positives in each of {Count} folds; fold {Array.IndexOf(load, 0) + 1} has none: take fewer folds or smaller blocks");
        return [.. Enumerable.Range(0, Count).Select(fold => Checked(labels,
            SpatialSplit.HoldOut(labels.Geometry, [.. blocks.Select(block => foldOf.TryGetValue(block, out var f) && f == fold)], BufferMetres)))];
    }

    private SpatialSplit Checked(TargetLabels labels, SpatialSplit split) => labels.Where(split.Training).PresentCount > 0
        ? split
        : throw new InvalidDataException(FormattableString.Invariant(
            $"target '{labels.Target}': a strip of {BufferMetres / 1000:0.#} km about blocks of {BlockMetres / 1000:0.#} km leaves no positives to train on"));
}
