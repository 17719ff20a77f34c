using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Gradients of gravity and magnetic fields as interpreters and channels take them: the vertical one downward, and both in eotvos where the field is gravity
/// (1 E = 1e-4 mGal/m). Every result lies on the nodes of its input, (row, column), NaN where the input is NaN.
/// </summary>
public static class PotentialField
{
    private const double EotvosOfMilligalPerMetre = 1e4;

    /// <summary>
    /// First vertical derivative, taken downward, so that it is positive over the source of a positive anomaly: <see cref="Derivatives.Up(Grid, int)"/> with the other sign.
    /// Unit: the input's per metre; mGal become eotvos.
    /// </summary>
    public static Grid VerticalGradient(Grid field)
    {
        var (factor, unit) = GradientUnit(field.Unit);
        return Derivatives.Up(field).Map(up => (float)(-factor * up), $"vertical gradient of {field.Name}", unit);
    }

    /// <summary>Magnitude of the horizontal gradient (Cordell and Grauch 1985). Unit as of <see cref="VerticalGradient(Grid)"/>.</summary>
    public static Grid HorizontalGradient(Grid field)
    {
        using var spectrum = new Spectrum(field);
        var (east, north) = (Derivatives.Easting(spectrum).Values, Derivatives.Northing(spectrum).Values);
        var (factor, unit) = GradientUnit(field.Unit);
        return Of(field, $"horizontal gradient of {field.Name}", unit, i => (float)(factor * double.Hypot(east[i], north[i])));
    }

    /// <summary>
    /// Tilt angle: the arc tangent of the vertical over the horizontal gradient (Miller and Singh 1994, Journal of Applied Geophysics 32, 213-217).
    /// Degrees from -90 to 90: positive over a source, near 0 over its edges, whatever the depth.
    /// </summary>
    public static Grid Tilt(Grid field)
    {
        var gradient = Derivatives.GradientOf(field);
        var (east, north, up) = (gradient.Easting.Values, gradient.Northing.Values, gradient.Up.Values);
        return Of(field, $"tilt of {field.Name}", "deg", i => (float)(Math.Atan2(-up[i], double.Hypot(east[i], north[i])) * 180 / Math.PI));
    }

    private static Grid Of(Grid field, string name, string unit, Func<int, float> value)
    {
        var values = new float[field.Values.Length];
        Parallel.For(0, field.Rows, row =>
        {
            for (var i = row * field.Columns; i < (row + 1) * field.Columns; i++)
                values[i] = value(i);
        });
        return new(field.Geometry, values, name, unit);
    }

    private static (double Factor, string Unit) GradientUnit(string unit) => unit == "mGal" ? (EotvosOfMilligalPerMetre, "E") : (1, DerivativeUnit.Of(unit, 1));
}
