using System.Numerics;
using System.Runtime.InteropServices;
using GeoNotebooks.Grids;
using MathNet.Numerics.Statistics;

namespace GeoNotebooks.Features;

/// <summary>Fixed bins of equal width between two values, the outer ones open: kept with a channel, so that its entropy means the same on other ground.</summary>
/// <param name="Low">Upper edge of the lowest bin.</param>
/// <param name="High">Lower edge of the highest bin.</param>
/// <param name="Count">Number of bins, the two open ones included.</param>
public sealed record EntropyBins(double Low, double High, int Count)
{
    /// <summary>Bins between the 2nd and the 98th percentile of the finite values of a grid.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="count">Number of bins; at least 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 3 bins.</exception>
    /// <exception cref="InvalidDataException">The grid has no finite value.</exception>
    public static EntropyBins Fit(Grid grid, int count = 16)
    {
        if (count < 3)
            throw new ArgumentOutOfRangeException(nameof(count), $"'{grid.Name}': expected 3 bins of entropy or more, the two open ones included; found {count}");
        MovingWindow.RequireValues(grid);
        var values = Array.FindAll(grid.Values, float.IsFinite);
        if (values.Length == 0)
            throw new InvalidDataException($"'{grid.Name}': expected finite values to fit bins of entropy to; every value is infinite");
        // Selected, not sorted; orders begin at 1.
        var (low, high) = ((int)(0.02 * (values.Length - 1)), (int)(0.98 * (values.Length - 1)));
        return new(ArrayStatistics.OrderStatisticInplace(values, low + 1), ArrayStatistics.OrderStatisticInplace(values, high + 1), count);
    }

    /// <summary>The bin of a value, from 0; infinite values fall into the open bins.</summary>
    // Cut off before it becomes a whole number: one more than the largest of those is the lowest.
    public int Of(float value) => High > Low ? (int)Math.Clamp(1 + Math.Floor((value - Low) / (High - Low) * (Count - 2)), 0, Count - 1) : value > High ? 1 : 0;
}

/// <summary>Shannon entropy of a field within a moving window: how motley the field is (Shannon 1948).</summary>
/// <remarks>
/// One histogram a column moves down with the rows, and the window's own histogram moves along the columns by adding one of them and taking one away
/// (Perreault and Hebert 2007, IEEE Transactions on Image Processing 16, 2389-2394): as many steps for any window. Counts are whole numbers, so nothing drifts.
/// </remarks>
public static class Entropy
{
    /// <summary>Rows that one thread does on end; fewer, and counting the first window of each would show.</summary>
    private const int StripRows = 64;

    /// <summary>Entropy in bits: 0 where the window holds one bin, log2 of the number of bins at most.</summary>
    /// <param name="field">The field, on nodes in metres.</param>
    /// <param name="windowMetres">Side of the square window; rounded to an odd number of cells each way, at least 3.</param>
    /// <param name="bins">The bins; see <see cref="EntropyBins.Fit"/>.</param>
    /// <returns>(row, column) on the nodes of the input; NaN where the input is NaN. Near the edges the window holds fewer cells.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is not above 0, or longer than a side of the grid, or the bins are no bins.</exception>
    /// <exception cref="InvalidDataException">The grid is all blank or in degrees.</exception>
    public static Grid InWindow(Grid field, double windowMetres, EntropyBins bins)
    {
        var (down, across) = (field.Rows * field.Geometry.CellHeightMetres, field.Columns * field.Geometry.CellWidthMetres);
        if (!(windowMetres > 0 && windowMetres <= Math.Min(down, across)))
            throw new ArgumentOutOfRangeException(nameof(windowMetres), FormattableString.Invariant(
                $"'{field.Name}': expected a window of entropy above 0 m and no longer than the grid of {down:0} x {across:0} m; found {windowMetres} m"));
        MovingWindow.RequireValues(field);
        return Of(field, Half(field.Geometry.CellHeightMetres), Half(field.Geometry.CellWidthMetres), bins);

        int Half(double cellMetres) => Math.Max(1, (int)Math.Round((windowMetres / cellMetres - 1) / 2));
    }

    /// <summary>Entropy in bits, of a window given in cells.</summary>
    /// <param name="field">The field, in any unit.</param>
    /// <param name="windowCells">Side of the square window in cells: odd, at least 3, no larger than the grid.</param>
    /// <param name="bins">The bins; null fits 16 to the field (<see cref="EntropyBins.Fit"/>).</param>
    /// <returns>(row, column) on the nodes of the input; NaN where the input is NaN. Near the edges the window holds fewer cells.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is even, below 3 cells or larger than the grid.</exception>
    /// <exception cref="InvalidDataException">The grid is all blank.</exception>
    public static Grid Of(Grid field, int windowCells, EntropyBins? bins = null)
    {
        var half = MovingWindow.Half(field, windowCells);
        return Of(field, half, half, bins ?? EntropyBins.Fit(field));
    }

    private static Grid Of(Grid field, int halfRows, int halfColumns, EntropyBins bins)
    {
        if (bins.Count < 3 || !double.IsFinite(bins.Low) || !double.IsFinite(bins.High))
            throw new ArgumentOutOfRangeException(nameof(bins), FormattableString.Invariant($"'{field.Name}': expected 3 bins of entropy or more between two numbers; found {bins.Count} from {bins.Low} to {bins.High}"));
        var binned = new int[field.Values.Length];
        Parallel.For(0, field.Rows, row =>
        {
            for (var i = row * field.Columns; i < (row + 1) * field.Columns; i++)
                binned[i] = float.IsNaN(field.Values[i]) ? -1 : bins.Of(field.Values[i]);
        });
        // n log2 n for every count that a window can hold: of p log2 p with p = n / N only sums of these and log2 N are needed.
        var cells = Math.Min(2 * halfRows + 1, field.Rows) * Math.Min(2 * halfColumns + 1, field.Columns);
        var terms = Enumerable.Range(0, cells + 1).Select(n => n == 0 ? 0 : n * Math.Log2(n)).ToArray();
        var values = new float[binned.Length];
        Parallel.For(0, (field.Rows + StripRows - 1) / StripRows, strip =>
        {
            var window = new Histograms(binned, field.Columns, bins.Count, halfColumns);
            var first = strip * StripRows;
            for (var row = Math.Max(first - halfRows, 0); row < Math.Min(first + halfRows, field.Rows); row++)
                window.AddRow(row, 1);
            for (var row = first; row < Math.Min(first + StripRows, field.Rows); row++)
            {
                if (row + halfRows < field.Rows)
                    window.AddRow(row + halfRows, 1);
                if (row - halfRows - 1 >= Math.Max(first - halfRows, 0))
                    window.AddRow(row - halfRows - 1, -1);
                window.Entropies(row, terms, values);
            }
        });
        return new(field.Geometry, values, $"entropy of {field.Name}", "bit");
    }

    /// <summary>One histogram a column, of the rows added so far; a column's last count is that of all its values.</summary>
    private sealed class Histograms(int[] binned, int columns, int bins, int halfColumns)
    {
        // Whole vectors, the total of a column behind its bins.
        private readonly int _wide = Wide(bins);
        private readonly int[] _counts = new int[columns * Wide(bins)];

        public void AddRow(int row, int times)
        {
            var ofRow = binned.AsSpan(row * columns, columns);
            for (var column = 0; column < ofRow.Length; column++)
            {
                if (ofRow[column] < 0)
                    continue;
                _counts[column * _wide + ofRow[column]] += times;
                _counts[column * _wide + bins] += times;
            }
        }

        public void Entropies(int row, double[] terms, float[] values)
        {
            Span<int> window = stackalloc int[_wide];
            window.Clear();
            for (var column = 0; column < Math.Min(halfColumns, columns); column++)
                Change(window, column, 1);
            for (var column = 0; column < columns; column++)
            {
                if (column + halfColumns < columns)
                    Change(window, column + halfColumns, 1);
                if (column - halfColumns - 1 >= 0)
                    Change(window, column - halfColumns - 1, -1);
                var node = row * columns + column;
                if (binned[node] < 0)
                {
                    values[node] = float.NaN;
                    continue;
                }
                var sum = 0.0;
                foreach (var count in window[..bins])
                    sum += terms[count];
                var total = window[bins];
                // log2 N - (sum of n log2 n) / N, and log2 N is (N log2 N) / N.
                values[node] = (float)Math.Max(0, (terms[total] - sum) / total);
            }
        }

        private static int Wide(int bins) => (bins / Vector<int>.Count + 1) * Vector<int>.Count;

        private void Change(Span<int> window, int column, int times)
        {
            var into = MemoryMarshal.Cast<int, Vector<int>>(window);
            var from = MemoryMarshal.Cast<int, Vector<int>>(_counts.AsSpan(column * _wide, _wide));
            for (var i = 0; i < into.Length; i++)
                into[i] = times > 0 ? into[i] + from[i] : into[i] - from[i];
        }
    }
}
