using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>
/// What the same map would capture if it had nothing to do with the clusters: the map is mirrored, turned and shifted at random within its rectangle, so that its best ground keeps its shapes and sizes, and the clusters
/// are ranked anew each time.
/// </summary>
/// <param name="Moves">Of each move, the share of the area above each cluster that still lies on scored ground.</param>
public sealed record ChanceRanks(IReadOnlyList<IReadOnlyList<double>> Moves)
{
    /// <summary>Moves a map.</summary>
    /// <param name="map">The score; NaN takes no part.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="moves">How often.</param>
    /// <param name="seed">Seed of the moves.</param>
    public static ChanceRanks Of(Grid map, IReadOnlyList<KnownCluster> clusters, int moves = 200, int seed = 1)
    {
        var (top, left, rows, columns) = MapMove.Rectangle(map.Geometry, Array.ConvertAll(map.Values, value => !float.IsNaN(value)), map.Name);
        var sorted = map.Values.Where(value => !float.IsNaN(value)).Order().ToArray();
        var ranks = new IReadOnlyList<double>[moves];
        Parallel.For(0, moves, number =>
        {
            var move = MapMove.Draw(map.Geometry, rows, columns, seed, number);
            ranks[number] = [.. clusters.Select(cluster => ShareAbove(cluster, move)).OfType<double>()];
        });
        return new(ranks);

        double? ShareAbove(KnownCluster cluster, MapMove move)
        {
            var values = new List<float>(cluster.Nodes.Count);
            foreach (var node in cluster.Nodes)
            {
                var (row, column) = (node / map.Columns - top, node % map.Columns - left);
                if (row < 0 || column < 0 || row >= rows || column >= columns)
                    continue;
                var from = move.From(row, column);
                if (map.Values[(top + from.Row) * map.Columns + left + from.Column] is var value && !float.IsNaN(value))
                    values.Add(value);
            }
            return 2 * values.Count >= cluster.Nodes.Count ? AreaRank.ShareAboveOf(sorted, AreaRank.Median([.. values.Order()])) : null;
        }
    }

    /// <summary>A figure of random places: its mean over the moves, and where 95 % of them lie.</summary>
    public Estimate Estimate(CaptureMetric metric) => Learning.Evaluation.Estimate.OfDraws([.. Figures(metric)]);

    /// <summary>Share of the moves that do at least as well as a figure, the map itself counted as one of them: the p value of chance.</summary>
    public double ShareAtLeast(CaptureMetric metric, double value) => (1.0 + Figures(metric).Count(figure => figure >= value)) / (1 + Moves.Count);

    private IEnumerable<double> Figures(CaptureMetric metric) => Moves.Where(ranks => ranks.Count > 0).Select(ranks => metric.Of([.. ranks.Select(share => (share, 1.0))]));
}
