using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Units of magnetic anomalies, and the sentence for what is not one.</summary>
internal static class MagneticUnit
{
    private static readonly Dictionary<string, double> Nanotesla = new() { ["nT"] = 1, ["pT"] = 1e-3, ["uT"] = 1e3, ["\u00b5T"] = 1e3, ["\u03bcT"] = 1e3, ["mT"] = 1e6, ["T"] = 1e9, ["gamma"] = 1 };

    /// <summary>How many nT one unit of a grid is.</summary>
    /// <param name="anomaly">The grid.</param>
    /// <param name="transform">What is to be done, for the sentence.</param>
    /// <exception cref="InvalidDataException">The grid's unit is not one of a magnetic field.</exception>
    public static double InNanotesla(Grid anomaly, string transform) => Nanotesla.TryGetValue(anomaly.Unit.Trim(), out var factor)
        ? factor
        : throw new InvalidDataException($"'{anomaly.Name}': {transform} needs a magnetic anomaly in nT; found a grid in '{anomaly.Unit}'");
}
