using GeoNotebooks.Learning.Evaluation;

namespace GeoNotebooks.Learning.Calibration;

/// <summary>
/// Temperature with bias: log odds' = slope x log odds + intercept (Platt 1999, Advances in Large Margin Classifiers, 61-74; with intercept 0 the temperature scaling of Guo et al. 2017, ICML,
/// 1321-1330, temperature 1 / slope). Two numbers, fitted by Newton's method on the log-loss.
/// </summary>
/// <param name="Slope">Above 0 for a network that orders nodes at all; below 1 it was too bold.</param>
/// <param name="Intercept">In log odds.</param>
public sealed record PlattCalibrator(double Slope, double Intercept) : Calibrator
{
    /// <inheritdoc/>
    public override double Apply(double probability) => double.IsNaN(probability) ? double.NaN : Logit.Probability(Slope * Logit.Of(probability) + Intercept);

    /// <summary>Fits slope and intercept. Outcomes count as (n1 + 1) / (n1 + 2) and 1 / (n0 + 2) in place of 1 and 0 (Platt 1999, equation 14), so that classes without overlap give no infinite slope.</summary>
    /// <param name="ground">Validation ground scored by probabilities.</param>
    /// <exception cref="InvalidDataException">One class only, a score that is no probability, or the same probability everywhere.</exception>
    public static PlattCalibrator Fit(ScoredGround ground)
    {
        var table = Require(ground, "Platt");
        var (high, low) = ((table.PresentCount + 1.0) / (table.PresentCount + 2), 1.0 / (table.AbsentCount + 2));
        var (x, present, absent) = (new double[table.Rows], new double[table.Rows], new double[table.Rows]);
        for (var row = 0; row < x.Length; row++)
        {
            x[row] = Logit.Of(table.Scores[row]);
            present[row] = table.Present[row] * high + table.Absent[row] * low;
            absent[row] = table.Present[row] * (1 - high) + table.Absent[row] * (1 - low);
        }
        var (slope, intercept) = LogisticFit.Of(x, present, absent);
        return double.IsNaN(slope)
            ? throw new InvalidDataException(FormattableString.Invariant($"Platt calibration: expected probabilities that differ from node to node; found {table.Scores[^1]:0.######} to {table.Scores[0]:0.######} on {table.Count} nodes"))
            : new(slope, intercept) { Prevalence = (double)table.PresentCount / table.Count, Nodes = table.Count };
    }
}
