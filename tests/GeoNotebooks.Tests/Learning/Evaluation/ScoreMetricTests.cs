using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class ScoreMetricTests
{
    private static readonly ScoredGround Mixed = Tied(Ground.Of(1500, 10, 4, boldness: 1.6, shift: 0.4, noise: 0.7));

    /// <summary>Half of the scores on a coarse lattice, so that many are equal.</summary>
    private static ScoredGround Tied(ScoredGround ground) =>
        ground with { Scores = [.. ground.Scores.Select((score, i) => i % 2 == 0 ? Math.Clamp(MathF.Round(score * 20) / 20, 0.01f, 0.99f) : score)] };

    // Of the 2 x 3 pairs 0.8 beats three, 0.5 beats one and ties with one: 4.5 of 6.
    [Fact]
    public void Ties_count_half_in_the_area_under_the_roc()
    {
        Assert.Equal(4.5 / 6, RocAuc.Of([0.8f, 0.5f, 0.5f, 0.7f, 0.1f], [1, 1, 0, 0, 0]), 1e-12);
        Assert.Equal(0.5, RocAuc.Of([3f, 3f, 3f], [1, 0, 0]), 1e-12);
        Assert.True(double.IsNaN(RocAuc.Of([0.1f, 0.2f], [1, TargetLabels.Unknown])));
    }

    [Fact]
    public void Scikit_learn_finds_the_same()
    {
        var numbers = ScikitLearn.Numbers(Mixed.Scores, Mixed.Labels, """
            from sklearn.metrics import roc_auc_score, average_precision_score, brier_score_loss, log_loss, precision_score, recall_score, f1_score, jaccard_score
            from sklearn.linear_model import LogisticRegression
            z = np.log(p / (1 - p))[:, None]
            line = LogisticRegression(penalty='none', solver='newton-cg', tol=1e-12, max_iter=10000).fit(z, y)
            f = p >= 0.3
            print(roc_auc_score(y, p), average_precision_score(y, p), brier_score_loss(y, p), log_loss(y, p), line.coef_[0, 0], line.intercept_[0])
            print(precision_score(y, f), recall_score(y, f), f1_score(y, f), jaccard_score(y, f))
            """);
        ScoreMetric[] ours =
        [
            ScoreMetric.RocAuc, ScoreMetric.AveragePrecision, ScoreMetric.Brier, ScoreMetric.LogLoss, ScoreMetric.CalibrationSlope, ScoreMetric.CalibrationIntercept,
            ScoreMetric.Precision(0.3f), ScoreMetric.Recall(0.3f), ScoreMetric.F1(0.3f), ScoreMetric.IoU(0.3f),
        ];
        Assert.Equal(ours.Length, numbers.Length);
        foreach (var (metric, expected) in ours.Zip(numbers))
            Assert.Equal(expected, Mixed.Measure(metric), metric.Name.StartsWith("calibration", StringComparison.Ordinal) ? 1e-5 : 1e-9);
    }

    // Without ties and with a multiple of 15 nodes, quantile edges fall between nodes and the two ways of cutting bins agree.
    [Fact]
    public void Scikit_learn_draws_the_same_calibration_curve()
    {
        var ground = Ground.Of(1500, 10, 6, boldness: 2);
        var numbers = ScikitLearn.Numbers(ground.Scores, ground.Labels, """
            from sklearn.calibration import calibration_curve
            observed, predicted = calibration_curve(y, p, n_bins=15, strategy='quantile')
            print(*observed, *predicted, np.mean(np.abs(observed - predicted)))
            """);
        var curve = CalibrationCurve.Of(ground);
        Assert.Equal(15, curve.Bins.Count);
        Assert.All(curve.Bins, bin => Assert.Equal(100, bin.Nodes));
        for (var bin = 0; bin < 15; bin++)
        {
            Assert.Equal(numbers[bin], curve.Bins[bin].Observed, 1e-9);
            Assert.Equal(numbers[15 + bin], curve.Bins[bin].Predicted, 1e-9);
        }
        Assert.Equal(numbers[30], curve.ExpectedError, 1e-9);
        Assert.Equal(curve.ExpectedError, ground.Measure(ScoreMetric.CalibrationError()), 1e-12);
    }

    [Fact]
    public void Equal_probabilities_share_a_bin()
    {
        var curve = CalibrationCurve.Of(new ScoredGround([0.25f, 0.25f, 0.25f, 0.25f, 0.75f], [1, 0, 0, 0, 0], new int[5]), 15);
        Assert.Equal([new(0.25, 0.25, 4), new(0.75, 0, 1)], curve.Bins);
        Assert.Equal(0.75 / 5, curve.ExpectedError, 1e-12);
    }

    // A constant at the reference has no skill; at the true share it has what the variance of the reference adds: 1 - p(1-p) / (p(1-p) + (q-p)^2).
    [Fact]
    public void Brier_skill_is_held_against_the_training_prevalence()
    {
        sbyte[] labels = [1, 0, 0, 0];
        ScoredGround Constant(float p) => new([p, p, p, p], labels, new int[4]);
        Assert.Equal(0, Constant(0.5f).Measure(ScoreMetric.BrierSkill(0.5)), 1e-12);
        Assert.Equal(1 - 0.1875 / 0.25, Constant(0.25f).Measure(ScoreMetric.BrierSkill(0.5)), 1e-12);
        Assert.Equal(1, new ScoredGround([1, 0, 0, 0], labels, new int[4]).Measure(ScoreMetric.BrierSkill(0.5)), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Constant(0.5f).Measure(ScoreMetric.BrierSkill(0)));
    }

    // Labels drawn from the odds that are scored: slope and intercept are what the odds were bent by, turned round.
    [Fact]
    public void Calibration_line_undoes_what_bent_the_odds()
    {
        var line = CalibrationLine.Of(ScoreTable.Of(Ground.Of(200_000, 10, 8, boldness: 2, shift: 1) is var ground ? ground.Scores : [], ground.Labels));
        Assert.Equal(0.5, line.Slope, 0.01);
        Assert.Equal(-0.5, line.Intercept, 0.03);
    }

    [Fact]
    public void Classes_that_do_not_overlap_have_no_calibration_line()
    {
        var line = CalibrationLine.Of(ScoreTable.Of([0.9f, 0.8f, 0.2f, 0.1f], [1, 1, 0, 0]));
        Assert.True(double.IsNaN(line.Slope) && double.IsNaN(line.Intercept));
        Assert.True(double.IsNaN(CalibrationLine.Of(ScoreTable.Of([0.5f, 0.5f], [1, 0])).Slope));
    }

    [Fact]
    public void Best_f1_is_the_best_of_all_thresholds()
    {
        var threshold = FlagThreshold.OfBestF1(Mixed);
        Assert.Equal(Mixed.Scores.Distinct().Max(score => Confusion.At(Mixed, score).F1), Confusion.At(Mixed, threshold).F1, 1e-12);
        Assert.Throws<InvalidDataException>(() => FlagThreshold.OfBestF1(new([0.1f], [0], [0])));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Share_of_empty_ground_is_kept_and_used_up(double share)
    {
        var threshold = FlagThreshold.OfAbsentShare(Mixed, share);
        Assert.True(Confusion.At(Mixed, threshold).FalsePositiveRate <= share);
        Assert.True(share == 1 || Confusion.At(Mixed, Mixed.Scores.Where(score => score < threshold).Max()).FalsePositiveRate > share);
    }

    [Fact]
    public void A_best_score_that_is_already_too_much_flags_nothing()
    {
        var ground = new ScoredGround([0.5f, 0.5f, 0.5f, 0.1f], [1, 0, 0, 0], new int[4]);
        Assert.Equal(new Confusion(0, 0, 1, 3), Confusion.At(ground, FlagThreshold.OfAbsentShare(ground, 0.5)));
        Assert.Equal(new Confusion(1, 2, 0, 1), Confusion.At(ground, FlagThreshold.OfAbsentShare(ground, 0.7)));
    }

    [Fact]
    public void Figures_at_a_threshold_by_hand()
    {
        var confusion = new Confusion(3, 1, 2, 4);
        Assert.Equal((0.75, 0.6, 2 / 3.0, 0.5, 0.2), (confusion.Precision, confusion.Recall, confusion.F1, confusion.IoU, confusion.FalsePositiveRate));
        Assert.Equal(confusion.IoU, confusion.F1 / (2 - confusion.F1), 1e-12);
    }

    [Fact]
    public void Average_precision_of_a_table_is_that_of_its_scores() =>
        Assert.Equal(AveragePrecision.Of(Mixed.Scores, Mixed.Labels), Mixed.Measure(ScoreMetric.AveragePrecision));
}
