using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>
/// The known truth of a region: units, faults, intrusions and the bodies that look like them, with the rasters that the physics and the labels are made from.
/// Rasters are (row, column) on the torus.
/// </summary>
internal abstract record GeologyModel
{
    /// <summary>A fault reaches this far to each side in the truth and in labels.</summary>
    public const double FaultHalfWidth = 300;

    /// <summary>Distances beyond this are not followed.</summary>
    public const double Far = 20_000;

    public required RegionFrame Frame { get; init; }

    public required long Seed { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    public required IReadOnlyList<Fault> Lineaments { get; init; }

    public required IReadOnlyList<Body> Intrusions { get; init; }

    public required IReadOnlyList<Body> Confounders { get; init; }

    /// <summary>Index into the region's own column of units.</summary>
    public required byte[] Units { get; init; }

    /// <summary>Distance to the nearest fault in metres.</summary>
    public required float[] FaultDistance { get; init; }

    /// <summary>Distance inside the nearest intrusion's outline, negative outside, in metres.</summary>
    public required float[] IntrusionDepth { get; init; }

    public Torus Torus => Frame.Torus;

    public bool[] IntrusionTruth() => Array.ConvertAll(IntrusionDepth, depth => depth > 0);

    public bool[] FaultTruth() => Array.ConvertAll(FaultDistance, distance => distance <= FaultHalfWidth);

    /// <summary>Nodes inside the intrusions for which a test holds.</summary>
    public bool[] InsideIntrusions(Func<Body, bool> which)
    {
        var inside = new bool[Torus.Count];
        foreach (var body in Intrusions.Where(which))
            body.Visit(Torus, 0, (index, _, _) => inside[index] = true);
        return inside;
    }

    /// <summary>Nodes within the half-width of the faults for which a test holds.</summary>
    public bool[] NearFaults(Func<Fault, bool> which)
    {
        var near = new bool[Torus.Count];
        foreach (var fault in Faults.Where(which))
            fault.Visit(Torus, FaultHalfWidth, (index, _, _) => near[index] = true);
        return near;
    }
}
