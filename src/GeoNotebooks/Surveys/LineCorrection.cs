namespace GeoNotebooks.Surveys;

/// <summary>
/// The correction along one line: Legendre polynomials of the place between its first and last crossover, from -1 to 1. Beyond them it stays what it is there: a polynomial would run away.
/// </summary>
internal sealed class LineCorrection(double first, double last, int degree)
{
    /// <summary>Factors of the polynomials of degree 0 and up.</summary>
    public double[] Factors { get; } = new double[degree + 1];

    public int Degree => Factors.Length - 1;

    /// <summary>The polynomials at a sample, whole or between two, by Bonnet's recursion.</summary>
    public void Basis(double sample, Span<double> basis)
    {
        var t = last > first ? Math.Clamp((2 * sample - first - last) / (last - first), -1, 1) : 0;
        basis[0] = 1;
        if (basis.Length > 1)
            basis[1] = t;
        for (var n = 2; n < basis.Length; n++)
            basis[n] = ((2 * n - 1) * t * basis[n - 1] - (n - 1) * basis[n - 2]) / n;
    }

    public double At(double sample)
    {
        Span<double> basis = stackalloc double[Factors.Length];
        Basis(sample, basis);
        var sum = 0.0;
        for (var n = 0; n < basis.Length; n++)
            sum += Factors[n] * basis[n];
        return sum;
    }
}
