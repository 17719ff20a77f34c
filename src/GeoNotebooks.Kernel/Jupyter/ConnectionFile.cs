using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>What a front end asks of the kernel that it starts: where to listen, and the key of the signatures.</summary>
/// <param name="Transport"><c>tcp</c>; nothing else can be served.</param>
/// <param name="Ip">The address to bind, and no other.</param>
/// <param name="ShellPort">Requests.</param>
/// <param name="ControlPort">Requests that do not wait for a running cell.</param>
/// <param name="StdinPort">Questions to the user.</param>
/// <param name="IopubPort">Outputs, to all clients.</param>
/// <param name="HbPort">The heartbeat.</param>
/// <param name="Key">The key of the signatures; empty: messages are not signed.</param>
/// <param name="SignatureScheme"><c>hmac-sha256</c>.</param>
internal sealed record ConnectionFile(
    string Transport, string Ip, int ShellPort, int ControlPort, int StdinPort, int IopubPort, int HbPort, string Key, string SignatureScheme = "hmac-sha256")
{
    /// <summary>Reads a connection file, and refuses what cannot be served.</summary>
    /// <exception cref="KernelException">It is missing, malformed, or asks for a transport or a signature scheme that this kernel does not have.</exception>
    public static ConnectionFile Read(string path)
    {
        if (!File.Exists(path))
            throw new KernelException($"The connection file was expected at {Path.GetFullPath(path)}, and there is no such file.");
        ConnectionFile? read;
        try
        {
            read = JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllBytes(path), WireFormat.Json);
        }
        catch (JsonException error)
        {
            throw new KernelException($"{path}: a connection file in JSON was expected: {error.Message}");
        }

        if (read is null || read.Ip is null || read.Key is null || read.Ports.Any(port => port is < 1 or > 65535))
            throw new KernelException($"{path}: a connection file names ip, key and five ports, and this one lacks some of them.");
        if (read.Transport != "tcp")
            throw new KernelException($"{path}: transport tcp was expected, and {read.Transport} was found: NetMQ has no {read.Transport} sockets that other ZeroMQ libraries can reach.");
        if (read.SignatureScheme != "hmac-sha256")
            throw new KernelException($"{path}: signature scheme hmac-sha256 was expected, and {read.SignatureScheme} was found.");
        return read;
    }

    /// <summary>Whether the address needs sockets of IPv6.</summary>
    public bool IsVersion6 => IPAddress.TryParse(Ip, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private int[] Ports => [ShellPort, ControlPort, StdinPort, IopubPort, HbPort];

    public string AddressOf(int port) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tcp://{(IsVersion6 ? $"[{Ip}]" : Ip)}:{port}");
}

/// <summary>The kernel cannot start, or its spec cannot be installed: one sentence that says what was expected and what was found.</summary>
/// <param name="message">The sentence.</param>
public sealed class KernelException(string message) : Exception(message);
