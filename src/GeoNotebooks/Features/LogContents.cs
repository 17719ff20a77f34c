using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Features;

/// <summary>Decimal logarithm of contents, whose distribution is skewed (Ahrens 1954, Geochimica et Cosmochimica Acta 5, 49-73). Unit: <c>log10(ppm)</c> of ppm.</summary>
public static class LogContents
{
    /// <summary>The logarithm of a grid; NaN stays NaN.</summary>
    /// <exception cref="InvalidDataException">A value of 0 or less, or no value at all.</exception>
    public static Grid Log10(Grid contents)
    {
        RequirePositive(contents.Values, contents.Name, contents.Unit);
        return contents.Map(MathF.Log10, $"log10 {contents.Name}", $"log10({contents.Unit})");
    }

    /// <summary>The logarithm of samples, before they are gridded: their geometric mean, not one rich sample, then fills the ground between them.</summary>
    /// <inheritdoc cref="Log10(Grid)"/>
    public static PointSet Log10(PointSet contents)
    {
        RequirePositive(contents.Values, contents.Name, contents.Unit);
        return contents with { Values = [.. contents.Values.Select(MathF.Log10)], Name = $"log10 {contents.Name}", Unit = $"log10({contents.Unit})" };
    }

    /// <summary>Throws one sentence where a logarithm has no answer.</summary>
    internal static void RequirePositive(float[] values, string name, string unit)
    {
        if (Array.TrueForAll(values, float.IsNaN))
            throw new InvalidDataException($"'{name}': expected contents; all {values.Length} values are blank");
        if (values.Count(value => value <= 0) is var none and > 0)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{name}': expected contents above 0 for a logarithm; {none} of {values.Count(value => !float.IsNaN(value))} are not, the lowest is {values.Where(value => !float.IsNaN(value)).Min()} {unit}: give their detection limit to {nameof(DetectionLimits)} first"));
        if (Array.Exists(values, float.IsInfinity))
            throw new InvalidDataException($"'{name}': expected finite contents; found an infinite one");
    }
}
