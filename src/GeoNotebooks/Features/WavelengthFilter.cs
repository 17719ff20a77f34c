using System.Runtime.Intrinsics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Parts a field by wavelength with Gaussian flanks, which do not ring: a low pass keeps exp(-(w / l)^2 / 2) of a wave of length l, 61 % of it at the cut-off w, so that the cut-off's wave number is
/// the standard deviation of the Gaussian, as in Oasis montaj (Geosoft 1999, MAGMAP) and Harmonica; GMT's cut-off keeps half instead (see <see cref="LocalAnomaly"/>).
/// Results lie on the nodes of the input, (row, column), in its unit, NaN where it is NaN.
/// </summary>
public static class WavelengthFilter
{
    /// <summary>What waves longer than the cut-off carry, the plane through the border included.</summary>
    /// <param name="field">The field, in any unit, on nodes in metres.</param>
    /// <param name="wavelengthMetres">Wavelength of the cut-off, of which the low pass keeps 61 % and the high pass 39 %; at least two cells.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cut-off is beyond Nyquist: shorter than the cells can hold.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static Grid GaussianLowPass(Grid field, double wavelengthMetres)
    {
        Require(field, wavelengthMetres, nameof(wavelengthMetres));
        using var spectrum = new Spectrum(field);
        return GaussianLowPass(spectrum, wavelengthMetres);
    }

    /// <summary>The long waves of a grid that is transformed already.</summary>
    /// <inheritdoc cref="GaussianLowPass(Grid, double)"/>
    public static Grid GaussianLowPass(Spectrum spectrum, double wavelengthMetres)
    {
        Require(spectrum.Grid, wavelengthMetres, nameof(wavelengthMetres));
        return spectrum.Apply(new Low(Decay(wavelengthMetres)), FormattableString.Invariant($"{spectrum.Grid.Name} above {wavelengthMetres} m"), spectrum.Grid.Unit, spectrum.Plane);
    }

    /// <summary>What waves shorter than the cut-off carry, about 0.</summary>
    /// <inheritdoc cref="GaussianLowPass(Grid, double)"/>
    public static Grid GaussianHighPass(Grid field, double wavelengthMetres)
    {
        Require(field, wavelengthMetres, nameof(wavelengthMetres));
        using var spectrum = new Spectrum(field);
        return GaussianHighPass(spectrum, wavelengthMetres);
    }

    /// <summary>The short waves of a grid that is transformed already.</summary>
    /// <inheritdoc cref="GaussianLowPass(Grid, double)"/>
    public static Grid GaussianHighPass(Spectrum spectrum, double wavelengthMetres)
    {
        Require(spectrum.Grid, wavelengthMetres, nameof(wavelengthMetres));
        return spectrum.Apply(new High(Decay(wavelengthMetres)), FormattableString.Invariant($"{spectrum.Grid.Name} below {wavelengthMetres} m"), spectrum.Grid.Unit);
    }

    /// <summary>What waves between two cut-offs carry, about 0: the low pass of the shorter less that of the longer.</summary>
    /// <param name="field">The field, in any unit, on nodes in metres.</param>
    /// <param name="shortestMetres">The shorter cut-off, at least two cells; 61 % of its amplitude stays where the other is far.</param>
    /// <param name="longestMetres">The longer wavelength.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shorter cut-off is beyond Nyquist, or not shorter than the other.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static Grid BandPass(Grid field, double shortestMetres, double longestMetres)
    {
        RequireBand(field, shortestMetres, longestMetres);
        using var spectrum = new Spectrum(field);
        return BandPass(spectrum, shortestMetres, longestMetres);
    }

    /// <summary>A band of a grid that is transformed already.</summary>
    /// <inheritdoc cref="BandPass(Grid, double, double)"/>
    public static Grid BandPass(Spectrum spectrum, double shortestMetres, double longestMetres)
    {
        RequireBand(spectrum.Grid, shortestMetres, longestMetres);
        return spectrum.Apply(new Band(Decay(shortestMetres), Decay(longestMetres)), FormattableString.Invariant($"{spectrum.Grid.Name} from {shortestMetres} to {longestMetres} m"), spectrum.Grid.Unit);
    }

    private static float Decay(double wavelengthMetres) => (float)(0.5 * Math.Pow(wavelengthMetres / (2 * Math.PI), 2));

    private static void RequireBand(Grid field, double shortestMetres, double longestMetres)
    {
        Require(field, shortestMetres, nameof(shortestMetres));
        if (!(longestMetres > shortestMetres && double.IsFinite(longestMetres)))
            throw new ArgumentOutOfRangeException(nameof(longestMetres), FormattableString.Invariant($"'{field.Name}': a band pass needs a longest wavelength above the shortest, {shortestMetres} m; found {longestMetres} m"));
    }

    /// <summary>Throws one sentence where the cells cannot hold a wavelength.</summary>
    internal static void Require(Grid field, double wavelengthMetres, string name)
    {
        if (field.Geometry.Crs.IsGeographic)
            throw new InvalidDataException($"'{field.Name}': a wavelength in metres needs a grid in metres; this one is in degrees of {field.Geometry.Crs}: bring it into a projected system first");
        var nyquist = 2 * Math.Max(field.Geometry.CellWidthMetres, field.Geometry.CellHeightMetres);
        if (!(wavelengthMetres >= nyquist && double.IsFinite(wavelengthMetres)))
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"'{field.Name}': the shortest wavelength that its cells can hold is {nyquist} m; found {wavelengthMetres} m"));
    }

    private static Vector256<float> Kept(Vector256<float> length, float decay) => Vector256.Exp(-(length * length) * decay);

    private readonly record struct Low(float Decay) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length) =>
            (Kept(length, Decay), Vector256<float>.Zero);
    }

    private readonly record struct High(float Decay) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length) =>
            (Vector256<float>.One - Kept(length, Decay), Vector256<float>.Zero);
    }

    private readonly record struct Band(float Short, float Long) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length) =>
            (Kept(length, Short) - Kept(length, Long), Vector256<float>.Zero);
    }
}
