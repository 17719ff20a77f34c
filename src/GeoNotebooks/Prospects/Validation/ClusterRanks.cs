using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>How a map ranks one cluster.</summary>
/// <param name="Cluster">Its name.</param>
/// <param name="ShareAbove">Share of the scored area above its median node; nodes that tie count half.</param>
public sealed record ClusterRank(string Cluster, double ShareAbove);

/// <summary>
/// How a map ranks the known clusters: each by the share of the area that scores above its median node, as <see cref="AreaRank"/> does. Figures have intervals from drawing blocks of ground again, the
/// area and the clusters on it together; two maps are compared on the same draws.
/// </summary>
public sealed class ClusterRanks
{
    private readonly IReadOnlyList<Region> _regions;

    private ClusterRanks(IReadOnlyList<Region> regions) => (_regions, Ranks) = (regions, [.. regions.SelectMany(region => region.Ranks)]);

    /// <summary>The clusters in the order given; those without a scored node are left out.</summary>
    public IReadOnlyList<ClusterRank> Ranks { get; }

    /// <summary>Ranks clusters on a map.</summary>
    /// <param name="map">The score, higher is better; NaN takes no part.</param>
    /// <param name="clusters">Clusters that took no part in making the map.</param>
    /// <param name="blocks">The block of each node, from 0 (<see cref="Folds.BlockFolds.BlocksOf"/>); a cluster belongs to that of its middle node.</param>
    /// <exception cref="InvalidDataException">No cluster has a scored node.</exception>
    public static ClusterRanks Of(Grid map, IReadOnlyList<KnownCluster> clusters, int[] blocks)
    {
        if (blocks.Length != map.Geometry.Count)
            throw new ArgumentException($"'{map.Name}': expected a block for each of {map.Geometry.Count} nodes; found {blocks.Length}");
        var known = clusters.Select(cluster => (cluster.Name, Nodes: cluster.Nodes.Where(node => !float.IsNaN(map.Values[node])).ToArray())).Where(cluster => cluster.Nodes.Length > 0).ToArray();
        if (known.Length == 0)
            throw new InvalidDataException($"'{map.Name}': expected clusters on nodes with a score; found none of {clusters.Count}");
        var medians = Array.ConvertAll(known, cluster => AreaRank.MedianOf(map, cluster.Nodes));
        var present = new double[blocks.Max() + 1][];
        foreach (var block in blocks.Distinct())
            present[block] = new double[1 + 2 * known.Length];
        for (var k = 0; k < known.Length; k++)
            present[blocks[known[k].Nodes[known[k].Nodes.Length / 2]]][1 + known.Length + k] = 1;
        CountAbove(map, medians, blocks, present);
        double[][] rows = [.. present.Where(row => row is { } && row[0] > 0)];
        var all = Enumerable.Range(0, 1 + known.Length).Select(i => rows.Sum(row => row[i])).ToArray();
        return new([new([.. known.Select((cluster, k) => new ClusterRank(cluster.Name, all[1 + k] / all[0]))], rows)]);
    }

    /// <summary>Several regions or seeds as one: each cluster is ranked within its own.</summary>
    public static ClusterRanks Pool(params IReadOnlyList<ClusterRanks> regions) => new([.. regions.SelectMany(region => region._regions)]);

    /// <summary>A figure without its interval.</summary>
    public double Measure(CaptureMetric metric) => metric.Of([.. Ranks.Select(rank => (rank.ShareAbove, 1.0))]);

    /// <summary>A figure with its 95 % interval over blocks; of a single cluster the interval would mean nothing, and is NaN.</summary>
    public Estimate Estimate(CaptureMetric metric, BootstrapOptions? options = null) =>
        Interval(Measure(metric), Rows(this), sums => metric.Of(Weighed(sums, this, 0)), options);

    /// <summary>By how much a figure of this map is above that of another, both judged by the same draws.</summary>
    /// <param name="other">The same clusters and blocks on another map; the same scored area, or the two are not comparable.</param>
    /// <param name="metric">The figure.</param>
    /// <param name="options">How to draw.</param>
    /// <exception cref="ArgumentException">Clusters or scored blocks differ.</exception>
    public Estimate Difference(ClusterRanks other, CaptureMetric metric, BootstrapOptions? options = null)
    {
        var (rows, others) = (Rows(this), Rows(other));
        if (!Ranks.Select(rank => rank.Cluster).SequenceEqual(other.Ranks.Select(rank => rank.Cluster)) || rows.Count != others.Count || rows.Zip(others).Any(pair => Cells(pair.First) != Cells(pair.Second)))
            throw new ArgumentException($"expected two maps that rank the same clusters on the same scored ground; found {Ranks.Count} and {other.Ranks.Count} clusters, {rows.Sum(Cells):0} and {others.Sum(Cells):0} nodes");
        return Interval(
            Measure(metric) - other.Measure(metric), [.. rows.Zip(others, (row, second) => row.Concat(second).ToArray())],
            sums => metric.Of(Weighed(sums, this, 0)) - metric.Of(Weighed(sums, other, rows[0].Length)), options);

        double Cells(double[] row) => CellColumns().Sum(column => row[column]);
    }

    /// <summary>The curve of clusters captured against area looked at, the best first: it rises by one cluster at each cluster's share of the area.</summary>
    /// <returns>Both from 0 to 1, a step in two points.</returns>
    public (IReadOnlyList<double> Area, IReadOnlyList<double> Captured) Curve()
    {
        var (area, captured) = (new List<double> { 0 }, new List<double> { 0 });
        foreach (var share in Ranks.Select(rank => rank.ShareAbove).Order())
        {
            area.AddRange([share, share]);
            captured.AddRange([captured[^1], captured[^1] + 1.0 / Ranks.Count]);
        }
        return ([.. area, 1], [.. captured, 1]);
    }

    /// <summary>The clusters, best first.</summary>
    public DataFrame Table()
    {
        var ordered = Ranks.OrderBy(rank => rank.ShareAbove).ToList();
        return new(new StringDataFrameColumn("cluster", ordered.Select(rank => rank.Cluster)), new DoubleDataFrameColumn("area above its median node, %", ordered.Select(rank => Math.Round(100 * rank.ShareAbove, 2))));
    }

    private static void CountAbove(Grid map, double[] medians, int[] blocks, double[][] rows)
    {
        var order = Enumerable.Range(0, medians.Length).OrderBy(k => medians[k]).ToArray();
        var sorted = Array.ConvertAll(order, k => medians[k]);
        // Of each block, how many nodes are above so many of the medians; a node that ties with some is half above them.
        var levels = Array.ConvertAll(rows, row => row is null ? null : new double[medians.Length + 1]);
        for (var node = 0; node < blocks.Length; node++)
        {
            var value = map.Values[node];
            if (float.IsNaN(value))
                continue;
            int below = Below(sorted, value), tied = below;
            while (tied < sorted.Length && sorted[tied] == value)
                tied++;
            rows[blocks[node]][0]++;
            levels[blocks[node]]![below] += 0.5;
            levels[blocks[node]]![tied] += 0.5;
        }
        for (var block = 0; block < rows.Length; block++)
        {
            var above = 0.0;
            for (var rank = medians.Length - 1; rank >= 0 && rows[block] is not null; rank--)
                rows[block][1 + order[rank]] = above += levels[block]![rank + 1];
        }
    }

    /// <summary>How many medians lie below a value.</summary>
    private static int Below(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private Estimate Interval(double value, IReadOnlyList<double[]> rows, Func<double[], double> figure, BootstrapOptions? options) =>
        Ranks.Count > 1 ? BlockBootstrap.OfSums(rows, figure, options) with { Value = value } : new(value, double.NaN, double.NaN);

    /// <summary>One row a block of any region, the columns of all regions side by side.</summary>
    private static List<double[]> Rows(ClusterRanks ranks)
    {
        var (width, first, rows) = (ranks._regions.Sum(region => region.Rows[0].Length), 0, new List<double[]>());
        foreach (var region in ranks._regions)
        {
            foreach (var row in region.Rows)
            {
                var wide = new double[width];
                row.CopyTo(wide, first);
                rows.Add(wide);
            }
            first += region.Rows[0].Length;
        }
        return rows;
    }

    private IEnumerable<int> CellColumns()
    {
        var first = 0;
        foreach (var region in _regions)
        {
            yield return first;
            first += region.Rows[0].Length;
        }
    }

    private static List<(double ShareAbove, double Weight)> Weighed(double[] sums, ClusterRanks ranks, int first)
    {
        var weighed = new List<(double, double)>(ranks.Ranks.Count);
        foreach (var region in ranks._regions)
        {
            for (var k = 0; k < region.Ranks.Count; k++)
                weighed.Add((sums[first + 1 + k] / sums[first], sums[first + 1 + region.Ranks.Count + k]));
            first += region.Rows[0].Length;
        }
        return weighed;
    }

    /// <param name="Ranks">The clusters of one region.</param>
    /// <param name="Rows">One a block: scored nodes; nodes above each cluster's median; 1 for each cluster that lies in the block.</param>
    private sealed record Region(IReadOnlyList<ClusterRank> Ranks, double[][] Rows);
}
