using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Learning;

/// <summary>
/// <c>card.json</c>: it carries its own digest, taken over the whole file with zeros where the digest stands, and that of the weights. So a model is whole, and both files belong together, or it is refused.
/// </summary>
public static partial class CardFile
{
    private const string NoDigest = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Writes a card beside its place and renames it.</summary>
    /// <param name="card">The card.</param>
    /// <param name="path">The file.</param>
    public static void Write(ModelCard card, string path)
    {
        var text = JsonSerializer.Serialize(card with { CardHash = "sha256:" + NoDigest }, JsonFormat.Indented) + "\n";
        AtomicFile.WriteText(path, Digest().Replace(text, $"\"cardHash\": \"sha256:{DigestOf(text)}\"", 1));
    }

    /// <summary>Reads a card; the weights are not looked at.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">There is no such file, it is no card, one of a newer form, or it was altered.</exception>
    public static ModelCard Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{path}: expected the card of a model; there is no such file");
        var text = File.ReadAllText(path);
        ModelCard? card;
        try
        {
            card = JsonSerializer.Deserialize<ModelCard>(text, JsonFormat.Indented);
        }
        // A value out of range may be refused by the very record that it belongs to.
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: expected the card of a model as JSON; {exception.Message}", exception);
        }
        if (card is not { Target: not null, Normaliser.Channels: not null, Network: not null, Training: not null, Tiles: not null })
            throw new InvalidDataException($"{path}: expected the card of a model with target, normaliser, network, training and tiles; found less");
        if (card.Schema != ModelCard.CurrentSchema)
            throw new InvalidDataException($"{path}: expected a card of form {ModelCard.CurrentSchema}, which is what this version knows; found form {card.Schema}");
        var found = Digest().Match(text);
        if (!found.Success || found.Groups[1].Value != DigestOf(string.Concat(text.AsSpan(0, found.Groups[1].Index), NoDigest, text.AsSpan(found.Groups[1].Index + NoDigest.Length))))
            throw new InvalidDataException($"{path}: the card was altered after it was saved: its digest {(found.Success ? "does not fit" : "is missing")}");
        return card;
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("\"cardHash\": \"sha256:([0-9a-f]{64})\"")]
    private static partial Regex Digest();
}
