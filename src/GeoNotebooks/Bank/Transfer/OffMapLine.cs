using NetTopologySuite.Geometries;

namespace GeoNotebooks.Bank.Transfer;

/// <summary>A line that a network draws where the map has none: a place to go and look.</summary>
/// <param name="Rank">From 1, the most promising first.</param>
/// <param name="Line">From end to end or junction to junction, in the system of the map.</param>
/// <param name="Kilometres">Its length.</param>
/// <param name="Strength">Mean strength along it: the level at which it hangs together, a probability where the map was calibrated.</param>
public sealed record OffMapLine(int Rank, LineString Line, double Kilometres, double Strength)
{
    /// <summary>What it is ranked by: the length of target that one may expect along it, in kilometres.</summary>
    public double ExpectedKilometres => Kilometres * Strength;
}
