namespace GeoNotebooks.Figures;

/// <summary>
/// A box for each category: quartiles and median, whiskers to the farthest value within 1.5 interquartile ranges, points beyond
/// (J. W. Tukey, "Exploratory Data Analysis", 1977).
/// </summary>
public sealed record BoxSeries : ChartSeries
{
    /// <summary>One box a category of the x axis; NaN is left out, and a group without a value has no box.</summary>
    public BoxSeries(string name, params IReadOnlyList<IReadOnlyList<double>> groups)
        : base(name) => Boxes = [.. groups.Select(Summary)];

    internal IReadOnlyList<(double Low, double Q1, double Median, double Q3, double High, IReadOnlyList<double> Outliers)?> Boxes { get; }

    internal override IEnumerable<double> Xs => [];

    internal override IEnumerable<double> Ys => Boxes.SelectMany(box => box is { } b ? b.Outliers.Append(b.Low).Append(b.High) : []);

    private static (double, double, double, double, double, IReadOnlyList<double>)? Summary(IReadOnlyList<double> group)
    {
        double[] valid = [.. group.Where(double.IsFinite).Order()];
        if (valid.Length == 0)
            return null;
        var (q1, median, q3) = (At(0.25), At(0.5), At(0.75));
        var reach = 1.5 * (q3 - q1);
        double[] inside = [.. valid.Where(v => v >= q1 - reach && v <= q3 + reach)];
        return (inside[0], q1, median, q3, inside[^1], [.. valid.Where(v => v < q1 - reach || v > q3 + reach)]);

        double At(double share)
        {
            var at = share * (valid.Length - 1);
            var left = Math.Min((int)at, Math.Max(valid.Length - 2, 0));
            return valid[left] + (at - left) * (valid[Math.Min(left + 1, valid.Length - 1)] - valid[left]);
        }
    }
}
