using GeoNotebooks.Learning.Evaluation;
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
    public static double Of(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels) => Of(ScoreTable.Of(scores, labels));

    /// <summary>Average precision of a table of scores; NaN without any positive.</summary>
    public static double Of(ScoreTable table)
    {
        double average = 0;
        long found = 0, seen = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            var gain = table.Present[row];
            found += gain;
            seen += gain + (long)table.Absent[row];
            if (gain > 0)
                average += (double)gain * found / seen;
        }
        return found == 0 ? double.NaN : average / found;
    }

    /// <summary>The 95 % interval of the average precision, from a thousand draws of blocks (<see cref="BlockBootstrap"/>).</summary>
    /// <param name="scores">One a node; NaN is left out.</param>
    /// <param name="labels">One a node, in the same order.</param>
    /// <param name="blocks">The block of each node, from 0.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <returns>The 2.5 and 97.5 % quantiles; NaN when there is no positive. Draws without any positive are left out.</returns>
    /// <exception cref="ArgumentException">The three have different lengths.</exception>
    public static (double Low, double High) Interval(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks, int seed = 1)
    {
        var (_, low, high) = BlockBootstrap.Estimate(new([.. scores], [.. labels], [.. blocks]), ScoreMetric.AveragePrecision, new() { Draws = Draws, Seed = seed });
        return (low, high);
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
        var ground = new ScoredGround([.. first], [.. labels], [.. blocks]);
        if (second.Length != first.Length)
            throw new ArgumentException($"a difference of average precisions needs two scores a node; found {first.Length} and {second.Length}");
        var (_, low, high) = BlockBootstrap.Difference(ground, ground with { Scores = [.. second] }, ScoreMetric.AveragePrecision, new() { Draws = draws, Seed = seed });
        return (low, high);
    }
}
