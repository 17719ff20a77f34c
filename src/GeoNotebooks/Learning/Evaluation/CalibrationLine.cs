namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Logistic regression of the label on the log odds of the probability (Cox 1958, Biometrika 45, 562-565): slope 1 and intercept 0 for calibrated probabilities,
/// a slope below 1 where they are too bold, above 1 where they are too timid. Probabilities are kept 1e-6 from 0 and 1.
/// </summary>
/// <param name="Slope">Slope.</param>
/// <param name="Intercept">Intercept, in log odds.</param>
public readonly record struct CalibrationLine(double Slope, double Intercept)
{
    /// <summary>The line of a table of probabilities; NaN twice where there is none (one class, one probability, or classes that do not overlap).</summary>
    public static CalibrationLine Of(ScoreTable table)
    {
        var (x, present, absent) = (new double[table.Rows], new double[table.Rows], new double[table.Rows]);
        for (var row = 0; row < x.Length; row++)
            (x[row], present[row], absent[row]) = (Logit.Of(table.Scores[row]), table.Present[row], table.Absent[row]);
        var (slope, intercept) = table.PresentCount == 0 || table.AbsentCount == 0 ? (double.NaN, double.NaN) : LogisticFit.Of(x, present, absent);
        return new(slope, intercept);
    }
}
