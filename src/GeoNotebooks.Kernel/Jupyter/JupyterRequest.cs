using System.Text.Json;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>The sockets by which requests come.</summary>
internal enum Channel
{
    Shell,
    Control,
    Stdin,
}

/// <summary>A message of a client, its signature checked.</summary>
/// <param name="Channel">The socket it came by; the reply goes back there.</param>
/// <param name="Identities">The route back to the client.</param>
/// <param name="HeaderJson">Its header as it came: the parent header of all that answers it.</param>
/// <param name="Header">The same, read.</param>
/// <param name="ParentId">The id of the message that it answers; null where it answers none.</param>
/// <param name="Content">Its content.</param>
internal sealed record JupyterRequest(Channel Channel, IReadOnlyList<byte[]> Identities, byte[] HeaderJson, MessageHeader Header, string? ParentId, JsonElement Content)
{
    /// <summary>Where it stands among all that came, from 1.</summary>
    public long Arrival { get; init; }

    /// <summary>The content as the type that its message has.</summary>
    /// <exception cref="JsonException">A field is missing or of another type.</exception>
    public T ContentAs<T>() => Content.Deserialize<T>(WireFormat.Json) ?? throw new JsonException($"The content of {Header.MsgType} is null.");
}

/// <summary>The header of every message.</summary>
internal sealed record MessageHeader(string MsgId, string MsgType, string? Session = null, string? Username = null, string? Version = null, string? Date = null);
