namespace GeoNotebooks.Synthetic.Physics;

/// <summary>
/// The strengths of signs and of variation that fix how hard the region is. They were set by the difficulty benchmark before any network was trained.
/// </summary>
internal sealed record KolymaSettings
{
    /// <summary>Within-unit deviation of density, kg/m3 (2.68-2.76 g/cm3 for Permian to Jurassic slates and sandstones).</summary>
    public double HostDensityDeviation { get; init; } = 26;

    /// <summary>Deviation of the deep regional gravity field, mGal.</summary>
    public double RegionalGravityDeviation { get; init; } = 11;

    /// <summary>Median susceptibility of the bedded rocks, SI.</summary>
    public double HostSusceptibility { get; init; } = 9e-4;

    /// <summary>Within-unit deviation of its natural logarithm.</summary>
    public double HostSusceptibilityDeviation { get; init; } = 0.35;

    /// <summary>Deviation of the anomaly of the deep magnetic basement, nT.</summary>
    public double BasementMagneticDeviation { get; init; } = 30;

    /// <summary>Within-unit deviation of potassium in percent, uranium and thorium in ppm.</summary>
    public (double Potassium, double Uranium, double Thorium) RadioelementDeviation { get; init; } = (0.34, 0.62, 1.7);

    /// <summary>Rise over an average granite at the surface.</summary>
    public (double Potassium, double Uranium, double Thorium) GraniteRise { get; init; } = (0.65, 0.95, 3.6);

    /// <summary>Rise over felsic volcanic rocks.</summary>
    public (double Potassium, double Uranium, double Thorium) VolcanicRise { get; init; } = (0.9, 1.1, 4.5);

    /// <summary>Loss of gamma radiation under full alluvium.</summary>
    public double CoverDamping { get; init; } = 0.45;

    /// <summary>Height of an average granite above its surroundings, m.</summary>
    public double GraniteRelief { get; init; } = 60;

    /// <summary>Depth of the valley along a fault where it shows, m, and its half-width.</summary>
    public double FaultValley { get; init; } = 220;

    public double FaultValleyWidth { get; init; } = 550;

    /// <summary>Share of the magnetisation that a fault zone loses where it shows, and the zone's half-width in metres.</summary>
    public double FaultDemagnetisation { get; init; } = 0.9;

    public double FaultZoneWidth { get; init; } = 750;

    /// <summary>Magnetisation of a row of dykes or of pyrrhotite veins, A/m, and its half-width in metres.</summary>
    public double DykeMagnetisation { get; init; } = 0.13;

    public double DykeZoneWidth { get; init; } = 450;

    /// <summary>Gain of potassium in a fault zone where it shows, percent.</summary>
    public double FaultPotassium { get; init; } = 0.8;

    /// <summary>Scales the contrasts of <see cref="Geology.KolymaUnit.Column"/>.</summary>
    public double UnitContrast { get; init; } = 1;
}
