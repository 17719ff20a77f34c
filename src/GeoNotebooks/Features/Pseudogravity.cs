using System.Runtime.Intrinsics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// The gravity that the sources of a magnetic anomaly would have if their density were proportional to their magnetisation (Baranov 1957, Geophysics 22, 359-383; Poisson's relation).
/// </summary>
public static class Pseudogravity
{
    private const double GravitationalConstant = 6.6743e-11;

    /// <summary>mu_0 / 4 pi in SI units.</summary>
    private const double MagneticConstant = 1e-7;

    private const double LeastInclinationDegrees = 10;

    /// <summary>The pseudogravity of a magnetic anomaly: its spectrum times (gamma / C_m) (rho / M) / (Theta_m Theta_f |k|) (Blakely 1995, equations 12.36 and 12.38).</summary>
    /// <param name="anomaly">Total-field anomaly, nT, (row, column) on nodes in metres; NaN where there is none.</param>
    /// <param name="setting">Directions as of <see cref="ReductionToPole.Of(Grid, FieldSetting, double)"/>.</param>
    /// <param name="densityPerMagnetisation">Ratio of density to magnetisation, kg/m^3 for 1 A/m; above 0.</param>
    /// <param name="leastInclinationDegrees">As of <see cref="ReductionToPole.Of(Grid, FieldSetting, double)"/>.</param>
    /// <returns>
    /// mGal on the nodes of the input, NaN where it is NaN. The filter sums over space, so its level is free, and what is as long as the grid is uncertain; the plane through the border drops out.
    /// </returns>
    /// <exception cref="ArgumentException">An inclination or declination is missing (NaN) or out of its range, or the ratio is not above 0.</exception>
    /// <exception cref="InvalidDataException">The unit is not one of a magnetic field, every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static Grid Of(Grid anomaly, FieldSetting setting, double densityPerMagnetisation = 100, double leastInclinationDegrees = LeastInclinationDegrees)
    {
        var transfer = TransferOf(anomaly, setting, densityPerMagnetisation, leastInclinationDegrees);
        using var spectrum = new Spectrum(anomaly);
        return Of(spectrum, transfer);
    }

    /// <summary>The pseudogravity of a grid that is transformed already.</summary>
    /// <inheritdoc cref="Of(Grid, FieldSetting, double, double)"/>
    public static Grid Of(Spectrum spectrum, FieldSetting setting, double densityPerMagnetisation = 100, double leastInclinationDegrees = LeastInclinationDegrees) =>
        Of(spectrum, TransferOf(spectrum.Grid, setting, densityPerMagnetisation, leastInclinationDegrees));

    private static Grid Of(Spectrum spectrum, Summed transfer) => spectrum.Apply(transfer, $"pseudogravity of {spectrum.Grid.Name}", "mGal");

    private static Summed TransferOf(Grid anomaly, FieldSetting setting, double densityPerMagnetisation, double leastInclinationDegrees)
    {
        var nanotesla = MagneticUnit.InNanotesla(anomaly, "pseudogravity");
        if (!(densityPerMagnetisation > 0 && double.IsFinite(densityPerMagnetisation)))
            throw new ArgumentOutOfRangeException(nameof(densityPerMagnetisation), FormattableString.Invariant(
                $"'{anomaly.Name}': pseudogravity needs a density above 0 kg/m^3 for 1 A/m; found {densityPerMagnetisation}"));
        // 1 nT is 1e-9 T, 1 m/s^2 is 1e5 mGal.
        var scale = nanotesla * 1e-9 * 1e5 * GravitationalConstant * densityPerMagnetisation / MagneticConstant;
        return new(MagneticDirections.Of(anomaly, setting, leastInclinationDegrees, "pseudogravity"), (float)scale);
    }

    private readonly record struct Summed(MagneticDirections Directions, float Scale) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length)
        {
            var mean = Vector256.Equals(length, Vector256<float>.Zero);
            var over = Vector256.ConditionalSelect(mean, Vector256<float>.Zero, Vector256.Create(Scale) / Vector256.ConditionalSelect(mean, Vector256<float>.One, length));
            var (real, imaginary) = Directions.Inverse(east, north, length);
            return (real * over, imaginary * over);
        }
    }
}
