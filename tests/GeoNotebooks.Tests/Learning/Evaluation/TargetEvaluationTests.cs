using GeoNotebooks.Learning.Evaluation;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class TargetEvaluationTests
{
    private static readonly ScoredGround Judged = Ground.Of(6000, 30, 4, noise: 0.5);
    private static readonly EvaluationOptions Options = new("faults", "blocked", "truth", 0.3f, 0.2) { Bootstrap = new() { Draws = 200 } };

    [Fact]
    public void Figures_are_those_of_the_metrics()
    {
        var found = TargetEvaluation.Of(Judged, Options, new([new(10, 5, 10, 5), new(10, 10, 10, 10)]));
        Assert.Equal((Judged.Prevalence, 6000, 30), (found.Prevalence, found.Nodes, found.Blocks));
        ScoreMetric[] metrics =
        [
            ScoreMetric.AveragePrecision, ScoreMetric.RocAuc, ScoreMetric.F1(0.3f), ScoreMetric.IoU(0.3f), ScoreMetric.Precision(0.3f), ScoreMetric.Recall(0.3f), ScoreMetric.CalibrationError(),
            ScoreMetric.BrierSkill(0.2), ScoreMetric.CalibrationSlope, ScoreMetric.CalibrationIntercept,
        ];
        var figures = found.Figures().ToDictionary(figure => figure.Name, figure => figure.Figure);
        Assert.Equal(metrics.Length + 1, figures.Count);
        foreach (var metric in metrics)
        {
            Assert.Equal(Judged.Measure(metric), figures[metric.Name].Value);
            Assert.True(figures[metric.Name].Low < figures[metric.Name].High);
        }
        Assert.Equal(0.75, figures["boundary F1"].Value, 1e-12);
        Assert.Equal(BlockBootstrap.Estimate(Judged, ScoreMetric.AveragePrecision, Options.Bootstrap), found.AveragePrecision);
    }

    [Fact]
    public void Tables_and_records_hold_each_figure()
    {
        var found = TargetEvaluation.Of(Judged, Options);
        Assert.Equal(10, found.Table().Rows.Count);
        var metrics = found.Metrics("07_evaluate").ToList();
        Assert.Equal(12, metrics.Count);
        Assert.All(metrics, metric => Assert.Equal(("07_evaluate", "faults", "blocked", "truth", 6000), (metric.Notebook, metric.Target, metric.Split, metric.Labels, metric.N)));
        Assert.Equal(found.RocAuc, metrics.Single(metric => metric.Name == "ROC AUC") is var auc ? new(auc.Value, auc.Low!.Value, auc.High!.Value) : default);
        var table = TargetEvaluation.Table([found, found with { Options = Options with { Against = "map" } }]);
        Assert.Equal((2, 15), (table.Rows.Count, table.Columns.Count));
        Assert.Equal(found.AveragePrecision.ToString(), table["AP"][1]);
    }

    [Fact]
    public void Ground_that_says_nothing_is_refused()
    {
        Assert.Contains("target 'faults', blocked against the truth", Assert.Throws<InvalidDataException>(() => TargetEvaluation.Of(new([0.1f, 0.2f], [0, 0], [0, 1]), Options)).Message);
        Assert.Contains("found 1.5", Assert.Throws<InvalidDataException>(() => TargetEvaluation.Of(new([1.5f, 0.2f], [1, 0], [0, 1]), Options)).Message);
    }
}
