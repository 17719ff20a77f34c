using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Units of contents by mass, brought to parts per million.</summary>
internal static class ContentUnit
{
    private const string Known = "%, ppm (g/t, mg/kg) or ppb (mg/t, ug/kg)";

    /// <summary>What a content is multiplied with to be in ppm; null for a unit that is none of contents.</summary>
    public static double? PartsPerMillion(string unit) => unit.Trim().ToLowerInvariant().Replace('µ', 'u').Replace('μ', 'u') switch
    {
        "%" or "wt%" or "wt.%" or "wt %" or "percent" or "pct" => 1e4,
        "ppm" or "g/t" or "mg/kg" or "ug/g" => 1,
        "ppb" or "mg/t" or "ug/kg" or "ng/g" => 1e-3,
        _ => null,
    };

    /// <summary>The factors that bring parts of one composition to one unit: to ppm, or 1 each where all of them are in one and the same unit that is not a logarithm.</summary>
    /// <exception cref="InvalidDataException">The units do not fit together.</exception>
    public static double[] Common(IReadOnlyList<(string Name, string Unit)> parts)
    {
        if (parts.FirstOrDefault(part => part.Unit.StartsWith("log", StringComparison.OrdinalIgnoreCase) || part.Unit.StartsWith("ln", StringComparison.OrdinalIgnoreCase)) is { Name: { } logged, Unit: { } unit })
            throw new InvalidDataException($"'{logged}': expected contents for a log-ratio, in {Known}; found '{unit}', which is a logarithm already");
        if (parts.All(part => part.Unit == parts[0].Unit))
            return [.. parts.Select(_ => 1.0)];
        return PartsPerMillion(parts);
    }

    /// <summary>The factors that bring each part to ppm.</summary>
    /// <exception cref="InvalidDataException">A unit is none of contents.</exception>
    public static double[] PartsPerMillion(IReadOnlyList<(string Name, string Unit)> parts) =>
        [.. parts.Select(part => PartsPerMillion(part.Unit) ?? throw new InvalidDataException(
            $"'{part.Name}': expected contents in {Known}, to stand in one composition with {string.Join(", ", parts.Where(other => other.Name != part.Name).Take(3).Select(other => $"'{other.Name}' ({other.Unit})"))}; found the unit '{part.Unit}'"))];

    /// <summary>Names and units of grids.</summary>
    public static IReadOnlyList<(string Name, string Unit)> Of(IReadOnlyList<Grid> parts) => [.. parts.Select(part => (part.Name, part.Unit))];
}
