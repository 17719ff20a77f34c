using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Which values a channel had on the training ground.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Quantiles">Its values at <see cref="Shares"/>, in its unit.</param>
public sealed record ChannelRange(string Channel, IReadOnlyList<double> Quantiles)
{
    private const double TailsCountFor = 3;

    /// <summary>Shares of the nodes below each quantile.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Range of a channel on some ground.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="ground">One flag a node: ground that counts; null for all.</param>
    /// <returns>NaN quantiles where no node has a value.</returns>
    public static ChannelRange Of(Grid channel, bool[]? ground = null)
    {
        var values = channel.Values.Where((value, node) => float.IsFinite(value) && (ground is null || ground[node])).Order().ToArray();
        return new(channel.Name, [.. Shares.Select(share => values.Length == 0 ? double.NaN : Normaliser.Quantile(values, share))]);
    }

    /// <summary>
    /// How far other values lie from these, in units of the scale that the network sees the channel in: the largest difference between two quartiles of one share, or a third of that between two tails, which differ from
    /// sheet to sheet with a single range of hills.
    /// </summary>
    /// <param name="other">Range of the same channel elsewhere.</param>
    /// <param name="scale">Length that becomes 1 for the network (<see cref="ChannelScale.Scale"/>).</param>
    public double ShiftTo(ChannelRange other, double scale)
    {
        var worst = 0.0;
        for (var i = 0; i < Shares.Count; i++)
            worst = Math.Max(worst, Math.Abs(other.Quantiles[i] - Quantiles[i]) / scale / (i == 0 || i == Shares.Count - 1 ? TailsCountFor : 1));
        return worst;
    }
}
