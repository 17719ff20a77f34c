namespace GeoNotebooks.Surveys;

/// <summary>
/// Corrections of all lines at once by iteratively reweighted least squares. The equations (one a crossover: the line's correction less the tie's equals their difference) are sparse,
/// so they are solved by conjugate gradients on the normal equations (CGLS: Hestenes and Stiefel 1952; Bjorck 1996, algorithm 7.4.1). Started from
/// zero, these never leave the space that the crossovers see: what no difference shows stays uncorrected.
/// </summary>
internal sealed class CorrectionFit
{
    /// <summary>Tukey's biweight keeps 95 % efficiency on normal errors with this many deviations.</summary>
    private const double BiweightLimit = 4.685;
    private const int MaximumIterations = 400;
    private const double Accuracy = 1e-8;

    private readonly IReadOnlyList<Crossover> _crossovers;
    private readonly double[] _basis;
    private readonly int[] _lineStart;
    private readonly int[] _tieStart;
    private readonly int[] _lineLength;
    private readonly int[] _tieLength;
    private readonly int[] _unknownKind;
    private readonly int _width;

    private CorrectionFit(LineSet lines, IReadOnlyList<Crossover> crossovers, LineCorrection[] corrections, TieLevellingOptions options)
    {
        _crossovers = crossovers;
        _width = options.LineDegree + options.TieDegree + 2;
        var starts = new int[corrections.Length];
        var unknowns = 0;
        for (var i = 0; i < corrections.Length; i++)
        {
            starts[i] = unknowns;
            unknowns += corrections[i].Factors.Length;
        }
        // Unknowns of one kind (degree, line or tie) share a prior.
        _unknownKind = [.. corrections.SelectMany((correction, i) => Enumerable.Range(0, correction.Factors.Length).Select(degree => lines.Lines[i].IsTie ? options.LineDegree + 1 + degree : degree))];
        _basis = new double[crossovers.Count * _width];
        (_lineStart, _tieStart, _lineLength, _tieLength) = (new int[crossovers.Count], new int[crossovers.Count], new int[crossovers.Count], new int[crossovers.Count]);
        for (var i = 0; i < crossovers.Count; i++)
        {
            var (line, tie) = (corrections[crossovers[i].Line], corrections[crossovers[i].Tie]);
            (_lineStart[i], _tieStart[i]) = (starts[crossovers[i].Line], starts[crossovers[i].Tie]);
            (_lineLength[i], _tieLength[i]) = (line.Factors.Length, tie.Factors.Length);
            line.Basis(crossovers[i].LineSample, _basis.AsSpan(i * _width, _lineLength[i]));
            tie.Basis(crossovers[i].TieSample, _basis.AsSpan(i * _width + _lineLength[i], _tieLength[i]));
        }
    }

    public static LineCorrection[] Of(LineSet lines, IReadOnlyList<Crossover> crossovers, TieLevellingOptions options)
    {
        var places = new List<double>[lines.Lines.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = [];
        foreach (var crossover in crossovers)
        {
            places[crossover.Line].Add(crossover.LineSample);
            places[crossover.Tie].Add(crossover.TieSample);
        }
        var corrections = places.Select((samples, i) => new LineCorrection(
            samples.Count == 0 ? 0 : samples.Min(), samples.Count == 0 ? 0 : samples.Max(),
            Math.Clamp((int)(samples.Count / options.CrossoversPerCoefficient) - 1, 0, lines.Lines[i].IsTie ? options.TieDegree : options.LineDegree))).ToArray();
        var solution = new CorrectionFit(lines, crossovers, corrections, options).Solve(options);
        var at = 0;
        foreach (var correction in corrections)
        {
            solution.AsSpan(at, correction.Factors.Length).CopyTo(correction.Factors);
            at += correction.Factors.Length;
        }
        return corrections;
    }

    private double[] Solve(TieLevellingOptions options)
    {
        var count = _crossovers.Count;
        var differences = _crossovers.Select(crossover => crossover.Difference).ToArray();
        var residuals = (double[])differences.Clone();
        var weights = new double[count];
        var damping = new double[_unknownKind.Length];
        var solution = new double[_unknownKind.Length];
        var fitted = 0.0;
        for (var round = 0; round < options.Rounds; round++)
        {
            var median = Robust.Median((double[])residuals.Clone());
            // Residuals of a fit are smaller than the noise, by as many degrees of freedom as the fit took.
            var scale = Robust.Deviation(residuals, round == 0 ? median : 0) * Math.Sqrt(count / Math.Max(count - fitted, 0.25 * count));
            if (!(scale > 0))
                break;
            for (var i = 0; i < count; i++)
            {
                var steep = _crossovers[i].GradientPerMetre * options.PositionErrorMetres / scale;
                var u = (residuals[i] - (round == 0 ? median : 0)) / (BiweightLimit * scale * Math.Sqrt(1 + steep * steep));
                // The first round is on raw differences: weights there would take the largest level errors for outliers.
                weights[i] = (round == 0 ? 1 : Math.Abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0) / (1 + steep * steep);
            }
            solution = LeastSquares(differences, weights, damping, solution);
            Residuals(differences, solution, residuals);
            fitted = Estimate(residuals, weights, solution, damping, fitted);
        }
        return solution;
    }

    /// <summary>
    /// Ratio of the noise to the spread of the factors of each kind, from the fit so far: one round of expectation maximisation for variance components (Dempster, Laird and Rubin 1977, Journal of the Royal
    /// Statistical Society B 39, 1-38), with the variance of each factor taken as if it were fitted alone.
    /// </summary>
    /// <returns>Degrees of freedom that the fit took, by the same approximation.</returns>
    private double Estimate(double[] residuals, double[] weights, double[] solution, double[] damping, double fitted)
    {
        var (energy, weight) = (0.0, 0.0);
        var information = new double[solution.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            energy += weights[i] * residuals[i] * residuals[i];
            weight += weights[i];
            var at = i * _width;
            for (var n = 0; n < _lineLength[i]; n++, at++)
                information[_lineStart[i] + n] += weights[i] * _basis[at] * _basis[at];
            for (var n = 0; n < _tieLength[i]; n++, at++)
                information[_tieStart[i] + n] += weights[i] * _basis[at] * _basis[at];
        }
        var noise = energy / Math.Max(weight, 1e-12) * residuals.Length / Math.Max(residuals.Length - fitted, 0.25 * residuals.Length);
        var squares = new double[_unknownKind.Max() + 1];
        var counts = new int[squares.Length];
        fitted = 0;
        for (var i = 0; i < solution.Length; i++)
        {
            // A factor that no crossover bears says nothing of the others.
            if (information[i] == 0)
                continue;
            squares[_unknownKind[i]] += solution[i] * solution[i] + noise / (information[i] + damping[i]);
            counts[_unknownKind[i]]++;
            fitted += information[i] / (information[i] + damping[i]);
        }
        for (var i = 0; i < damping.Length; i++)
        {
            var spread = squares[_unknownKind[i]] / Math.Max(counts[_unknownKind[i]], 1);
            damping[i] = spread > 1e-6 * noise ? noise / spread : 1e6;
        }
        return fitted;
    }

    /// <summary>Least of sum w (d - A c)^2 + sum damping c^2, by CGLS from zero.</summary>
    private double[] LeastSquares(double[] differences, double[] weights, double[] damping, double[] shape)
    {
        var (count, unknowns) = (differences.Length, shape.Length);
        var solution = new double[unknowns];
        var residual = (double[])differences.Clone();
        var gradient = new double[unknowns];
        Transposed(residual, weights, gradient);
        var direction = (double[])gradient.Clone();
        var image = new double[count];
        var norm = Dot(gradient, gradient);
        var enough = Accuracy * Accuracy * norm;
        for (var iteration = 0; iteration < MaximumIterations && norm > enough; iteration++)
        {
            Forward(direction, image);
            var curvature = 0.0;
            for (var i = 0; i < count; i++)
                curvature += weights[i] * image[i] * image[i];
            for (var i = 0; i < unknowns; i++)
                curvature += damping[i] * direction[i] * direction[i];
            if (!(curvature > 0))
                break;
            var step = norm / curvature;
            for (var i = 0; i < unknowns; i++)
                solution[i] += step * direction[i];
            for (var i = 0; i < count; i++)
                residual[i] -= step * image[i];
            Transposed(residual, weights, gradient);
            for (var i = 0; i < unknowns; i++)
                gradient[i] -= damping[i] * solution[i];
            var next = Dot(gradient, gradient);
            for (var i = 0; i < unknowns; i++)
                direction[i] = gradient[i] + next / norm * direction[i];
            norm = next;
        }
        return solution;
    }

    private void Residuals(double[] differences, double[] solution, double[] residuals)
    {
        Forward(solution, residuals);
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] = differences[i] - residuals[i];
    }

    /// <summary>Difference that corrections make at each crossover.</summary>
    private void Forward(double[] unknowns, double[] image)
    {
        for (var i = 0; i < image.Length; i++)
        {
            var (at, sum) = (i * _width, 0.0);
            for (var n = 0; n < _lineLength[i]; n++)
                sum += _basis[at++] * unknowns[_lineStart[i] + n];
            for (var n = 0; n < _tieLength[i]; n++)
                sum -= _basis[at++] * unknowns[_tieStart[i] + n];
            image[i] = sum;
        }
    }

    private void Transposed(double[] residual, double[] weights, double[] gradient)
    {
        Array.Clear(gradient);
        for (var i = 0; i < residual.Length; i++)
        {
            var (at, pull) = (i * _width, weights[i] * residual[i]);
            for (var n = 0; n < _lineLength[i]; n++)
                gradient[_lineStart[i] + n] += _basis[at++] * pull;
            for (var n = 0; n < _tieLength[i]; n++)
                gradient[_tieStart[i] + n] -= _basis[at++] * pull;
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
