namespace GeoNotebooks.Learning.Evaluation;

/// <summary>Log of the odds and back.</summary>
internal static class Logit
{
    /// <summary>How near a probability may come to 0 and 1: single precision knows no odds beyond 1e7.</summary>
    public const double Least = 1e-6;

    /// <summary>ln(p / (1 - p)), p kept <see cref="Least"/> from 0 and 1.</summary>
    public static double Of(double probability)
    {
        var p = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(p / (1 - p));
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static double Probability(double logit) => logit >= 0 ? 1 / (1 + Math.Exp(-logit)) : Math.Exp(logit) / (1 + Math.Exp(logit));
}
