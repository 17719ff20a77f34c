using GeoNotebooks.Folds;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Middle and spread of one channel over the nodes that a normaliser was fitted on.</summary>
/// <param name="Name">Name of the channel.</param>
/// <param name="Unit">Unit of the channel, and of the two numbers below.</param>
/// <param name="Median">Value that becomes 0.</param>
/// <param name="Scale">Length that becomes 1: the interquartile range divided by 1.349, which is the standard deviation of normally distributed values.</param>
public sealed record ChannelScale(string Name, string Unit, double Median, double Scale)
{
    /// <summary>A value of the channel as a network takes it.</summary>
    internal float Normalised(float value)
    {
        var scaled = (float)((value - Median) / Scale);
        return float.IsNaN(scaled) ? 0 : Math.Clamp(scaled, -Normaliser.Limit, Normaliser.Limit);
    }
}

/// <summary>
/// Brings channels of different units to one footing on their way into a network: value minus median, divided by a robust scale,
/// clipped at +-<see cref="Limit"/>. Fitted on training nodes alone, so that nothing of the ground held back for judging enters the network by this door.
/// A missing value (NaN) takes no part in the fit and becomes 0, the median: a network sees "nothing unusual" where nothing was measured. An infinite value takes no part in the
/// fit either and is clipped like any other beyond the limit.
/// </summary>
/// <remarks>Median and interquartile range because ore-related channels have long tails (Rousseeuw and Croux, 1993, J. Am. Stat. Assoc. 88, 1273-1283, on such scales).</remarks>
/// <param name="Channels">One scale a channel, in the order in which a network takes the channels.</param>
public sealed record Normaliser(IReadOnlyList<ChannelScale> Channels)
{
    /// <summary>Normalised values are cut off here, on both sides.</summary>
    public const float Limit = 6;

    private const double InterquartileRangeOfUnitNormal = 1.349;

    /// <summary>Fits median and scale of each channel on the nodes of a mask.</summary>
    /// <param name="stack">The channels; NaN is left out.</param>
    /// <param name="mask">One flag a node, row after row from the north-west corner: true where the values may be looked at.</param>
    /// <exception cref="ArgumentException">The mask has another number of nodes than the stack.</exception>
    /// <exception cref="InvalidDataException">A channel has no value on the mask, or one and the same everywhere.</exception>
    public static Normaliser Fit(FeatureStack stack, bool[] mask)
    {
        if (mask.Length != stack.Geometry.Count)
            throw new ArgumentException($"the mask of the normaliser must hold {stack.Geometry.Count} nodes, as the stack does; found {mask.Length}");
        return new([.. stack.Channels.Select(channel => FitChannel(channel, mask))]);
    }

    /// <summary>Fits on the training ground of a fold: neither the ground that the fold judges nor the strip about it is looked at.</summary>
    /// <param name="stack">The channels; NaN is left out.</param>
    /// <param name="fold">The fold.</param>
    /// <exception cref="InvalidDataException">The fold lies on other nodes, or a channel has no value on its training ground, or one and the same everywhere.</exception>
    public static Normaliser Fit(FeatureStack stack, SpatialSplit fold)
    {
        stack.Channels[0].RequireSameNodes(fold.Geometry, "the fold that the normaliser is fitted on");
        return Fit(stack, fold.Training);
    }

    /// <summary>The normalised values of a stack, axis order (channel, row, column), without unit and without NaN.</summary>
    /// <param name="stack">Must hold the channels of this normaliser, in any order and among others, in the units that it was fitted in.</param>
    /// <exception cref="KeyNotFoundException">A channel is missing.</exception>
    /// <exception cref="InvalidDataException">A channel is in another unit: median and scale would mean nothing.</exception>
    public float[] Apply(FeatureStack stack)
    {
        var nodes = stack.Geometry.Count;
        var normalised = new float[Channels.Count * nodes];
        for (var c = 0; c < Channels.Count; c++)
        {
            var (scale, channel) = (Channels[c], stack[Channels[c].Name]);
            if (channel.Unit != scale.Unit)
                throw new InvalidDataException($"channel '{scale.Name}': the normaliser was fitted in {scale.Unit}; the stack has it in {channel.Unit}");
            var values = channel.Values;
            for (var i = 0; i < nodes; i++)
                normalised[c * nodes + i] = scale.Normalised(values[i]);
        }
        return normalised;
    }

    private static ChannelScale FitChannel(Grid channel, bool[] mask)
    {
        var values = new List<float>();
        for (var i = 0; i < mask.Length; i++)
            if (mask[i] && float.IsFinite(channel.Values[i]))
                values.Add(channel.Values[i]);
        if (values.Count == 0)
            throw new InvalidDataException($"channel '{channel.Name}' has no value on the {mask.Count(inside => inside)} nodes that the normaliser is fitted on");
        values.Sort();
        if (values[0] == values[^1])
            throw new InvalidDataException(FormattableString.Invariant(
                $"channel '{channel.Name}' is {values[0]} {channel.Unit} on all {values.Count} nodes that the normaliser is fitted on: it tells a network nothing"));
        var scale = (Quantile(values, 0.75) - Quantile(values, 0.25)) / InterquartileRangeOfUnitNormal;
        // More than half of the values may be equal (below a detection limit): then the standard deviation is what is left.
        return new(channel.Name, channel.Unit, Quantile(values, 0.5), scale > 0 ? scale : StandardDeviation(values));
    }

    /// <summary>Linear between order statistics: definition 7 of Hyndman and Fan (1996, The American Statistician 50, 361-365).</summary>
    internal static double Quantile(IReadOnlyList<float> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (at - below) * ((double)sorted[above] - sorted[below]);
    }

    private static double StandardDeviation(List<float> values)
    {
        var mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
