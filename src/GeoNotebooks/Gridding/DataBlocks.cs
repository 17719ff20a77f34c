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
/// <param name="Data">The datum of each block.</param>
internal sealed record DataBlocks(int Rows, int Columns, int[] Node, BlockDatum[] Data)
{
    // Offsets are at most half a cell: 2^40 parts a cell leave room for 2^23 points in each.
    private const double PartsPerCell = 1L << 40;
    private const int MostPointsPerBlock = 1 << 23;
    private const int PointsPerTask = 1 << 16;

    /// <summary>Number of blocks that hold a point.</summary>
    public int Count => Node.Length;

    /// <summary>Reduces the points that lie within the cells of a grid.</summary>
    /// <exception cref="InvalidDataException">Another system, or a place or value that is not a finite number.</exception>
    public static DataBlocks Of(PointSet points, GridGeometry geometry, BlockReduction reduction, CancellationToken cancellationToken = default)
    {
        GriddingCheck.RequireSystem(points, geometry);
        if (points.X.Length != points.Count || points.Y.Length != points.Count)
            throw new InvalidDataException($"'{points.Name}': expected an easting and a northing for each of {points.Count} values; found {points.X.Length} and {points.Y.Length}");
        var (node, largest) = Locate(points, geometry, cancellationToken);
        return reduction switch
        {
            BlockReduction.Mean => Means(points, geometry, node, largest, cancellationToken),
            BlockReduction.Median => Medians(points, geometry, node, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "expected Mean or Median: a cell is tied to one datum"),
        };
    }

    /// <summary>The blocks of nodes twice as far apart, each the weighted mean of these.</summary>
    public DataBlocks Coarsened()
    {
        var (rows, columns) = (Rows / 2 + 1, Columns / 2 + 1);
        var nodes = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            var column = Math.Clamp((int)Math.Floor((Node[i] % Columns + Data[i].X) / 2 + 0.5), 0, columns - 1);
            var row = Math.Clamp((int)Math.Floor((Node[i] / Columns + Data[i].Y) / 2 + 0.5), 0, rows - 1);
            nodes[i] = row * columns + column;
        }
        var (filled, block) = Filled(nodes, rows * columns);
        var data = new BlockDatum[filled.Length];
        for (var i = 0; i < Count; i++)
        {
            var (column, row) = (nodes[i] % columns, nodes[i] / columns);
            data[block[nodes[i]]] += Data[i].Halved((Node[i] % Columns) / 2.0 - column, (Node[i] / Columns) / 2.0 - row).Times(Data[i].Weight);
        }
        for (var i = 0; i < data.Length; i++)
            data[i] = data[i].Times(1.0 / data[i].Weight);
        return new(rows, columns, filled, data);
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
        var (filled, block) = Filled(nodes, geometry.Count);
        var sums = new (long X, long Y, long XX, long XY, long YY, long Value, int Weight)[filled.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i % PointsPerTask == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (nodes[i] < 0)
                continue;
            var (x, y) = Offset(points, geometry, nodes[i], i);
            ref var sum = ref sums[block[nodes[i]]];
            sum.X += (long)(x * PartsPerCell);
            sum.Y += (long)(y * PartsPerCell);
            sum.XX += (long)(x * x * PartsPerCell);
            sum.XY += (long)(x * y * PartsPerCell);
            sum.YY += (long)(y * y * PartsPerCell);
            sum.Value += (long)(points.Values[i] * parts);
            if (++sum.Weight > MostPointsPerBlock)
                throw new InvalidDataException(FormattableString.Invariant(
                    $"'{points.Name}': expected at most {MostPointsPerBlock} points a cell; one of {geometry.CellWidthMetres} x {geometry.CellHeightMetres} m has more: take smaller cells"));
        }
        return new(geometry.Rows, geometry.Columns, filled, Array.ConvertAll(sums, sum =>
        {
            var scale = 1 / (PartsPerCell * sum.Weight);
            return new BlockDatum(sum.X * scale, sum.Y * scale, sum.XX * scale, sum.XY * scale, sum.YY * scale, sum.Value / (parts * sum.Weight), sum.Weight);
        }));
    }

    private static DataBlocks Medians(PointSet points, GridGeometry geometry, int[] nodes, CancellationToken cancellationToken)
    {
        var (filled, block) = Filled(nodes, geometry.Count);
        // After the first pass end[i] is where block i begins, after the second where it ends.
        var end = new int[filled.Length + 1];
        foreach (var node in nodes)
            if (node >= 0)
                end[block[node] + 1]++;
        for (var i = 0; i < filled.Length; i++)
            end[i + 1] += end[i];
        var (x, y, value) = (new double[end[^1]], new double[end[^1]], new double[end[^1]]);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i % PointsPerTask == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (nodes[i] < 0)
                continue;
            var at = end[block[nodes[i]]]++;
            (x[at], y[at]) = Offset(points, geometry, nodes[i], i);
            value[at] = points.Values[i];
        }
        var data = new BlockDatum[filled.Length];
        Parallel.For(0, (filled.Length + PointsPerTask - 1) / PointsPerTask, new() { CancellationToken = cancellationToken }, task =>
        {
            for (int i = task * PointsPerTask, last = Math.Min(filled.Length, i + PointsPerTask); i < last; i++)
            {
                var (from, to) = (i == 0 ? 0 : end[i - 1], end[i]);
                double Middle(double[] list)
                {
                    list.AsSpan(from, to - from).Sort();
                    return (list[(from + to - 1) / 2] + list[(from + to) / 2]) / 2;
                }
                data[i] = BlockDatum.At(Middle(x), Middle(y), Middle(value), to - from);
            }
        });
        return new(geometry.Rows, geometry.Columns, filled, data);
    }

    private static (double East, double South) Offset(PointSet points, GridGeometry geometry, int node, int i)
    {
        var (row, column) = geometry.At(points.X[i], points.Y[i]);
        return (column - node % geometry.Columns, row - node / geometry.Columns);
    }

    /// <summary>The nodes that are named, ascending, and the place in that list of each.</summary>
    private static (int[] Filled, int[] Block) Filled(int[] nodes, int count)
    {
        var block = new int[count];
        foreach (var node in nodes)
            if (node >= 0)
                block[node] = 1;
        var filled = new int[block.Sum()];
        for (int node = 0, next = 0; node < count; node++)
            if (block[node] != 0)
                (filled[next], block[node]) = (node, next++);
        return (filled, block);
    }
}
