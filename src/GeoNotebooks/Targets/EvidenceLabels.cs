using GeoNotebooks.Grids;

namespace GeoNotebooks.Targets;

/// <summary>Standards from an evidence grid: a published layer that says how much of a target there is, instead of a map's polygons.</summary>
public static class EvidenceLabels
{
    /// <summary>Present above a threshold, absent at or below it, unknown where the evidence is blank or the ground is left out.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="threshold">The threshold, in the evidence's unit.</param>
    /// <param name="ground">One flag a node: where labels are wanted.</param>
    /// <param name="target">The target's name.</param>
    /// <exception cref="InvalidDataException">No node is above the threshold, or none below it.</exception>
    public static TargetLabels Above(Grid evidence, double threshold, bool[] ground, string target)
    {
        var labels = new TargetLabels(evidence.Geometry, [.. evidence.Values.Select((value, node) =>
            !ground[node] || float.IsNaN(value) ? TargetLabels.Unknown : value > threshold ? TargetLabels.Present : TargetLabels.Absent)], target);
        return labels.PresentCount > 0 && labels.PresentCount < labels.KnownCount
            ? labels
            : throw new InvalidDataException(FormattableString.Invariant(
                $"target '{target}': expected evidence on both sides of {threshold}; {labels.PresentCount} of {labels.KnownCount} nodes are above it"));
    }

    /// <summary>The value below which a share of the ground's evidence lies: 0.9 for the threshold of the top decile.</summary>
    public static double Quantile(Grid evidence, double share, bool[] ground)
    {
        var values = evidence.Values.Where((value, node) => ground[node] && !float.IsNaN(value)).Order().ToArray();
        return values.Length > 0
            ? values[(int)Math.Min(share * values.Length, values.Length - 1)]
            : throw new InvalidDataException($"'{evidence.Name}': expected values on the ground; every node is blank");
    }
}
