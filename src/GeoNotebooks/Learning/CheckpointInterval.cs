namespace GeoNotebooks.Learning;

/// <summary>When a training writes a checkpoint: after each pass, and within a pass after so many steps or so many seconds, whichever comes first.</summary>
/// <param name="Steps">Steps between two; null counts none.</param>
/// <param name="Seconds">Seconds between two; null counts none. One of the default network takes 23 MB and some 50 ms.</param>
public sealed record CheckpointInterval(int? Steps = null, double? Seconds = 60)
{
    internal void Require()
    {
        if (Steps is < 1 || Seconds is not (null or > 0))
            throw new ArgumentException(FormattableString.Invariant($"checkpoints are written every so many steps or seconds above 0; found {Steps} and {Seconds}"));
    }
}
