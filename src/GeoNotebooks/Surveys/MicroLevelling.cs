using GeoNotebooks.Grids;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Surveys;

/// <summary>
/// Takes what levelling left off a grid: stripes along the flight lines, long along them and no wider than a line or two (Minty 1991, Exploration Geophysics 22, 591-592). The stripes are what a
/// low pass along the lines leaves of the field less what a low pass across them leaves of that, held within a limit. Both passes are Gaussian, of half amplitude
/// at the wavelengths of the options, and are taken in space over valued nodes alone, so that holes and edges need no filling.
/// </summary>
/// <param name="Levelled">The grid without the stripes, NaN where the input is.</param>
/// <param name="Correction">What was taken off, (row, column), row 0 northernmost, in the unit of the grid.</param>
/// <param name="Limit">Greatest correction that was allowed, in the unit of the grid.</param>
/// <param name="LimitedShare">Share of the nodes where the limit held it.</param>
/// <remarks>Real anomalies along the lines are in the correction too, up to the limit: look at it before you use the grid, and level by ties first. It never replaces <see cref="TieLevelling"/>.</remarks>
public sealed record MicroLevelling(Grid Levelled, Grid Correction, double Limit, double LimitedShare)
{
    /// <summary>Micro-levels a grid.</summary>
    /// <param name="grid">A gridded survey.</param>
    /// <param name="lines">How it was flown.</param>
    /// <param name="options">What is taken for an error.</param>
    /// <exception cref="InvalidDataException">The grid is all blank, its cells are too coarse to show the lines, or the survey has no line spacing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not above 0.</exception>
    public static MicroLevelling Of(Grid grid, LineGeometry lines, MicroLevellingOptions? options = null)
    {
        options ??= new();
        foreach (var (value, what) in new[] { (options.AcrossInLineSpacings, "wavelength across the lines"), (options.AlongInLineSpacings, "wavelength along the lines"), (options.LimitInDeviations, "limit") })
            if (!(value > 0))
                throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant($"micro-levelling '{grid.Name}' needs a {what} above 0; found {value}"));
        if (!(lines.LineSpacingMetres > 0))
            throw new InvalidDataException($"'{grid.Name}': expected a survey of several lines for micro-levelling; its line spacing cannot be told");
        var cell = Math.Max(grid.Geometry.CellWidthMetres, grid.Geometry.CellHeightMetres);
        if (cell > lines.LineSpacingMetres)
            throw new InvalidDataException(FormattableString.Invariant($"'{grid.Name}': expected cells no coarser than the line spacing ({lines.LineSpacingMetres:0} m), or lines do not show; found {cell:0.#} m"));
        if (grid.Values.All(float.IsNaN))
            throw new InvalidDataException($"'{grid.Name}': expected a grid with values; every node is blank");
        // Grid north is up: an azimuth runs from north towards east.
        var (sine, cosine) = Math.SinCos(lines.AzimuthDegrees * Math.PI / 180);
        var along = Smooth(grid, grid.Values, sine, cosine, options.AlongInLineSpacings * lines.LineSpacingMetres);
        var regional = Smooth(grid, along, cosine, -sine, options.AcrossInLineSpacings * lines.LineSpacingMetres);
        var stripes = along.Zip(regional, (a, r) => a - r).ToArray();
        var limit = options.LimitInDeviations * Robust.Deviation(stripes.Where(float.IsFinite).Select(v => (double)v).ToArray());
        var correction = Array.ConvertAll(stripes, v => (float)Math.Clamp(v, -limit, limit));
        var valued = stripes.Count(float.IsFinite);
        return new(
            grid with { Values = [.. grid.Values.Zip(correction, (value, taken) => value - taken)] },
            grid with { Values = correction, Name = $"micro-levelling of {grid.Name}" },
            limit, valued == 0 ? 0 : (double)stripes.Count(v => Math.Abs(v) > limit) / valued);
    }

    /// <summary>One row: root mean square, largest and limit of the correction, share of nodes that the limit held.</summary>
    public DataFrame ToDataFrame()
    {
        var taken = Correction.Values.Where(float.IsFinite).Select(v => (double)v).ToArray();
        return new(
            new DoubleDataFrameColumn("root mean square", [Math.Sqrt(taken.Average(v => v * v))]),
            new DoubleDataFrameColumn("largest", [taken.Max(Math.Abs)]),
            new DoubleDataFrameColumn("limit", [Limit]),
            new DoubleDataFrameColumn("limited share", [LimitedShare]));
    }

    /// <summary>Gaussian mean along a direction (east, north); the transfer function is one half at the wavelength. NaN nodes take no part and stay NaN.</summary>
    private static float[] Smooth(Grid grid, float[] values, double east, double north, double wavelengthMetres)
    {
        // exp(-(2 pi s / wavelength)^2 / 2) = 1/2.
        var deviation = wavelengthMetres * Math.Sqrt(2 * Math.Log(2)) / (2 * Math.PI);
        var step = Math.Min(grid.Geometry.CellWidthMetres, grid.Geometry.CellHeightMetres);
        var reach = (int)Math.Ceiling(3 * deviation / step);
        var weights = Enumerable.Range(-reach, 2 * reach + 1).Select(k => (float)Math.Exp(-Math.Pow(k * step / deviation, 2) / 2)).ToArray();
        var (columnStep, rowStep) = (east * step / grid.Geometry.CellWidthMetres, -north * step / grid.Geometry.CellHeightMetres);
        // Every node looks at the same places beside it, so the four corners of each are worked out once.
        var taps = new List<(int Row, int Column, float Weight)>();
        for (var k = -reach; k <= reach; k++)
        {
            var (row, column) = (k * rowStep, k * columnStep);
            var (top, left) = ((int)Math.Floor(row), (int)Math.Floor(column));
            var (down, right) = ((float)(row - top), (float)(column - left));
            foreach (var (r, c, share) in new[] { (top, left, (1 - down) * (1 - right)), (top, left + 1, (1 - down) * right), (top + 1, left, down * (1 - right)), (top + 1, left + 1, down * right) })
                if (share > 1e-6f)
                    taps.Add((r, c, share * weights[k + reach]));
        }
        var (rows, columns) = (grid.Rows, grid.Columns);
        var smooth = new float[values.Length];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var node = row * columns + column;
                if (float.IsNaN(values[node]))
                {
                    smooth[node] = float.NaN;
                    continue;
                }
                var (sum, total) = (0f, 0f);
                foreach (var (down, right, weight) in taps)
                {
                    var (r, c) = (row + down, column + right);
                    if ((uint)r >= (uint)rows || (uint)c >= (uint)columns || float.IsNaN(values[r * columns + c]))
                        continue;
                    sum += weight * values[r * columns + c];
                    total += weight;
                }
                smooth[node] = sum / total;
            }
        });
        return smooth;
    }
}
