namespace GeoNotebooks.Learning.Evaluation;

/// <summary>Mean negative log-likelihood in nats (Good 1952, Journal of the Royal Statistical Society B 14, 107-114).</summary>
public static class LogLoss
{
    /// <summary>The loss of a table of probabilities, which are kept 1e-6 from 0 and 1; NaN without nodes.</summary>
    public static double Of(ScoreTable table)
    {
        double sum = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            var p = Math.Clamp(table.Scores[row], Logit.Least, 1 - Logit.Least);
            sum -= table.Present[row] * Math.Log(p) + table.Absent[row] * Math.Log(1 - p);
        }
        return sum / table.Count;
    }
}
