using GeoNotebooks.Grids;

namespace GeoNotebooks.Baselines;

/// <summary>Mean and standard deviation of the valued nodes in a square window about each node, by sums over rectangles (Crow 1984, Computer Graphics 18, 207).</summary>
internal static class WindowStatistics
{
    /// <summary>Both, row after row; NaN where the window holds no value. At the edges the window is the part of it that lies on the grid.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="sideMetres">Side of the window; the nearest odd number of nodes is taken each way.</param>
    public static (float[] Mean, float[] Deviation) Of(Grid channel, double sideMetres)
    {
        var geometry = channel.Geometry;
        var (halfRows, halfColumns) = (Half(sideMetres, geometry.CellHeightMetres), Half(sideMetres, geometry.CellWidthMetres));
        var (rows, columns, wide) = (geometry.Rows, geometry.Columns, geometry.Columns + 1);
        // Sums of squares lose digits where values are far from zero, such as eastings or elevations: the mean is taken off first.
        var centre = channel.Values.Where(value => !float.IsNaN(value)).Select(value => (double)value).DefaultIfEmpty().Average();
        var (counts, sums, squares) = (new double[(rows + 1) * wide], new double[(rows + 1) * wide], new double[(rows + 1) * wide]);
        for (var row = 0; row < rows; row++)
        {
            double count = 0, sum = 0, square = 0;
            for (var column = 0; column < columns; column++)
            {
                double value = channel.Values[row * columns + column];
                if (!double.IsNaN(value))
                {
                    count++;
                    sum += value - centre;
                    square += (value - centre) * (value - centre);
                }
                var at = (row + 1) * wide + column + 1;
                counts[at] = counts[at - wide] + count;
                sums[at] = sums[at - wide] + sum;
                squares[at] = squares[at - wide] + square;
            }
        }
        var (mean, deviation) = (new float[geometry.Count], new float[geometry.Count]);
        Parallel.For(0, rows, row =>
        {
            var (top, bottom) = (Math.Max(0, row - halfRows) * wide, Math.Min(rows, row + halfRows + 1) * wide);
            for (var column = 0; column < columns; column++)
            {
                var (left, right) = (Math.Max(0, column - halfColumns), Math.Min(columns, column + halfColumns + 1));
                double Within(double[] table) => table[bottom + right] - table[bottom + left] - table[top + right] + table[top + left];
                var count = Within(counts);
                var average = Within(sums) / count;
                var node = row * columns + column;
                mean[node] = count > 0 ? (float)(average + centre) : float.NaN;
                deviation[node] = count > 0 ? (float)Math.Sqrt(Math.Max(0, Within(squares) / count - average * average)) : float.NaN;
            }
        });
        return (mean, deviation);
    }

    private static int Half(double sideMetres, double cellMetres) => Math.Max(1, (int)Math.Round((sideMetres / cellMetres - 1) / 2));
}
