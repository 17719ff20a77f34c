using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>What a grid must hold for a transform to mean something.</summary>
public enum FieldKind
{
    /// <summary>Any quantity.</summary>
    Any,

    /// <summary>A gravity or magnetic field, or a derivative of one: it obeys Laplace's equation above its sources.</summary>
    Potential,

    /// <summary>A magnetic anomaly.</summary>
    Magnetic,
}

/// <summary>Kinds of field by their unit, which is all that a grid tells of its quantity. A grid without a unit ("1") may hold anything.</summary>
internal static class FieldKinds
{
    private const string Nanotesla = "nT";

    /// <summary>Other spellings of nT; units of other size go by <see cref="MagneticUnit"/>.</summary>
    private static readonly string[] Nanoteslas = ["nT", "nanotesla", "gamma", "нТл"];
    private static readonly string[] MagneticUnits = [.. Nanoteslas, "pT", "uT", "\u00b5T", "\u03bcT", "mT", "T"];
    private static readonly string[] GravityUnits =
        ["mGal", "uGal", "\u00b5Gal", "\u03bcGal", "Gal", "milligal", "m/s2", "m/s^2", "um/s2", "\u00b5m/s2", "E", "Eo", "eotvos", "мГал", "мкГал", "Э"];

    /// <summary>Throws one sentence where a grid's unit says that it holds something else.</summary>
    /// <exception cref="InvalidDataException">The unit does not fit.</exception>
    public static void Require(this FieldKind kind, Grid field, string transform)
    {
        var unit = field.Unit.Trim();
        var fits = kind switch
        {
            FieldKind.Magnetic => IsNone(unit) || Has(unit, MagneticUnits),
            // Of a derivative, such as nT/m or mGal/m^2, what stands before "per metre" counts.
            FieldKind.Potential => Known(unit) || unit.LastIndexOf("/m", StringComparison.Ordinal) is > 0 and var slash && Known(unit[..slash]),
            _ => true,
        };
        if (!fits)
            throw new InvalidDataException(
                $"'{field.Name}': {transform} expects {(kind == FieldKind.Magnetic ? "a magnetic anomaly in nT" : "a gravity or magnetic field (mGal, E, nT, or one of them per metre)")}; found values in {field.Unit}");
    }

    /// <summary>The unit of a magnetic anomaly as <see cref="MagneticUnit"/> writes it; nT where the grid names none.</summary>
    public static string MagneticUnitOf(Grid anomaly) => IsNone(anomaly.Unit.Trim()) || Has(anomaly.Unit.Trim(), Nanoteslas) ? Nanotesla : anomaly.Unit.Trim();

    private static bool Known(string unit) => IsNone(unit) || Has(unit, MagneticUnits) || Has(unit, GravityUnits);

    // As written: mT and MT, or E and e, are not the same.
    private static bool Has(string unit, string[] known) => known.Contains(unit, StringComparer.Ordinal) || (unit.Length > 2 && known.Contains(unit, StringComparer.OrdinalIgnoreCase));

    private static bool IsNone(string unit) => unit is "" or "1" or "-" || unit.Equals("unknown", StringComparison.OrdinalIgnoreCase);
}
