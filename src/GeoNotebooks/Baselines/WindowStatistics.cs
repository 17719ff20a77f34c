using GeoNotebooks.Grids;

namespace GeoNotebooks.Baselines;

/// <summary>Mean and standard deviation of the valued nodes in a square window about each node.</summary>
internal static class WindowStatistics
{
    /// <summary>Both, row after row; NaN where the window holds no value. At the edges the window is the part of it that lies on the grid.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="sideMetres">Side of the window; the nearest odd number of nodes is taken each way.</param>
    public static (float[] Mean, float[] Deviation) Of(Grid channel, double sideMetres)
    {
        var geometry = channel.Geometry;
        var (halfRows, halfColumns) = (Half(sideMetres, geometry.CellHeightMetres), Half(sideMetres, geometry.CellWidthMetres));
        var (rows, columns, values) = (geometry.Rows, geometry.Columns, channel.Values);
        // Sums of squares lose digits where values are far from zero, such as eastings or elevations: the mean is taken off first.
        var centre = values.Where(value => !float.IsNaN(value)).Select(value => (double)value).DefaultIfEmpty().Average();
        double Centred(int node) => float.IsNaN(values[node]) ? 0 : values[node] - centre;
        var counts = new RectangleSums(rows, columns, node => float.IsNaN(values[node]) ? 0 : 1);
        var sums = new RectangleSums(rows, columns, Centred);
        var squares = new RectangleSums(rows, columns, node => Centred(node) * Centred(node));
        var (mean, deviation) = (new float[geometry.Count], new float[geometry.Count]);
        Parallel.For(0, rows, row =>
        {
            var (top, bottom) = (Math.Max(0, row - halfRows), Math.Min(rows, row + halfRows + 1));
            for (var column = 0; column < columns; column++)
            {
                var (left, right) = (Math.Max(0, column - halfColumns), Math.Min(columns, column + halfColumns + 1));
                var count = counts.Within(top, left, bottom, right);
                var average = sums.Within(top, left, bottom, right) / count;
                var node = row * columns + column;
                mean[node] = count > 0 ? (float)(average + centre) : float.NaN;
                deviation[node] = count > 0 ? (float)Math.Sqrt(Math.Max(0, squares.Within(top, left, bottom, right) / count - average * average)) : float.NaN;
            }
        });
        return (mean, deviation);
    }

    private static int Half(double sideMetres, double cellMetres) => Math.Max(1, (int)Math.Round((sideMetres / cellMetres - 1) / 2));
}
