using GeoNotebooks.Targets;

namespace GeoNotebooks.Folds;

/// <summary>Deals pieces of ground (blocks, sheets) out to folds so that each holds about as many positives as the next, and puts the strip about each.</summary>
/// <param name="Count">Number of folds.</param>
/// <param name="Seed">Seed of the order in which equal pieces are dealt.</param>
/// <param name="BufferMetres">Width of the strip.</param>
/// <param name="Pieces">What the pieces are, for messages, such as "blocks of 51.2 km".</param>
internal sealed record FoldDeal(int Count, int Seed, double BufferMetres, string Pieces)
{
    /// <summary>Splits the ground where labels are known; each piece with a known label is test ground in exactly one fold.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="pieces">The piece of each node.</param>
    /// <exception cref="InvalidDataException">Fewer pieces than folds, or a fold without positives or without training ground.</exception>
    public IReadOnlyList<SpatialSplit> Split(TargetLabels labels, int[] pieces)
    {
        var known = pieces.Where((_, node) => labels.Values[node] != TargetLabels.Unknown).Distinct().ToArray();
        if (known.Length < Count)
            throw new InvalidDataException($"target '{labels.Target}': expected at least {Count} {Pieces} with known labels, one a fold; found {known.Length}");
        var positives = pieces.Where((_, node) => labels.Values[node] == TargetLabels.Present).CountBy(piece => piece).ToDictionary();
        var order = known.ToArray();
        new Random(Seed).Shuffle(order);
        var (foldOf, load) = Deal(order.OrderByDescending(piece => positives.GetValueOrDefault(piece)), positives, Count);
        if (load.Contains(0))
            throw new InvalidDataException($"target '{labels.Target}': expected positives in each of {Count} folds; fold {Array.IndexOf(load, 0) + 1} has none: take fewer folds or smaller blocks");
        return [.. Enumerable.Range(0, Count).Select(fold => Checked(labels,
            SpatialSplit.HoldOut(labels.Geometry, [.. pieces.Select(piece => foldOf.TryGetValue(piece, out var f) && f == fold)], BufferMetres)))];
    }

    /// <summary>The fold of each piece, each to the fold that holds fewest positives so far, empty pieces to the fold with fewest pieces; and the positives of each fold.</summary>
    /// <param name="heaviestFirst">The pieces, those with most positives first.</param>
    /// <param name="positives">Positives of the pieces that hold any.</param>
    /// <param name="count">Number of folds.</param>
    internal static (Dictionary<int, int> FoldOf, long[] Load) Deal(IEnumerable<int> heaviestFirst, IReadOnlyDictionary<int, int> positives, int count)
    {
        var (foldOf, load, members) = (new Dictionary<int, int>(), new long[count], new int[count]);
        foreach (var piece in heaviestFirst)
        {
            var held = positives.GetValueOrDefault(piece);
            var fold = Enumerable.Range(0, count).OrderBy(f => held > 0 ? load[f] : 0).ThenBy(f => members[f]).First();
            foldOf[piece] = fold;
            members[fold]++;
            load[fold] += held;
        }
        return (foldOf, load);
    }

    private SpatialSplit Checked(TargetLabels labels, SpatialSplit split) => labels.Where(split.Training).PresentCount > 0
        ? split
        : throw new InvalidDataException(FormattableString.Invariant(
            $"target '{labels.Target}': a strip of {BufferMetres / 1000:0.#} km about {Pieces} leaves no positives to train on"));
}
