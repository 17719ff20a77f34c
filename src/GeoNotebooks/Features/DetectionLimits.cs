using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Features;

/// <summary>
/// Puts substitutes in the place of contents that were not detected, and reports how many: before a logarithm, which has no answer for zero, and best on the
/// samples themselves, before they are gridded. Results keep unit and name; a missing value stays missing unless it is said to mean "not detected".
/// </summary>
public static class DetectionLimits
{
    /// <summary>Substitutes in a grid: (row, column), row 0 northernmost, NaN for no value.</summary>
    /// <exception cref="ArgumentException">The limit is not above 0, or blanks count as not detected without one.</exception>
    /// <exception cref="InvalidDataException">Values of 0 or less without a limit, or no value at all.</exception>
    public static (Grid Contents, CensoringReport Report) Replace(Grid contents, DetectionLimit limit)
    {
        var (values, report) = Replace(contents.Values, contents.Name, contents.Unit, limit);
        return (contents with { Values = values }, report);
    }

    /// <summary>Substitutes in samples. Samples without a value have no place in a point set: the mark for blanks finds none.</summary>
    /// <inheritdoc cref="Replace(Grid, DetectionLimit)"/>
    public static (PointSet Contents, CensoringReport Report) Replace(PointSet contents, DetectionLimit limit)
    {
        var (values, report) = Replace(contents.Values, contents.Name, contents.Unit, limit);
        return (contents with { Values = values }, report);
    }

    /// <summary>Substitutes in bare values, such as a column of a table.</summary>
    /// <param name="values">Contents; NaN for none.</param>
    /// <param name="name">The element.</param>
    /// <param name="unit">Unit of contents and limit.</param>
    /// <param name="limit">Its detection limit.</param>
    /// <inheritdoc cref="Replace(Grid, DetectionLimit)"/>
    public static (float[] Contents, CensoringReport Report) Replace(float[] values, string name, string unit, DetectionLimit limit)
    {
        var limits = LimitsOf(values, name, unit, limit);
        return ([.. values.Select((value, i) => double.IsNaN(limits[i]) ? value : (float)(limit.Factor * limits[i]))], Report(values, limits, name, unit));
    }

    /// <summary>
    /// Multiplicative replacement in a composition (Martin-Fernandez et al. 2003, equation 3): parts that were not detected become 0.65 (or the substitute chosen) times their limit, and at the
    /// same node all others are multiplied with 1 - (sum of substitutes) / whole, so that the whole stays the same and so do the ratios among the parts that were detected.
    /// </summary>
    /// <param name="parts">Contents of each element in %, ppm or ppb, on the same nodes; the whole is 10^6 ppm, which contents of all parts together must not exceed.</param>
    /// <param name="limits">A limit for each of them, in the element's own unit, in the same order.</param>
    /// <exception cref="ArgumentException">No parts, another number of limits than of parts, or a limit that is not above 0.</exception>
    /// <exception cref="InvalidDataException">Other nodes, units that are none of contents, values of 0 or less without a limit.</exception>
    public static (IReadOnlyList<Grid> Contents, IReadOnlyList<CensoringReport> Reports) ReplaceInComposition(IReadOnlyList<Grid> parts, IReadOnlyList<DetectionLimit> limits)
    {
        if (parts.Count == 0 || limits.Count != parts.Count)
            throw new ArgumentException($"a composition needs parts and one detection limit for each; found {parts.Count} parts and {limits.Count} limits");
        foreach (var part in parts)
            parts[0].RequireSameNodes(part.Geometry, part.Name);
        var toPpm = ContentUnit.PartsPerMillion(ContentUnit.Of(parts));
        var below = parts.Select((part, p) => LimitsOf(part.Values, part.Name, part.Unit, limits[p])).ToArray();
        var replaced = parts.Select(part => (float[])part.Values.Clone()).ToArray();
        for (var node = 0; node < parts[0].Values.Length; node++)
        {
            var substituted = 0.0;
            for (var p = 0; p < parts.Count; p++)
                if (!double.IsNaN(below[p][node]))
                    substituted += limits[p].Factor * below[p][node] * toPpm[p];
            if (substituted == 0)
                continue;
            if (substituted >= 1e6)
                throw new InvalidDataException(FormattableString.Invariant($"expected detection limits that leave room for the parts that were detected; at node {node} the substitutes alone sum up to {substituted:0} ppm"));
            for (var p = 0; p < parts.Count; p++)
                replaced[p][node] = (float)(double.IsNaN(below[p][node]) ? replaced[p][node] * (1 - substituted / 1e6) : limits[p].Factor * below[p][node]);
        }
        return ([.. parts.Select((part, p) => part with { Values = replaced[p] })], [.. parts.Select((part, p) => Report(part.Values, below[p], part.Name, part.Unit))]);
    }

    private static double[] LimitsOf(float[] values, string name, string unit, DetectionLimit limit)
    {
        limit.Require(name);
        if (Array.TrueForAll(values, float.IsNaN))
            throw new InvalidDataException($"'{name}': expected contents; all {values.Length} values are blank");
        if (Array.Exists(values, float.IsInfinity))
            throw new InvalidDataException($"'{name}': expected finite contents; found {values.First(float.IsInfinity)} {unit}");
        return [.. values.Select(value => limit.LimitOf(value, name, unit))];
    }

    private static CensoringReport Report(float[] values, double[] limits, string name, string unit)
    {
        var below = limits.Where(limit => !double.IsNaN(limit)).ToArray();
        return new(name, unit, values.Where((value, i) => !float.IsNaN(value) || !double.IsNaN(limits[i])).Count(), below.Length,
            below.Length == 0 ? double.NaN : below.Min(), below.Length == 0 ? double.NaN : below.Max());
    }
}
