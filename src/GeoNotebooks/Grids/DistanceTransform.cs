namespace GeoNotebooks.Grids;

/// <summary>
/// Exact Euclidean distance from each node to the nearest marked node, in linear time: the lower envelope of parabolas, columns first,
/// then rows (Felzenszwalb and Huttenlocher 2012, Theory of Computing 8, 415-428).
/// </summary>
public static class DistanceTransform
{
    /// <summary>Distances in metres.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="marked">One flag a node, row after row from the north-west corner.</param>
    /// <returns>Distances in the same order: 0 on marked nodes, infinite everywhere when none is marked.</returns>
    public static float[] Metres(GridGeometry geometry, bool[] marked)
    {
        if (marked.Length != geometry.Count)
            throw new ArgumentException($"a grid of {geometry.Rows} x {geometry.Columns} holds {geometry.Count} flags; found {marked.Length}");
        var (rows, columns) = (geometry.Rows, geometry.Columns);
        var squared = new double[marked.Length];
        for (var i = 0; i < squared.Length; i++)
            squared[i] = marked[i] ? 0 : double.PositiveInfinity;
        Parallel.For(0, columns, column => Transform(squared, column, columns, rows, geometry.CellHeightMetres));
        Parallel.For(0, rows, row => Transform(squared, row * columns, 1, columns, geometry.CellWidthMetres));
        return [.. squared.Select(value => (float)Math.Sqrt(value))];
    }

    private static void Transform(double[] field, int start, int stride, int count, double spacing)
    {
        var line = new double[count];
        for (var i = 0; i < count; i++)
            line[i] = field[start + i * stride];
        var (apex, border) = (new int[count], new double[count + 1]);
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            if (double.IsPositiveInfinity(line[i]))
                continue;
            while (last >= 0 && Crossing(line, apex[last], i, spacing) <= border[last])
                last--;
            border[last + 1] = last < 0 ? double.NegativeInfinity : Crossing(line, apex[last], i, spacing);
            apex[++last] = i;
        }
        if (last < 0)
            return;
        for (int i = 0, k = 0; i < count; i++)
        {
            while (k < last && border[k + 1] < i * spacing)
                k++;
            var distance = (i - apex[k]) * spacing;
            field[start + i * stride] = distance * distance + line[apex[k]];
        }
    }

    /// <summary>Where the parabola over node b passes below that over node a.</summary>
    private static double Crossing(double[] line, int a, int b, double spacing)
    {
        var (xa, xb) = (a * spacing, b * spacing);
        return (line[b] + xb * xb - line[a] - xa * xa) / (2 * (xb - xa));
    }
}
