using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>Which models of a bank are wanted; what is null or empty does not matter.</summary>
/// <param name="Target">The target.</param>
/// <param name="Channels">Channels at hand: only models that need no others.</param>
/// <param name="CellSizeMetres">Distance between nodes.</param>
/// <param name="Region">Words of the region's name.</param>
public sealed record BankFilter(string? Target = null, IReadOnlyList<string>? Channels = null, double? CellSizeMetres = null, string? Region = null)
{
    private const double SameLength = 1e-6;

    internal bool Fits(ModelCard card) =>
        (Target is null || string.Equals(card.Target, Target, StringComparison.OrdinalIgnoreCase))
        && (Channels is not { Count: > 0 } || card.Normaliser.Channels.All(channel => Channels.Contains(channel.Name)))
        && (CellSizeMetres is not { } cell || Math.Abs(cell / card.CellSizeMetres - 1) < SameLength)
        && (Region is null || card.Region?.Contains(Region, StringComparison.OrdinalIgnoreCase) == true);
}
