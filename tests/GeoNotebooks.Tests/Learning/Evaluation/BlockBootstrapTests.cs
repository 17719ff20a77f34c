using System.Diagnostics;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class BlockBootstrapTests(ITestOutputHelper output)
{
    private static readonly ScoreMetric[] All =
    [
        ScoreMetric.AveragePrecision, ScoreMetric.RocAuc, ScoreMetric.F1(0.3f), ScoreMetric.IoU(0.3f), ScoreMetric.Brier, ScoreMetric.CalibrationError(), ScoreMetric.CalibrationSlope,
        ScoreMetric.BrierSkill(0.2),
    ];

    /// <summary>The slow way: the nodes of the blocks drawn, put together and measured.</summary>
    private static Estimate Slow(ScoredGround ground, ScoreMetric metric, BootstrapOptions options)
    {
        var blocks = Enumerable.Range(0, ground.Scores.Length).Where(i => ground.Labels[i] != TargetLabels.Unknown && !float.IsNaN(ground.Scores[i])).Select(i => ground.Blocks[i]).Distinct().Order().ToArray();
        var members = blocks.Select(block => Enumerable.Range(0, ground.Scores.Length).Where(i => ground.Blocks[i] == block).ToArray()).ToArray();
        var found = new List<double>();
        for (var draw = 0; draw < options.Draws; draw++)
        {
            var random = new Draws(options.Seed, draw);
            var nodes = new List<int>();
            for (var i = 0; i < blocks.Length; i++)
                nodes.AddRange(members[random.Below(blocks.Length)]);
            found.Add(metric.Of(ScoreTable.Of([.. nodes.Select(i => ground.Scores[i])], [.. nodes.Select(i => ground.Labels[i])])));
        }
        found = [.. found.Where(value => !double.IsNaN(value)).Order()];
        return new(ground.Measure(metric), found[(int)(0.025 * found.Count)], found[(int)(0.975 * found.Count)]);
    }

    // With a row a score the interval is that of the nodes themselves; some blocks are partly unknown, one wholly.
    [Fact]
    public void Draws_are_the_blocks_put_together()
    {
        var ground = Ground.Of(600, 12, 2, noise: 1);
        ground.Scores[5] = float.NaN;
        for (var i = 40; i < 110; i++)
            ground.Labels[i] = TargetLabels.Unknown;
        var options = new BootstrapOptions { Draws = 60, Rows = 2000, Seed = 9 };
        foreach (var metric in All)
        {
            var (slow, quick) = (Slow(ground, metric, options), BlockBootstrap.Estimate(ground, metric, options));
            Assert.Equal(slow.Value, quick.Value);
            Assert.Equal(slow.Low, quick.Low, 1e-9);
            Assert.Equal(slow.High, quick.High, 1e-9);
            Assert.True(quick.Low < quick.High);
        }
        Assert.Equal(11, ground.BlockCount);
    }

    // The rows move the ends of the intervals by far less than the intervals are wide; what a cut parts they do not move at all.
    [Fact]
    public void Rows_cost_little()
    {
        var ground = Ground.Of(60_000, 40, 3, mean: -5, noise: 1);
        var (exact, quick) = (BlockBootstrap.Estimate(ground, All, new() { Draws = 100, Rows = 200_000 }), BlockBootstrap.Estimate(ground, All, new() { Draws = 100 }));
        foreach (var (metric, one, other) in All.Zip(exact, quick))
        {
            var error = Math.Max(Math.Abs(one.Low - other.Low), Math.Abs(one.High - other.High));
            output.WriteLine($"{metric.Name}: {one} {other} {error}");
            Assert.Equal(one.Value, other.Value);
            Assert.InRange(error, 0, metric.Cut is null ? metric == ScoreMetric.CalibrationSlope ? 1e-3 : 5e-4 : 0);
            Assert.InRange(error, 0, 0.02 * (one.High - one.Low));
        }
    }

    // The same map twice differs by nothing in every draw; a worse one by less than the two intervals would say.
    [Fact]
    public void Differences_are_paired()
    {
        var good = Ground.Of(8000, 30, 5);
        var worse = good with { Scores = [.. good.Scores.Select((score, i) => i % 3 == 0 ? 1 - score : score)] };
        Assert.Equal(new Estimate(0, 0, 0), BlockBootstrap.Difference(good, good, ScoreMetric.RocAuc));
        var difference = BlockBootstrap.Difference(good, worse, ScoreMetric.RocAuc);
        Assert.Equal(good.Measure(ScoreMetric.RocAuc) - worse.Measure(ScoreMetric.RocAuc), difference.Value, 1e-12);
        Assert.True(difference.Low > 0 && difference.Low < difference.Value && difference.Value < difference.High);
        var turned = BlockBootstrap.Difference(worse, good, ScoreMetric.RocAuc);
        Assert.Equal(-difference.Value, turned.Value, 1e-12);
        var (one, other) = (BlockBootstrap.Estimate(good, ScoreMetric.AveragePrecision), BlockBootstrap.Estimate(good with { Scores = [.. good.Scores.Select((score, i) => i % 50 == 0 ? 0 : score)] }, ScoreMetric.AveragePrecision));
        var paired = BlockBootstrap.Difference(good, good with { Scores = [.. good.Scores.Select((score, i) => i % 50 == 0 ? 0 : score)] }, ScoreMetric.AveragePrecision);
        Assert.True(paired.High - paired.Low < 0.5 * (one.High - other.Low));
        Assert.Throws<ArgumentException>(() => BlockBootstrap.Difference(good, good with { Blocks = new int[8000] }, ScoreMetric.RocAuc));
    }

    [Fact]
    public void A_node_without_a_score_in_either_map_is_left_out()
    {
        ScoredGround first = new([0.9f, 0.8f, 0.7f, float.NaN], [1, 0, 0, 1], [0, 0, 0, 0]), second = first with { Scores = [0.1f, float.NaN, 0.2f, 0.3f] };
        Assert.Equal(0.5, BlockBootstrap.Difference(first, second, ScoreMetric.AveragePrecision).Value, 1e-12);
    }

    // Regions share no block: pooled, two regions of one block each are drawn as two.
    [Fact]
    public void Pooled_regions_keep_their_blocks_apart()
    {
        var (one, two) = (Ground.Of(500, 4, 1), Ground.Of(300, 3, 2));
        var pooled = ScoredGround.Pool(one, two, one);
        Assert.Equal(11, pooled.BlockCount);
        Assert.Equal(one.Count * 2 + two.Count, pooled.Count);
        Assert.Equal(one.PresentCount * 2 + two.PresentCount, pooled.PresentCount);
        Assert.Equal(one.Measure(ScoreMetric.AveragePrecision), ScoredGround.Pool(one, one).Measure(ScoreMetric.AveragePrecision), 1e-12);
        Assert.Equal([.. one.Blocks, .. two.Blocks.Select(block => block + 4), .. one.Blocks.Select(block => block + 7)], pooled.Blocks);
        Assert.Equal(0, BlockBootstrap.Estimate(one with { Blocks = new int[500] }, ScoreMetric.RocAuc) is var single ? single.High - single.Low : 1);
    }

    // The mean of independent draws: standard error sigma / root n, the interval 3.92 of it wide.
    [Fact]
    public void Interval_of_a_mean_is_as_wide_as_its_standard_error_says()
    {
        var random = new Random(1);
        var sums = Enumerable.Range(0, 400).Select(_ => new[] { random.NextDouble(), 1 }).ToArray();
        var mean = BlockBootstrap.OfSums(sums, totals => totals[0] / totals[1]);
        Assert.Equal(sums.Average(sum => sum[0]), mean.Value, 1e-12);
        Assert.Equal(2 * 1.96 / Math.Sqrt(12 * 400), mean.High - mean.Low, 0.006);
    }

    [Fact]
    public void A_thousand_draws_of_a_large_region_take_seconds()
    {
        var ground = Ground.Of(1_500_000, 400, 7, mean: -4, noise: 1);
        var watch = Stopwatch.StartNew();
        var ap = BlockBootstrap.Estimate(ground, ScoreMetric.AveragePrecision);
        var seconds = watch.Elapsed.TotalSeconds;
        output.WriteLine($"{ap}: {seconds:0.0} s");
        Assert.InRange(seconds, 0, 15);
        Assert.Equal(AveragePrecision.Of(ground.Scores, ground.Labels), ap.Value);
    }

    [Fact]
    public void Shapes_that_do_not_match_are_refused()
    {
        Assert.Contains("one label a score", Assert.Throws<ArgumentException>(() => new ScoredGround([1], [1, 0], [0])).Message);
        Assert.Contains("one block a score", Assert.Throws<ArgumentException>(() => new ScoredGround([1], [1], [0, 1])).Message);
        Assert.Contains("numbered from 0", Assert.Throws<ArgumentException>(() => new ScoredGround([1], [1], [-1])).Message);
        Assert.Throws<ArgumentException>(() => BlockBootstrap.Estimate(new([1], [1], [0]), ScoreMetric.Brier, new() { Draws = 0 }));
    }
}
