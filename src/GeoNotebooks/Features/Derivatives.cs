using System.Numerics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Derivatives of a field along easting, northing and up, of any order, in the wave-number domain (Blakely 1995, Potential Theory in Gravity and
/// Magnetic Applications, section 12.2). Results lie on the nodes of the input, NaN where it is NaN. Unit: the input's per metre to the power of the
/// order, such as mGal/m or nT/m^2.
/// </summary>
public static class Derivatives
{
    /// <summary>Derivative toward the east: the spectrum times (i k_east)^n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is less than 1.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, or the grid is in degrees.</exception>
    public static Grid Easting(Grid field, int order = 1)
    {
        RequireOrder(field, order);
        using var spectrum = new Spectrum(field);
        return Easting(spectrum, field, order);
    }

    /// <summary>Derivative toward the north: the spectrum times (i k_north)^n.</summary>
    /// <inheritdoc cref="Easting(Grid, int)"/>
    public static Grid Northing(Grid field, int order = 1)
    {
        RequireOrder(field, order);
        using var spectrum = new Spectrum(field);
        return Northing(spectrum, field, order);
    }

    /// <summary>
    /// Derivative upward of a potential field measured on a level surface above its sources: the spectrum times (-|k|)^n, so that the first derivative
    /// is negative over the source of a positive anomaly.
    /// </summary>
    /// <inheritdoc cref="Easting(Grid, int)"/>
    public static Grid Up(Grid field, int order = 1)
    {
        RequireOrder(field, order);
        using var spectrum = new Spectrum(field);
        return Up(spectrum, field, order);
    }

    internal static FieldGradient GradientOf(Grid field)
    {
        using var spectrum = new Spectrum(field);
        return new(Easting(spectrum, field, 1), Northing(spectrum, field, 1), Up(spectrum, field, 1));
    }

    private static Grid Easting(Spectrum spectrum, Grid field, int order) => spectrum.Filter(
        (east, _) => Complex.Pow(new(0, east), order), $"{Ordinal(order)}easting derivative of {field.Name}", DerivativeUnit.Of(field.Unit, order),
        order == 1 ? (plane, _, _) => plane.SlopeEast : null);

    private static Grid Northing(Spectrum spectrum, Grid field, int order) => spectrum.Filter(
        (_, north) => Complex.Pow(new(0, north), order), $"{Ordinal(order)}northing derivative of {field.Name}", DerivativeUnit.Of(field.Unit, order),
        order == 1 ? (plane, _, _) => plane.SlopeNorth : null);

    private static Grid Up(Spectrum spectrum, Grid field, int order) => spectrum.Filter(
        (east, north) => Math.Pow(-Math.Sqrt(east * east + north * north), order), $"{Ordinal(order)}upward derivative of {field.Name}", DerivativeUnit.Of(field.Unit, order));

    private static string Ordinal(int order) => order switch { 1 => "", 2 => "second ", 3 => "third ", _ => FormattableString.Invariant($"{order}th ") };

    private static void RequireOrder(Grid field, int order)
    {
        if (order < 1)
            throw new ArgumentOutOfRangeException(nameof(order), $"'{field.Name}': expected a derivative of order 1 or higher; found {order}");
    }
}
