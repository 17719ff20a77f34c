using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Robust standard score of a quantity: value minus median, over 1.4826 times the median absolute deviation, which for normally distributed values is the standard deviation
/// (Hampel 1974, Journal of the American Statistical Association 69, 383-393). Fitted where one may look, applied everywhere.
/// </summary>
/// <remarks>Where more than half of the values are equal, as substitutes for a detection limit are, that deviation is 0; 1.2533 times the mean absolute deviation from the median takes its place (Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers).</remarks>
/// <param name="Name">The quantity.</param>
/// <param name="Unit">Its unit, and that of the two numbers below.</param>
/// <param name="Median">Value of score 0.</param>
/// <param name="Scale">Length of one score.</param>
public sealed record RobustScore(string Name, string Unit, double Median, double Scale)
{
    private const double DeviationOfNormal = 1.4826;
    private const double MeanDeviationOfNormal = 1.2533;

    /// <summary>Fits median and scale.</summary>
    /// <param name="channel">Values; NaN is left out.</param>
    /// <param name="mask">One flag a node, row after row from the north-west corner: true where values may be looked at (the training folds); null for all.</param>
    /// <exception cref="ArgumentException">The mask has another number of nodes than the channel.</exception>
    /// <exception cref="InvalidDataException">No value on the mask, or one and the same everywhere.</exception>
    public static RobustScore Fit(Grid channel, bool[]? mask = null)
    {
        if (mask is not null && mask.Length != channel.Values.Length)
            throw new ArgumentException($"'{channel.Name}': expected a mask of one flag a node, {channel.Values.Length} in all; found {mask.Length}");
        var values = channel.Values.Where((value, node) => float.IsFinite(value) && mask?[node] != false).Select(value => (double)value).ToArray();
        var where = mask is null ? "" : $" on the {mask.Count(inside => inside)} nodes that it is fitted on";
        if (values.Length == 0)
            throw new InvalidDataException($"'{channel.Name}': expected values for a robust score; every node is blank{where}");
        Array.Sort(values);
        if (values[0] == values[^1])
            throw new InvalidDataException(FormattableString.Invariant($"'{channel.Name}': expected values that differ for a robust score; all {values.Length} are {(float)values[0]} {channel.Unit}{where}"));
        var median = Middle(values);
        var deviations = values.Select(value => Math.Abs(value - median)).ToArray();
        Array.Sort(deviations);
        var deviation = Middle(deviations);
        return new(channel.Name, channel.Unit, median, deviation > 0 ? DeviationOfNormal * deviation : MeanDeviationOfNormal * deviations.Average());
    }

    /// <summary>Scores of a channel: a pure number, NaN where the channel is.</summary>
    /// <exception cref="InvalidDataException">The channel is in another unit than the one that was fitted.</exception>
    public Grid Apply(Grid channel) => channel.Unit == Unit
        ? channel.Map(value => (float)((value - Median) / Scale), $"score of {channel.Name}", "1")
        : throw new InvalidDataException($"'{channel.Name}': expected the unit '{Unit}' that the score of '{Name}' was fitted in; found '{channel.Unit}'");

    private static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
