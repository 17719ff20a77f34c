namespace GeoNotebooks.Features;

/// <summary>Where the windows of an Euler deconvolution are put.</summary>
public enum EulerPlacement
{
    /// <summary>Over the whole grid, a step apart: every source gives a cluster (Reid et al. 1990).</summary>
    Moving,

    /// <summary>Centred on the local maxima of the total gradient alone: a solution a source, "located Euler" (Salem and Ravat 2003, Geophysics 68, 1952-1961).</summary>
    GradientPeaks,
}

/// <summary>The windows of an Euler deconvolution, and which of their solutions are kept.</summary>
public sealed record EulerOptions
{
    /// <summary>Width of the square window in nodes, odd. Reid et al. (1990) ask for a window at least half as wide as the source is deep, and narrow enough to hold one source.</summary>
    public int WindowNodes { get; init; } = 11;

    /// <summary>Where the windows lie.</summary>
    public EulerPlacement Placement { get; init; } = EulerPlacement.Moving;

    /// <summary>Nodes from one moving window to the next.</summary>
    public int StepNodes { get; init; } = 1;

    /// <summary>
    /// Largest standard error of a depth as a share of it. Thompson (1982, Geophysics 47, 31-37) keeps what has depth / (index x standard error) above a tolerance:
    /// the same criterion, with the index taken in, so that 0.05 is his 20 for an index of 1.
    /// </summary>
    public double MaximumDepthError { get; init; } = 0.05;

    /// <summary>How far from the window's centre a source may lie, east and north, in half widths of the window: beyond it the window sees a flank alone.</summary>
    public double MaximumDistanceHalfWindows { get; init; } = 1;

    /// <summary>Depths below this are left out; no limit by default.</summary>
    public double MaximumDepthMetres { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Where the energy of the gradient along strike is below this share of that across it, the source is taken as two-dimensional: its place along strike, which the
    /// field does not tell, is that of the window's centre.
    /// </summary>
    public double TwoDimensionalShare { get; init; } = 1e-3;
}
