namespace GeoNotebooks.Features;

/// <summary>Depth of an ensemble of sources, from the slope of a straight part of a radial spectrum (Spector and Grant 1970, Geophysics 35, 293-302).</summary>
/// <param name="FromRadiansPerMetre">Wave number of the first ring of the part.</param>
/// <param name="ToRadiansPerMetre">Wave number of the last ring.</param>
/// <param name="Rings">Number of rings that the line was fitted to.</param>
/// <param name="DepthMetres">Half of the slope, its sign turned: depth of the tops below the level of the measurements. About 0 for noise, which has no slope.</param>
/// <param name="StandardErrorMetres">Standard error of the depth, from the fit.</param>
/// <param name="LogPowerAtZero">Where the line meets wave number 0: the strength of the ensemble, ln of the field's unit squared.</param>
public sealed record SpectralDepth(
    double FromRadiansPerMetre, double ToRadiansPerMetre, int Rings, double DepthMetres, double StandardErrorMetres, double LogPowerAtZero)
{
    /// <summary>The line that was fitted, at a wave number.</summary>
    public double LogPowerAt(double radiansPerMetre) => LogPowerAtZero - 2 * DepthMetres * radiansPerMetre;
}
