namespace GeoNotebooks.Gridding;

/// <summary>
/// Fits a model to an experimental variogram by weighted least squares: the sum over classes of N (measured / model - 1)^2 is made least
/// (Cressie 1985, Mathematical Geology 17, 563-586, equation 2.6), nugget and sill never below 0.
/// </summary>
internal static class VariogramFit
{
    private const int Reweightings = 12;
    private const int Ranges = 60;
    private const int Refinements = 40;

    /// <summary>The best model of some shapes.</summary>
    /// <param name="measured">The experimental variogram.</param>
    /// <param name="shapes">The shapes to try.</param>
    public static Variogram Best(ExperimentalVariogram measured, params IReadOnlyList<VariogramShape> shapes) =>
        shapes.Select(shape => Fit(measured, shape)).MinBy(fit => fit.Misfit).Model;

    /// <summary>The best model of one shape, and how badly it fits.</summary>
    public static (Variogram Model, double Misfit) Fit(ExperimentalVariogram measured, VariogramShape shape)
    {
        if (measured.Values.All(value => value == 0))
            return (new(shape, 0, 1, measured.Metres[^1]), 0);
        var (shortest, longest) = (Math.Log(measured.Metres[0]), Math.Log(3 * measured.Metres[^1]));
        var step = (longest - shortest) / (Ranges - 1);
        var best = Enumerable.Range(0, Ranges).MinBy(i => WithRange(measured, shape, Math.Exp(shortest + i * step)).Misfit);
        var (low, high) = (shortest + (best - 1) * step, shortest + (best + 1) * step);
        // Golden section about the best of the ranges tried.
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < Refinements; i++)
        {
            var (a, b) = (high - golden * (high - low), low + golden * (high - low));
            if (WithRange(measured, shape, Math.Exp(a)).Misfit <= WithRange(measured, shape, Math.Exp(b)).Misfit)
                high = b;
            else
                low = a;
        }
        return WithRange(measured, shape, Math.Exp((low + high) / 2));
    }

    /// <summary>With the range given, nugget and sill are linear: least squares with the weights of the model before, until they agree.</summary>
    private static (Variogram Model, double Misfit) WithRange(ExperimentalVariogram measured, VariogramShape shape, double range)
    {
        var count = measured.Values.Length;
        var structure = measured.Metres.Select(metres => Variogram.Structure(shape, metres / range)).ToArray();
        var largest = measured.Values.Max();
        var model = measured.Values.Select(value => Math.Max(value, 1e-6 * largest)).ToArray();
        double nugget = 0, sill = 0;
        for (var turn = 0; turn < Reweightings; turn++)
        {
            double w0 = 0, w1 = 0, w2 = 0, v0 = 0, v1 = 0;
            for (var i = 0; i < count; i++)
            {
                var weight = measured.Pairs[i] / (model[i] * model[i]);
                w0 += weight;
                w1 += weight * structure[i];
                w2 += weight * structure[i] * structure[i];
                v0 += weight * measured.Values[i];
                v1 += weight * measured.Values[i] * structure[i];
            }
            var determinant = w0 * w2 - w1 * w1;
            (nugget, sill) = determinant > 1e-12 * w0 * w2 ? ((v0 * w2 - v1 * w1) / determinant, (v1 * w0 - v0 * w1) / determinant) : (-1, v1 / w2);
            if (nugget < 0)
                (nugget, sill) = (0, v1 / w2);
            else if (sill < 0)
                (nugget, sill) = (v0 / w0, 0);
            for (var i = 0; i < count; i++)
                model[i] = Math.Max(nugget + sill * structure[i], 1e-6 * largest);
        }
        var misfit = 0.0;
        for (var i = 0; i < count; i++)
            misfit += measured.Pairs[i] * Math.Pow(measured.Values[i] / model[i] - 1, 2);
        return (new(shape, nugget, sill, range), misfit);
    }
}
