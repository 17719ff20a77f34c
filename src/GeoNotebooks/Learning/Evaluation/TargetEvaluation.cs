using GeoNotebooks.Runs;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>All figures of quality of one target on one ground, with 95 % intervals over blocks, all from the same draws.</summary>
/// <param name="Options">What was judged, and how.</param>
/// <param name="Prevalence">Share of the judged nodes where the target is present: the average precision of a blind guess.</param>
/// <param name="Nodes">Number of judged nodes.</param>
/// <param name="Blocks">Number of blocks that hold them.</param>
/// <param name="AveragePrecision">Area under the precision-recall curve.</param>
/// <param name="RocAuc">Area under the receiver operating characteristic.</param>
/// <param name="Precision">Precision at the threshold.</param>
/// <param name="Recall">Recall at the threshold.</param>
/// <param name="F1">F1 at the threshold.</param>
/// <param name="IoU">Intersection over union at the threshold.</param>
/// <param name="CalibrationError">ECE in bins of equal mass.</param>
/// <param name="BrierSkill">Brier skill against the training prevalence.</param>
/// <param name="CalibrationSlope">Slope of the calibration line; 1 is right.</param>
/// <param name="CalibrationIntercept">Intercept of the calibration line; 0 is right.</param>
/// <param name="BoundaryF1">Boundary F1 with a tolerance; null for targets that are no lines.</param>
public sealed record TargetEvaluation(
    EvaluationOptions Options, double Prevalence, long Nodes, int Blocks, Estimate AveragePrecision, Estimate RocAuc, Estimate Precision, Estimate Recall, Estimate F1, Estimate IoU,
    Estimate CalibrationError, Estimate BrierSkill, Estimate CalibrationSlope, Estimate CalibrationIntercept, Estimate? BoundaryF1)
{
    /// <summary>Evaluates scored ground.</summary>
    /// <param name="ground">Ground that the network did not see, scored by probabilities; of several regions, pooled (<see cref="ScoredGround.Pool"/>).</param>
    /// <param name="options">What is judged, and how.</param>
    /// <param name="boundary">For lines, the boundary score of the same ground.</param>
    /// <exception cref="InvalidDataException">The target is present on no judged node, or on all; a score is no probability.</exception>
    public static TargetEvaluation Of(ScoredGround ground, EvaluationOptions options, BoundaryScore? boundary = null)
    {
        var (nodes, present) = (ground.Count, ground.PresentCount);
        if (present == 0 || present == nodes)
            throw new InvalidDataException($"target '{options.Target}', {options.Split} against the {options.Against}: expected ground with the target and without it; {present} of {nodes} judged nodes have it");
        if (Array.Exists(ground.Scores, score => score < 0 || score > 1))
            throw new InvalidDataException(FormattableString.Invariant(
                $"target '{options.Target}': expected probabilities between 0 and 1; found {Array.Find(ground.Scores, score => score < 0 || score > 1)}"));
        var found = BlockBootstrap.Estimate(ground,
        [
            ScoreMetric.AveragePrecision, ScoreMetric.RocAuc, ScoreMetric.Precision(options.Threshold), ScoreMetric.Recall(options.Threshold), ScoreMetric.F1(options.Threshold),
            ScoreMetric.IoU(options.Threshold), ScoreMetric.CalibrationError(options.Bins), ScoreMetric.BrierSkill(options.TrainingPrevalence), ScoreMetric.CalibrationSlope,
            ScoreMetric.CalibrationIntercept,
        ], options.Bootstrap);
        return new(options, (double)present / nodes, nodes, ground.BlockCount, found[0], found[1], found[2], found[3], found[4], found[5], found[6], found[7], found[8], found[9],
            boundary?.EstimateF1(options.Bootstrap));
    }

    /// <summary>The figures by name, in the order of a table.</summary>
    public IEnumerable<(string Name, Estimate Figure)> Figures()
    {
        yield return ("AP", AveragePrecision);
        yield return ("ROC AUC", RocAuc);
        yield return ("F1", F1);
        yield return ("IoU", IoU);
        yield return ("precision", Precision);
        yield return ("recall", Recall);
        if (BoundaryF1 is { } boundary)
            yield return ("boundary F1", boundary);
        yield return ("ECE", CalibrationError);
        yield return ("Brier skill", BrierSkill);
        yield return ("calibration slope", CalibrationSlope);
        yield return ("calibration intercept", CalibrationIntercept);
    }

    /// <summary>Records the prevalence, the number of blocks and every figure that has a value in the run.</summary>
    public void Record(Run run)
    {
        foreach (var metric in Metrics(run.Notebook))
            run.RecordMetric(metric.Target, metric.Split, metric.Labels, metric.Name, metric.Value, metric.N, metric.Low, metric.High);
    }

    /// <summary>The figures as a run or a model's card keeps them; those without a value are left out.</summary>
    /// <param name="notebook">Who measured them.</param>
    public IEnumerable<Metric> Metrics(string notebook)
    {
        yield return Metric("prevalence", Prevalence);
        yield return Metric("blocks", Blocks);
        foreach (var (name, figure) in Figures())
            if (!double.IsNaN(figure.Value))
                yield return Metric(name, figure.Value, Known(figure.Low), Known(figure.High));

        Metric Metric(string name, double value, double? low = null, double? high = null) => new(notebook, Options.Target, Options.Split, Options.Against, name, value, low, high, Nodes);
        static double? Known(double end) => double.IsNaN(end) ? null : end;
    }

    /// <summary>One row a figure.</summary>
    public DataFrame Table() => new(
        new StringDataFrameColumn("figure", Figures().Select(figure => figure.Name)),
        new DoubleDataFrameColumn("value", Figures().Select(figure => Math.Round(figure.Figure.Value, 4))),
        new DoubleDataFrameColumn("2.5 %", Figures().Select(figure => Math.Round(figure.Figure.Low, 4))),
        new DoubleDataFrameColumn("97.5 %", Figures().Select(figure => Math.Round(figure.Figure.High, 4))));

    /// <summary>Several evaluations side by side, one row each: target, ground, prevalence, blocks, and each figure with its interval.</summary>
    public static DataFrame Table(IEnumerable<TargetEvaluation> evaluations)
    {
        var rows = evaluations.ToList();
        var names = rows.SelectMany(row => row.Figures().Select(figure => figure.Name)).Distinct().ToList();
        return new(
        [
            new StringDataFrameColumn("target", rows.Select(row => row.Options.Target)),
            new StringDataFrameColumn("ground", rows.Select(row => row.Options.Split)),
            new StringDataFrameColumn("against", rows.Select(row => row.Options.Against)),
            new DoubleDataFrameColumn("prevalence", rows.Select(row => Math.Round(row.Prevalence, 4))),
            new Int32DataFrameColumn("blocks", rows.Select(row => row.Blocks)),
            .. names.Select(name => new StringDataFrameColumn(name, rows.Select(row => row.Figures().Where(figure => figure.Name == name).Select(figure => figure.Figure.ToString()).FirstOrDefault("")))),
        ]);
    }
}
