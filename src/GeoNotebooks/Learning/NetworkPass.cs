using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning;

/// <summary>One look of a network at the ground.</summary>
/// <param name="View">How the ground is turned before the network sees it; its answer is turned back.</param>
/// <param name="Dropout">Seed and number of the pass, from which follow the maps that dropout takes away; null takes none.</param>
internal readonly record struct NetworkPass(TileTurn View, (long Seed, int Pass)? Dropout)
{
    /// <summary>The ground as it lies, the network whole.</summary>
    public static NetworkPass Plain { get; } = new(default, null);
}
