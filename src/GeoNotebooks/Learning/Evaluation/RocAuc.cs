namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Area under the receiver operating characteristic: the probability that a node with the target has a higher score than one without, a tie counting half
/// (Mann and Whitney 1947, Annals of Mathematical Statistics 18, 50-60; Hanley and McNeil 1982, Radiology 143, 29-36).
/// </summary>
public static class RocAuc
{
    /// <summary>The area of a table of scores: 0.5 for random scores, 1 for a perfect order; NaN where one class is lacking.</summary>
    public static double Of(ScoreTable table)
    {
        double sum = 0;
        long above = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            sum += table.Absent[row] * (above + 0.5 * table.Present[row]);
            above += table.Present[row];
        }
        return table.PresentCount == 0 || table.AbsentCount == 0 ? double.NaN : sum / table.PresentCount / table.AbsentCount;
    }

    /// <summary>The area of scores.</summary>
    /// <param name="scores">One a node; NaN is left out.</param>
    /// <param name="labels">One a node, in the same order; unknown is left out.</param>
    public static double Of(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels) => Of(ScoreTable.Of(scores, labels));
}
