namespace GeoNotebooks.Grids;

/// <summary>Count, extremes, mean and standard deviation of the nodes that have a value.</summary>
/// <param name="ValidCount">Nodes with a value.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Mean">Mean of the values.</param>
/// <param name="StandardDeviation">Population standard deviation.</param>
public sealed record GridStatistics(int ValidCount, double Minimum, double Maximum, double Mean, double StandardDeviation)
{
    /// <summary>Statistics of a grid; all NaN (and a count of 0) when every node is blank.</summary>
    public static GridStatistics Of(Grid grid) => Of(grid.Values);

    /// <summary>Statistics of bare values, NaN left out.</summary>
    public static GridStatistics Of(ReadOnlySpan<float> values)
    {
        var count = 0;
        double sum = 0, minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (float.IsNaN(value))
                continue;
            count++;
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }
        if (count == 0)
            return new(0, double.NaN, double.NaN, double.NaN, double.NaN);
        var mean = sum / count;
        double squares = 0;
        foreach (var value in values)
            if (!float.IsNaN(value))
                squares += (value - mean) * (value - mean);
        return new(count, minimum, maximum, mean, Math.Sqrt(squares / count));
    }
}
