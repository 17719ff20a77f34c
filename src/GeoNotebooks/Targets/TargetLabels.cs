using GeoNotebooks.Grids;

namespace GeoNotebooks.Targets;

/// <summary>
/// The standard of one geological target on the nodes of a grid: (row, column), row 0 northernmost. Each node is
/// <see cref="Present"/>, <see cref="Absent"/> or <see cref="Unknown"/>; unknown is not zero: it takes no part in training or scoring.
/// </summary>
/// <param name="Geometry">Where the nodes lie.</param>
/// <param name="Values">Row after row from the north-west corner.</param>
/// <param name="Target">The target's name.</param>
public sealed record TargetLabels(GridGeometry Geometry, sbyte[] Values, string Target)
{
    /// <summary>The target is there.</summary>
    public const sbyte Present = 1;

    /// <summary>The target is known not to be there.</summary>
    public const sbyte Absent = 0;

    /// <summary>Nobody knows: off the map, under cover, or too near a boundary to say.</summary>
    public const sbyte Unknown = -1;

    /// <summary>Row after row from the north-west corner.</summary>
    public sbyte[] Values { get; init; } = Values.Length == Geometry.Count
        ? Values
        : throw new ArgumentException($"'{Target}': a grid of {Geometry.Rows} x {Geometry.Columns} holds {Geometry.Count} labels; found {Values.Length}");

    /// <summary>The label of a node.</summary>
    public sbyte this[int row, int column] => Values[row * Geometry.Columns + column];

    /// <summary>Number of nodes where the target is present.</summary>
    public int PresentCount => Values.Count(value => value == Present);

    /// <summary>Number of nodes that are present or absent.</summary>
    public int KnownCount => Values.Count(value => value != Unknown);

    /// <summary>Share of the known nodes where the target is present; NaN when none is known.</summary>
    public double Prevalence => KnownCount == 0 ? double.NaN : (double)PresentCount / KnownCount;

    /// <summary>The same labels where a mask holds, and unknown elsewhere: how a part of the ground is kept for training or for judging.</summary>
    /// <param name="mask">One flag a node, in the order of <see cref="Values"/>.</param>
    public TargetLabels Where(bool[] mask)
    {
        if (mask.Length != Values.Length)
            throw new ArgumentException($"'{Target}': the mask holds {mask.Length} nodes, the labels {Values.Length}");
        var kept = new sbyte[Values.Length];
        for (var i = 0; i < kept.Length; i++)
            kept[i] = mask[i] ? Values[i] : Unknown;
        return this with { Values = kept };
    }
}
