using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning;

/// <summary>
/// Area under the precision-recall curve as the sum over distinct scores, from the highest down, of precision times the gain in
/// recall. No line is drawn between the points, since that would flatter (Davis and Goadrich, 2006, ICML).
/// </summary>
public static class AveragePrecision
{
    private const int Draws = 1000;

    /// <summary>Average precision of scores; the prevalence is what random scores reach, 1 is a perfect order.</summary>
    /// <param name="scores">One a node; NaN is left out.</param>
    /// <param name="labels">One a node, in the same order; <see cref="TargetLabels.Unknown"/> is left out.</param>
    /// <returns>A number in (0, 1], or NaN when no node with a score is <see cref="TargetLabels.Present"/>. Equal scores are taken together, so that the order of nodes plays no part.</returns>
    /// <exception cref="ArgumentException">The two have different lengths.</exception>
    public static double Of(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels)
    {
        var (ordered, nodes) = Order(scores, labels);
        return Sum(ordered, nodes, labels, blocks: [], []);
    }

    /// <summary>
    /// The 95 % interval of the average precision: blocks of ground are drawn again with replacement, a thousand times, since neighbouring
    /// nodes are no independent witnesses (percentile bootstrap of blocks, Lahiri 2003, Resampling Methods for Dependent Data).
    /// </summary>
    /// <param name="scores">One a node; NaN is left out.</param>
    /// <param name="labels">One a node, in the same order.</param>
    /// <param name="blocks">The block of each node, from 0.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <returns>The 2.5 and 97.5 % quantiles; NaN when there is no positive. Draws without any positive are left out.</returns>
    /// <exception cref="ArgumentException">The three have different lengths.</exception>
    public static (double Low, double High) Interval(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks, int seed = 1)
    {
        if (blocks.Length != scores.Length)
            throw new ArgumentException($"a bootstrap of blocks needs one block a score; found {scores.Length} scores and {blocks.Length} blocks");
        return Interval(Order(scores, labels), null, labels, blocks, Draws, seed);
    }

    /// <summary>
    /// The 95 % interval of the difference of two average precisions on the same nodes, first less second: each draw of blocks judges both, so that what is hard on both alike falls out.
    /// </summary>
    /// <param name="first">One score a node; a node without a score in either is left out.</param>
    /// <param name="second">One score a node, in the same order.</param>
    /// <param name="labels">One a node, in the same order.</param>
    /// <param name="blocks">The block of each node, from 0.</param>
    /// <param name="draws">Number of draws.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <returns>The 2.5 and 97.5 % quantiles; NaN when there is no positive.</returns>
    /// <exception cref="ArgumentException">The four have different lengths.</exception>
    public static (double Low, double High) IntervalOfDifference(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks, int draws = Draws, int seed = 1)
    {
        if (blocks.Length != first.Length || second.Length != first.Length)
            throw new ArgumentException($"a difference of average precisions needs two scores and one block a node; found {first.Length} and {second.Length} scores and {blocks.Length} blocks");
        var judged = labels.ToArray();
        for (var i = 0; i < judged.Length; i++)
            if (i < first.Length && (float.IsNaN(first[i]) || float.IsNaN(second[i])))
                judged[i] = TargetLabels.Unknown;
        return Interval(Order(first, judged), Order(second, judged), judged, blocks, draws, seed);
    }

    /// <summary>Draws blocks again, and takes the quantiles of what they give: the average precision of one order, or by how much it is above that of another on the same nodes.</summary>
    private static (double Low, double High) Interval(
        (float[] Ordered, int[] Nodes) one, (float[] Ordered, int[] Nodes)? other, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks, int draws, int seed)
    {
        var present = new HashSet<int>();
        foreach (var node in one.Nodes)
            present.Add(blocks[node]);
        var (judged, random, found) = (present.Order().ToArray(), new Random(seed), new List<double>(draws));
        var weights = new int[judged.Length == 0 ? 0 : judged[^1] + 1];
        for (var draw = 0; draw < draws; draw++)
        {
            Array.Clear(weights);
            for (var i = 0; i < judged.Length; i++)
                weights[judged[random.Next(judged.Length)]]++;
            var value = Sum(one.Ordered, one.Nodes, labels, blocks, weights);
            if (other is var (ordered, nodes))
                value -= Sum(ordered, nodes, labels, blocks, weights);
            if (!double.IsNaN(value))
                found.Add(value);
        }
        found.Sort();
        return found.Count == 0 ? (double.NaN, double.NaN) : (found[(int)(0.025 * found.Count)], found[(int)(0.975 * found.Count)]);
    }

    /// <summary>The nodes that count, best score first, with their scores.</summary>
    private static (float[] Ordered, int[] Nodes) Order(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException($"average precision needs one label a score; found {scores.Length} scores and {labels.Length} labels");
        var (ordered, nodes) = (new List<float>(scores.Length), new List<int>(scores.Length));
        for (var i = 0; i < scores.Length; i++)
        {
            if (labels[i] == TargetLabels.Unknown || float.IsNaN(scores[i]))
                continue;
            ordered.Add(-scores[i]);
            nodes.Add(i);
        }
        var (keys, items) = (ordered.ToArray(), nodes.ToArray());
        Array.Sort(keys, items);
        return (keys, items);
    }

    /// <summary>The sum over distinct scores; each node counts as often as its block was drawn, once without blocks.</summary>
    private static double Sum(float[] ordered, int[] nodes, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks, int[] weights)
    {
        double average = 0;
        long found = 0, before = 0, seen = 0;
        for (var i = 0; i < ordered.Length; i++)
        {
            var weight = blocks.IsEmpty ? 1 : weights[blocks[nodes[i]]];
            seen += weight;
            found += labels[nodes[i]] == TargetLabels.Present ? weight : 0;
            if (i + 1 < ordered.Length && ordered[i + 1] == ordered[i])
                continue;
            if (found > before)
                average += (double)(found - before) * found / seen;
            before = found;
        }
        return found == 0 ? double.NaN : average / found;
    }
}
