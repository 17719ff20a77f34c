using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GeoNotebooks.Tests.Packages;

/// <summary>A small HTTP server on the loopback that answers as a test wants, wrongly too; it closes each connection after its answer.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Request, NetworkStream, Task> _answer;

    public LoopbackServer(Func<Request, NetworkStream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<Request> Requests { get; } = new();

    public string Url(string path) => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}";

    /// <summary>Answers as a good server does: with a part when a part of this version is asked for, else with all.</summary>
    public static Task Good(Request request, NetworkStream stream, byte[] content, string? etag = "\"one\"")
    {
        var from = request.From is { } asked && (request.IfRange is null || request.IfRange == etag) ? asked : 0;
        var status = from == 0 ? "200 OK" : "206 Partial Content";
        var range = from == 0 ? "" : Invariant($"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n");
        var tag = etag is null ? "" : $"ETag: {etag}\r\n";
        return Send(stream, status, Invariant($"{range}{tag}Content-Length: {content.Length - from}\r\n"), content[from..]);
    }

    public static async Task Send(NetworkStream stream, string status, string headers, byte[] body)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n"));
        await stream.WriteAsync(body);
        await stream.FlushAsync();
    }

    public static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var end = _end.Token;
        while (!end.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(end);
            _ = Task.Run(
                async () =>
                {
                    using (client)
                    await using (var stream = client.GetStream())
                        if (await ReadAsync(stream) is { } request)
                        {
                            Requests.Enqueue(request);
                            await _answer(request, stream);
                            client.Client.Shutdown(SocketShutdown.Send);
                        }
                },
                end);
        }
    }

    private static async Task<Request?> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 4096, leaveOpen: true);
        if (await reader.ReadLineAsync() is not { } first)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        return new(first.Split(' ')[1], headers);
    }

    /// <param name="Path">With a slash before it.</param>
    /// <param name="Headers">By name.</param>
    internal sealed record Request(string Path, IReadOnlyDictionary<string, string> Headers)
    {
        /// <summary>The first byte of an open range.</summary>
        public int? From => Headers.TryGetValue("Range", out var range) ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : null;

        public string? IfRange => Headers.GetValueOrDefault("If-Range");
    }
}
