namespace GeoNotebooks.Prospects;

/// <summary>How zones are cut out of a prospectivity map.</summary>
/// <param name="AreaShare">Zones lie in the best part of the map: 0.05 is the best 5 % of the smoothed scores.</param>
/// <param name="SmoothingMetres">Wavelength of which the Gaussian low pass before the cut keeps half: zones follow the ground, not single cells.</param>
/// <param name="SmallestSquareKilometres">Smaller pieces are no zones.</param>
/// <param name="Saddle">
/// Two summits are one zone where the way between them keeps at least this share of the lower one, and two zones where it does not: one rule that merges and splits, the prominence of mountains.
/// </param>
public sealed record ZoneOptions(double AreaShare = 0.05, double SmoothingMetres = 2_000, double SmallestSquareKilometres = 4, double Saddle = 0.7)
{
    internal void Require()
    {
        if (!(AreaShare is > 0 and < 1) || !(SmoothingMetres >= 0) || !(SmallestSquareKilometres >= 0) || !(Saddle is >= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant(
                $"zones need a share of the area between 0 and 1, a smoothing and a smallest area of 0 or more and a saddle from 0 to 1; found {AreaShare}, {SmoothingMetres} m, {SmallestSquareKilometres} km2 and {Saddle}"));
    }
}
