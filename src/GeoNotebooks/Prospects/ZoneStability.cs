using System.Globalization;

namespace GeoNotebooks.Prospects;

/// <summary>Whether networks of another training seed would have sent the geologist to the same ground.</summary>
/// <param name="Overlap">Ground that the best zones of both maps share, over the ground of either.</param>
/// <param name="Count">How many of the best zones were compared.</param>
public sealed record ZoneStability(double Overlap, int Count)
{
    /// <summary>From this overlap the zones count as stable.</summary>
    public const double Least = 0.5;

    /// <summary>Compares the best zones of two maps.</summary>
    /// <param name="zones">Zones of the map that is shown, by rank.</param>
    /// <param name="others">Zones of a map by networks of another seed.</param>
    /// <param name="count">How many of the best.</param>
    public static ZoneStability Of(IReadOnlyList<Zone> zones, IReadOnlyList<Zone> others, int count = 10) => new(Zones.Overlap(zones, others, count), count);

    /// <summary>True where at least half of the ground is shared.</summary>
    public bool IsStable => Overlap >= Least;

    /// <summary>"Unstable: ..." or "Stable: ...", a sentence for a page.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(IsStable ? "Stable" : "Unstable")}: the {Count} best zones and those of networks of another training seed share {Overlap:P0} of their ground.");
}
