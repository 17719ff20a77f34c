using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>A window of ground and the nodes that it judges.</summary>
/// <param name="Row">Row of its first node in the grid; below 0 where it reaches beyond the edge.</param>
/// <param name="Column">Column of its first node.</param>
/// <param name="Nodes">Indices in the grid of the nodes that it judges.</param>
/// <param name="Places">Their indices within the window, row after row.</param>
internal sealed record NodeWindow(int Row, int Column, int[] Nodes, int[] Places);

/// <summary>A square of ground that is hidden from a network.</summary>
internal readonly record struct Patch(int Row, int Column, int Side)
{
    public bool Holds(int row, int column) => (uint)(row - Row) < (uint)Side && (uint)(column - Column) < (uint)Side;
}

/// <summary>
/// A network before the ground that it is asked about: normalised channels, and windows that cover chosen nodes. Each node is judged by one window, in whose middle half, both ways, it lies; that is a quarter
/// of the windows of a map, and one logit of one input, which is what a gradient can be taken of. Beyond the edges channels are mirrored, as for a map.
/// </summary>
internal sealed class NetworkView
{
    private const double SameLength = 1e-6;

    private readonly UNet _network;
    private readonly int _batchSize;

    private NetworkView(UNet network, ModelCard card, FeatureStack stack)
    {
        NativeTorch.Require();
        // As many as in training: the last digits of a network's answers depend on their number.
        set_num_threads(Math.Clamp(card.Training.Threads, 1, Environment.ProcessorCount));
        var geometry = stack.Geometry;
        if (Math.Abs(geometry.CellWidthMetres / card.CellSizeMetres - 1) > SameLength || Math.Abs(geometry.CellHeightMetres / card.CellSizeMetres - 1) > SameLength)
            throw new InvalidDataException(FormattableString.Invariant(
                $"the model of '{card.Target}' was trained on cells of {card.CellSizeMetres:0.###} m and is explained on no other; the stack has cells of {geometry.CellWidthMetres:0.###} x {geometry.CellHeightMetres:0.###} m"));
        Names = [.. card.Normaliser.Channels.Select(channel => channel.Name)];
        if (Names.FirstOrDefault(name => !stack.Names.Contains(name)) is { } missing)
            throw new InvalidDataException($"the model of '{card.Target}' needs the channel '{missing}'; the stack has {string.Join(", ", stack.Names.Select(name => $"'{name}'"))}");
        (_network, _batchSize, Target, Geometry, Size) = (network, card.Training.BatchSize, card.Target, geometry, card.Tiles.Size);
        Channels = card.Normaliser.Apply(stack);
        Valued = new bool[geometry.Count];
        foreach (var name in Names)
        {
            var values = stack[name].Values;
            for (var i = 0; i < Valued.Length; i++)
                Valued[i] |= !float.IsNaN(values[i]);
        }
    }

    /// <summary>The target of the network.</summary>
    public string Target { get; }

    /// <summary>The nodes.</summary>
    public GridGeometry Geometry { get; }

    /// <summary>Nodes along each side of a window.</summary>
    public int Size { get; }

    /// <summary>Names of the channels in the order of the network.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Normalised values, axis order (channel, row, column).</summary>
    public float[] Channels { get; }

    /// <summary>Nodes where at least one channel has a value.</summary>
    public bool[] Valued { get; }

    public static NetworkView Of(TargetModel model, FeatureStack stack) => new(model.Network, model.Card, stack);

    /// <summary>Another network of the same card before the same ground.</summary>
    public static NetworkView Of(UNet network, ModelCard card, FeatureStack stack) => new(network, card, stack);

    /// <summary>Numbers of the channels of these names.</summary>
    /// <exception cref="ArgumentException">None is named, or the network takes no such channel.</exception>
    public int[] NumbersOf(IReadOnlyList<string> names)
    {
        var known = Names.ToList();
        if (names.Count == 0)
            throw new ArgumentException($"the model of '{Target}': a group of channels needs at least one");
        return [.. names.Select(name => known.IndexOf(name) is >= 0 and var number
            ? number
            : throw new ArgumentException($"the model of '{Target}' takes no channel '{name}'; it takes {string.Join(", ", known.Select(one => $"'{one}'"))}"))];
    }

    /// <summary>The windows that judge the nodes wanted, from the north-west; nodes where no channel has a value are left out.</summary>
    /// <param name="wanted">One flag a node.</param>
    /// <exception cref="ArgumentException">Another number of flags than nodes, or no node is wanted where a channel has a value.</exception>
    public IReadOnlyList<NodeWindow> WindowsOf(bool[] wanted)
    {
        if (wanted.Length != Geometry.Count)
            throw new ArgumentException($"expected one flag for each of {Geometry.Count} nodes to be explained; found {wanted.Length}");
        var (half, quarter) = (Math.Max(1, Size / 2), Size / 4);
        var windows = Enumerable.Range(0, wanted.Length).Where(node => wanted[node] && Valued[node])
            .GroupBy(node => (Row: node / Geometry.Columns / half * half - quarter, Column: node % Geometry.Columns / half * half - quarter))
            .Select(group => WindowAt(group.Key.Row, group.Key.Column, [.. group])).ToList();
        return windows.Count > 0 ? windows : throw new ArgumentException($"the model of '{Target}' can be explained where nodes are chosen and a channel has a value; found no such node among {wanted.Count(flag => flag)} chosen ones");
    }

    /// <summary>A window that judges some of the nodes that it holds.</summary>
    public NodeWindow WindowAt(int row, int column, int[] nodes) =>
        new(row, column, nodes, Array.ConvertAll(nodes, node => (node / Geometry.Columns - row) * Size + node % Geometry.Columns - column));

    /// <summary>Fills the input of one window, (channel, row, column).</summary>
    /// <param name="window">The window.</param>
    /// <param name="channels">Normalised values of the whole grid, these or changed ones.</param>
    /// <param name="into">Takes them.</param>
    public void Fill(NodeWindow window, float[] channels, Span<float> into)
    {
        var at = 0;
        for (var channel = 0; channel < Names.Count; channel++)
            for (var r = 0; r < Size; r++)
            {
                var line = channel * Geometry.Count + WindowPredictor.Mirror(window.Row + r, Geometry.Rows) * Geometry.Columns;
                for (var c = 0; c < Size; c++)
                    into[at++] = channels[line + WindowPredictor.Mirror(window.Column + c, Geometry.Columns)];
            }
    }

    /// <summary>Sets some channels of a window to their median where the ground is hidden, and where it is mirrored beyond an edge.</summary>
    public void Hide(NodeWindow window, Patch patch, int[] channels, Span<float> input)
    {
        for (var r = 0; r < Size; r++)
            for (var c = 0; c < Size; c++)
                if (patch.Holds(WindowPredictor.Mirror(window.Row + r, Geometry.Rows), WindowPredictor.Mirror(window.Column + c, Geometry.Columns)))
                    foreach (var channel in channels)
                        input[(channel * Size + r) * Size + c] = 0;
    }

    /// <summary>Runs the network, its dropout off, over inputs that the caller fills, and hands back the logits of each.</summary>
    /// <param name="count">Number of inputs.</param>
    /// <param name="fill">Fills the input of a number: (channel, row, column).</param>
    /// <param name="read">Is given the logits of a number: (row, column).</param>
    /// <param name="progress">Share of the inputs done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public void Look(int count, Action<int, Span<float>> fill, Action<int, ReadOnlySpan<float>> read, Action<double>? progress, CancellationToken cancellation)
    {
        using var _ = no_grad();
        Batches(count, fill, (input, first, batch) =>
        {
            var logits = _network.call(input).cpu().contiguous();           // (window, 1, row, column)
            var values = MemoryMarshal.Cast<byte, float>(logits.bytes);
            for (var i = 0; i < batch; i++)
                read(first + i, values.Slice(i * Size * Size, Size * Size));
        }, progress, cancellation);
    }

    /// <summary>Logits of the nodes that windows judge; NaN on all others.</summary>
    public float[] Logits(IReadOnlyList<NodeWindow> windows, float[] channels, Action<double>? progress, CancellationToken cancellation)
    {
        var found = new float[Geometry.Count];
        Array.Fill(found, float.NaN);
        Look(windows.Count, (i, into) => Fill(windows[i], channels, into), (i, logits) =>
        {
            for (var k = 0; k < windows[i].Nodes.Length; k++)
                found[windows[i].Nodes[k]] = logits[windows[i].Places[k]];
        }, progress, cancellation);
        return found;
    }

    /// <summary>Hands batches of inputs, (window, channel, row, column), to the network's work, and leaves the network as it was.</summary>
    /// <param name="count">Number of inputs.</param>
    /// <param name="fill">Fills the input of a number.</param>
    /// <param name="work">Is given a batch, the number of its first input and how many it holds.</param>
    /// <param name="progress">Share of the inputs done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public void Batches(int count, Action<int, Span<float>> fill, Action<Tensor, int, int> work, Action<double>? progress, CancellationToken cancellation)
    {
        var (length, wasTraining, device) = (Names.Count * Size * Size, _network.training, _network.parameters().First().device);
        _network.eval();
        try
        {
            for (var first = 0; first < count; first += _batchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var batch = Math.Min(_batchSize, count - first);
                var input = empty(batch, Names.Count, Size, Size);
                var values = MemoryMarshal.Cast<byte, float>(input.bytes);
                for (var i = 0; i < batch; i++)
                    fill(first + i, values.Slice(i * length, length));
                work(input.to(device), first, batch);
                progress?.Invoke((double)(first + batch) / count);
            }
        }
        finally
        {
            _network.train(wasTraining);
        }
    }

    /// <summary>The network itself, for gradients.</summary>
    public Tensor Call(Tensor input) => _network.call(input);
}
