using System.Net;
using System.Net.Sockets;
using GeoNotebooks.Packages;
using Xunit;

namespace GeoNotebooks.Tests.Packages;

public sealed class PackageFetcherTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

    private static DataPackage Manifest(TemporaryFolder folder, string source)
    {
        File.WriteAllBytes(folder["original.bin"], Content);
        return new()
        {
            Name = "remote",
            Title = "Remote bytes",
            Version = "1.0.0",
            Crs = "EPSG:32650",
            Licenses = [new("MIT")],
            Resources = [DataResource.Describe(folder.Path, "original.bin", "bytes") with { Path = "sub/bytes.bin", Source = source }],
        };
    }

    /// <summary>A server on the loopback that answers each request by a function of the raw stream.</summary>
    private static string Serve(Func<NetworkStream, Task> answer)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096]);
            await answer(stream);
            listener.Stop();
        });
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/bytes.bin";
    }

    private static async Task Send(NetworkStream stream, byte[] body, int promised)
    {
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {promised}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body);
        await stream.FlushAsync();
    }

    private static PackageFetcher Fetcher(TemporaryFolder folder) =>
        new() { CacheFolder = folder["cache"], StallTimeout = TimeSpan.FromSeconds(1), ConnectTimeout = TimeSpan.FromSeconds(1) };

    private static void AssertNothingLeft(TemporaryFolder folder) =>
        Assert.Empty(Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories));

    [Fact]
    public async Task Fetched_file_takes_its_place_and_is_not_fetched_again()
    {
        using var folder = new TemporaryFolder();
        var manifest = Manifest(folder, Serve(stream => Send(stream, Content, Content.Length)));
        var package = await Fetcher(folder).FetchAsync(manifest);
        Assert.Equal(Content, File.ReadAllBytes(package.PathOf(package.Resource("bytes"))));
        await Fetcher(folder).FetchAsync(manifest);
    }

    [Fact]
    public async Task Other_bytes_are_refused_and_nothing_is_left()
    {
        using var folder = new TemporaryFolder();
        var manifest = Manifest(folder, Serve(stream => Send(stream, new byte[Content.Length], Content.Length)));
        Assert.Contains("expected sha256:", (await Assert.ThrowsAsync<InvalidDataException>(() => Fetcher(folder).FetchAsync(manifest))).Message);
        AssertNothingLeft(folder);
    }

    [Fact]
    public async Task Stalled_connection_ends_with_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var manifest = Manifest(folder, Serve(async stream =>
        {
            await Send(stream, Content[..500], Content.Length);
            await Task.Delay(3000);
        }));
        var error = await Assert.ThrowsAsync<DataUnavailableException>(() => Fetcher(folder).FetchAsync(manifest));
        Assert.Contains("no byte came from 127.0.0.1", error.Message);
        Assert.Contains("geonb data fetch remote", error.Message);
        AssertNothingLeft(folder);
    }

    [Fact]
    public async Task Server_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = await Assert.ThrowsAsync<DataUnavailableException>(() => Fetcher(folder).FetchAsync(Manifest(folder, "http://127.0.0.1:1/bytes.bin")));
        Assert.Contains("127.0.0.1 did not answer", error.Message);
        AssertNothingLeft(folder);
    }

    [Fact]
    public async Task Source_on_disk_is_refused()
    {
        using var folder = new TemporaryFolder();
        await Assert.ThrowsAsync<InvalidDataException>(() => Fetcher(folder).FetchAsync(Manifest(folder, "file:///etc/passwd")));
    }
}
