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

    /// <summary>A magnetic anomaly or a derivative of one, such as a measured gradient in nT/m.</summary>
    MagneticOrDerivative,
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
            FieldKind.MagneticOrDerivative => IsNone(unit) || Has(unit, MagneticUnits) || Has(BeforePerMetre(unit), MagneticUnits),
            FieldKind.Potential => Known(unit) || Known(BeforePerMetre(unit)),
            _ => true,
        };
        if (!fits)
            throw new InvalidDataException($"'{field.Name}': {transform} expects {Expected(kind)}; found values in {field.Unit}");
    }

    private static string Expected(FieldKind kind) => kind switch
    {
        FieldKind.Magnetic => "a magnetic anomaly in nT",
        FieldKind.MagneticOrDerivative => "a magnetic anomaly in nT, or a derivative of one in nT/m",
        _ => "a gravity or magnetic field (mGal, E, nT, or one of them per metre)",
    };

    /// <summary>The unit of a magnetic anomaly as <see cref="MagneticUnit"/> writes it; nT where the grid names none.</summary>
    public static string MagneticUnitOf(Grid anomaly) => IsNone(anomaly.Unit.Trim()) || Has(anomaly.Unit.Trim(), Nanoteslas) ? Nanotesla : anomaly.Unit.Trim();

    /// <summary>True where a grid names no unit, so that none can be said of what is made of it.</summary>
    public static bool HasNoUnit(Grid field) => IsNone(field.Unit.Trim());

    // Of a derivative, such as nT/m or mGal/m^2, what stands before "per metre" counts.
    private static string BeforePerMetre(string unit) => unit.LastIndexOf("/m", StringComparison.Ordinal) is > 0 and var slash ? unit[..slash] : unit;

    private static bool Known(string unit) => IsNone(unit) || Has(unit, MagneticUnits) || Has(unit, GravityUnits);

    // As written: mT and MT, or E and e, are not the same.
    private static bool Has(string unit, string[] known) => known.Contains(unit, StringComparer.Ordinal) || (unit.Length > 2 && known.Contains(unit, StringComparer.OrdinalIgnoreCase));

    private static bool IsNone(string unit) => unit is "" or "1" or "-" || unit.Equals("unknown", StringComparison.OrdinalIgnoreCase);
}
