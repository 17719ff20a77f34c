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
    /// <summary>Side of a block. At 51.2 km a block holds 16 tiles; smaller ones lose most of the training ground to the strips (<see cref="SpatialSplit.TrainingShareOf"/> says how much is left).</summary>
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
    public IReadOnlyList<SpatialSplit> Split(TargetLabels labels) =>
        new FoldDeal(Count, Seed, BufferMetres, FormattableString.Invariant($"blocks of {BlockMetres / 1000:0.#} km")).Split(labels, BlocksOf(labels.Geometry));
}
