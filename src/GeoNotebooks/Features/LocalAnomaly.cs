using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>The local part of a field: what its long wavelengths, as a Gaussian low pass sees them, leave.</summary>
public static class LocalAnomaly
{
    /// <summary>A wave that keeps half of its amplitude is so much longer than a Gaussian's cut-off, whose wave number is a standard deviation: sqrt(2 ln 2).</summary>
    private static readonly double CutOffOverHalf = Math.Sqrt(2 * Math.Log(2));

    /// <summary>A Gaussian high pass (<see cref="WavelengthFilter.GaussianHighPass(Grid, double)"/>): waves of the given length keep half of their amplitude, longer ones less.</summary>
    /// <param name="field">The field, in any unit, on nodes in metres.</param>
    /// <param name="wavelengthMetres">Wavelength that parts local from regional; 15 km parts them on magnetic sheets of 1:200 000.</param>
    /// <returns>(row, column) on the nodes of the input, in its unit, about 0; NaN where the input is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The wavelength is below the shortest that the cells can hold.</exception>
    public static Grid Of(Grid field, double wavelengthMetres = ChannelRecipe.LocalWavelengthMetres)
    {
        WavelengthFilter.Require(field, wavelengthMetres, nameof(wavelengthMetres));
        return WavelengthFilter.GaussianHighPass(field, CutOffOverHalf * wavelengthMetres) with { Name = $"local anomaly of {field.Name}" };
    }
}
