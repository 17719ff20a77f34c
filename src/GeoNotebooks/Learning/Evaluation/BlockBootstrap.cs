using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Intervals of figures of quality: blocks of ground are drawn again with replacement, since neighbouring nodes are no independent witnesses (percentile bootstrap of blocks: Lahiri 2003, Resampling
/// Methods for Dependent Data). Draws without a figure, such as those without any positive, are left out.
/// </summary>
/// <remarks>
/// Each draw is a weighted sum of the blocks' tables of scores (<see cref="BootstrapOptions.Rows"/>), which takes milliseconds where sorting anew would take a second; the figure itself is taken from all
/// scores. A draw is a pure function of seed and number, so that neither threads nor the order of figures play a part.
/// </remarks>
public static class BlockBootstrap
{
    /// <summary>One figure with its interval.</summary>
    public static Estimate Estimate(ScoredGround ground, ScoreMetric metric, BootstrapOptions? options = null) => Estimate(ground, [metric], options)[0];

    /// <summary>Several figures with their intervals, all from the same draws.</summary>
    /// <param name="ground">The ground; one block gives an interval of no width.</param>
    /// <param name="metrics">The figures.</param>
    /// <param name="options">How to draw.</param>
    /// <returns>One a figure, in order; NaN where a figure has no meaning.</returns>
    public static IReadOnlyList<Estimate> Estimate(ScoredGround ground, IReadOnlyList<ScoreMetric> metrics, BootstrapOptions? options = null)
    {
        options ??= new();
        var exact = ScoreTable.Of(ground.Scores, ground.Labels);
        var blocks = ground.JudgedBlocks();
        var tables = Tables(ground, blocks, metrics, options);
        var drawn = EachDraw(blocks.Length, options, weights =>
        {
            var table = tables.Sum(weights);
            return [.. metrics.Select(metric => metric.Of(table))];
        });
        return [.. metrics.Select((metric, m) => Evaluation.Estimate.Of(metric.Of(exact), drawn.Select(values => values[m])))];
    }

    /// <summary>By how much a figure of one map is above that of another on the same nodes: each draw of blocks judges both, so that what is hard on both alike falls out.</summary>
    /// <param name="first">One map; a node without a score in either is left out.</param>
    /// <param name="second">The other, with the same labels and blocks.</param>
    /// <param name="metric">The figure.</param>
    /// <param name="options">How to draw.</param>
    /// <param name="secondMetric">The figure of the second, where it has another threshold.</param>
    /// <exception cref="ArgumentException">Labels or blocks differ.</exception>
    public static Estimate Difference(ScoredGround first, ScoredGround second, ScoreMetric metric, BootstrapOptions? options = null, ScoreMetric? secondMetric = null)
    {
        options ??= new();
        var other = secondMetric ?? metric;
        (first, second) = first.Against(second);
        var blocks = first.JudgedBlocks();
        var (tables, others) = (Tables(first, blocks, [metric], options), Tables(second, blocks, [other], options));
        var drawn = EachDraw(blocks.Length, options, weights => [metric.Of(tables.Sum(weights)) - other.Of(others.Sum(weights))]);
        return Evaluation.Estimate.Of(first.Measure(metric) - second.Measure(other), drawn.Select(values => values[0]));
    }

    /// <summary>A figure of sums over blocks, such as a ratio of lengths; no scores are needed.</summary>
    /// <param name="sumsOfBlock">What each block adds, the same number of sums in each.</param>
    /// <param name="figure">The figure of the sums over all blocks.</param>
    /// <param name="options">How to draw.</param>
    public static Estimate OfSums(IReadOnlyList<double[]> sumsOfBlock, Func<double[], double> figure, BootstrapOptions? options = null)
    {
        if (sumsOfBlock.Count == 0)
            return new(double.NaN, double.NaN, double.NaN);
        var drawn = EachDraw(sumsOfBlock.Count, options ?? new(), weights => [figure(Sum(weights))]);
        return Evaluation.Estimate.Of(figure(Sum([.. sumsOfBlock.Select(_ => 1)])), drawn.Select(values => values[0]));

        double[] Sum(int[] weights)
        {
            var sums = new double[sumsOfBlock[0].Length];
            for (var block = 0; block < weights.Length; block++)
                for (var i = 0; i < sums.Length; i++)
                    sums[i] += weights[block] * sumsOfBlock[block][i];
            return sums;
        }
    }

    private static BlockTables Tables(ScoredGround ground, int[] blocks, IReadOnlyList<ScoreMetric> metrics, BootstrapOptions options)
    {
        options.Require();
        return new(ground, blocks, options.Rows, [.. metrics.Where(metric => metric.Cut is not null).Select(metric => metric.Cut!.Value).Distinct()]);
    }

    private static double[][] EachDraw(int blocks, BootstrapOptions options, Func<int[], double[]> figures)
    {
        options.Require();
        if (blocks == 0)
            return [];
        var drawn = new double[options.Draws][];
        Parallel.For(0, drawn.Length, draw =>
        {
            var (random, weights) = (new Draws(options.Seed, draw), new int[blocks]);
            for (var i = 0; i < blocks; i++)
                weights[random.Below(blocks)]++;
            drawn[draw] = figures(weights);
        });
        return drawn;
    }
}
