namespace GeoNotebooks.Learning.Evaluation;

/// <summary>Logistic regression on one variable by Newton's method (McCullagh and Nelder 1989, Generalized Linear Models, section 4.4): log odds = intercept + slope x.</summary>
internal static class LogisticFit
{
    private const int MostSteps = 100;
    private const double SteepestSlope = 1e4;

    /// <summary>The slope and intercept of greatest likelihood.</summary>
    /// <param name="x">The variable, one a row.</param>
    /// <param name="present">Mass of each row where the outcome is 1; fractions are allowed.</param>
    /// <param name="absent">Mass of each row where the outcome is 0.</param>
    /// <returns>NaN twice where there is none: one class only, one x only, or classes that x parts without overlap.</returns>
    public static (double Slope, double Intercept) Of(ReadOnlySpan<double> x, ReadOnlySpan<double> present, ReadOnlySpan<double> absent)
    {
        var (slope, intercept) = (1.0, 0.0);
        var loss = Loss(x, present, absent, slope, intercept);
        for (var step = 0; step < MostSteps; step++)
        {
            double ga = 0, gb = 0, haa = 0, hab = 0, hbb = 0;
            for (var row = 0; row < x.Length; row++)
            {
                var mass = present[row] + absent[row];
                if (mass == 0)
                    continue;
                var p = Logit.Probability(intercept + slope * x[row]);
                var (residual, weight) = (present[row] - mass * p, mass * p * (1 - p));
                ga += residual;
                gb += residual * x[row];
                haa += weight;
                hab += weight * x[row];
                hbb += weight * x[row] * x[row];
            }
            var determinant = haa * hbb - hab * hab;
            if (!(determinant > 1e-12 * haa * hbb))
                break;
            var (da, db) = ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant);
            // A full step can overshoot where the curve is flat: halve it until the loss no longer rises.
            var share = 1.0;
            double next;
            while ((next = Loss(x, present, absent, slope + share * db, intercept + share * da)) > loss + 1e-12 * Math.Abs(loss) && share > 1e-6)
                share /= 2;
            (slope, intercept, loss) = (slope + share * db, intercept + share * da, next);
            if (Math.Abs(slope) > SteepestSlope)
                break;
            if (Math.Abs(da) <= 1e-9 * (1 + Math.Abs(intercept)) && Math.Abs(db) <= 1e-9 * (1 + Math.Abs(slope)))
                return (slope, intercept);
        }
        return (double.NaN, double.NaN);
    }

    private static double Loss(ReadOnlySpan<double> x, ReadOnlySpan<double> present, ReadOnlySpan<double> absent, double slope, double intercept)
    {
        double loss = 0;
        for (var row = 0; row < x.Length; row++)
        {
            var z = intercept + slope * x[row];
            // ln(1 + exp(-z)) without overflow, and ln(1 + exp(z)) = that + z.
            var log = Math.Log(1 + Math.Exp(-Math.Abs(z))) + Math.Max(-z, 0);
            loss += present[row] * log + absent[row] * (log + z);
        }
        return loss;
    }
}
