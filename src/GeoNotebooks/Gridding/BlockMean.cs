using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Points averaged by the cell they fall in: the first step of gridding, so that dense lines do not outweigh sparse ones and
/// no wavelength shorter than the cells is left to alias. Place and value are averaged alike.
/// </summary>
/// <param name="Row">Row of the nearest node of each block.</param>
/// <param name="Column">Column of the nearest node of each block.</param>
/// <param name="OffsetX">Mean place of the block's points east of the node, in cells.</param>
/// <param name="OffsetY">Mean place of the block's points south of the node, in cells.</param>
/// <param name="Value">Mean value of the block's points.</param>
internal sealed record BlockMean(int[] Row, int[] Column, float[] OffsetX, float[] OffsetY, double[] Value)
{
    /// <summary>Averages points on nodes that lie <paramref name="step"/> cells of the geometry apart, beginning at its north-west corner.</summary>
    public static BlockMean Of(PointSet points, GridGeometry geometry, int step, int rows, int columns)
    {
        var nodes = rows * columns;
        var (count, sumX, sumY, sum) = (new int[nodes], new double[nodes], new double[nodes], new double[nodes]);
        for (var i = 0; i < points.Count; i++)
        {
            var x = geometry.ColumnAt(points.X[i]) / step;
            var y = geometry.RowAt(points.Y[i]) / step;
            var (column, row) = ((int)Math.Floor(x + 0.5), (int)Math.Floor(y + 0.5));
            if (column < 0 || row < 0 || column >= columns || row >= rows)
                continue;
            var node = row * columns + column;
            count[node]++;
            sumX[node] += x - column;
            sumY[node] += y - row;
            sum[node] += points.Values[i];
        }
        var filled = Enumerable.Range(0, nodes).Where(node => count[node] > 0).ToArray();
        return new(
            [.. filled.Select(node => node / columns)], [.. filled.Select(node => node % columns)],
            [.. filled.Select(node => (float)(sumX[node] / count[node]))], [.. filled.Select(node => (float)(sumY[node] / count[node]))],
            [.. filled.Select(node => sum[node] / count[node])]);
    }
}
