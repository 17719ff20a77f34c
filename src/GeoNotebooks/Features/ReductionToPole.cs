using System.Runtime.Intrinsics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// A magnetic anomaly as if field and magnetisation were vertical: highs over what is magnetised more (Baranov and Naudy 1964; Blakely 1995, equation 12.31).
/// </summary>
public static class ReductionToPole
{
    /// <summary>
    /// The inclination whose amplitudes shallower ones get. The gain is 1 / sin^2 I along one direction: 33 at 10 degrees, without bound on the equator.
    /// </summary>
    private const double LeastInclinationDegrees = 10;

    /// <summary>Reduces a grid.</summary>
    /// <param name="anomaly">Total-field anomaly, nT, (row, column) on nodes in metres; NaN where there is none.</param>
    /// <param name="setting">
    /// Directions of the inducing field, and of the magnetisation where remanence turns it away. Declinations are from true north; the grid convergence is subtracted. One direction holds for the whole grid.
    /// </param>
    /// <param name="leastInclinationDegrees">
    /// At low magnetic latitudes the filter raises noise along the declination by 1 / sin^2 I. A direction shallower than this keeps its phase, but gets the amplitude of this inclination
    /// (MacLeod, Jones and Dai 1993, Exploration Geophysics 24, 679-688): noisy data near the equator want 20 degrees and more.
    /// </param>
    /// <returns>On the nodes of the input, in its unit, NaN where it is NaN.</returns>
    /// <exception cref="ArgumentException">An inclination or declination is missing (NaN), or out of its range.</exception>
    /// <exception cref="InvalidDataException">The unit is not one of a magnetic field, every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static Grid Of(Grid anomaly, FieldSetting setting, double leastInclinationDegrees = LeastInclinationDegrees)
    {
        var pole = PoleOf(anomaly, setting, leastInclinationDegrees);
        using var spectrum = new Spectrum(anomaly);
        return Of(spectrum, pole);
    }

    /// <summary>Reduces a grid that is transformed already.</summary>
    /// <inheritdoc cref="Of(Grid, FieldSetting, double)"/>
    public static Grid Of(Spectrum spectrum, FieldSetting setting, double leastInclinationDegrees = LeastInclinationDegrees) =>
        Of(spectrum, PoleOf(spectrum.Grid, setting, leastInclinationDegrees));

    private static Grid Of(Spectrum spectrum, Pole pole) => spectrum.Apply(pole, $"{spectrum.Grid.Name} reduced to the pole", spectrum.Grid.Unit, spectrum.Plane);

    private static Pole PoleOf(Grid anomaly, FieldSetting setting, double leastInclinationDegrees)
    {
        MagneticUnit.InNanotesla(anomaly, "reduction to the pole");
        return new(MagneticDirections.Of(anomaly, setting, leastInclinationDegrees, "reduction to the pole"));
    }

    private readonly record struct Pole(MagneticDirections Directions) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length) => Directions.Inverse(east, north, length);
    }
}
