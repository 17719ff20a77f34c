using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Automatic gain control: quiet ground is drawn as strongly as loud ground, so that the shape of weak anomalies shows beside strong ones
/// (Rajagopalan 1987, Exploration Geophysics 18, 166-169; Rajagopalan and Milligan 1994, Exploration Geophysics 25, 173-178).
/// </summary>
public static class GainControl
{
    /// <summary>
    /// Each value over the root mean square of the window about it. The sign stays that of the field, so what the zero is matters: take the regional away first
    /// (<see cref="Residual"/>), since a field that stays on one side of 0 gives little but ones. Amplitudes no longer measure a source.
    /// </summary>
    /// <param name="field">An anomaly about 0, in any unit.</param>
    /// <param name="windowCells">Side of the square window in cells: odd, at least 3, no larger than the grid; about the longest wavelength whose amplitude is to be kept.</param>
    /// <returns>(row, column) on the nodes of the input, a pure number; NaN where the input is NaN, 0 where the whole window is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is even, below 3 cells or larger than the grid.</exception>
    /// <exception cref="InvalidDataException">The grid is all blank, or holds an infinite value.</exception>
    public static Grid Of(Grid field, int windowCells)
    {
        var half = MovingWindow.Half(field, windowCells);
        MovingWindow.RequireFinite(field);
        var count = MovingWindow.Sums(field, half, value => float.IsNaN(value) ? 0 : 1);
        var squares = MovingWindow.Sums(field, half, value => float.IsNaN(value) ? 0 : (double)value * value);
        var values = new float[field.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = field.Values[i] is var value && value != 0 ? (float)(value / Math.Sqrt(squares[i] / count[i])) : 0;
        return new(field.Geometry, values, $"{field.Name}, gain evened in {windowCells} x {windowCells} cells", "1");
    }
}
