using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Square windows of an odd number of cells that move over a grid; at the edges they hold the cells that there are.</summary>
internal static class MovingWindow
{
    /// <summary>Columns that are summed down together: adjacent in memory, few enough to stay in the cache.</summary>
    private const int Lanes = 64;

    private static readonly double[] Zeros = new double[Lanes];

    /// <summary>Half of a window, without its centre.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window is even, below 3 cells or larger than the grid.</exception>
    /// <exception cref="InvalidDataException">The grid is all blank.</exception>
    public static int Half(Grid field, int windowCells)
    {
        if (windowCells < 3 || windowCells % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(windowCells), $"'{field.Name}': expected a window of an odd number of cells from 3 up, so that it has a centre; found {windowCells}");
        if (windowCells > Math.Min(field.Rows, field.Columns))
            throw new ArgumentOutOfRangeException(nameof(windowCells), $"'{field.Name}': expected a window no larger than the grid of {field.Rows} x {field.Columns} nodes; found one of {windowCells} x {windowCells}");
        RequireValues(field);
        return windowCells / 2;
    }

    /// <summary>Throws one sentence when every node is blank.</summary>
    public static void RequireValues(Grid field)
    {
        if (Array.TrueForAll(field.Values, float.IsNaN))
            throw new InvalidDataException($"'{field.Name}': expected a grid with values; every node is blank");
    }

    /// <summary>Throws one sentence when a value is infinite: one such value would spoil every sum that it is part of.</summary>
    public static void RequireFinite(Grid field)
    {
        if (Array.FindIndex(field.Values, float.IsInfinity) is >= 0 and var node)
            throw new InvalidDataException(FormattableString.Invariant($"'{field.Name}': expected finite values; found {field.Values[node]} at row {node / field.Columns}, column {node % field.Columns}"));
    }

    /// <summary>
    /// Sums of a quantity over the window about each node, (row, column). Running sums that begin anew every window's length, one from each side, are
    /// added in pairs (van Herk 1992, Pattern Recognition Letters 13, 517-521): as many steps for any window, and nothing is ever subtracted, so that no spike leaves a trace of rounding behind it.
    /// </summary>
    public static double[] Sums(Grid field, int half, Func<float, double> quantity)
    {
        var (rows, columns) = (field.Rows, field.Columns);
        var sums = new double[field.Values.Length];
        Parallel.For(0, rows, () => new double[2 * (columns + 2 * half)], (row, _, running) =>
        {
            for (var i = row * columns; i < (row + 1) * columns; i++)
                sums[i] = quantity(field.Values[i]);
            Along(sums, row * columns, 1, 1, columns, half, running);
            return running;
        }, _ => { });
        Parallel.For(0, (columns + Lanes - 1) / Lanes, () => new double[2 * Lanes * (rows + 2 * half)], (part, _, running) =>
        {
            Along(sums, part * Lanes, columns, Math.Min(Lanes, columns - part * Lanes), rows, half, running);
            return running;
        }, _ => { });
        return sums;
    }

    /// <summary>Replaces <paramref name="count"/> values, a step apart, by the sums of the windows about them: as many lines at a time as there are lanes.</summary>
    private static void Along(double[] values, int start, int step, int lanes, int count, int half, double[] running)
    {
        var (window, padded) = (2 * half + 1, count + 2 * half);
        var forward = running.AsSpan(0, padded * lanes);
        var backward = running.AsSpan(padded * lanes, padded * lanes);
        for (var at = 0; at < padded; at++)
        {
            var here = forward.Slice(at * lanes, lanes);
            Here(values, at).CopyTo(here);
            if (at % window != 0)
                Add(forward.Slice((at - 1) * lanes, lanes), here);
        }
        for (var at = padded - 1; at >= 0; at--)
        {
            var here = backward.Slice(at * lanes, lanes);
            Here(values, at).CopyTo(here);
            if (at % window != window - 1 && at < padded - 1)
                Add(backward.Slice((at + 1) * lanes, lanes), here);
        }
        for (var i = 0; i < count; i++)
        {
            var sum = values.AsSpan(start + i * step, lanes);
            forward.Slice((i + 2 * half) * lanes, lanes).CopyTo(sum);
            if (i % window != 0)
                Add(backward.Slice(i * lanes, lanes), sum);
        }

        // Beyond the edges there is nothing to add.
        ReadOnlySpan<double> Here(double[] from, int at) =>
            at >= half && at < half + count ? from.AsSpan(start + (at - half) * step, lanes) : Zeros.AsSpan(0, lanes);
    }

    private static void Add(ReadOnlySpan<double> what, Span<double> to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += what[i];
    }
}
