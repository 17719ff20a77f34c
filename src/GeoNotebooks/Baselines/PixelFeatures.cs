using GeoNotebooks.Features;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Baselines;

/// <summary>
/// What a pixel sees: the channels of a stack and, for each window, their mean and standard deviation in it and the pixel's excess over that mean.
/// Axis order (feature, row, column), row 0 northernmost, NaN where there is no value. Trees ask for no normalisation.
/// </summary>
public sealed class PixelFeatures
{
    /// <summary>Side of the window that each feature was made in, 0 for the channel itself.</summary>
    private readonly IReadOnlyList<double> _sides;

    private PixelFeatures(GridGeometry geometry, IReadOnlyList<string> names, IReadOnlyList<float[]> planes, IReadOnlyList<string> channels, IReadOnlyList<double> sides) =>
        (Geometry, Names, Planes, Channels, _sides) = (geometry, names, planes, channels, sides);

    /// <summary>The nodes.</summary>
    public GridGeometry Geometry { get; }

    /// <summary>Names of the features: the channel's own, with "mean", "excess" or "deviation" and the window where it is a statistic.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The channel that each feature was made from.</summary>
    internal IReadOnlyList<string> Channels { get; }

    /// <summary>Values, (feature, node).</summary>
    internal IReadOnlyList<float[]> Planes { get; }

    /// <summary>The features of a stack.</summary>
    /// <param name="stack">The channels.</param>
    /// <param name="windowsMetres">Sides of the windows; empty for the channels alone.</param>
    public static PixelFeatures Of(FeatureStack stack, IReadOnlyList<double> windowsMetres)
    {
        if (windowsMetres.FirstOrDefault(side => !(side > 0), 1) is var wrong and not 1)
            throw new ArgumentException(FormattableString.Invariant($"a window needs a side above 0 m; found {wrong}"));
        var (names, planes, channels, sides) = (new List<string>(), new List<float[]>(), new List<string>(), new List<double>());
        foreach (var channel in stack.Channels)
        {
            names.Add(channel.Name);
            planes.Add(channel.Values);
            sides.Add(0);
            foreach (var side in windowsMetres)
            {
                var (mean, deviation) = WindowStatistics.Of(channel, side);
                // A tree splits on one feature at a time: what a pixel has over its window's mean must be a feature of its own.
                foreach (var (name, plane) in new[] { ("mean", mean), ("excess", Difference(channel.Values, mean)), ("deviation", deviation) })
                {
                    names.Add(FormattableString.Invariant($"{channel.Name}, {name} in {side / 1000:0.##} km"));
                    planes.Add(plane);
                    sides.Add(side);
                }
            }
            channels.AddRange(Enumerable.Repeat(channel.Name, planes.Count - channels.Count));
        }
        return new(stack.Geometry, names, planes, channels, sides);
    }

    /// <summary>The features of some nodes, laid side by side in one row: trees judge each by itself and never see where it lies.</summary>
    /// <param name="nodes">Indices of the nodes.</param>
    internal PixelFeatures On(int[] nodes)
    {
        var line = Geometry with { Rows = 1, Columns = nodes.Length };
        var planes = new float[Planes.Count][];
        Parallel.For(0, planes.Length, f => planes[f] = Array.ConvertAll(nodes, node => Planes[f][node]));
        return new(line, Names, planes, Channels, _sides);
    }

    /// <summary>The features of some channels.</summary>
    internal PixelFeatures Of(IReadOnlySet<string> channels) => Where(f => channels.Contains(Channels[f]));

    /// <summary>The channels themselves, without any window.</summary>
    public PixelFeatures WithoutWindows() => Where(f => _sides[f] == 0);

    /// <summary>Sides of the windows, the smallest first; empty where the features are the channels alone.</summary>
    public IReadOnlyList<double> WindowsMetres => [.. _sides.Where(side => side > 0).Distinct().Order()];

    /// <summary>The same features, where those of some channels take their values from other nodes.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="from">For each node the one whose values it gets.</param>
    internal PixelFeatures Dealt(IReadOnlySet<string> channels, int[] from) =>
        new(Geometry, Names, [.. Planes.Select((plane, f) => channels.Contains(Channels[f]) ? Array.ConvertAll(from, node => plane[node]) : plane)], Channels, _sides);

    /// <summary>Writes the features of a node.</summary>
    internal void Fill(int node, float[] row)
    {
        for (var f = 0; f < row.Length; f++)
            row[f] = Planes[f][node];
    }

    private PixelFeatures Where(Predicate<int> keep)
    {
        var kept = Enumerable.Range(0, Names.Count).Where(f => keep(f)).ToList();
        return new(Geometry, [.. kept.Select(f => Names[f])], [.. kept.Select(f => Planes[f])], [.. kept.Select(f => Channels[f])], [.. kept.Select(f => _sides[f])]);
    }

    private static float[] Difference(float[] values, float[] mean) => [.. values.Zip(mean, (value, level) => value - level)];

    /// <summary>True where at least one feature has a value.</summary>
    internal bool HasValue(int node)
    {
        // No LINQ: it is asked of millions of nodes.
        for (var f = 0; f < Planes.Count; f++)
            if (!float.IsNaN(Planes[f][node]))
                return true;
        return false;
    }
}
