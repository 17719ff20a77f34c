namespace GeoNotebooks.Learning.Evaluation;

/// <summary>Mean square of probability less outcome (Brier 1950, Monthly Weather Review 78, 1-3), and the skill against a constant (Murphy 1973, Journal of Applied Meteorology 12, 215-223).</summary>
public static class BrierScore
{
    /// <summary>The score of a table of probabilities: 0 is best; NaN without nodes.</summary>
    public static double Of(ScoreTable table)
    {
        double sum = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            var p = table.Scores[row];
            sum += table.Present[row] * (1 - p) * (1 - p) + table.Absent[row] * p * p;
        }
        return sum / table.Count;
    }

    /// <summary>1 less the score over that of a constant: 1 is perfect, 0 as good as the constant, below 0 worse.</summary>
    /// <param name="table">Probabilities.</param>
    /// <param name="referencePrevalence">The constant, in (0, 1): the prevalence of the training ground.</param>
    public static double Skill(ScoreTable table, double referencePrevalence)
    {
        if (!(referencePrevalence > 0 && referencePrevalence < 1))
            throw new ArgumentOutOfRangeException(nameof(referencePrevalence), FormattableString.Invariant($"expected a reference prevalence between 0 and 1; found {referencePrevalence}"));
        var (p, share) = (referencePrevalence, (double)table.PresentCount / table.Count);
        return 1 - Of(table) / (share * (1 - p) * (1 - p) + (1 - share) * p * p);
    }
}
