using GeoNotebooks.Grids;
using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>Nodes: cell, system, extent.</summary>
internal static class NodesCheck
{
    private const double SameLength = 1e-6;

    /// <summary>A map's metre may differ so much from a metre on the ground; in a zone of Gauss-Kruger it is less than one in a thousand.</summary>
    private const double MostDistortion = 0.01;

    public static IEnumerable<GuardFinding> Of(ModelCard card, GridGeometry geometry)
    {
        if (geometry.Crs.IsGeographic)
            yield return new(GuardCheck.Coordinates, GuardSeverity.Refusal, "the coordinates", $"they are degrees of {geometry.Crs}; a tile must be as long on the ground in the north as in the south", "bring the points into a projected system and grid them there");
        else
        {
            if (!Same(geometry.CellWidthMetres, card.CellSizeMetres) || !Same(geometry.CellHeightMetres, card.CellSizeMetres))
                yield return new(GuardCheck.CellSize, GuardSeverity.Refusal, "the cells", FormattableString.Invariant(
                    $"trained on cells of {card.CellSizeMetres:0.####} m; here {geometry.CellWidthMetres:0.####} x {geometry.CellHeightMetres:0.####} m"), "grid the primary points again on the model's cells; do not resample the raster");
            if (Metre(geometry) is { } distortion)
                yield return distortion;
        }
        if (geometry.Rows < card.Tiles.Size || geometry.Columns < card.Tiles.Size)
            yield return new(GuardCheck.Extent, GuardSeverity.Refusal, "the ground", FormattableString.Invariant(
                $"the network looks at {card.Tiles.Size} x {card.Tiles.Size} nodes at once; here are {geometry.Rows} x {geometry.Columns}"), "take the sheets about it in");
    }

    private static bool Same(double found, double expected) => Math.Abs(found / expected - 1) < SameLength;

    /// <summary>A finding where the map's metre is no metre on the ground, or nobody can tell.</summary>
    private static GuardFinding? Metre(GridGeometry geometry)
    {
        if (geometry.Crs == Crs.Local)
            return null;
        try
        {
            var scale = GeographicPlace.ScaleFactor(geometry.Crs, new((geometry.West + geometry.East) / 2, (geometry.South + geometry.North) / 2));
            return Math.Abs(scale - 1) <= MostDistortion ? null : new(GuardCheck.Coordinates, GuardSeverity.Refusal, "the coordinates", FormattableString.Invariant(
                $"a metre on this map is {1 / scale:0.00} m on the ground here ({geometry.Crs})"), "bring the points into the zone of the ground and grid them there");
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            return new(GuardCheck.Coordinates, GuardSeverity.Warning, "the coordinates", $"whether a metre of {geometry.Crs} is a metre on the ground is not known here", "bring the points into Gauss-Kruger or UTM");
        }
    }
}
