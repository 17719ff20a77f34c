namespace GeoNotebooks.Gridding;

/// <summary>How far estimates lie from what was measured at points left out, in the unit of the points.</summary>
/// <param name="Count">Points with an answer.</param>
/// <param name="Unanswered">Points left out where the grid was blank; in no figure.</param>
/// <param name="Rmse">Root of the mean squared residual.</param>
/// <param name="Mae">Mean size of the residual.</param>
/// <param name="Bias">Mean residual, estimate less measured.</param>
/// <param name="RmseLow">Lower end of the 95 % interval of <paramref name="Rmse"/>.</param>
/// <param name="RmseHigh">Upper end of it.</param>
public sealed record ErrorScore(int Count, int Unanswered, double Rmse, double Mae, double Bias, double RmseLow, double RmseHigh)
{
    private const int Draws = 1_000;

    /// <summary>
    /// Scores residuals. The interval is of the percentile bootstrap (Efron 1979, Annals of Statistics 7, 1-26) over whole blocks of ground, since neighbours err alike.
    /// </summary>
    /// <param name="residuals">Estimate less measured; NaN without an answer.</param>
    /// <param name="blocks">The block of each point.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static ErrorScore Of(IReadOnlyList<float> residuals, IReadOnlyList<int> blocks, int seed = 1)
    {
        var known = Enumerable.Range(0, residuals.Count).Where(i => !float.IsNaN(residuals[i])).ToArray();
        if (known.Length == 0)
            return new(0, residuals.Count, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var sums = known.GroupBy(i => blocks[i]).OrderBy(block => block.Key)
            .Select(block => (Squares: block.Sum(i => (double)residuals[i] * residuals[i]), Count: block.Count())).ToArray();
        var random = new Random(seed);
        var draws = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var (squares, count) = (0.0, 0);
            for (var i = 0; i < sums.Length; i++)
            {
                var drawn = sums[random.Next(sums.Length)];
                (squares, count) = (squares + drawn.Squares, count + drawn.Count);
            }
            draws[draw] = Math.Sqrt(squares / count);
        }
        Array.Sort(draws);
        return new(
            known.Length, residuals.Count - known.Length, Math.Sqrt(known.Average(i => (double)residuals[i] * residuals[i])), known.Average(i => Math.Abs((double)residuals[i])),
            known.Average(i => (double)residuals[i]), draws[Draws / 40], draws[Draws - 1 - Draws / 40]);
    }
}
