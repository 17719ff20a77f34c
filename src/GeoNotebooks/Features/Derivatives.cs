using System.Runtime.Intrinsics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Derivatives of a field along easting, northing and up, of any order, in the wave-number domain (Blakely 1995, Potential Theory in Gravity and
/// Magnetic Applications, section 12.2). Results lie on the nodes of the input, (row, column), NaN where it is NaN. Unit: the input's per metre to the
/// power of the order, such as mGal/m or nT/m^2.
/// </summary>
public static class Derivatives
{
    /// <summary>Derivative toward the east: the spectrum times (i k_east)^n.</summary>
    /// <param name="field">The field, in any unit, on nodes in metres.</param>
    /// <param name="order">Order of the derivative, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is less than 1.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static Grid Easting(Grid field, int order = 1)
    {
        RequireOrder(field, order);
        using var spectrum = new Spectrum(field);
        return Easting(spectrum, order);
    }

    /// <summary>Derivative toward the east, of a grid that is transformed already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is less than 1.</exception>
    public static Grid Easting(Spectrum spectrum, int order = 1)
    {
        RequireOrder(spectrum.Grid, order);
        return spectrum.Apply(new Horizontal(order, East: true), $"{Ordinal(order)}easting derivative of {spectrum.Grid.Name}", DerivativeUnit.Of(spectrum.Grid.Unit, order),
            order == 1 ? new(spectrum.Plane.SlopeOf(spectrum.Grid.Geometry).East, 0, 0) : default);
    }

    /// <summary>Derivative toward the north: the spectrum times (i k_north)^n.</summary>
    /// <inheritdoc cref="Easting(Grid, int)"/>
    public static Grid Northing(Grid field, int order = 1)
    {
        RequireOrder(field, order);
        using var spectrum = new Spectrum(field);
        return Northing(spectrum, order);
    }

    /// <summary>Derivative toward the north, of a grid that is transformed already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is less than 1.</exception>
    public static Grid Northing(Spectrum spectrum, int order = 1)
    {
        RequireOrder(spectrum.Grid, order);
        return spectrum.Apply(new Horizontal(order, East: false), $"{Ordinal(order)}northing derivative of {spectrum.Grid.Name}", DerivativeUnit.Of(spectrum.Grid.Unit, order),
            order == 1 ? new(spectrum.Plane.SlopeOf(spectrum.Grid.Geometry).North, 0, 0) : default);
    }

    /// <summary>
    /// Derivative upward of a potential field measured on a level surface above its sources: the spectrum times (-|k|)^n, so that the first derivative
    /// is negative over the source of a positive anomaly. The plane through the grid's border counts as the field of sources far away, whose upward derivative is nothing.
    /// </summary>
    /// <inheritdoc cref="Easting(Grid, int)"/>
    public static Grid Up(Grid field, int order = 1)
    {
        RequireOrder(field, order);
        using var spectrum = new Spectrum(field);
        return Up(spectrum, order);
    }

    /// <summary>Derivative upward, of a grid that is transformed already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is less than 1.</exception>
    public static Grid Up(Spectrum spectrum, int order = 1)
    {
        RequireOrder(spectrum.Grid, order);
        return spectrum.Apply(new Upward(order), $"{Ordinal(order)}upward derivative of {spectrum.Grid.Name}", DerivativeUnit.Of(spectrum.Grid.Unit, order));
    }

    internal static FieldGradient GradientOf(Grid field)
    {
        using var spectrum = new Spectrum(field);
        return GradientOf(spectrum);
    }

    internal static FieldGradient GradientOf(Spectrum spectrum) => new(Easting(spectrum), Northing(spectrum), Up(spectrum));

    private static string Ordinal(int order) => order switch { 1 => "", 2 => "second ", 3 => "third ", _ => FormattableString.Invariant($"{order}th ") };

    private static void RequireOrder(Grid field, int order)
    {
        if (order < 1)
            throw new ArgumentOutOfRangeException(nameof(order), $"'{field.Name}': expected a derivative of order 1 or higher; found {order}");
    }

    private static Vector256<float> Power(Vector256<float> of, int order)
    {
        var power = of;
        for (var i = 1; i < order; i++)
            power *= of;
        return power;
    }

    private readonly record struct Horizontal(int Order, bool East) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length)
        {
            var power = Power(East ? east : north, Order);
            // i^n goes round: i, -1, -i, 1.
            var signed = Order % 4 is 2 or 3 ? -power : power;
            return Order % 2 == 0 ? (signed, Vector256<float>.Zero) : (Vector256<float>.Zero, signed);
        }
    }

    private readonly record struct Upward(int Order) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length) =>
            (Power(-length, Order), Vector256<float>.Zero);
    }
}
