namespace GeoNotebooks.Synthetic.Physics;

/// <summary>
/// What the ground is, field by field, on the nodes of the torus, before any survey: the truth that a survey without error at every node would find.
/// </summary>
internal sealed record GroundFields
{
    /// <summary>Height above sea level in metres.</summary>
    public required float[] Elevation { get; init; }

    /// <summary>Share of the ground under alluvium, 0 to 1.</summary>
    public required float[] Cover { get; init; }

    /// <summary>Bouguer anomaly in mGal.</summary>
    public required float[] Gravity { get; init; }

    /// <summary>Magnetic anomaly in nT at <see cref="LowHeight"/> above ground.</summary>
    public required float[] MagneticLow { get; init; }

    /// <summary>Magnetic anomaly in nT at <see cref="HighHeight"/> above ground.</summary>
    public required float[] MagneticHigh { get; init; }

    /// <summary>Potassium at the surface in percent.</summary>
    public required float[] Potassium { get; init; }

    /// <summary>Equivalent uranium in ppm.</summary>
    public required float[] Uranium { get; init; }

    /// <summary>Equivalent thorium in ppm.</summary>
    public required float[] Thorium { get; init; }

    /// <summary>Natural logarithm of each element's content in ppm, in the order of <see cref="Element.All"/>.</summary>
    public required float[][] Elements { get; init; }

    public const double LowHeight = 90;

    public const double HighHeight = 180;
}
