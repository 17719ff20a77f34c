using System.Globalization;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>A figure of quality with its 95 % interval over blocks.</summary>
/// <param name="Value">The figure of all judged ground, exact.</param>
/// <param name="Low">2.5 % quantile of the draws.</param>
/// <param name="High">97.5 % quantile.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>A figure with the range of 95 % of its draws; those without a figure (NaN) are left out.</summary>
    internal static Estimate Of(double value, IEnumerable<double> drawn)
    {
        var found = drawn.Where(figure => !double.IsNaN(figure)).Order().ToArray();
        return found.Length == 0 ? new(value, double.NaN, double.NaN) : new(value, found[(int)(0.025 * found.Length)], found[(int)(0.975 * found.Length)]);
    }

    /// <summary>The mean of draws and the range of 95 % of them; NaN without any.</summary>
    internal static Estimate OfDraws(IReadOnlyCollection<double> drawn) => Of(drawn.DefaultIfEmpty(double.NaN).Average(), drawn);

    /// <summary>"0.412 (0.365 to 0.460)".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.000} ({Low:0.000} to {High:0.000})");
}
