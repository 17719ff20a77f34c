namespace GeoNotebooks.Features;

/// <summary>
/// Weighted straight lines through runs of points, and the best division of a curve into such runs: for each number of segments the division of least misfit is found
/// exactly by dynamic programming (Bellman and Roth 1969, Journal of the American Statistical Association 64, 1079-1084), and among the numbers the Bayesian information criterion decides
/// (Schwarz 1978, Annals of Statistics 6, 461-464; three parameters a segment less one, n ln(misfit / n) because the noise level is not taken as known).
/// </summary>
internal sealed class StraightSegments
{
    // Prefix sums of w, w x, w y, w x x, w x y, w y y: any run's line comes from differences.
    private readonly double[][] _sums = new double[6][];
    private readonly int _count;

    public StraightSegments(double[] x, double[] y, double[] weight)
    {
        _count = x.Length;
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] = new double[_count + 1];
        // About their means and in units of their spread, so that the differences keep their digits.
        var (x0, y0) = (x.Average(), y.Average());
        (X0, Y0) = (x0, y0);
        for (var i = 0; i < _count; i++)
        {
            var (dx, dy, w) = (x[i] - x0, y[i] - y0, weight[i]);
            double[] terms = [w, w * dx, w * dy, w * dx * dx, w * dx * dy, w * dy * dy];
            for (var t = 0; t < terms.Length; t++)
                _sums[t][i + 1] = _sums[t][i] + terms[t];
        }
    }

    private double X0 { get; }

    private double Y0 { get; }

    /// <summary>The line through the points from <paramref name="first"/> to before <paramref name="end"/>: slope, its standard error, value at x = 0, weighted sum of squared misfits.</summary>
    /// <remarks>The error is that of weights 1 / variance, raised by the misfit where that is larger than the weights foretell (never lowered).</remarks>
    public (double Slope, double SlopeError, double AtZero, double Misfit) Line(int first, int end)
    {
        double Sum(int term) => _sums[term][end] - _sums[term][first];
        var (w, mx, my) = (Sum(0), Sum(1) / Sum(0), Sum(2) / Sum(0));
        var (xx, xy, yy) = (Sum(3) - w * mx * mx, Sum(4) - w * mx * my, Sum(5) - w * my * my);
        var slope = xy / xx;
        var misfit = Math.Max(yy - slope * xy, 0);
        var excess = end - first > 2 ? Math.Max(misfit / (end - first - 2), 1) : 1;
        return (slope, Math.Sqrt(excess / xx), Y0 + my - slope * (X0 + mx), misfit);
    }

    /// <summary>Ends (exclusive) of the segments of the best division into at most so many, each of at least <paramref name="shortest"/> points.</summary>
    public IReadOnlyList<int> Best(int most, int shortest)
    {
        most = Math.Min(most, _count / shortest);
        // least[m][end]: the smallest misfit of m + 1 segments over the points before end; from[m][end]: where the last of them begins.
        var least = new double[most][];
        var from = new int[most][];
        for (var m = 0; m < most; m++)
        {
            (least[m], from[m]) = (new double[_count + 1], new int[_count + 1]);
            Array.Fill(least[m], double.PositiveInfinity);
            for (var end = (m + 1) * shortest; end <= _count; end++)
            {
                if (m == 0)
                {
                    least[0][end] = Line(0, end).Misfit;
                    continue;
                }
                for (var start = m * shortest; start <= end - shortest; start++)
                    if (least[m - 1][start] + Line(start, end).Misfit is var misfit && misfit < least[m][end])
                        (least[m][end], from[m][end]) = (misfit, start);
            }
        }
        var (chosen, lowest) = (0, double.PositiveInfinity);
        for (var m = 0; m < most; m++)
        {
            // A misfit of nothing at all would make any number of segments look perfect.
            var criterion = _count * Math.Log(Math.Max(least[m][_count], 1e-12 * _count) / _count) + (3 * (m + 1) - 1) * Math.Log(_count);
            if (criterion < lowest)
                (chosen, lowest) = (m, criterion);
        }
        var ends = new int[chosen + 1];
        for (var (m, end) = (chosen, _count); m >= 0; end = from[m][end], m--)
            ends[m] = end;
        return ends;
    }
}
