using GeoNotebooks.Bank.Transfer;
using Xunit;

namespace GeoNotebooks.Tests.Bank.Transfer;

public sealed class TransferCurveTests
{
    // Student's t with 4 degrees of freedom: 2.7764 (any table); standard deviation of 1, 2, 3, 4, 5 is the root of 2.5.
    [Fact]
    public void Mean_has_the_interval_of_students_t()
    {
        var mean = TransferCurve.MeanOf([1, 2, 3, 4, 5]);
        Assert.Equal(3, mean.Value, 1e-12);
        Assert.Equal(3 - 2.7764 * Math.Sqrt(2.5 / 5), mean.Low, 1e-4);
        Assert.Equal(3 + 2.7764 * Math.Sqrt(2.5 / 5), mean.High, 1e-4);
        Assert.True(double.IsNaN(TransferCurve.MeanOf([1]).Low) && TransferCurve.MeanOf([1]).Value == 1);
        Assert.True(double.IsNaN(TransferCurve.MeanOf([]).Value));
    }

    // Draws differ by far more than the strategies do: only the paired difference sees it.
    [Fact]
    public void Differences_are_paired_by_draws_and_scratch_catches_up_where_their_interval_reaches_0()
    {
        double[] ground = [0.10, 0.30, 0.20, 0.50, 0.40];
        var curve = new TransferCurve([.. ground.SelectMany((level, draw) => new[]
        {
            Score(TransferStrategy.ZeroShot, 0, draw, level - 0.01 * (1 + draw % 2)),
            Score(TransferStrategy.FineTuned, 2, draw, level + 0.01 * (1 + draw % 2)),
            Score(TransferStrategy.FromScratch, 2, draw, level),
            Score(TransferStrategy.FineTuned, 8, draw, level + 0.05 + 0.01 * (draw % 2)),
            Score(TransferStrategy.FromScratch, 8, draw, level + 0.05 + 0.01 * (draw / 2 % 2)),
        })]);
        Assert.Equal([2, 8], curve.Budgets);
        Assert.Equal([TransferStrategy.ZeroShot, TransferStrategy.FineTuned, TransferStrategy.FromScratch], curve.Strategies);
        var ahead = curve.Difference(TransferStrategy.FineTuned, TransferStrategy.FromScratch, 2);
        Assert.Equal(0.014, ahead.Value, 1e-12);
        Assert.InRange(ahead.Low, 0.005, 0.014);
        Assert.True(curve.Of(TransferStrategy.FineTuned, 2).Low < curve.Of(TransferStrategy.FromScratch, 2).High);
        Assert.Equal(0.028, curve.Difference(TransferStrategy.FineTuned, TransferStrategy.ZeroShot, 2).Value, 1e-12);
        // What takes no labels is the same at each budget.
        Assert.Equal(curve.Of(TransferStrategy.ZeroShot, 2), curve.Of(TransferStrategy.ZeroShot, 8));
        Assert.Equal(8, curve.ScratchCatchesUpAt);
        Assert.Equal(5, curve.Table().Rows.Count);
        Assert.Equal(2, curve.Differences().Rows.Count);
        Assert.Equal(["labelled tiles", "fine-tuned less zero-shot", "fine-tuned less from scratch"], curve.Differences().Columns.Select(column => column.Name));
        Assert.Null(new TransferCurve([.. curve.Scores.Where(score => score.Budget != 8)]).ScratchCatchesUpAt);
    }

    private static TransferScore Score(TransferStrategy strategy, int budget, int draw, double score) => new("faults", strategy, budget, draw, "truth", score, 0.05);
}
