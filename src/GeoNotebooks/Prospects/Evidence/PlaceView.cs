using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Prospects.Evidence;

/// <summary>What the networks look at about a place, for eyes that want to compare it with another.</summary>
/// <param name="Name">Which place, such as "zone 3" or the standard's name.</param>
/// <param name="Place">Where it is, in the system of the map.</param>
/// <param name="Channels">One tile about it, channel by channel, the same channels in the same order for each place of a card.</param>
public sealed record PlaceView(string Name, Coordinate Place, IReadOnlyList<Grid> Channels);
