namespace GeoNotebooks.Surveys;

/// <summary>When a sample is a spike.</summary>
public sealed record DespikingOptions
{
    /// <summary>A spike's fourth difference exceeds so many robust standard deviations of the fourth differences about it.</summary>
    public double Threshold { get; init; } = 4;

    /// <summary>Side of the stretch, in samples, whose fourth differences give that deviation; at least 11.</summary>
    public int WindowSamples { get; init; } = 101;

    /// <summary>
    /// How much of the energy in the five fourth differences that a sample takes part in a single wrong sample must explain; 0.8 will do where what it leaves is no more than the noise.
    /// The anomaly of a shallow dyke, three samples wide at half its height, is explained to about 0.7; a lone wrong sample well above the noise to more than 0.9.
    /// </summary>
    public double ExplainedShare { get; init; } = 0.9;

    /// <summary>Most spikes found on one sample's neighbourhood one after another: each that is taken off may uncover the next.</summary>
    public int MaximumPasses { get; init; } = 4;
}
