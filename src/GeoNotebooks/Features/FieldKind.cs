using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>What a grid must hold for a transform to mean something.</summary>
public enum FieldKind
{
    /// <summary>Any quantity.</summary>
    Any,

    /// <summary>A gravity or magnetic field, or a derivative of one: it obeys Laplace's equation above its sources.</summary>
    Potential,

    /// <summary>A magnetic anomaly, or a derivative of one.</summary>
    Magnetic,
}

/// <summary>Kinds of field by their unit, which is all that a grid tells of its quantity. A grid without a unit ("1") may hold anything.</summary>
internal static class FieldKinds
{
    private static readonly string[] MagneticUnits = ["nT", "pT", "uT", "µT", "μT", "T", "gamma", "nanotesla", "tesla", "нТл"];
    private static readonly string[] GravityUnits = ["mGal", "uGal", "µGal", "μGal", "Gal", "milligal", "E", "Eo", "eotvos", "m/s2", "m/s^2", "um/s2", "µm/s2", "мГал", "мкГал", "Э"];

    /// <summary>Throws one sentence where a grid's unit says that it holds something else.</summary>
    /// <exception cref="InvalidDataException">The unit does not fit.</exception>
    public static void Require(this FieldKind kind, Grid field, string transform)
    {
        var fits = kind switch
        {
            FieldKind.Magnetic => Has(field.Unit, MagneticUnits),
            FieldKind.Potential => Has(field.Unit, MagneticUnits) || Has(field.Unit, GravityUnits),
            _ => true,
        };
        if (!fits)
            throw new InvalidDataException(
                $"'{field.Name}': {transform} expects {(kind == FieldKind.Magnetic ? "a magnetic anomaly (nT, or nT/m)" : "a gravity or magnetic field (mGal, E, nT, or one of them per metre)")}; found values in {field.Unit}");
    }

    private static bool Has(string unit, string[] known) => unit.Trim() is var written
        && (IsNone(written) || known.Contains(written, StringComparer.OrdinalIgnoreCase)
            // Of a derivative, such as nT/m or mGal/m^2, what stands before "per metre" counts.
            || written.LastIndexOf("/m", StringComparison.Ordinal) is > 0 and var slash && (IsNone(written[..slash]) || known.Contains(written[..slash], StringComparer.OrdinalIgnoreCase)));

    private static bool IsNone(string unit) => unit is "" or "1" or "-" || unit.Equals("unknown", StringComparison.OrdinalIgnoreCase);
}
