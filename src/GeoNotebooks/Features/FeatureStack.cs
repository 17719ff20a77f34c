using GeoNotebooks.Grids;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Features;

/// <summary>
/// The channels a network sees: several grids on the same nodes, axis order (channel, row, column), row 0 northernmost, NaN where a
/// channel has no value. Values keep their units; they are normalised only on their way into a network, by a <see cref="Normaliser"/> fitted on training ground.
/// </summary>
public sealed record FeatureStack
{
    /// <summary>Stacks grids that lie on the same nodes; grids on other nodes are brought onto them by <see cref="Aligned"/>, which says so.</summary>
    /// <param name="channels">One grid a channel; names must differ.</param>
    /// <exception cref="ArgumentException">No channel, or two of one name.</exception>
    /// <exception cref="InvalidDataException">Channels lie on different nodes or in different systems.</exception>
    public FeatureStack(IReadOnlyList<Grid> channels)
    {
        if (channels.Count == 0)
            throw new ArgumentException("a feature stack needs at least one channel");
        foreach (var channel in channels)
            channels[0].RequireSameNodes(channel.Geometry, channel.Name);
        if (channels.GroupBy(channel => channel.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"a feature stack needs channels of different names; '{twice.Key}' comes {twice.Count()} times");
        Channels = channels;
    }

    /// <summary>The channels in order.</summary>
    public IReadOnlyList<Grid> Channels { get; }

    /// <summary>The nodes that all channels share.</summary>
    public GridGeometry Geometry => Channels[0].Geometry;

    /// <summary>Names of the channels in order.</summary>
    public IReadOnlyList<string> Names => [.. Channels.Select(channel => channel.Name)];

    /// <summary>How channels came from other nodes onto these; empty where all were made on them.</summary>
    public IReadOnlyList<ResamplingReport> Resampled { get; private init; } = [];

    /// <summary>The channel with this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Grid this[string name] => Channels.FirstOrDefault(channel => channel.Name == name)
        ?? throw new KeyNotFoundException($"the stack has no channel '{name}'; it has {string.Join(", ", Channels.Select(channel => $"'{channel.Name}'"))}");

    /// <summary>A stack of the named channels, in that order.</summary>
    /// <exception cref="KeyNotFoundException">There is no channel of such a name.</exception>
    public FeatureStack Select(params IEnumerable<string> names) => With([.. names.Select(name => this[name])]);

    /// <summary>This stack and more channels on the same nodes.</summary>
    public FeatureStack And(FeatureStack other) => new([.. Channels, .. other.Channels]) { Resampled = [.. Resampled, .. other.Resampled] };

    /// <summary>The same channels where a mask holds, blank elsewhere: so that no later step can look at ground that is held back.</summary>
    /// <param name="mask">One flag a node, row after row from the north-west corner.</param>
    public FeatureStack Where(bool[] mask) => With([.. Channels.Select(channel => channel.Where(mask))]);

    /// <summary>Stacks grids of different cells on common nodes: resampled where they lie on others (see <see cref="Resampling.Resample"/>), and each resampling kept in <see cref="Resampled"/>.</summary>
    /// <param name="nodes">The common nodes.</param>
    /// <param name="grids">One grid a channel, all in the system of the nodes; names must differ.</param>
    /// <exception cref="InvalidDataException">A grid is in another system, or has no value on the nodes.</exception>
    public static FeatureStack Aligned(GridGeometry nodes, params IReadOnlyList<Grid> grids)
    {
        var resampled = grids.Select(grid => grid.Resample(nodes)).ToList();
        if (resampled.Find(one => one.Report.FilledShare == 0) is { } empty)
            throw new InvalidDataException($"a feature stack needs channels with values on its nodes: {empty.Report.Warning}");
        return new([.. resampled.Select(one => one.Grid)]) { Resampled = [.. resampled.Select(one => one.Report).Where(report => report.Method != ResamplingMethod.SameNodes)] };
    }

    /// <summary>Statistics of each channel, one row a channel: name, unit, share of nodes with a value, minimum, 5 %, median, 95 %, maximum.</summary>
    /// <param name="mask">Only where it holds, one flag a node; null for all nodes.</param>
    /// <exception cref="ArgumentException">The mask has another number of nodes.</exception>
    public DataFrame Statistics(bool[]? mask = null)
    {
        if (mask is not null && mask.Length != Geometry.Count)
            throw new ArgumentException($"the mask must hold {Geometry.Count} nodes, as the stack does; found {mask.Length}");
        var nodes = mask?.Count(inside => inside) ?? Geometry.Count;
        var sorted = Channels.Select(channel =>
        {
            var values = channel.Values.Where((value, node) => float.IsFinite(value) && (mask is null || mask[node])).ToArray();
            Array.Sort(values);
            return values;
        }).ToList();
        DoubleDataFrameColumn Column(string title, Func<float[], double> value) => new(title, sorted.Select(values => values.Length == 0 ? double.NaN : value(values)));
        return new(
            new StringDataFrameColumn("channel", Channels.Select(channel => channel.Name)),
            new StringDataFrameColumn("unit", Channels.Select(channel => channel.Unit)),
            new DoubleDataFrameColumn("valued share", sorted.Select(values => (double)values.Length / Math.Max(nodes, 1))),
            Column("minimum", values => values[0]),
            Column("5 %", values => Normaliser.Quantile(values, 0.05)),
            Column("median", values => Normaliser.Quantile(values, 0.5)),
            Column("95 %", values => Normaliser.Quantile(values, 0.95)),
            Column("maximum", values => values[^1]));
    }

    /// <summary>One line.</summary>
    public override string ToString() => $"stack of {Channels.Count} channels on {Geometry.Rows} x {Geometry.Columns} nodes: {string.Join(", ", Names)}";

    private FeatureStack With(IReadOnlyList<Grid> channels) =>
        new(channels) { Resampled = [.. Resampled.Where(report => channels.Any(channel => channel.Name == report.Name))] };
}
