namespace GeoNotebooks.Learning.Evaluation;

/// <summary>What an evaluation is told beside the scores.</summary>
/// <param name="Target">The geological target.</param>
/// <param name="Split">Which ground is judged: "blocked", "blind", "random".</param>
/// <param name="Against">What it is judged against: "map", "truth", "evidence".</param>
/// <param name="Threshold">Scores from here on are flagged, for F1, IoU, precision and recall; chosen on training or calibration ground (<see cref="FlagThreshold"/>).</param>
/// <param name="TrainingPrevalence">Share of the training ground where the target is present: what Brier skill is held against.</param>
public sealed record EvaluationOptions(string Target, string Split, string Against, float Threshold, double TrainingPrevalence)
{
    /// <summary>Bins of the calibration curve.</summary>
    public int Bins { get; init; } = CalibrationCurve.UsualBins;

    /// <summary>How blocks are drawn for the intervals.</summary>
    public BootstrapOptions Bootstrap { get; init; } = new();
}
