using GeoNotebooks.Features;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>
/// What each channel on each node adds to a network's mean logit over chosen nodes, against ground where every channel is at its median. Positive: speaks for the target there; negative: against it.
/// </summary>
/// <param name="Target">The target.</param>
/// <param name="Map">One grid a channel, axis order (channel, row, column), unit "logit"; NaN where no window of the chosen nodes reaches.</param>
/// <param name="Nodes">Number of nodes whose mean logit is explained.</param>
/// <param name="Logit">Their mean logit.</param>
/// <param name="MedianLogit">Their mean logit on ground where every channel is at its median.</param>
public sealed record Attribution(string Target, FeatureStack Map, int Nodes, double Logit, double MedianLogit)
{
    /// <summary>Sum over channels and nodes; but for the steps of the integral it is <see cref="Logit"/> less <see cref="MedianLogit"/>.</summary>
    public double Sum => Map.Channels.Sum(Total);

    /// <summary>How far the sum misses that difference, as a share of it: above a few per cent, take more steps.</summary>
    public double CompletenessError => Math.Abs(Sum - (Logit - MedianLogit)) / Math.Abs(Logit - MedianLogit);

    /// <summary>One row a channel, the largest share first: what it adds to the mean logit, and its share of all that is added or taken away, node by node.</summary>
    public DataFrame Table()
    {
        var moved = Map.Channels.Sum(channel => Moved(channel.Values));
        var sorted = Map.Channels.OrderByDescending(channel => Moved(channel.Values)).ToList();
        return new(
            new StringDataFrameColumn("channel", sorted.Select(channel => channel.Name)),
            new DoubleDataFrameColumn("adds, logit", sorted.Select(channel => Math.Round(Total(channel), 4))),
            new DoubleDataFrameColumn("share", sorted.Select(channel => moved > 0 ? Math.Round(Moved(channel.Values) / moved, 4) : double.NaN)));
    }

    private static double Total(Grids.Grid channel) => channel.Values.Where(value => !float.IsNaN(value)).Sum(value => (double)value);

    private static double Moved(float[] values) => values.Where(value => !float.IsNaN(value)).Sum(value => (double)Math.Abs(value));
}
