using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Standard deviation of a field within a moving window: how rough the field is.</summary>
public static class LocalDeviation
{
    /// <summary>
    /// Root of the mean squared departure from the window's mean, over the valued nodes of the window (divided by their number n, not by n - 1). Sums are
    /// in double precision about the mean of the whole grid, so that a field of 60 000 nT keeps its hundredths.
    /// </summary>
    /// <param name="field">The field, in any unit.</param>
    /// <param name="windowCells">Side of the square window in cells: odd, at least 3, no larger than the grid.</param>
    /// <returns>(row, column) on the nodes of the input, in its unit, 0 or more; NaN where the input is NaN. Near the edges the window holds fewer cells.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is even, below 3 cells or larger than the grid.</exception>
    /// <exception cref="InvalidDataException">The grid is all blank, or holds an infinite value.</exception>
    public static Grid Of(Grid field, int windowCells)
    {
        var half = MovingWindow.Half(field, windowCells);
        MovingWindow.RequireFinite(field);
        var level = GridStatistics.Of(field).Mean;
        var count = MovingWindow.Sums(field, half, value => float.IsNaN(value) ? 0 : 1);
        var sum = MovingWindow.Sums(field, half, value => float.IsNaN(value) ? 0 : value - level);
        var squares = MovingWindow.Sums(field, half, value => float.IsNaN(value) ? 0 : (value - level) * (value - level));
        var values = new float[field.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = float.IsNaN(field.Values[i]) ? float.NaN : (float)Math.Sqrt(Math.Max(0, squares[i] - sum[i] * sum[i] / count[i]) / count[i]);
        return new(field.Geometry, values, $"deviation of {field.Name} in {windowCells} x {windowCells} cells", field.Unit);
    }
}
