using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// First vertical derivative as interpreters and channels take it: downward, so that it is positive over the source of a positive anomaly, and in eotvos where
/// the field is gravity (1 E = 1e-4 mGal/m).
/// </summary>
public static class VerticalGradient
{
    private const double EotvosOfMilligalPerMetre = 1e4;

    /// <summary><see cref="Derivatives.Up(Grid, int)"/> with the other sign.</summary>
    /// <param name="field">A gravity or magnetic field on a level surface, on nodes in metres.</param>
    /// <returns>(row, column) on the nodes of the input, NaN where the input is NaN; mGal become eotvos, any other unit its own per metre.</returns>
    public static Grid Of(Grid field)
    {
        var (factor, unit) = field.Unit == "mGal" ? (EotvosOfMilligalPerMetre, "E") : (1, DerivativeUnit.Of(field.Unit, 1));
        return Derivatives.Up(field).Map(up => (float)(-factor * up), $"vertical gradient of {field.Name}", unit);
    }
}
