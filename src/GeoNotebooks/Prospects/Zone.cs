using NetTopologySuite.Geometries;

namespace GeoNotebooks.Prospects;

/// <summary>A piece of ground worth a look.</summary>
/// <param name="Rank">1 is the zone with the highest score.</param>
/// <param name="Shape">Its outline along cell edges.</param>
/// <param name="Nodes">Its nodes (row times columns plus column).</param>
/// <param name="AreaSquareKilometres">Its area, km2.</param>
/// <param name="Score">Mean score of its nodes, from 0 to 1, as the map has them before smoothing.</param>
/// <param name="SummitNode">Its node with the highest smoothed score.</param>
public sealed record Zone(int Rank, Geometry Shape, IReadOnlyList<int> Nodes, double AreaSquareKilometres, double Score, int SummitNode)
{
    /// <summary>Rank of ground that was not cut from a map, such as a site that somebody asks about.</summary>
    public const int NoRank = 0;

    /// <summary>Where 95 % of the draws of <see cref="ProspectivityDraws"/> have the mean score; null until they were asked.</summary>
    public (double Low, double High)? Interval { get; init; }
}
