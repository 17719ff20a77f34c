using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>
/// Whether known clusters lie nearer to the zones than to zones of the same sizes and shapes placed at random: the mean distance from each cluster to the nearest zone, beside that of zones mirrored, turned and shifted
/// together.
/// </summary>
/// <param name="MeanMetres">Mean over the clusters of the distance from their nearest node to the nearest zone.</param>
/// <param name="Touched">Clusters with a node in a zone.</param>
/// <param name="Clusters">All clusters.</param>
/// <param name="ByChance">Mean distance for random zones, and where 95 % of them lie.</param>
/// <param name="TouchedByChance">Share of the clusters that random zones touch, and where 95 % of them lie.</param>
/// <param name="ShareAsNear">Share of the random placings whose mean distance is no greater, the real one counted as one of them.</param>
public sealed record ZoneDistance(double MeanMetres, int Touched, int Clusters, Estimate ByChance, Estimate TouchedByChance, double ShareAsNear)
{
    /// <summary>Measures zones against clusters.</summary>
    /// <param name="zones">Zones, such as the ten best.</param>
    /// <param name="geometry">The nodes that they were cut from.</param>
    /// <param name="ground">One flag a node: ground that has an answer; zones move within its rectangle.</param>
    /// <param name="clusters">Clusters that took no part in making the map.</param>
    /// <param name="moves">How many random placings.</param>
    /// <param name="seed">Their seed.</param>
    /// <exception cref="ArgumentException">No zones or no clusters.</exception>
    public static ZoneDistance Of(IReadOnlyList<Zone> zones, GridGeometry geometry, bool[] ground, IReadOnlyList<KnownCluster> clusters, int moves = 200, int seed = 1)
    {
        if (zones.Count == 0 || clusters.Count == 0)
            throw new ArgumentException($"distances need zones and clusters; found {zones.Count} and {clusters.Count}");
        var (top, left, rows, columns) = MapMove.Rectangle(geometry, ground, "zones");
        var window = geometry.Window(top, left, rows, columns);
        var inZone = new bool[rows * columns];
        foreach (var node in zones.SelectMany(zone => zone.Nodes))
            inZone[(node / geometry.Columns - top) * columns + node % geometry.Columns - left] = true;
        // Each cluster's nodes within the rectangle.
        var places = clusters.Select(cluster => cluster.Nodes.Select(node => (Row: node / geometry.Columns - top, Column: node % geometry.Columns - left))
            .Where(at => at.Row >= 0 && at.Column >= 0 && at.Row < rows && at.Column < columns).ToArray()).Where(cluster => cluster.Length > 0).ToArray();
        var real = Measure(MapMove.None(rows, columns));
        var drawn = new (double Mean, double Touched)[moves];
        Parallel.For(0, moves, number => drawn[number] = Measure(MapMove.Draw(geometry, rows, columns, seed, number)));
        // A turned rectangle that is not square may leave every zone outside.
        drawn = Array.FindAll(drawn, one => double.IsFinite(one.Mean));
        return new(
            real.Mean, (int)Math.Round(real.Touched * places.Length), places.Length, Estimate.OfDraws([.. drawn.Select(one => one.Mean)]), Estimate.OfDraws([.. drawn.Select(one => one.Touched)]),
            (1.0 + drawn.Count(one => one.Mean <= real.Mean)) / (1 + drawn.Length));

        (double Mean, double Touched) Measure(MapMove move)
        {
            var moved = new bool[inZone.Length];
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++)
                    moved[row * columns + column] = move.From(row, column) is var from && inZone[from.Row * columns + from.Column];
            var distance = DistanceTransform.Metres(window, moved);
            var nearest = places.Select(cluster => cluster.Min(at => (double)distance[at.Row * columns + at.Column])).ToArray();
            return (nearest.Average(), nearest.Count(metres => metres == 0) / (double)nearest.Length);
        }
    }
}
