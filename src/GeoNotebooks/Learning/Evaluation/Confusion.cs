namespace GeoNotebooks.Learning.Evaluation;

/// <summary>Nodes by what a threshold says of them and what is there; a node is flagged when its score is at least the threshold.</summary>
/// <param name="TruePositives">Flagged, and the target is there.</param>
/// <param name="FalsePositives">Flagged, and it is not.</param>
/// <param name="FalseNegatives">Not flagged, though it is there.</param>
/// <param name="TrueNegatives">Neither.</param>
public readonly record struct Confusion(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>Share of the flagged nodes where the target is; NaN when none is flagged.</summary>
    public double Precision => (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>Share of the target's nodes that are flagged; NaN when there is none.</summary>
    public double Recall => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of precision and recall (van Rijsbergen 1979, Information Retrieval, chapter 7).</summary>
    public double F1 => 2.0 * TruePositives / (2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Flagged nodes with the target over nodes that are flagged or have it (Jaccard 1901): F1 / (2 - F1).</summary>
    public double IoU => (double)TruePositives / (TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Share of the target-free nodes that are flagged.</summary>
    public double FalsePositiveRate => (double)FalsePositives / (FalsePositives + TrueNegatives);

    /// <summary>Counts of scored ground.</summary>
    public static Confusion At(ScoredGround ground, float threshold) => At(ScoreTable.Of(ground.Scores, ground.Labels), threshold);

    /// <summary>Counts of a table of scores.</summary>
    /// <param name="table">The table.</param>
    /// <param name="threshold">Scores from here on are flagged.</param>
    public static Confusion At(ScoreTable table, float threshold)
    {
        long present = 0, absent = 0;
        for (var row = 0; row < table.Rows && table.Lowest[row] >= threshold; row++)
        {
            present += table.Present[row];
            absent += table.Absent[row];
        }
        return new(present, absent, table.PresentCount - present, table.AbsentCount - absent);
    }
}
