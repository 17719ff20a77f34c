using System.Runtime.Intrinsics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// A potential field as it would be on another level (Blakely 1995, Potential Theory in Gravity and Magnetic Applications, section 12.1). Results lie on the nodes of the input,
/// (row, column), in its unit, NaN where it is NaN. A plane, as far sources make it, is the same on every level.
/// </summary>
public static class Continuation
{
    /// <summary>Depth in cells beyond which downward continuation brings out what lies near the shortest waves of the grid, which is mostly noise.</summary>
    private const double SafeCells = 2;

    /// <summary>The field higher up: the spectrum times exp(-|k| h) (Blakely 1995, equation 12.8).</summary>
    /// <param name="field">The field on a level surface, on nodes in metres.</param>
    /// <param name="heightMetres">How much higher; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is negative or not finite.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static Grid Upward(Grid field, double heightMetres)
    {
        RequireHeight(field, heightMetres);
        using var spectrum = new Spectrum(field);
        return Upward(spectrum, heightMetres);
    }

    /// <summary>The field higher up, of a grid that is transformed already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The height is negative or not finite.</exception>
    public static Grid Upward(Spectrum spectrum, double heightMetres)
    {
        RequireHeight(spectrum.Grid, heightMetres);
        return spectrum.Apply(new Higher((float)heightMetres), FormattableString.Invariant($"{spectrum.Grid.Name} continued upward by {heightMetres} m"), spectrum.Grid.Unit, spectrum.Plane);
    }

    /// <summary>
    /// The field lower down, above all sources still: the spectrum times exp(|k| d), damped. Undamped it raises noise without bound, so the factor is exp(|k| d) / (1 + a exp(2 |k| d)), Tikhonov's
    /// regularisation of upward continuation (Tikhonov and Arsenin 1977, Solutions of Ill-Posed Problems), where a = 1 / (2 g)^2 keeps it to g and below: waves with |k| d &lt; ln g come
    /// out nearly whole, shorter ones are let go.
    /// </summary>
    /// <param name="field">The field on a level surface, on nodes in metres.</param>
    /// <param name="depthMetres">How much lower; at least 0. <see cref="DownwardAdvice"/> tells whether it is too much for the cells.</param>
    /// <param name="greatestGain">The most by which the amplitude of any wave grows, g; more than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The depth is negative or not finite, or the gain is not above 1.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static Grid Downward(Grid field, double depthMetres, double greatestGain = 50)
    {
        RequireDepth(field, depthMetres, greatestGain);
        using var spectrum = new Spectrum(field);
        return Downward(spectrum, depthMetres, greatestGain);
    }

    /// <summary>The field lower down, of a grid that is transformed already.</summary>
    /// <inheritdoc cref="Downward(Grid, double, double)"/>
    public static Grid Downward(Spectrum spectrum, double depthMetres, double greatestGain = 50)
    {
        RequireDepth(spectrum.Grid, depthMetres, greatestGain);
        return spectrum.Apply(new Lower((float)depthMetres, (float)(1 / (4 * greatestGain * greatestGain))),
            FormattableString.Invariant($"{spectrum.Grid.Name} continued downward by {depthMetres} m"), spectrum.Grid.Unit, spectrum.Plane);
    }

    /// <summary>One sentence of warning where a depth is more than two cells, for whoever asks for a downward continuation; null where there is nothing to say.</summary>
    public static string? DownwardAdvice(Grid field, double depthMetres)
    {
        var cells = depthMetres / Math.Max(field.Geometry.CellWidthMetres, field.Geometry.CellHeightMetres);
        return cells <= SafeCells ? null : FormattableString.Invariant(
            $"'{field.Name}': downward continuation by {depthMetres} m is {cells:0.#} cells; beyond {SafeCells} cells the shortest waves of the grid would grow {Math.Exp(Math.PI * SafeCells):0} times and more, and are damped: expect a smooth field, true only if all sources lie deeper");
    }

    private static void RequireHeight(Grid field, double heightMetres)
    {
        if (!(heightMetres >= 0 && double.IsFinite(heightMetres)))
            throw new ArgumentOutOfRangeException(nameof(heightMetres), FormattableString.Invariant($"'{field.Name}': upward continuation needs a height of 0 m or more; found {heightMetres} m"));
    }

    private static void RequireDepth(Grid field, double depthMetres, double greatestGain)
    {
        if (!(depthMetres >= 0 && double.IsFinite(depthMetres)))
            throw new ArgumentOutOfRangeException(nameof(depthMetres), FormattableString.Invariant($"'{field.Name}': downward continuation needs a depth of 0 m or more; found {depthMetres} m"));
        if (!(greatestGain > 1 && double.IsFinite(greatestGain)))
            throw new ArgumentOutOfRangeException(nameof(greatestGain), FormattableString.Invariant($"'{field.Name}': downward continuation needs a greatest gain above 1; found {greatestGain}"));
    }

    private readonly record struct Higher(float Metres) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length) =>
            (Vector256.Exp(-length * Metres), Vector256<float>.Zero);
    }

    private readonly record struct Lower(float Metres, float Damping) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length)
        {
            var grown = Vector256.Exp(Vector256.Min(length * Metres, Vector256.Create(80f)));
            // (1 + a) keeps the mean as it is.
            return (Vector256.Create(1 + Damping) / (Vector256<float>.One / grown + Damping * grown), Vector256<float>.Zero);
        }
    }
}
