using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// The channels a network sees: several grids on the same nodes, axis order (channel, row, column), row 0 northernmost, NaN where a
/// channel has no value. Values keep their units; they are normalised only on their way into a network.
/// </summary>
public sealed record FeatureStack
{
    /// <summary>Stacks grids that lie on the same nodes.</summary>
    /// <param name="channels">One grid a channel; names must differ.</param>
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

    /// <summary>The channel with this name.</summary>
    public Grid this[string name] => Channels.FirstOrDefault(channel => channel.Name == name)
        ?? throw new KeyNotFoundException($"the stack has no channel '{name}'; it has {string.Join(", ", Channels.Select(channel => $"'{channel.Name}'"))}");

    /// <summary>A stack of the named channels, in that order.</summary>
    public FeatureStack Select(params IEnumerable<string> names) => new([.. names.Select(name => this[name])]);
}
