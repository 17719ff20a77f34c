using GeoNotebooks.Targets;

namespace GeoNotebooks.Tiles;

/// <summary>
/// Cuts tiles from normalised channels and labels, and draws their views in an order that depends on (seed, pass, index) alone.
/// Channels and labels, unknown ones too, are turned together.
/// </summary>
public sealed class TileSampler
{
    private readonly float[] _channels;
    private readonly TargetLabels _labels;
    private readonly Augmentation _augmentation;
    private readonly TileTurn[] _turns;
    private readonly long _seed;

    /// <summary>Chooses the tiles that are worth training on.</summary>
    /// <param name="channels">Normalised values without NaN, axis order (channel, row, column), as a normaliser gives them.</param>
    /// <param name="labels">The labels on the same nodes.</param>
    /// <param name="tiles">Size and choice of tiles.</param>
    /// <param name="augmentation">What becomes of them.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="ArgumentException">The channels do not fit the labels, or the options are out of range.</exception>
    /// <exception cref="InvalidDataException">The grid is smaller than a tile, or no tile has enough known labels.</exception>
    public TileSampler(float[] channels, TargetLabels labels, TileOptions tiles, Augmentation augmentation, long seed)
    {
        if (channels.Length == 0 || channels.Length % labels.Geometry.Count != 0)
            throw new ArgumentException($"each channel must hold {labels.Geometry.Count} nodes, as the labels of '{labels.Target}' do; found {channels.Length} values in all");
        (_channels, _labels, _augmentation, _turns, _seed, Tiles) = (channels, labels, augmentation, augmentation.Turns(), seed, tiles);
        ChannelCount = channels.Length / labels.Geometry.Count;
        Positions = PositionsOf(labels, tiles);
    }

    /// <summary>Size and choice of tiles.</summary>
    public TileOptions Tiles { get; }

    /// <summary>Number of channels.</summary>
    public int ChannelCount { get; }

    /// <summary>The source tiles, row after row.</summary>
    public IReadOnlyList<TilePosition> Positions { get; }

    /// <summary>Number of views in one pass: source tiles times <see cref="Augmentation.ViewsPerTile"/>.</summary>
    public int ViewsPerPass => Positions.Count * _augmentation.ViewsPerTile;

    /// <summary>The source tiles that a training on these labels takes, row after row: those that hold the target, and those with enough known labels.</summary>
    /// <param name="labels">Training labels.</param>
    /// <param name="tiles">Size and choice of tiles.</param>
    /// <exception cref="InvalidDataException">The grid is smaller than a tile, or no tile has enough known labels.</exception>
    public static IReadOnlyList<TilePosition> PositionsOf(TargetLabels labels, TileOptions tiles)
    {
        tiles.Require();
        var geometry = labels.Geometry;
        if (geometry.Rows < tiles.Size || geometry.Columns < tiles.Size)
            throw new InvalidDataException($"tiles of {tiles.Size} x {tiles.Size} nodes cannot be cut from the grid of {geometry.Rows} x {geometry.Columns} of '{labels.Target}'");
        var chosen =
            (from row in Starts(geometry.Rows, tiles)
             from column in Starts(geometry.Columns, tiles)
             let position = new TilePosition(row, column)
             where IsWorthwhile(labels, position, tiles)
             select position).ToArray();
        return chosen.Length > 0 ? chosen : throw new InvalidDataException(FormattableString.Invariant(
            $"'{labels.Target}': no tile of {tiles.Size} x {tiles.Size} nodes holds the target or has known labels on {tiles.KnownShare:0.##} of its nodes; {labels.KnownCount} of {labels.Values.Length} nodes are known"));
    }

    /// <summary>The order of one pass: each number below <see cref="ViewsPerPass"/> once. Number n is view n % views of tile n / views.</summary>
    public int[] Order(int pass)
    {
        var order = Enumerable.Range(0, ViewsPerPass).ToArray();
        new Draws(_seed, pass, -1).Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>Writes one view.</summary>
    /// <param name="pass">Number of the pass.</param>
    /// <param name="view">Number of the view, below <see cref="ViewsPerPass"/>.</param>
    /// <param name="values">Takes size x size x channels values, axis order (row, column, channel), which is what a channels-last network wants.</param>
    /// <param name="labels">Takes size x size labels (row, column): 1, 0 or -1 for unknown.</param>
    public void Draw(int pass, int view, Span<float> values, Span<float> labels)
    {
        var (size, columns, nodes) = (Tiles.Size, _labels.Geometry.Columns, _labels.Geometry.Count);
        var position = Positions[view / _augmentation.ViewsPerTile];
        var turn = TurnOf(pass, view);
        var draws = new Draws(_seed, pass, view);
        Span<float> gains = stackalloc float[ChannelCount];
        foreach (ref var gain in gains)
            gain = 1 + (float)_augmentation.GainLevel * draws.Bell();
        var noise = (float)_augmentation.NoiseLevel;
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
            {
                var (sourceRow, sourceColumn) = turn.Source(row, column, size);
                var source = (position.Row + sourceRow) * columns + position.Column + sourceColumn;
                var at = row * size + column;
                labels[at] = _labels.Values[source];
                for (var channel = 0; channel < gains.Length; channel++)
                    values[at * gains.Length + channel] = _channels[channel * nodes + source] * gains[channel] + (noise > 0 ? noise * draws.Bell() : 0);
            }
    }

    /// <summary>The views of one tile in one pass take the turns in a shuffled order: none comes twice before each has come once.</summary>
    private TileTurn TurnOf(int pass, int view)
    {
        var tile = view / _augmentation.ViewsPerTile;
        Span<TileTurn> turns = stackalloc TileTurn[_turns.Length];
        _turns.CopyTo(turns);
        new Draws(_seed, pass, -2, tile).Shuffle(turns);
        return turns[view % _augmentation.ViewsPerTile % turns.Length];
    }

    /// <summary>Every stride, and once more flush with the far edge where the last stride falls short of it.</summary>
    internal static IEnumerable<int> Starts(int nodes, TileOptions tiles)
    {
        var last = nodes - tiles.Size;
        for (var start = 0; start < last; start += tiles.Stride)
            yield return start;
        yield return last;
    }

    private static bool IsWorthwhile(TargetLabels labels, TilePosition position, TileOptions tiles)
    {
        var (known, present) = (0, 0);
        for (var row = position.Row; row < position.Row + tiles.Size; row++)
            foreach (var label in labels.Values.AsSpan(row * labels.Geometry.Columns + position.Column, tiles.Size))
            {
                known += label != TargetLabels.Unknown ? 1 : 0;
                present += label == TargetLabels.Present ? 1 : 0;
            }
        return present > 0 || (known > 0 && known >= tiles.KnownShare * tiles.Size * tiles.Size);
    }
}
