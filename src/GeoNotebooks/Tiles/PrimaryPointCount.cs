using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Tiles;

/// <summary>
/// How many primary points of one survey lie in each tile: what tells ground measured like the training ground from ground where an
/// interpolated raster looks the same and holds less.
/// </summary>
/// <param name="Channel">The quantity that was measured.</param>
/// <param name="Mean">Mean over the tiles.</param>
/// <param name="Minimum">The emptiest tile.</param>
/// <param name="Maximum">The fullest tile.</param>
public sealed record PrimaryPointCount(string Channel, double Mean, int Minimum, int Maximum)
{
    /// <summary>Counts the points of a survey in tiles. A point belongs to the node in whose cell it lies; points off the grid are left out.</summary>
    /// <param name="points">Primary points, in the system of <paramref name="geometry"/>.</param>
    /// <param name="geometry">The nodes that the tiles are cut from.</param>
    /// <param name="positions">The tiles, as <see cref="TileSampler.Positions"/> gives them.</param>
    /// <param name="size">Nodes along each side of a tile.</param>
    /// <exception cref="InvalidDataException">The points are in another system.</exception>
    /// <exception cref="ArgumentException">No tiles, or one that leaves the grid.</exception>
    public static PrimaryPointCount Of(PointSet points, GridGeometry geometry, IReadOnlyList<TilePosition> positions, int size = 64)
    {
        if (points.Crs != geometry.Crs)
            throw new InvalidDataException($"the points of '{points.Name}' are in {points.Crs}, but the tiles are in {geometry.Crs}: bring both into one system first");
        if (positions.Count == 0)
            throw new ArgumentException($"counting the points of '{points.Name}' needs at least one tile; found none");
        foreach (var position in positions)
            _ = geometry.Window(position.Row, position.Column, size, size);
        var perNode = new int[geometry.Count];
        for (var i = 0; i < points.Count; i++)
            if (geometry.NodeAt(points.X[i], points.Y[i]) is { } node)
                perNode[node]++;
        var sums = new RectangleSums(geometry.Rows, geometry.Columns, node => perNode[node]);
        var counts = positions.Select(p => (int)sums.Within(p.Row, p.Column, p.Row + size, p.Column + size)).ToList();
        return new(points.Name, counts.Average(), counts.Min(), counts.Max());
    }
}
