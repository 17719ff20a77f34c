namespace GeoNotebooks.Tiles;

/// <summary>What one view does to its source tile: mirrored first, then turned, then each channel multiplied.</summary>
/// <param name="Tile">The source tile.</param>
/// <param name="Degrees">Turn of the ground, counter-clockwise.</param>
/// <param name="Mirrored">East and west exchanged before the turn.</param>
/// <param name="Gains">The factor of each channel; 0 for a channel that is dropped from this view.</param>
public sealed record TileView(TilePosition Tile, double Degrees, bool Mirrored, IReadOnlyList<float> Gains)
{
    /// <summary>True when nodes do not fall on nodes: channels are then interpolated, labels taken from the nearest node.</summary>
    public bool IsFree => Degrees % 90 != 0;

    /// <summary>In a few words, such as "turned by 90 degrees, mirrored".</summary>
    public override string ToString() => FormattableString.Invariant($"{(Degrees == 0 ? "as it lies" : $"turned by {Degrees:0.#} degrees")}{(Mirrored ? ", mirrored" : "")}");
}
