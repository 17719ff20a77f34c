using GeoNotebooks.Targets;

namespace GeoNotebooks.Folds;

/// <summary>
/// Folds dealt at random, without a strip: what most published figures rest on. Nearly every test node then has a training node beside it, and a model is asked what it was told. Kept
/// only to show the gap: each split is marked <see cref="SpatialSplit.IsRandom"/>, is drawn in red, and fails the leakage test.
/// </summary>
public sealed record RandomSplit
{
    /// <summary>Side of the squares that are dealt, such as the 12.8 km of a tile; null deals single nodes.</summary>
    public double? TileMetres { get; init; }

    /// <summary>Number of folds.</summary>
    public int Count { get; init; } = 5;

    /// <summary>Seed of the deal.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Splits the ground; each node is test ground in exactly one fold and trains in all others.</summary>
    /// <exception cref="InvalidDataException">A fold has no positives, or leaves none to train on.</exception>
    public IReadOnlyList<SpatialSplit> Split(TargetLabels labels)
    {
        var geometry = labels.Geometry;
        var pieces = TileMetres is { } side ? new BlockFolds { BlockMetres = side }.BlocksOf(geometry) : [.. Enumerable.Range(0, geometry.Count)];
        var order = Enumerable.Range(0, pieces.Max() + 1).ToArray();
        new Random(Seed).Shuffle(order);
        var splits = Enumerable.Range(0, Count).Select(fold =>
        {
            bool[] test = [.. pieces.Select(piece => order[piece] % Count == fold)];
            return new SpatialSplit(geometry, [.. test.Select(judges => !judges)], test, 0) { IsRandom = true };
        }).ToList();
        var poor = splits.FindIndex(split => labels.Where(split.Test).PresentCount == 0 || labels.Where(split.Training).PresentCount == 0);
        return poor < 0
            ? splits
            : throw new InvalidDataException($"target '{labels.Target}': expected positives on both sides of each of {Count} random folds; fold {poor + 1} lacks them on one");
    }
}
