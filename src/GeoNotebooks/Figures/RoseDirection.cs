namespace GeoNotebooks.Figures;

/// <summary>A direction that a rose diagram shows for comparison, such as that of the flight lines; drawn as a dashed diameter.</summary>
/// <param name="Label">What has this direction.</param>
/// <param name="AzimuthDegrees">Clockwise from grid north, 0 to 180; more turns are taken off.</param>
public sealed record RoseDirection(string Label, double AzimuthDegrees)
{
    /// <summary>The colour; null takes the next of the house colours.</summary>
    public Rgb? Colour { get; init; }

    /// <summary>Label and azimuth in one line.</summary>
    internal string Text => $"{Label}, {NumberText.Significant(AzimuthHistogram.Axial(AzimuthDegrees), 3)}\u00b0";
}
