using GeoNotebooks.Features;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Tiles;

/// <summary>
/// Cuts tiles from normalised channels and labels, and draws their views in an order that depends on (seed, pass, index) alone.
/// Channels and labels, unknown ones too, are turned together.
/// </summary>
/// <remarks>
/// A view turned by any angle looks beyond its tile, as far as <see cref="TileOptions.SourceWindow"/>: into ground whose labels are unknown to the training and stay unknown in the view. Of such ground
/// it sees the fields, which are measured everywhere, and never a label.
/// </remarks>
public sealed class TileSampler
{
    private readonly float[] _channels;
    private readonly TargetLabels _labels;
    private readonly Augmentation _augmentation;
    private readonly OrientedChannels _oriented;
    private readonly TileTurn[] _turns;
    private readonly int _freeViews;
    private readonly long _seed;

    /// <summary>Chooses the tiles that are worth training on.</summary>
    /// <param name="channels">Normalised values without NaN, axis order (channel, row, column), as a normaliser gives them.</param>
    /// <param name="labels">The labels on the same nodes.</param>
    /// <param name="tiles">Size and choice of tiles.</param>
    /// <param name="augmentation">What becomes of them.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="normaliser">The normaliser that made the values: it knows the channels' names, hence their orientation, and the scales of vectors. Null for nameless scalars.</param>
    /// <exception cref="ArgumentException">The channels do not fit the labels or the normaliser, cannot be turned as asked, or the options are out of range.</exception>
    /// <exception cref="InvalidDataException">The grid is smaller than a tile, or no tile has enough known labels.</exception>
    public TileSampler(float[] channels, TargetLabels labels, TileOptions tiles, Augmentation augmentation, long seed, Normaliser? normaliser = null)
    {
        if (channels.Length == 0 || channels.Length % labels.Geometry.Count != 0)
            throw new ArgumentException($"each channel must hold {labels.Geometry.Count} nodes, as the labels of '{labels.Target}' do; found {channels.Length} values in all");
        ChannelCount = channels.Length / labels.Geometry.Count;
        var scales = normaliser?.Channels ?? [.. Enumerable.Range(1, ChannelCount).Select(number => new ChannelScale($"channel {number}", "1", 0, 1))];
        if (scales.Count != ChannelCount)
            throw new ArgumentException($"the normaliser of '{labels.Target}' knows {scales.Count} channels; found values of {ChannelCount}");
        (_channels, _labels, _augmentation, _seed, Tiles) = (channels, labels, augmentation, seed, tiles);
        _oriented = new(scales, augmentation);
        (_turns, _freeViews) = _oriented.MayTurn ? (augmentation.QuarterTurns(), augmentation.FreeViews) : ([default], 0);
        Positions = PositionsOf(labels, tiles);
    }

    /// <summary>What of the augmentation was switched off for these channels and why, a sentence each; empty where nothing.</summary>
    public IReadOnlyList<string> Notes => _oriented.Notes;

    /// <summary>Channels that were measured together, in groups: the two components of a vector, each other channel alone.</summary>
    internal IReadOnlyList<int[]> Measurements => _oriented.Measurements;

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

    /// <summary>What a view does to its tile.</summary>
    /// <param name="pass">Number of the pass.</param>
    /// <param name="view">Number of the view, below <see cref="ViewsPerPass"/>.</param>
    public TileView ViewOf(int pass, int view)
    {
        var draws = new Draws(_seed, pass, view);
        var gains = Gains(ref draws);
        var (tile, number) = Math.DivRem(view, _augmentation.ViewsPerTile);
        if (number >= _augmentation.ViewsPerTile - _freeViews)
            return new(Positions[tile], 360.0 * draws.Unit(), _augmentation.Reflections && draws.Below(2) == 1, gains);
        // The turns of one tile in one pass are shuffled: none comes twice before each has come once.
        Span<TileTurn> turns = stackalloc TileTurn[_turns.Length];
        _turns.CopyTo(turns);
        new Draws(_seed, pass, -2, tile).Shuffle(turns);
        var turn = turns[number % turns.Length];
        return new(Positions[tile], 90 * turn.Quarters, turn.Mirrored, gains);
    }

    /// <summary>Writes one view.</summary>
    /// <param name="pass">Number of the pass.</param>
    /// <param name="view">Number of the view, below <see cref="ViewsPerPass"/>.</param>
    /// <param name="values">Takes size x size x channels values, axis order (row, column, channel), which is what a channels-last network wants.</param>
    /// <param name="labels">Takes size x size labels (row, column): 1, 0 or -1 for unknown.</param>
    public void Draw(int pass, int view, Span<float> values, Span<float> labels)
    {
        var what = ViewOf(pass, view);
        if (what.IsFree)
            Interpolate(what, values, labels);
        else
            Copy(what, values, labels);
        _oriented.Turn(what, values);
        Disturb(what, new Draws(_seed, pass, view, -3), values);
    }

    /// <summary>Turns by quarters: each node's values are those of another node.</summary>
    private void Copy(TileView view, Span<float> values, Span<float> labels)
    {
        var (size, columns, nodes) = (Tiles.Size, _labels.Geometry.Columns, _labels.Geometry.Count);
        var turn = new TileTurn((int)(view.Degrees / 90), view.Mirrored);
        for (var (row, at) = (0, 0); row < size; row++)
            for (var column = 0; column < size; column++, at++)
            {
                var (sourceRow, sourceColumn) = turn.Source(row, column, size);
                var source = (view.Tile.Row + sourceRow) * columns + view.Tile.Column + sourceColumn;
                labels[at] = _labels.Values[source];
                for (var channel = 0; channel < ChannelCount; channel++)
                    values[at * ChannelCount + channel] = _channels[channel * nodes + source];
            }
    }

    /// <summary>
    /// Turns by any angle: channels bilinear between the four nodes about the source, labels from the nearest node, since between present and absent there is no label.
    /// Beyond the grid the channels are 0, the median, and the label is unknown.
    /// </summary>
    private void Interpolate(TileView view, Span<float> values, Span<float> labels)
    {
        var (size, rows, columns, nodes) = (Tiles.Size, _labels.Geometry.Rows, _labels.Geometry.Columns, _labels.Geometry.Count);
        var turn = new FreeTurn(view.Degrees, view.Mirrored);
        for (var (row, at) = (0, 0); row < size; row++)
            for (var column = 0; column < size; column++, at++)
            {
                var (y, x) = turn.Source(row, column, size);
                (y, x) = (y + view.Tile.Row, x + view.Tile.Column);
                var drawn = values.Slice(at * ChannelCount, ChannelCount);
                if (!(y >= -0.5 && x >= -0.5 && y < rows - 0.5 && x < columns - 0.5))
                {
                    drawn.Clear();
                    labels[at] = TargetLabels.Unknown;
                    continue;
                }
                labels[at] = _labels.Values[(int)(y + 0.5) * columns + (int)(x + 0.5)];
                // In the outer half of an outermost cell the outermost node's value holds.
                var (north, west) = (Math.Clamp((int)y, 0, Math.Max(rows - 2, 0)), Math.Clamp((int)x, 0, Math.Max(columns - 2, 0)));
                var (south, east) = ((float)Math.Clamp(y - north, 0, 1), (float)Math.Clamp(x - west, 0, 1));
                var (corner, down, right) = (north * columns + west, rows > 1 ? columns : 0, columns > 1 ? 1 : 0);
                for (var channel = 0; channel < drawn.Length; channel++, corner += nodes)
                {
                    var upper = _channels[corner] + east * (_channels[corner + right] - _channels[corner]);
                    var lower = _channels[corner + down] + east * (_channels[corner + down + right] - _channels[corner + down]);
                    drawn[channel] = upper + south * (lower - upper);
                }
            }
    }

    /// <summary>Gain and noise; a dropped channel is 0 throughout.</summary>
    private void Disturb(TileView view, Draws draws, Span<float> values)
    {
        Span<float> gains = stackalloc float[ChannelCount], noise = stackalloc float[ChannelCount];
        for (var channel = 0; channel < gains.Length; channel++)
            (gains[channel], noise[channel]) = (view.Gains[channel], view.Gains[channel] == 0 ? 0 : (float)_augmentation.NoiseLevel);
        if (_augmentation.NoiseLevel > 0)
            for (var at = 0; at < values.Length; at += gains.Length)
                for (var channel = 0; channel < gains.Length; channel++)
                    values[at + channel] = values[at + channel] * gains[channel] + noise[channel] * draws.Bell();
        else
            for (var at = 0; at < values.Length; at += gains.Length)
                for (var channel = 0; channel < gains.Length; channel++)
                    values[at + channel] *= gains[channel];
    }

    /// <summary>One factor for each measurement, 0 where it is dropped. When all would be lost, one of them stays.</summary>
    private float[] Gains(ref Draws draws)
    {
        var measurements = _oriented.Measurements;
        var gains = new float[ChannelCount];
        var left = 0;
        var kept = draws.Below(measurements.Count);
        for (var measurement = measurements.Count - 1; measurement >= 0; measurement--)
        {
            var gain = 1 + (float)_augmentation.GainLevel * draws.Bell();
            var dropped = draws.Unit() < _augmentation.DropShare;
            left += dropped ? 0 : 1;
            foreach (var channel in measurements[measurement])
                gains[channel] = dropped ? 0 : gain;
        }
        if (left == 0)
            foreach (var channel in measurements[kept])
                gains[channel] = 1;
        return gains;
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
