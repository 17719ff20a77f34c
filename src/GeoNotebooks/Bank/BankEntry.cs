using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>A model of a bank, by its card.</summary>
/// <param name="Name">Its name in the bank.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Card">Its card.</param>
public sealed record BankEntry(string Name, string Folder, ModelCard Card)
{
    /// <summary>The region's name; it says so where the ground was a generated one.</summary>
    public string Region => (Card.Region ?? "region not named") is var region && Card.Synthetic && !region.Contains("synthetic", StringComparison.OrdinalIgnoreCase) ? $"{region} (synthetic)" : region;

    /// <summary>One line: target, channels, cell, region.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Name}: {Card.Target}, {Card.CellSizeMetres:0.##} m, {Region}: {string.Join(", ", Card.Normaliser.Channels.Select(channel => channel.Name))}");
}
