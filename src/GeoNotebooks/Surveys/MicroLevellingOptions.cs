namespace GeoNotebooks.Surveys;

/// <summary>What micro-levelling takes for an error of the lines.</summary>
public sealed record MicroLevellingOptions
{
    /// <summary>An error changes from line to line: wavelengths across the lines longer than this many line spacings stay.</summary>
    public double AcrossInLineSpacings { get; init; } = 2.5;

    /// <summary>An error is long along the lines: wavelengths along them shorter than this many line spacings stay.</summary>
    public double AlongInLineSpacings { get; init; } = 20;

    /// <summary>The correction is held within this many of its own robust standard deviations: what is stronger and lies along the lines is geology.</summary>
    public double LimitInDeviations { get; init; } = 2.5;
}
