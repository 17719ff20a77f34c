using System.Numerics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Transforms of gravity and magnetic grids in the wave-number domain (Blakely 1995, Potential Theory in Gravity and Magnetic Applications,
/// chapters 11 and 12). Every result lies on the nodes of its input, NaN where the input is NaN.
/// </summary>
public static class PotentialField
{
    /// <summary>
    /// First vertical derivative, taken downward, so that it is positive over the source of a positive anomaly: the spectrum times |k|
    /// (Blakely 1995, section 12.2). Unit: the input's per metre; mGal become eotvos (1 E = 1e-4 mGal/m).
    /// </summary>
    public static Grid VerticalGradient(Grid field)
    {
        using var spectrum = new Spectrum(field);
        return VerticalGradient(spectrum, field);
    }

    /// <summary>Magnitude of the horizontal gradient (Cordell and Grauch 1985). Unit as of <see cref="VerticalGradient(Grid)"/>.</summary>
    public static Grid HorizontalGradient(Grid field)
    {
        using var spectrum = new Spectrum(field);
        return HorizontalGradient(spectrum, field);
    }

    /// <summary>
    /// Tilt angle: the arc tangent of the vertical over the horizontal gradient (Miller and Singh 1994, Journal of Applied Geophysics 32, 213-217).
    /// Degrees from -90 to 90: positive over a source, near 0 over its edges, whatever the depth.
    /// </summary>
    public static Grid Tilt(Grid field)
    {
        using var spectrum = new Spectrum(field);
        var vertical = VerticalGradient(spectrum, field);
        var horizontal = HorizontalGradient(spectrum, field);
        var values = new float[field.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Math.Atan2(vertical.Values[i], horizontal.Values[i]) * 180 / Math.PI);
        return new(field.Geometry, values, $"tilt of {field.Name}", "deg");
    }

    /// <summary>The field as it would be at a greater height: the spectrum times exp(-|k| h) (Blakely 1995, equation 12.8).</summary>
    /// <param name="field">The field on a level surface.</param>
    /// <param name="heightMetres">How much higher; at least 0.</param>
    public static Grid UpwardContinuation(Grid field, double heightMetres)
    {
        if (!(heightMetres >= 0))
            throw new ArgumentOutOfRangeException(nameof(heightMetres), $"'{field.Name}': upward continuation needs a height of 0 m or more; found {heightMetres} m");
        using var spectrum = new Spectrum(field);
        return spectrum.Filter((east, north) => Math.Exp(-Math.Sqrt(east * east + north * north) * heightMetres), field.Name, field.Unit, AsItIs);
    }

    /// <summary>
    /// Magnetic anomaly reduced to the pole, as if field and magnetisation were vertical (Blakely 1995, equation 12.31, magnetisation along the field).
    /// </summary>
    /// <param name="anomaly">Total-field anomaly, nT.</param>
    /// <param name="inclinationDegrees">Inclination of the inducing field, positive downward. Steeper than 20 degrees: nearer the magnetic equator this filter amplifies noise without bound.</param>
    /// <param name="declinationDegrees">Declination from true north, positive eastward.</param>
    /// <param name="convergenceDegrees">Grid convergence: the angle of grid north from true north, positive eastward. It is subtracted, since the grid's axes are the map's.</param>
    public static Grid ReductionToPole(Grid anomaly, double inclinationDegrees, double declinationDegrees, double convergenceDegrees = 0)
    {
        if (!(Math.Abs(inclinationDegrees) is >= 20 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(inclinationDegrees), $"'{anomaly.Name}': reduction to the pole needs an inclination from 20 to 90 degrees, north or south; found {inclinationDegrees}");
        var inclination = inclinationDegrees * Math.PI / 180;
        var azimuth = (declinationDegrees - convergenceDegrees) * Math.PI / 180;
        var (down, east, north) = (Math.Sin(inclination), Math.Cos(inclination) * Math.Sin(azimuth), Math.Cos(inclination) * Math.Cos(azimuth));
        using var spectrum = new Spectrum(anomaly);
        return spectrum.Filter((kEast, kNorth) =>
        {
            var k = Math.Sqrt(kEast * kEast + kNorth * kNorth);
            if (k == 0)
                return Complex.One;
            var direction = new Complex(down, (kEast * east + kNorth * north) / k);
            return 1 / (direction * direction);
        }, $"{anomaly.Name} reduced to the pole", anomaly.Unit, AsItIs);
    }

    /// <summary>What is left of a field when its long wavelengths, as a Gaussian low pass sees them, are taken away: the local anomaly.</summary>
    /// <param name="field">The field.</param>
    /// <param name="wavelengthMetres">Wavelength at which half of the amplitude goes to each side.</param>
    public static Grid LocalAnomaly(Grid field, double wavelengthMetres)
    {
        var nyquist = 2 * Math.Max(field.Geometry.CellWidthMetres, field.Geometry.CellHeightMetres);
        if (!(wavelengthMetres >= nyquist))
            throw new ArgumentOutOfRangeException(nameof(wavelengthMetres), $"'{field.Name}': the shortest wavelength that its cells can hold is {nyquist} m; found {wavelengthMetres} m");
        var decay = Math.Log(2) * Math.Pow(wavelengthMetres / (2 * Math.PI), 2);
        using var spectrum = new Spectrum(field);
        return spectrum.Filter((east, north) => 1 - Math.Exp(-(east * east + north * north) * decay), $"local anomaly of {field.Name}", field.Unit);
    }

    private static Grid VerticalGradient(Spectrum spectrum, Grid field)
    {
        var (factor, unit) = GradientUnit(field.Unit);
        return spectrum.Filter((east, north) => factor * Math.Sqrt(east * east + north * north), $"vertical gradient of {field.Name}", unit);
    }

    private static Grid HorizontalGradient(Spectrum spectrum, Grid field)
    {
        var (factor, unit) = GradientUnit(field.Unit);
        var east = spectrum.Filter((kEast, _) => new(0, factor * kEast), "", unit, (plane, _, _) => factor * plane.SlopeEast);
        var north = spectrum.Filter((_, kNorth) => new(0, factor * kNorth), "", unit, (plane, _, _) => factor * plane.SlopeNorth);
        var values = new float[field.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = MathF.Sqrt(east.Values[i] * east.Values[i] + north.Values[i] * north.Values[i]);
        return new(field.Geometry, values, $"horizontal gradient of {field.Name}", unit);
    }

    private static (double Factor, string Unit) GradientUnit(string unit) => unit == "mGal" ? (1e4, "E") : (1, $"{unit}/m");

    private static double AsItIs(GridPlane plane, double x, double y) => plane.At(x, y);
}
