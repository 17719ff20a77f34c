using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Fixed bins of equal width between two values, the outer ones open: kept with a channel, so that its entropy means the same on other ground.</summary>
/// <param name="Low">Upper edge of the lowest bin.</param>
/// <param name="High">Lower edge of the highest bin.</param>
/// <param name="Count">Number of bins, the two open ones included.</param>
public sealed record EntropyBins(double Low, double High, int Count)
{
    /// <summary>Bins between the 2nd and the 98th percentile of a grid.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="count">Number of bins; at least 3.</param>
    public static EntropyBins Fit(Grid grid, int count = 16)
    {
        var values = grid.Values.Where(value => !float.IsNaN(value)).Order().ToArray();
        if (values.Length == 0)
            throw new InvalidDataException($"'{grid.Name}': expected a grid with values; every node is blank");
        return new(values[(int)(0.02 * (values.Length - 1))], values[(int)(0.98 * (values.Length - 1))], Math.Max(3, count));
    }

    /// <summary>The bin of a value, from 0.</summary>
    public int Of(float value) => High > Low ? Math.Clamp(1 + (int)Math.Floor((value - Low) / (High - Low) * (Count - 2)), 0, Count - 1) : value > High ? 1 : 0;
}

/// <summary>Shannon entropy of a field within a moving window: how motley the field is (Shannon 1948).</summary>
public static class Entropy
{
    /// <summary>Entropy in bits: 0 where the window holds one bin, log2 of the number of bins at most.</summary>
    /// <param name="field">The field.</param>
    /// <param name="windowMetres">Side of the square window; rounded to an odd number of cells, at least 3.</param>
    /// <param name="bins">The bins; see <see cref="EntropyBins.Fit"/>.</param>
    /// <returns>(row, column) on the nodes of the input; NaN where the input is NaN. Near the edges the window holds fewer cells.</returns>
    public static Grid InWindow(Grid field, double windowMetres, EntropyBins bins)
    {
        var halfRows = Math.Max(1, (int)Math.Round((windowMetres / field.Geometry.CellHeightMetres - 1) / 2));
        var halfColumns = Math.Max(1, (int)Math.Round((windowMetres / field.Geometry.CellWidthMetres - 1) / 2));
        var (rows, columns) = (field.Rows, field.Columns);
        var binned = field.Values.Select(value => float.IsNaN(value) ? -1 : bins.Of(value)).ToArray();
        // -n log2 n for every count that a window can hold.
        var terms = Enumerable.Range(0, (2 * halfRows + 1) * (2 * halfColumns + 1) + 1).Select(n => n == 0 ? 0 : -n * Math.Log2(n)).ToArray();
        var values = new float[binned.Length];
        Parallel.For(0, rows, row =>
        {
            var counts = new int[bins.Count];
            var (total, sum) = (0, 0.0);
            void Change(int column, int by)
            {
                for (var r = Math.Max(row - halfRows, 0); r <= Math.Min(row + halfRows, rows - 1); r++)
                {
                    if (binned[r * columns + column] is var bin && bin < 0)
                        continue;
                    sum -= terms[counts[bin]];
                    counts[bin] += by;
                    sum += terms[counts[bin]];
                    total += by;
                }
            }
            for (var column = 0; column < Math.Min(halfColumns, columns); column++)
                Change(column, 1);
            for (var column = 0; column < columns; column++)
            {
                if (column - halfColumns - 1 >= 0)
                    Change(column - halfColumns - 1, -1);
                if (column + halfColumns < columns)
                    Change(column + halfColumns, 1);
                values[row * columns + column] = binned[row * columns + column] < 0 ? float.NaN : (float)Math.Max(0, sum / total + Math.Log2(total));
            }
        });
        return new(field.Geometry, values, $"entropy of {field.Name}", "bit");
    }
}
