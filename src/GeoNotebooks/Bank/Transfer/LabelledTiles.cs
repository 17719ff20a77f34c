using GeoNotebooks.Folds;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Bank.Transfer;

/// <summary>
/// A few tiles of a new region on which someone has mapped the target: all that a transferred network is told. Everything else is unknown to it, the ground that judges and the strip about it in any case.
/// </summary>
/// <remarks>
/// A draw puts all tiles in an order by its seed, and a budget takes the first ones: the eight tiles of a draw hold its four. Tiles lie beside each other without overlap; each holds target and background, since a mapper
/// goes where there is something to map.
/// </remarks>
/// <param name="Labels">The labels that may train, from which the tiles were drawn.</param>
/// <param name="Positions">North-west nodes of the tiles in the order in which a budget takes them.</param>
/// <param name="TileNodes">Nodes along each side of a tile.</param>
public sealed record LabelledTiles(TargetLabels Labels, IReadOnlyList<TilePosition> Positions, int TileNodes)
{
    /// <summary>Least share of a tile's nodes whose label is known.</summary>
    private const double LeastKnownShare = 0.5;

    /// <summary>Least share of the known nodes that the target takes, and that it leaves: a sliver in a corner teaches neither.</summary>
    private const double LeastClassShare = 0.01;

    /// <summary>Number of tiles that a budget may take.</summary>
    public int Count => Positions.Count;

    /// <summary>Puts the tiles of the ground that may train in an order.</summary>
    /// <param name="labels">Labels of the region.</param>
    /// <param name="split">Test ground, and training ground beyond a strip about it.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="tileNodes">Nodes along each side of a tile.</param>
    /// <exception cref="InvalidDataException">No tile of the training ground holds target and background.</exception>
    /// <exception cref="InvalidOperationException">A training label lies within the strip about a test label.</exception>
    public static LabelledTiles Draw(TargetLabels labels, SpatialSplit split, long seed, int tileNodes = 64)
    {
        var training = labels.Where(split.Training);
        split.RequireNoLeak(training, labels.Where(split.Test));
        var tiles = new TileOptions(tileNodes, tileNodes);
        var found = (
            from row in Starts(labels.Geometry.Rows)
            from column in Starts(labels.Geometry.Columns)
            let position = new TilePosition(row, column)
            where HoldsBoth(training, position, tileNodes)
            select position).ToArray();
        if (found.Length == 0)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{labels.Target}': expected tiles of {tileNodes} x {tileNodes} nodes with target and background on the training ground; {training.PresentCount} present of {training.KnownCount} known nodes lie in none"));
        new Draws(seed, TilesStream).Shuffle(found.AsSpan());
        return new(training, found, tileNodes);

        // Without the last one that is set flush with the edge: it would overlap.
        IEnumerable<int> Starts(int nodes) => nodes < tileNodes ? [] : TileSampler.Starts(nodes, tiles).Where(start => start % tileNodes == 0);
    }

    /// <summary>Labels of the first tiles; unknown elsewhere.</summary>
    /// <param name="budget">Number of tiles, from 1 to <see cref="Count"/>.</param>
    public TargetLabels Take(int budget) => Labels.Where(Mask(budget));

    /// <summary>Nodes of the first tiles: one flag a node.</summary>
    /// <param name="budget">Number of tiles, from 1 to <see cref="Count"/>.</param>
    public bool[] Mask(int budget)
    {
        if (budget < 1 || budget > Count)
            throw new ArgumentOutOfRangeException(nameof(budget), $"'{Labels.Target}': expected 1 to {Count} tiles with target and background; found {budget}");
        var (mask, columns) = (new bool[Labels.Values.Length], Labels.Geometry.Columns);
        foreach (var (row, column) in Positions.Take(budget))
            for (var r = row; r < row + TileNodes; r++)
                mask.AsSpan(r * columns + column, TileNodes).Fill(true);
        return mask;
    }

    private const long TilesStream = 0x7469_6c65;

    private static bool HoldsBoth(TargetLabels labels, TilePosition at, int nodes)
    {
        var (present, known) = (0, 0);
        for (var row = at.Row; row < at.Row + nodes; row++)
            foreach (var label in labels.Values.AsSpan(row * labels.Geometry.Columns + at.Column, nodes))
            {
                present += label == TargetLabels.Present ? 1 : 0;
                known += label != TargetLabels.Unknown ? 1 : 0;
            }
        return known >= LeastKnownShare * nodes * nodes && present >= LeastClassShare * known && known - present >= LeastClassShare * known;
    }
}
