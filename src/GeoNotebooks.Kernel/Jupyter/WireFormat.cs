using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>
/// Messages as frames, and back: identities, the delimiter, the signature (HMAC of the four parts that follow, in hex), header, parent header,
/// metadata, content, buffers.
/// </summary>
internal sealed class WireFormat(string key)
{
    public const string ProtocolVersion = "5.5";

    /// <summary>Names in snake_case, as the protocol has them; text as it is, since it is never part of a page.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Nothing = "{}"u8.ToArray();
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly string _session = Guid.NewGuid().ToString("N");
    private long _sent;

    /// <summary>Reads and verifies a message.</summary>
    /// <exception cref="WireException">It is malformed or wrongly signed.</exception>
    public JupyterRequest Read(Channel channel, IReadOnlyList<byte[]> frames)
    {
        var at = 0;
        while (at < frames.Count && !frames[at].AsSpan().SequenceEqual(Delimiter))
            at++;
        if (frames.Count < at + 6)
            throw new WireException($"identities, <IDS|MSG>, a signature and four parts were expected, and {frames.Count} frames were found");
        var parts = frames.Skip(at + 2).Take(4).ToArray();
        if (_key.Length > 0 && !CryptographicOperations.FixedTimeEquals(frames[at + 1], Sign(parts)))
            throw new WireException("its signature is wrong");
        try
        {
            var header = JsonSerializer.Deserialize<MessageHeader>(parts[0], Json) ?? throw new JsonException("The header is null.");
            using var parent = JsonDocument.Parse(parts[1]);
            using var content = JsonDocument.Parse(parts[3]);
            var parentId = parent.RootElement.ValueKind == JsonValueKind.Object && parent.RootElement.TryGetProperty("msg_id", out var id) ? id.GetString() : null;
            return new JupyterRequest(channel, [.. frames.Take(at)], parts[0], header, parentId, content.RootElement.Clone());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new WireException($"its JSON cannot be read: {error.Message}");
        }
    }

    /// <summary>A signed message of ours.</summary>
    /// <param name="identities">The client's, or on IOPub the topic.</param>
    /// <param name="parentHeader">The header of what it answers; null for nothing.</param>
    /// <param name="type">The type of the message.</param>
    /// <param name="content">An object whose properties are the content's fields.</param>
    public byte[][] Write(IEnumerable<byte[]> identities, byte[]? parentHeader, string type, object content)
    {
        var header = new MessageHeader(
            $"{_session}_{Interlocked.Increment(ref _sent).ToString(CultureInfo.InvariantCulture)}", type, _session, "kernel", ProtocolVersion,
            DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        byte[][] parts = [JsonSerializer.SerializeToUtf8Bytes(header, Json), parentHeader ?? Nothing, Nothing, JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), Json)];
        return [.. identities, Delimiter, _key.Length > 0 ? Sign(parts) : [], .. parts];
    }

    /// <summary>The signature of the four parts: lower-case hex, as the protocol has it.</summary>
    public byte[] Sign(IEnumerable<byte[]> parts)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
            mac.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(mac.GetHashAndReset()));
    }
}

/// <summary>A message that is dropped, and why.</summary>
internal sealed class WireException(string message) : Exception(message);
