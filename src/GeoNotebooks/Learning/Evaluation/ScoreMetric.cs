namespace GeoNotebooks.Learning.Evaluation;

/// <summary>A figure of quality as a function of the scores alone, so that one bootstrap of blocks serves all of them.</summary>
/// <param name="Name">What it is called in tables and run records.</param>
/// <param name="Of">The figure of a table of scores; NaN where it has no meaning, such as without any positive.</param>
public sealed record ScoreMetric(string Name, Func<ScoreTable, double> Of)
{
    /// <summary>A score that parts the nodes; tables with rows of more than one score never mix the two sides.</summary>
    public float? Cut { get; init; }

    /// <summary>Area under the precision-recall curve (<see cref="Learning.AveragePrecision"/>).</summary>
    public static ScoreMetric AveragePrecision { get; } = new("AP", Learning.AveragePrecision.Of);

    /// <summary>Area under the receiver operating characteristic (<see cref="Evaluation.RocAuc"/>).</summary>
    public static ScoreMetric RocAuc { get; } = new("ROC AUC", Evaluation.RocAuc.Of);

    /// <summary>Brier score: mean square of probability less outcome (Brier 1950, Monthly Weather Review 78, 1-3). 0 is best.</summary>
    public static ScoreMetric Brier { get; } = new("Brier", BrierScore.Of);

    /// <summary>Mean negative log-likelihood in nats; probabilities are kept 1e-6 from 0 and 1.</summary>
    public static ScoreMetric LogLoss { get; } = new("log-loss", Evaluation.LogLoss.Of);

    /// <summary>Slope of the calibration line (<see cref="CalibrationLine"/>): 1 is right, below 1 the probabilities are too bold.</summary>
    public static ScoreMetric CalibrationSlope { get; } = new("calibration slope", table => CalibrationLine.Of(table).Slope);

    /// <summary>Intercept of the calibration line: 0 is right.</summary>
    public static ScoreMetric CalibrationIntercept { get; } = new("calibration intercept", table => CalibrationLine.Of(table).Intercept);

    /// <summary>Expected calibration error in bins of equal mass (<see cref="CalibrationCurve"/>). Draws of blocks add their own noise to it, so that its interval lies high.</summary>
    public static ScoreMetric CalibrationError(int bins = CalibrationCurve.UsualBins) => new("ECE", table => CalibrationCurve.Of(table, bins).ExpectedError);

    /// <summary>Brier skill: 1 less the Brier score over that of a constant probability. Above 0 the map says more than the constant.</summary>
    /// <param name="referencePrevalence">The constant: the prevalence of the training ground, which is what one knew before.</param>
    public static ScoreMetric BrierSkill(double referencePrevalence) => new("Brier skill", table => BrierScore.Skill(table, referencePrevalence));

    /// <summary>Precision of the nodes with a score of at least the threshold.</summary>
    public static ScoreMetric Precision(float threshold) => At("precision", threshold, confusion => confusion.Precision);

    /// <summary>Recall at a threshold.</summary>
    public static ScoreMetric Recall(float threshold) => At("recall", threshold, confusion => confusion.Recall);

    /// <summary>F1 at a threshold.</summary>
    public static ScoreMetric F1(float threshold) => At("F1", threshold, confusion => confusion.F1);

    /// <summary>Intersection over union at a threshold.</summary>
    public static ScoreMetric IoU(float threshold) => At("IoU", threshold, confusion => confusion.IoU);

    private static ScoreMetric At(string name, float threshold, Func<Confusion, double> figure) =>
        new(name, table => figure(Confusion.At(table, threshold))) { Cut = threshold };
}
