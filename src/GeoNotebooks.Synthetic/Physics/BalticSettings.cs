namespace GeoNotebooks.Synthetic.Physics;

/// <summary>The strengths of signs and of variation that fix how hard the Baltic-style region is. They were set by the difficulty benchmark before any network was trained.</summary>
internal sealed record BalticSettings
{
    /// <summary>Within-unit deviation of density, kg/m3.</summary>
    public double DensityDeviation { get; init; } = 22;

    /// <summary>Deviation of the deep regional gravity field, mGal.</summary>
    public double RegionalGravityDeviation { get; init; } = 8;

    /// <summary>Within-unit deviation of the logarithm of susceptibility beside that along the foliation.</summary>
    public double SusceptibilityDeviation { get; init; } = 0.4;

    /// <summary>Deviation of the anomaly of deep magnetic rocks, nT.</summary>
    public double DeepMagneticDeviation { get; init; } = 60;

    /// <summary>Share of the magnetisation that a fault zone loses where it shows; and the part of that which a blind fault has.</summary>
    public double FaultDemagnetisation { get; init; } = 0.97;

    public double BlindFault { get; init; } = 0.5;

    /// <summary>Half-width of the altered zone: the least and the greatest, m.</summary>
    public (double Least, double Greatest) FaultZoneWidth { get; init; } = (500, 900);

    /// <summary>Loss of density in the broken rock of a fault, kg/m3, down to 1.5 km.</summary>
    public double FaultDensity { get; init; } = 25;

    /// <summary>Magnetisation of a diabase dyke over a cell, A/m, and its half-width, m.</summary>
    public double DykeMagnetisation { get; init; } = 0.35;

    public double DykeWidth { get; init; } = 220;

    /// <summary>Within-unit relative deviation of potassium, uranium and thorium.</summary>
    public (double Potassium, double Uranium, double Thorium) RadioelementDeviation { get; init; } = (0.24, 0.30, 0.30);

    /// <summary>Share of the gamma radiation that thin till of average thickness takes from the bedrock's contrast.</summary>
    public double TillMixing { get; init; } = 0.45;

    /// <summary>Loss of gamma radiation on thick or wet cover, and on the wet ground along a fault where it shows.</summary>
    public double CoverDamping { get; init; } = 0.55;

    public double FaultDamping { get; init; } = 0.65;

    /// <summary>Height of the scarp along a fault where it shows, m, and over what half-width it rises.</summary>
    public double FaultScarp { get; init; } = 45;

    public double FaultScarpWidth { get; init; } = 300;

    /// <summary>Depth of a valley that the ice cut, m, and its half-width.</summary>
    public double IceValley { get; init; } = 22;

    public double IceValleyWidth { get; init; } = 480;

    /// <summary>How far the ice carried till, m.</summary>
    public double TillTransport { get; init; } = 1_500;
}
