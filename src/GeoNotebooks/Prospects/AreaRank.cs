using GeoNotebooks.Grids;

namespace GeoNotebooks.Prospects;

/// <summary>
/// How a map ranks a known ore cluster that took no part in making it.
/// </summary>
/// <param name="MedianScore">Score of the median cell within the cluster's polygon.</param>
/// <param name="ShareAbove">Share of all cells with a score that score above it: 0.05 says that the median cell lies in the best 5 % of the area.</param>
/// <param name="ClusterCells">Cells of the cluster with a score.</param>
/// <param name="AllCells">Cells with a score.</param>
public sealed record AreaRank(double MedianScore, double ShareAbove, int ClusterCells, int AllCells)
{
    /// <summary>Ranks a cluster on a map. Cells that tie with the median count half.</summary>
    /// <param name="map">The score map.</param>
    /// <param name="cluster">One flag a node: the cluster's polygon.</param>
    /// <exception cref="InvalidDataException">No cell of the cluster has a score.</exception>
    public static AreaRank Of(Grid map, bool[] cluster)
    {
        var inside = map.Values.Where((value, node) => cluster[node] && !float.IsNaN(value)).Order().ToArray();
        if (inside.Length == 0)
            throw new InvalidDataException($"'{map.Name}': expected cells of the cluster with a score; found none: does its polygon lie on the map?");
        // Counted, not sorted: the map is large, and one rank needs no order.
        var (median, above, ties, all) = (Median(inside), 0L, 0L, 0);
        foreach (var value in map.Values)
        {
            if (float.IsNaN(value))
                continue;
            all++;
            above += value > median ? 1 : 0;
            ties += value == median ? 1 : 0;
        }
        return new(median, (above + 0.5 * ties) / all, inside.Length, all);
    }

    /// <summary>The median of some nodes' scores.</summary>
    internal static double MedianOf(Grid map, IReadOnlyCollection<int> nodes) => Median([.. nodes.Select(node => map.Values[node]).Order()]);

    /// <summary>The middle of sorted scores, or the mean of the two in the middle.</summary>
    internal static double Median(float[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : ((double)sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;

    /// <summary>Share of sorted scores above a value; those that tie with it count half.</summary>
    internal static double ShareAboveOf(float[] sorted, double value)
    {
        return (sorted.Length - 0.5 * (Count(above: false) + Count(above: true))) / sorted.Length;

        // How many come before the value, or before the first that is above it.
        int Count(bool above)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = sorted[middle] < value || above && sorted[middle] == value ? (middle + 1, high) : (low, middle);
            }
            return low;
        }
    }
}
