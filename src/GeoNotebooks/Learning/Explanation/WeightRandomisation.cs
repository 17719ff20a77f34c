using GeoNotebooks.Features;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>How alike the attributions of one channel are from a trained network and from one that has learned nothing.</summary>
/// <param name="Channel">The channel; null for all together.</param>
/// <param name="Correlation">Rank correlation of the attributions over nodes, mean over seeds.</param>
/// <param name="SizeCorrelation">Rank correlation of their sizes, without the sign, mean over seeds.</param>
public sealed record RandomisedSimilarity(string? Channel, double Correlation, double SizeCorrelation);

/// <summary>
/// The check that attributions show what was learned (Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim, 2018, NeurIPS 31: Sanity checks for saliency maps): a network of the same shape with fresh weights explains the
/// same nodes. If its attributions rank the ground as those of the trained network do, they show the input alone, and say nothing of what the network looks at.
/// </summary>
/// <remarks>
/// Attributions carry the input as a factor, so even unrelated networks agree on where they are large: sizes correlate more than signed values, most of all in a single channel. A correlation of sizes
/// well below 1 and one of signed values about 0 are what a trained network should show.
/// </remarks>
/// <param name="Target">The target.</param>
/// <param name="Trained">Attributions of the trained network.</param>
/// <param name="Similarities">All channels together first, then one entry a channel.</param>
public sealed record WeightRandomisation(string Target, Attribution Trained, IReadOnlyList<RandomisedSimilarity> Similarities)
{
    /// <summary>Compares a trained network with fresh ones.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Must hold the channels of the card.</param>
    /// <param name="nodes">One flag a node: those explained.</param>
    /// <param name="seeds">Seeds of the fresh weights.</param>
    /// <param name="steps">Steps of the integrated gradients.</param>
    /// <param name="progress">Share of the networks explained.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="ArgumentException">No seed, or no node is chosen.</exception>
    /// <exception cref="InvalidDataException">The stack does not fit the card.</exception>
    public static WeightRandomisation Of(
        TargetModel model, FeatureStack stack, bool[] nodes, IReadOnlyList<long> seeds, int steps = 16, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (seeds.Count == 0)
            throw new ArgumentException("a check by fresh weights needs at least one seed");
        var trained = IntegratedGradients.Of(model, stack, nodes, steps, null, cancellation);
        var sums = Enumerable.Range(0, trained.Map.Channels.Count + 1).Select(_ => (Signed: 0.0, Size: 0.0)).ToArray();
        for (var s = 0; s < seeds.Count; s++)
        {
            using var fresh = new UNet(model.Card.Network, seeds[s]);
            fresh.ToChannelsLast();
            var other = IntegratedGradients.Of(NetworkView.Of(fresh, model.Card, stack), nodes, steps, null, cancellation);
            for (var i = 0; i < sums.Length; i++)
            {
                var (one, two) = (Values(trained, i - 1), Values(other, i - 1));
                sums[i].Signed += Correlation(one, two);
                sums[i].Size += Correlation(Array.ConvertAll(one, Math.Abs), Array.ConvertAll(two, Math.Abs));
            }
            progress?.Report((s + 1.0) / seeds.Count);
        }
        return new(trained.Target, trained, [.. sums.Select((sum, i) => new RandomisedSimilarity(i == 0 ? null : trained.Map.Names[i - 1], sum.Signed / seeds.Count, sum.Size / seeds.Count))]);
    }

    /// <summary>One row a channel, all together first: rank correlation with the attributions of fresh weights, signed and by size.</summary>
    public DataFrame Table() => new(
        new StringDataFrameColumn("channel", Similarities.Select(one => one.Channel ?? "all")),
        new DoubleDataFrameColumn("rank correlation", Similarities.Select(one => Math.Round(one.Correlation, 3))),
        new DoubleDataFrameColumn("of sizes", Similarities.Select(one => Math.Round(one.SizeCorrelation, 3))));

    /// <summary>Attributions of one channel, of all below 0, where a window reached.</summary>
    private static float[] Values(Attribution attribution, int channel) =>
        [.. (channel < 0 ? attribution.Map.Channels : [attribution.Map.Channels[channel]]).SelectMany(grid => grid.Values).Where(value => !float.IsNaN(value))];

    /// <summary>Spearman's rank correlation; NaN where one side is the same everywhere.</summary>
    internal static double Correlation(float[] first, float[] second) => ChannelCorrelation.Pearson(Ranks.Of(first), Ranks.Of(second));
}
