namespace GeoNotebooks.Surveys;

/// <summary>Location and scale that a few wild values do not move (Hampel 1974, Journal of the American Statistical Association 69, 383-393).</summary>
internal static class Robust
{
    /// <summary>The standard deviation of a normal distribution in units of its median absolute deviation.</summary>
    private const double NormalScale = 1.4826;

    /// <summary>Median; NaN of nothing. The span is reordered.</summary>
    public static double Median(Span<double> values)
    {
        if (values.Length == 0)
            return double.NaN;
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>Standard deviation about a known centre from the median absolute deviation: 1.4826 times it. NaN of nothing.</summary>
    public static double Deviation(ReadOnlySpan<double> values, double centre = 0)
    {
        var absolute = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            absolute[i] = Math.Abs(values[i] - centre);
        return NormalScale * Median(absolute);
    }
}
