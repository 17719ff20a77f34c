namespace GeoNotebooks.Learning;

/// <summary>Where a training stands.</summary>
/// <param name="Pass">Pass now running, from 1.</param>
/// <param name="Passes">Passes in all.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean loss of this pass so far.</param>
/// <param name="ValidationAveragePrecision">Average precision on the validation labels after the latest whole pass; null before, or without any.</param>
/// <param name="TilesPerSecond">Tiles trained on a second, since the start or the resumption.</param>
/// <param name="TimeLeft">Estimate for the steps that remain.</param>
public sealed record TrainingProgress(
    int Pass, int Passes, int Step, int Steps, double Loss, double? ValidationAveragePrecision, double TilesPerSecond, TimeSpan TimeLeft)
{
    /// <summary>Share of all steps that is done.</summary>
    public double Share => (double)Step / Steps;

    /// <summary>Why the latest checkpoint could not be written, in a sentence; null when all is well.</summary>
    public string? Warning { get; init; }
}
