namespace GeoNotebooks.Grids;

/// <summary>Sums over any rectangle of nodes, each from four numbers of one table (Crow 1984, Computer Graphics 18, 207-212: summed-area tables).</summary>
internal sealed class RectangleSums
{
    private readonly int _wide;

    // Entry (r, c), of rows + 1 by columns + 1, sums the nodes north of row r and west of column c.
    private readonly double[] _sums;

    /// <summary>Sums up once.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="valueOf">Value of a node by its index, row after row.</param>
    public RectangleSums(int rows, int columns, Func<int, double> valueOf)
    {
        _wide = columns + 1;
        _sums = new double[(rows + 1) * _wide];
        for (var row = 0; row < rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < columns; column++)
            {
                sum += valueOf(row * columns + column);
                var at = (row + 1) * _wide + column + 1;
                _sums[at] = _sums[at - _wide] + sum;
            }
        }
    }

    /// <summary>The sum over the rows from <paramref name="top"/> and the columns from <paramref name="left"/>, up to and without <paramref name="bottom"/> and <paramref name="right"/>.</summary>
    public double Within(int top, int left, int bottom, int right) =>
        _sums[bottom * _wide + right] - _sums[bottom * _wide + left] - _sums[top * _wide + right] + _sums[top * _wide + left];
}
