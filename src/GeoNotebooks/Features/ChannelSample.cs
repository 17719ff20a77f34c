using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Features;

/// <summary>How nodes are drawn to compare channels on.</summary>
public sealed record ChannelSampleOptions
{
    /// <summary>At most so many nodes are drawn, each with the same chance: neighbouring nodes tell little more than one of them.</summary>
    public int MostNodes { get; init; } = 20_000;

    /// <summary>Side of the blocks that intervals and null levels are made with: one tile.</summary>
    public double BlockMetres { get; init; } = 12_800;

    /// <summary>Seed of the draw.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>Values of some channels on nodes that were drawn from training ground, with the block of each. Nothing outside that ground has been looked at.</summary>
public sealed class ChannelSample
{
    private ChannelSample(GridGeometry geometry, IReadOnlyList<string> names, float[][] values, int[] nodes, int[] blocks) =>
        (Geometry, Names, Values, Nodes, Blocks) = (geometry, names, values, nodes, blocks);

    /// <summary>The nodes of the stack.</summary>
    public GridGeometry Geometry { get; }

    /// <summary>Names of the channels.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of nodes drawn.</summary>
    public int Count => Nodes.Length;

    /// <summary>Values, (channel, drawn node); NaN where there is none.</summary>
    internal float[][] Values { get; }

    /// <summary>The drawn nodes by their index in the grid, ascending.</summary>
    internal int[] Nodes { get; }

    /// <summary>The block of each drawn node.</summary>
    internal int[] Blocks { get; }

    /// <summary>Draws nodes.</summary>
    /// <param name="stack">The channels.</param>
    /// <param name="ground">One flag a node: where values may be looked at, such as <see cref="SpatialSplit.Training"/>.</param>
    /// <param name="options">How many nodes, and the blocks.</param>
    /// <exception cref="ArgumentException">The mask has another number of nodes than the stack, or an option is out of range.</exception>
    /// <exception cref="InvalidDataException">A channel has no value on the ground, or one and the same everywhere, or the ground lies within one block.</exception>
    public static ChannelSample Draw(FeatureStack stack, bool[] ground, ChannelSampleOptions options)
    {
        if (ground.Length != stack.Geometry.Count)
            throw new ArgumentException($"the ground that channels are compared on must hold {stack.Geometry.Count} nodes, as the stack does; found {ground.Length}");
        if (options.MostNodes < 2 || !(options.BlockMetres > 0))
            throw new ArgumentException(FormattableString.Invariant($"a sample of channels needs at least 2 nodes and blocks above 0 m; found {options.MostNodes} and {options.BlockMetres} m"));
        var nodes = Enumerable.Range(0, ground.Length).Where(node => ground[node] && stack.Channels.Any(channel => float.IsFinite(channel.Values[node]))).ToArray();
        foreach (var channel in stack.Channels)
            RequireVariation(channel, nodes);
        if (nodes.Length > options.MostNodes)
        {
            new Random(options.Seed).Shuffle(nodes);
            Array.Resize(ref nodes, options.MostNodes);
            Array.Sort(nodes);
        }
        var of = new BlockFolds { BlockMetres = options.BlockMetres }.BlocksOf(stack.Geometry);
        var blocks = Array.ConvertAll(nodes, node => of[node]);
        if (blocks.Distinct().Count() < 2)
            throw new InvalidDataException(FormattableString.Invariant(
                $"channels are compared over blocks of {options.BlockMetres / 1000:0.#} km, of which the ground must touch 2 at least; its {nodes.Length} nodes lie in one: take smaller blocks"));
        return new(stack.Geometry, stack.Names, [.. stack.Channels.Select(channel => Array.ConvertAll(nodes, node => float.IsFinite(channel.Values[node]) ? channel.Values[node] : float.NaN))], nodes, blocks);
    }

    /// <summary>The part of the sample that lies on some ground, such as the training ground of one fold.</summary>
    /// <param name="ground">One flag a node of the grid.</param>
    public ChannelSample Where(bool[] ground)
    {
        var kept = Enumerable.Range(0, Count).Where(i => ground[Nodes[i]]).ToArray();
        return new(Geometry, Names, [.. Values.Select(values => Array.ConvertAll(kept, i => values[i]))], Array.ConvertAll(kept, i => Nodes[i]), Array.ConvertAll(kept, i => Blocks[i]));
    }

    /// <summary>The labels of the drawn nodes.</summary>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, or the drawn nodes hold one class only.</exception>
    internal sbyte[] LabelsOf(TargetLabels labels)
    {
        if (labels.Geometry != Geometry)
            throw new InvalidDataException($"target '{labels.Target}': the labels lie on other nodes than the channels: make both on one grid");
        var drawn = Array.ConvertAll(Nodes, node => labels.Values[node]);
        var (present, absent) = (drawn.Count(label => label == TargetLabels.Present), drawn.Count(label => label == TargetLabels.Absent));
        return present > 0 && absent > 0
            ? drawn
            : throw new InvalidDataException($"target '{labels.Target}': channels can be judged only where the target is known to be present on some nodes and absent on others; found {present} present and {absent} absent of {Count} nodes drawn");
    }

    private static void RequireVariation(Grid channel, int[] nodes)
    {
        var (first, count) = (float.NaN, 0);
        foreach (var node in nodes)
        {
            var value = channel.Values[node];
            if (!float.IsFinite(value))
                continue;
            if (count++ == 0)
                first = value;
            else if (value != first)
                return;
        }
        throw new InvalidDataException(count == 0
            ? $"channel '{channel.Name}' has no value on the {nodes.Length} nodes that channels are compared on: leave it out"
            : FormattableString.Invariant($"channel '{channel.Name}' is {first} {channel.Unit} on all {count} nodes that channels are compared on: it tells nothing of any target; leave it out"));
    }
}
