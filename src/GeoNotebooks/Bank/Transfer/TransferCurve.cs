using GeoNotebooks.Learning.Evaluation;
using MathNet.Numerics.Distributions;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Bank.Transfer;

/// <summary>Average precision by the number of labelled tiles, one line a strategy, over several draws of the tiles; of one target, held against one thing.</summary>
/// <param name="Scores">One a strategy, budget and draw.</param>
public sealed record TransferCurve(IReadOnlyList<TransferScore> Scores)
{
    /// <summary>The budgets, fewest tiles first; 0, where nothing learns, is none of them.</summary>
    public IReadOnlyList<int> Budgets => [.. Scores.Select(score => score.Budget).Where(budget => budget > 0).Distinct().Order()];

    /// <summary>The strategies that were tried, in their order.</summary>
    public IReadOnlyList<TransferStrategy> Strategies => [.. Scores.Select(score => score.Strategy).Distinct().Order()];

    /// <summary>Mean prevalence of the test blocks.</summary>
    public double Prevalence => Scores.Average(score => score.Prevalence);

    /// <summary>Mean average precision over draws, with the 95 % interval of the mean; for strategies without labels at any budget.</summary>
    public Estimate Of(TransferStrategy strategy, int budget) => MeanOf([.. ByDraw(strategy, budget).Values]);

    /// <summary>By how much one strategy is above another at the same budget, draw by draw: what is hard for both alike falls out.</summary>
    /// <returns>Mean over the draws that both have, with the 95 % interval of the mean.</returns>
    public Estimate Difference(TransferStrategy first, TransferStrategy second, int budget)
    {
        var (one, other) = (ByDraw(first, budget), ByDraw(second, budget));
        return MeanOf([.. one.Where(pair => other.ContainsKey(pair.Key)).Select(pair => pair.Value - other[pair.Key])]);
    }

    /// <summary>The first budget at which the fine-tuned network is no longer surely ahead of the one from scratch: the interval of the difference reaches 0; null where it is ahead at every budget.</summary>
    public int? ScratchCatchesUpAt => Budgets.Select(budget => (int?)budget)
        .FirstOrDefault(budget => Difference(TransferStrategy.FineTuned, TransferStrategy.FromScratch, budget!.Value) is { Low: not > 0 });

    /// <summary>One row a strategy and budget.</summary>
    public DataFrame Table()
    {
        var rows = Strategies.SelectMany(strategy => BudgetsOf(strategy).Select(budget => (Strategy: strategy, Budget: budget, Score: Of(strategy, budget), Draws: ByDraw(strategy, budget).Count))).ToList();
        return new(
            new StringDataFrameColumn("strategy", rows.Select(row => NameOf(row.Strategy))),
            new Int32DataFrameColumn("labelled tiles", rows.Select(row => row.Budget)),
            new Int32DataFrameColumn("draws", rows.Select(row => row.Draws)),
            new DoubleDataFrameColumn("AP", rows.Select(row => Math.Round(row.Score.Value, 3))),
            new StringDataFrameColumn("95 % of the mean", rows.Select(row => FormattableString.Invariant($"{row.Score.Low:0.000} to {row.Score.High:0.000}"))));
    }

    /// <summary>One row a budget: by how much the fine-tuned network is above each of the others.</summary>
    public DataFrame Differences()
    {
        var others = Strategies.Where(strategy => strategy != TransferStrategy.FineTuned);
        return new([new Int32DataFrameColumn("labelled tiles", Budgets), .. others.Select(other =>
            new StringDataFrameColumn("fine-tuned less " + NameOf(other), Budgets.Select(budget => Signed(Difference(TransferStrategy.FineTuned, other, budget)))))]);
    }

    /// <summary>A strategy in words.</summary>
    public static string NameOf(TransferStrategy strategy) => strategy switch
    {
        TransferStrategy.ZeroShot => "zero-shot",
        TransferStrategy.NormaliserRefit => "zero-shot, normaliser refitted",
        TransferStrategy.HeadOnly => "head only",
        TransferStrategy.FineTuned => "fine-tuned",
        TransferStrategy.PreTrained => "pre-trained without labels",
        _ => "from scratch",
    };

    /// <summary>Mean of independent values and its interval by Student's t; NaN bounds with fewer than two.</summary>
    internal static Estimate MeanOf(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return new(double.NaN, double.NaN, double.NaN);
        var mean = values.Average();
        if (values.Count == 1)
            return new(mean, double.NaN, double.NaN);
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        var half = StudentT.InvCDF(0, 1, values.Count - 1, 0.975) * deviation / Math.Sqrt(values.Count);
        return new(mean, mean - half, mean + half);
    }

    private static string Signed(Estimate difference) => FormattableString.Invariant($"{difference.Value:+0.000;-0.000} ({difference.Low:+0.000;-0.000} to {difference.High:+0.000;-0.000})");

    private IReadOnlyList<int> BudgetsOf(TransferStrategy strategy) => [.. Scores.Where(score => score.Strategy == strategy).Select(score => score.Budget).Distinct().Order()];

    /// <summary>What takes no labels is the same at every budget.</summary>
    private Dictionary<int, double> ByDraw(TransferStrategy strategy, int budget) =>
        Scores.Where(score => score.Strategy == strategy && (score.Budget == budget || score.Budget == 0)).ToDictionary(score => score.Draw, score => score.AveragePrecision);
}
