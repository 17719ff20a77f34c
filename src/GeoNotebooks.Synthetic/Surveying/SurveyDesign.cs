using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>How a region was surveyed: where lines and stations lie, and what the contractor takes for granted. The defaults are the Kolyma-style region's.</summary>
internal sealed record SurveyDesign
{
    /// <summary>Direction of the Earth's field that the contractor reduces to the pole with.</summary>
    public required FieldDirection Field { get; init; }

    /// <summary>Distance of flight lines, of tie lines and of samples along both, m.</summary>
    public double LineSpacing { get; init; } = 500;

    public double TieSpacing { get; init; } = 5_000;

    public double SampleSpacing { get; init; } = 50;

    /// <summary>Azimuth of the flight lines from grid north: across the strike.</summary>
    public double AzimuthDegrees { get; init; } = 45;

    /// <summary>Distance of gravity stations and of geochemical samples, m.</summary>
    public double StationSpacing { get; init; } = 2_000;

    public double GeochemistrySpacing { get; init; } = 1_700;

    /// <summary>What the geochemical samples were taken of: one sample of it, and several.</summary>
    public (string One, string Several) Medium { get; init; } = ("stream sediment", "stream sediments");

    /// <summary>Bins of the entropy of the residual gravity run to plus and minus this, mGal.</summary>
    public double GravityEntropyLimit { get; init; } = 8;

    /// <summary>Bins of the entropy of the local magnetic anomaly run to plus and minus this, nT.</summary>
    public double MagneticEntropyLimit { get; init; } = 60;
}
