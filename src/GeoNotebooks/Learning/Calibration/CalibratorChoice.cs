using GeoNotebooks.Folds;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning.Calibration;

/// <summary>Which of the two calibrators does better on blocks of the calibration ground that it was not fitted to.</summary>
/// <param name="Chosen">The better one, fitted to all of the calibration ground.</param>
/// <param name="Uncalibrated">Log-loss of the probabilities as they came, nats a node.</param>
/// <param name="Platt">Log-loss of <see cref="PlattCalibrator"/> on blocks left out.</param>
/// <param name="Isotonic">Log-loss of <see cref="IsotonicCalibrator"/> on blocks left out.</param>
public sealed record CalibratorChoice(Calibrator Chosen, double Uncalibrated, double Platt, double Isotonic)
{
    /// <summary>
    /// Fits both on all blocks but some and judges them on these, in turn, by the log-loss over all nodes. On a tie, and where fewer than two blocks hold the target so that nothing can be left out, the two
    /// numbers of Platt's are taken; the losses are then NaN.
    /// </summary>
    /// <param name="ground">Validation ground scored by probabilities, in its blocks.</param>
    /// <param name="folds">How many parts the blocks are dealt into, balanced by positives.</param>
    /// <exception cref="InvalidDataException">One class only, a score that is no probability, or the same probability everywhere.</exception>
    public static CalibratorChoice Of(ScoredGround ground, int folds = 5)
    {
        if (folds < 2)
            throw new ArgumentOutOfRangeException(nameof(folds), $"expected at least two folds; found {folds}");
        var uncalibrated = ground.Measure(ScoreMetric.LogLoss);
        var foldOf = Deal(ground, folds);
        var used = foldOf.Values.Distinct().ToArray();
        var parts = used.Select(fold => (Fit: ground.WhereBlock(block => foldOf.TryGetValue(block, out var f) && f != fold), Judge: ground.WhereBlock(block => foldOf.TryGetValue(block, out var f) && f == fold))).ToList();
        if (parts.Count < 2 || parts.Exists(part => part.Fit.PresentCount == 0 || part.Fit.PresentCount == part.Fit.Count))
            return new(PlattCalibrator.Fit(ground), uncalibrated, double.NaN, double.NaN);
        var (platt, isotonic) = (Loss(PlattCalibrator.Fit), Loss(IsotonicCalibrator.Fit));
        return new(platt <= isotonic ? PlattCalibrator.Fit(ground) : IsotonicCalibrator.Fit(ground), uncalibrated, platt, isotonic);

        double Loss(Func<ScoredGround, Calibrator> fit) =>
            parts.Sum(part => part.Judge.Count * fit(part.Fit).Apply(part.Judge).Measure(ScoreMetric.LogLoss)) / parts.Sum(part => part.Judge.Count);
    }

    /// <summary>The fold of each judged block: the block with most positives first, each to the fold that holds fewest so far.</summary>
    private static Dictionary<int, int> Deal(ScoredGround ground, int folds)
    {
        var positives = ground.JudgedBlocks().ToDictionary(block => block, _ => 0);
        for (var node = 0; node < ground.Labels.Length; node++)
            if (ground.Labels[node] == TargetLabels.Present && !float.IsNaN(ground.Scores[node]))
                positives[ground.Blocks[node]]++;
        return FoldDeal.Deal(positives.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key), positives, folds).FoldOf;
    }
}
