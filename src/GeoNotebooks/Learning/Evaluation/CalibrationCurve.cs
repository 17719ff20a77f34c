using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>One bin of a calibration curve.</summary>
/// <param name="Predicted">Mean probability of its nodes.</param>
/// <param name="Observed">Share of its nodes where the target is present.</param>
/// <param name="Nodes">Number of its nodes.</param>
public readonly record struct CalibrationBin(double Predicted, double Observed, long Nodes);

/// <summary>
/// Observed against predicted shares in bins of equal mass (Nguyen and O'Connor 2015, EMNLP, 1587-1598). Rare targets put almost all nodes into the lowest of bins of equal width; bins of equal mass
/// leave none empty.
/// </summary>
/// <param name="Bins">From the lowest probabilities to the highest; those without nodes are left out.</param>
public sealed record CalibrationCurve(IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>Bins as a rule.</summary>
    public const int UsualBins = 15;

    /// <summary>Expected calibration error: the mean over nodes of |observed - predicted| of their bin (Naeini, Cooper and Hauskrecht 2015, AAAI, 2901-2907). NaN without nodes.</summary>
    public double ExpectedError => Bins.Sum(bin => bin.Nodes * Math.Abs(bin.Observed - bin.Predicted)) / Bins.Sum(bin => bin.Nodes);

    /// <summary>The curve of scored ground.</summary>
    public static CalibrationCurve Of(ScoredGround ground, int bins = UsualBins) => Of(ScoreTable.Of(ground.Scores, ground.Labels), bins);

    /// <summary>The curve of a table of probabilities.</summary>
    /// <param name="table">The table; nodes of one row stay together, in the bin where their middle falls.</param>
    /// <param name="bins">Number of bins.</param>
    public static CalibrationCurve Of(ScoreTable table, int bins = UsualBins)
    {
        if (bins < 1)
            throw new ArgumentOutOfRangeException(nameof(bins), $"expected at least one bin; found {bins}");
        var (sum, present, nodes) = (new double[bins], new long[bins], new long[bins]);
        long below = 0;
        for (var row = table.Rows - 1; row >= 0; row--)
        {
            var count = (long)table.Present[row] + table.Absent[row];
            if (count == 0)
                continue;
            var bin = (int)((2 * below + count) * bins / (2 * table.Count));
            sum[bin] += count * table.Scores[row];
            present[bin] += table.Present[row];
            nodes[bin] += count;
            below += count;
        }
        return new([.. Enumerable.Range(0, bins).Where(bin => nodes[bin] > 0).Select(bin => new CalibrationBin(sum[bin] / nodes[bin], (double)present[bin] / nodes[bin], nodes[bin]))]);
    }

    /// <summary>The bins as a table, one row a bin.</summary>
    public DataFrame Table() => new(
        new DoubleDataFrameColumn("predicted", Bins.Select(bin => bin.Predicted)),
        new DoubleDataFrameColumn("observed", Bins.Select(bin => bin.Observed)),
        new Int64DataFrameColumn("nodes", Bins.Select(bin => bin.Nodes)));
}
