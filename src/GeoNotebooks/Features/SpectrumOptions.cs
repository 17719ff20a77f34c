namespace GeoNotebooks.Features;

/// <summary>How a grid is made ready for its radial spectrum.</summary>
public sealed record SpectrumOptions
{
    /// <summary>
    /// Share of each side's length over which a raised cosine brings the field down to nothing, half of it at each end (Tukey 1967; Harris 1978, Proceedings
    /// of the IEEE 66, 51-83): 1 is the Hann window, whose side lobes fall fast enough for the steep spectra of deep sources; 0 is no taper, for fields that are periodic.
    /// </summary>
    public double TaperShare { get; init; } = 1;

    /// <summary>Whether the plane that fits best is taken out first: a trend that a window cuts off looks like a shallow source.</summary>
    public bool Detrend { get; init; } = true;

    /// <summary>Largest share of blank nodes. They are filled smoothly from their rims, which takes power from the short wavelengths: with many of them depths come out too large.</summary>
    public double MaximumBlankShare { get; init; } = 0.25;
}
