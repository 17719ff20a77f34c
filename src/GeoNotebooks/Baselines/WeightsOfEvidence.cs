using GeoNotebooks.Targets;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Baselines;

/// <summary>
/// Weights of evidence (Bonham-Carter, Agterberg and Wright 1989; Bonham-Carter 1994, chapter 9): each feature is parted into classes, each class adds its weight to the log-odds that the target has
/// everywhere. What geologists know and can read: every weight is a count.
/// </summary>
/// <remarks>
/// The sum is a probability only if features are independent of each other where the target is present and where it is absent. Channels of one field and windows of one channel never are: their weights
/// count the same thing several times, and probabilities are too near to 0 and 1. The order of nodes suffers less, and ranks are what an average precision looks at; <see cref="Independence"/> says how bad it is.
/// A missing value adds nothing, for or against.
/// </remarks>
public sealed class WeightsOfEvidence : ITargetScorer
{
    private WeightsOfEvidence(IReadOnlyList<string> features, IReadOnlyList<IReadOnlyList<EvidenceClass>> classes, double priorLogOdds) =>
        (Features, Classes, PriorLogOdds) = (features, classes, priorLogOdds);

    /// <summary>Names of the features.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>The classes of each feature, from low values to high.</summary>
    public IReadOnlyList<IReadOnlyList<EvidenceClass>> Classes { get; }

    /// <summary>Log-odds of the target on the training ground.</summary>
    public double PriorLogOdds { get; }

    /// <summary>
    /// Training nodes with the target over the sum of the probabilities on all training nodes (the conditional independence ratio, Bonham-Carter 1994, section 9.5): 1 for independent evidence, and below 0.85
    /// a sign that features tell the same.
    /// </summary>
    public double Independence { get; private init; }

    /// <summary>Counts the weights on the known labels.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="training">Labels to count.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, one of the two classes is lacking, or a channel has no value on the training ground.</exception>
    public static WeightsOfEvidence Count(PixelFeatures features, TargetLabels training, WeightsOfEvidenceOptions options)
    {
        options.Require();
        var nodes = TrainingNodes.DrawValued(features, training, options.MostTrainingNodes, options.Seed);
        var present = nodes.Count(node => training.Values[node] == TargetLabels.Present);
        var classes = new IReadOnlyList<EvidenceClass>[features.Planes.Count];
        Parallel.For(0, classes.Length, f =>
        {
            var valued = Array.FindAll(nodes, node => !float.IsNaN(features.Planes[f][node]));
            var (values, flags) = (Array.ConvertAll(valued, node => features.Planes[f][node]), Array.ConvertAll(valued, node => training.Values[node] == TargetLabels.Present));
            Array.Sort(values, flags);
            classes[f] = options.Binary ? BestCut(values, flags, options) : Classed(values, flags, Cuts(values, options.Classes), options.Smoothing);
        });
        var counted = new WeightsOfEvidence(features.Names, classes, Math.Log((double)present / (nodes.Length - present)));
        var expected = nodes.Sum(node => (double)counted.Probability(features, node));
        return new(counted.Features, classes, counted.PriorLogOdds) { Independence = present / expected };
    }

    /// <inheritdoc/>
    public float[] Predict(PixelFeatures features, bool[] wanted)
    {
        var nodes = TrainingNodes.Wanted(features, Features, wanted);
        return TrainingNodes.Spread(wanted.Length, nodes, k => Probability(features, nodes[k]));
    }

    /// <summary>One row a class: feature, ends, nodes, weights, contrast and studentised contrast.</summary>
    public DataFrame Table()
    {
        var rows = Features.Zip(Classes).SelectMany(pair => pair.Second.Select(one => (Feature: pair.First, Class: one))).ToList();
        return new(
            new StringDataFrameColumn("feature", rows.Select(row => row.Feature)),
            new SingleDataFrameColumn("from", rows.Select(row => row.Class.From)),
            new SingleDataFrameColumn("to", rows.Select(row => row.Class.To)),
            new Int32DataFrameColumn("present", rows.Select(row => row.Class.Present)),
            new Int32DataFrameColumn("absent", rows.Select(row => row.Class.Absent)),
            new DoubleDataFrameColumn("W+", rows.Select(row => Math.Round(row.Class.Plus, 3))),
            new DoubleDataFrameColumn("W-", rows.Select(row => Math.Round(row.Class.Minus, 3))),
            new DoubleDataFrameColumn("contrast", rows.Select(row => Math.Round(row.Class.Contrast, 3))),
            new DoubleDataFrameColumn("studentised", rows.Select(row => Math.Round(row.Class.Studentised, 1))));
    }

    private float Probability(PixelFeatures features, int node)
    {
        var odds = PriorLogOdds;
        for (var f = 0; f < Classes.Count; f++)
        {
            var value = features.Planes[f][node];
            if (float.IsNaN(value))
                continue;
            var (classes, at) = (Classes[f], 0);
            while (value >= classes[at].To && at + 1 < classes.Count)
                at++;
            odds += classes[at].Plus;
        }
        return (float)(1 / (1 + Math.Exp(-odds)));
    }

    /// <summary>The lowest value of each class but the first. Where values come often, several classes become one.</summary>
    private static float[] Cuts(float[] sorted, int classes) =>
        [.. Enumerable.Range(1, classes - 1).Select(k => sorted[(int)((long)k * sorted.Length / classes)]).Where(cut => cut > sorted[0]).Distinct()];

    private static IReadOnlyList<EvidenceClass> BestCut(float[] values, bool[] present, WeightsOfEvidenceOptions options) =>
        Cuts(values, options.Classes).Select(cut => Classed(values, present, [cut], options.Smoothing))
            .MaxBy(two => Math.Abs(two[1].Studentised)) ?? Classed(values, present, [], options.Smoothing);

    private static IReadOnlyList<EvidenceClass> Classed(float[] values, bool[] present, float[] cuts, double smoothing)
    {
        var (counts, at) = (new (int Present, int Absent)[cuts.Length + 1], 0);
        for (var i = 0; i < values.Length; i++)
        {
            while (at < cuts.Length && values[i] >= cuts[at])
                at++;
            counts[at] = present[i] ? (counts[at].Present + 1, counts[at].Absent) : (counts[at].Present, counts[at].Absent + 1);
        }
        var (all, none) = (counts.Sum(count => count.Present), counts.Sum(count => count.Absent));
        return [.. counts.Select((count, c) => EvidenceClass.Of(
            c == 0 ? float.NegativeInfinity : cuts[c - 1], c == cuts.Length ? float.PositiveInfinity : cuts[c], count.Present, count.Absent, all, none, counts.Length, smoothing))];
    }
}
