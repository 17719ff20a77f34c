using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>The standard of a target in three colours: present, absent and unknown, which is neither.</summary>
public sealed record LabelLayer : MapLayer
{
    /// <summary>A layer of labels.</summary>
    /// <param name="labels">The labels, row 0 northernmost.</param>
    /// <param name="name">The name in the legend; the target's own when left out.</param>
    public LabelLayer(TargetLabels labels, string? name = null)
        : base(name ?? labels.Target) => Labels = labels;

    /// <summary>The labels.</summary>
    public TargetLabels Labels { get; }

    /// <summary>Colour of nodes where the target is present.</summary>
    public Rgb Present { get; init; } = "#c2453a";

    /// <summary>Colour of nodes where it is known to be absent.</summary>
    public Rgb Absent { get; init; } = "#eeeade";

    /// <summary>Colour of nodes of which nobody knows; null leaves them transparent.</summary>
    public Rgb? Unknown { get; init; } = "#9aa5b1";

    internal Rgb? ColourOf(sbyte label) => label switch
    {
        TargetLabels.Present => Present,
        TargetLabels.Absent => Absent,
        _ => Unknown,
    };

    /// <summary>The entries of the legend: only labels that occur.</summary>
    internal IEnumerable<(string Text, Rgb Colour)> Entries()
    {
        (sbyte Label, string Text)[] kinds = [(TargetLabels.Present, "present"), (TargetLabels.Absent, "absent"), (TargetLabels.Unknown, "unknown")];
        foreach (var (label, text) in kinds)
            if (ColourOf(label) is { } colour && Array.IndexOf(Labels.Values, label) >= 0)
                yield return ($"{Name}: {text}", colour);
    }

    internal override Envelope Extent => Labels.Geometry.Bounds;

    internal override string Summary => FormattableString.Invariant($"{Name} (labels, {Labels.PresentCount} of {Labels.KnownCount} known nodes present)");
}
