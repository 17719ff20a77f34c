using System.Globalization;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>A figure of quality with its 95 % interval over blocks.</summary>
/// <param name="Value">The figure of all judged ground, exact.</param>
/// <param name="Low">2.5 % quantile of the draws.</param>
/// <param name="High">97.5 % quantile.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>"0.412 (0.365 to 0.460)".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.000} ({Low:0.000} to {High:0.000})");
}
