using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Points reduced by the cell about the node that is nearest to them, in the order of the nodes: dense lines do not outweigh sparse ones, and
/// little that is shorter than the cells is left to alias. The order of the points and the number of threads do not change a bit of it.
/// </summary>
/// <param name="Rows">Rows of nodes.</param>
/// <param name="Columns">Columns of nodes.</param>
/// <param name="Node">The node of each block, row * Columns + column, ascending.</param>
/// <param name="OffsetX">Place of the block's datum east of its node, in cell widths.</param>
/// <param name="OffsetY">Place of the block's datum south of its node, in cell heights.</param>
/// <param name="Value">Value of the block's datum.</param>
/// <param name="Weight">Number of points in the block.</param>
internal sealed record DataBlocks(int Rows, int Columns, int[] Node, double[] OffsetX, double[] OffsetY, double[] Value, int[] Weight)
{
    // Offsets are at most half a cell: 2^40 parts a cell leave room for 2^23 points in each.
    private const double PartsPerCell = 1L << 40;
    private const int PointsPerTask = 1 << 16;

    /// <summary>Number of blocks that hold a point.</summary>
    public int Count => Node.Length;

    /// <summary>Reduces the points that lie within the cells of a grid.</summary>
    /// <exception cref="InvalidDataException">Another system, or a place or value that is not a finite number.</exception>
    public static DataBlocks Of(PointSet points, GridGeometry geometry, BlockReduction reduction, CancellationToken cancellationToken = default)
    {
        if (points.Crs != geometry.Crs)
            throw new InvalidDataException($"'{points.Name}': the points are in {points.Crs}, the grid in {geometry.Crs}: bring both into one system first");
        if (points.X.Length != points.Count || points.Y.Length != points.Count)
            throw new InvalidDataException($"'{points.Name}': expected an easting and a northing for each of {points.Count} values; found {points.X.Length} and {points.Y.Length}");
        var (node, largest) = Locate(points, geometry, cancellationToken);
        return reduction switch
        {
            BlockReduction.Mean => Means(points, geometry, node, largest, cancellationToken),
            BlockReduction.Median => Medians(points, geometry, node, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "expected a way to reduce blocks, Mean or Median"),
        };
    }

    /// <summary>The blocks of nodes twice as far apart, each the weighted mean of these.</summary>
    public DataBlocks Coarsened()
    {
        var (rows, columns) = (Rows / 2 + 1, Columns / 2 + 1);
        var (weight, x, y, sum) = (new int[rows * columns], new double[rows * columns], new double[rows * columns], new double[rows * columns]);
        for (var i = 0; i < Count; i++)
        {
            var (placeX, placeY) = ((Node[i] % Columns + OffsetX[i]) / 2, (Node[i] / Columns + OffsetY[i]) / 2);
            var (column, row) = (Math.Clamp((int)Math.Floor(placeX + 0.5), 0, columns - 1), Math.Clamp((int)Math.Floor(placeY + 0.5), 0, rows - 1));
            var node = row * columns + column;
            weight[node] += Weight[i];
            x[node] += Weight[i] * (placeX - column);
            y[node] += Weight[i] * (placeY - row);
            sum[node] += Weight[i] * Value[i];
        }
        return Filled(rows, columns, weight, (node, n) => (x[node] / n, y[node] / n, sum[node] / n));
    }

    /// <summary>The node of each point, -1 outside the grid, and the largest value within it, without its sign.</summary>
    private static (int[] Node, float Largest) Locate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken)
    {
        var node = new int[points.Count];
        var largest = new float[(points.Count + PointsPerTask - 1) / PointsPerTask];
        var bad = new int[largest.Length];
        Parallel.For(0, largest.Length, new() { CancellationToken = cancellationToken }, task =>
        {
            for (int i = task * PointsPerTask, end = Math.Min(points.Count, i + PointsPerTask); i < end; i++)
            {
                var (x, y, value) = (points.X[i], points.Y[i], points.Values[i]);
                if (!double.IsFinite(x) || !double.IsFinite(y) || !float.IsFinite(value))
                {
                    bad[task] = i + 1;
                    return;
                }
                node[i] = geometry.TryLocate(x, y, out var row, out var column) ? row * geometry.Columns + column : -1;
                if (node[i] >= 0)
                    largest[task] = Math.Max(largest[task], Math.Abs(value));
            }
        });
        if (bad.FirstOrDefault(i => i > 0) is > 0 and var number)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{points.Name}': expected finite numbers; point {number} of {points.Count} is {points.X[number - 1]}, {points.Y[number - 1]} with the value {points.Values[number - 1]}"));
        return (node, largest.Length == 0 ? 0 : largest.Max());
    }

    /// <summary>Sums of whole numbers come out the same in any order.</summary>
    private static DataBlocks Means(PointSet points, GridGeometry geometry, int[] nodes, float largest, CancellationToken cancellationToken)
    {
        // 2^38 parts in the largest value: 14 bits finer than a float of that size, with room for 2^24 points a block.
        var parts = largest == 0 ? 1 : Math.ScaleB(1, 38 - Math.ILogB(largest));
        var weight = new int[geometry.Count];
        var sums = new (long X, long Y, long Value)[geometry.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i % PointsPerTask == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (nodes[i] < 0)
                continue;
            var (offsetX, offsetY) = Offset(points, geometry, nodes[i], i);
            weight[nodes[i]]++;
            ref var sum = ref sums[nodes[i]];
            sum.X += (long)(offsetX * PartsPerCell);
            sum.Y += (long)(offsetY * PartsPerCell);
            sum.Value += (long)(points.Values[i] * parts);
        }
        return Filled(geometry.Rows, geometry.Columns, weight, (node, n) => (sums[node].X / PartsPerCell / n, sums[node].Y / PartsPerCell / n, sums[node].Value / parts / n));
    }

    private static DataBlocks Medians(PointSet points, GridGeometry geometry, int[] nodes, CancellationToken cancellationToken)
    {
        var weight = new int[geometry.Count];
        var inside = 0;
        foreach (var node in nodes)
            if (node >= 0)
            {
                weight[node]++;
                inside++;
            }
        var next = new int[geometry.Count];
        for (var node = 1; node < next.Length; node++)
            next[node] = next[node - 1] + weight[node - 1];
        var (x, y, value) = (new double[inside], new double[inside], new double[inside]);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i % PointsPerTask == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (nodes[i] < 0)
                continue;
            var at = next[nodes[i]]++;
            (x[at], y[at]) = Offset(points, geometry, nodes[i], i);
            value[at] = points.Values[i];
        }
        // Each count has now moved on to the end of its block.
        Parallel.For(0, geometry.Rows, new() { CancellationToken = cancellationToken }, row =>
        {
            for (int node = row * geometry.Columns, end = node + geometry.Columns; node < end; node++)
            {
                var block = new Range(next[node] - weight[node], next[node]);
                foreach (var list in (ReadOnlySpan<double[]>)[x, y, value])
                    list.AsSpan(block).Sort();
            }
        });
        double Middle(double[] sorted, int node, int n) => (sorted[next[node] - n + (n - 1) / 2] + sorted[next[node] - n + n / 2]) / 2;
        return Filled(geometry.Rows, geometry.Columns, weight, (node, n) => (Middle(x, node, n), Middle(y, node, n), Middle(value, node, n)));
    }

    private static (double East, double South) Offset(PointSet points, GridGeometry geometry, int node, int i)
    {
        var (row, column) = geometry.At(points.X[i], points.Y[i]);
        return (column - node % geometry.Columns, row - node / geometry.Columns);
    }

    private static DataBlocks Filled(int rows, int columns, int[] weight, Func<int, int, (double X, double Y, double Value)> datum)
    {
        var count = weight.Count(n => n > 0);
        var blocks = new DataBlocks(rows, columns, new int[count], new double[count], new double[count], new double[count], new int[count]);
        var block = 0;
        for (var node = 0; node < weight.Length; node++)
        {
            if (weight[node] == 0)
                continue;
            (blocks.Node[block], blocks.Weight[block]) = (node, weight[node]);
            (blocks.OffsetX[block], blocks.OffsetY[block], blocks.Value[block]) = datum(node, weight[node]);
            block++;
        }
        return blocks;
    }
}
