using System.Diagnostics;
using System.Security.Cryptography;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using Xunit;
using static GeoNotebooks.Tests.Packages.LoopbackServer;

namespace GeoNotebooks.Tests.Packages;

public sealed class PackageFetcherTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

    private static DataResource File(string path, string source, byte[]? content = null) =>
        new(path.Replace('/', '-'), path, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content ?? Content))) { Format = "bin", Bytes = (content ?? Content).Length, Source = source };

    private static DataPackage Manifest(params DataResource[] files) => new()
    {
        Name = "remote",
        Title = "Remote bytes",
        Version = "1.0.0",
        Crs = "EPSG:32650",
        Licenses = [new("MIT")],
        Resources = files,
    };

    // Usual timeouts: on a busy machine a server of the test may be silent for a second.
    private static PackageFetcher Fetcher(TemporaryFolder folder) =>
        new() { CacheFolder = folder["cache"] };

    /// <summary>The files of the cache, without the lock.</summary>
    private static string[] Left(TemporaryFolder folder) =>
        [.. Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder["cache"], path)).Where(path => path != "remote.lock").Order(StringComparer.Ordinal)];

    private static async Task<T> Refused<T>(TemporaryFolder folder, DataPackage manifest) where T : Exception
    {
        var error = await Assert.ThrowsAsync<T>(() => Fetcher(folder).FetchAsync(manifest));
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }

    [Fact]
    public async Task Fetched_file_takes_its_place_and_is_not_fetched_again()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((request, stream) => Good(request, stream, Content));
        var manifest = Manifest(File("sub/bytes.bin", server.Url("bytes.bin")));
        var package = await Fetcher(folder).FetchAsync(manifest);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(package.PathOf(package.Resources[0])));
        await Fetcher(folder).FetchAsync(manifest);
        Assert.Single(server.Requests);
        Assert.Equal(["remote/datapackage.json", "remote/sub/bytes.bin"], Left(folder));
    }

    [Fact]
    public async Task A_size_that_nobody_states_is_bounded_and_then_written_down()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((request, stream) => Good(request, stream, Content));
        var file = File("bytes.bin", server.Url("bytes.bin")) with { Bytes = null };
        Assert.Contains("expected at most 99999 bytes; the server offers 100000", (await Refused<InvalidDataException>(folder, Manifest(file with { MaximumBytes = 99_999 }))).Message);
        var package = await Fetcher(folder).FetchAsync(Manifest(file with { MaximumBytes = 200_000 }));
        Assert.Equal(Content.Length, package.Resources[0].Bytes);
        await Fetcher(folder).FetchAsync(Manifest(file with { MaximumBytes = 200_000 }));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("\"one\"", "\"one\"", 40_000, true)]
    [InlineData("\"one\"", "\"two\"", 40_000, false)]
    [InlineData(null, null, 40_000, true)]
    [InlineData("W/\"weak\"", "W/\"weak\"", 40_000, true)]
    public async Task A_cut_download_is_taken_up_where_it_ended(string? before, string? after, int cut, bool continues)
    {
        using var folder = new TemporaryFolder();
        var asked = 0;
        using var server = new LoopbackServer((request, stream) => Interlocked.Increment(ref asked) == 1
            ? Send(stream, "200 OK", Invariant($"Content-Length: {Content.Length}\r\n") + (before is null ? "" : $"ETag: {before}\r\n"), Content[..cut])
            : Good(request, stream, Content, after));
        var manifest = Manifest(File("bytes.bin", server.Url("bytes.bin")));
        var error = await Refused<DataUnavailableException>(folder, manifest);
        Assert.Contains("the connection to 127.0.0.1 ended after 40000 of 100000 bytes, which are kept for the next attempt", error.Message);
        Assert.Equal(["remote/bytes.bin.partial", "remote/bytes.bin.partial-of"], Left(folder));

        var reports = new List<FetchProgress>();
        var package = await Fetcher(folder).FetchAsync(manifest, new ProgressAction<FetchProgress>(reports.Add));
        Assert.Equal(Content, System.IO.File.ReadAllBytes(package.PathOf(package.Resources[0])));
        Assert.Equal([null, cut], server.Requests.Select(request => request.From));
        Assert.Equal(before is "\"one\"" ? before : null, server.Requests.Last().IfRange);
        Assert.Equal(continues, reports.First(report => report.BytesDone > 0).BytesDone == cut);
        Assert.Equal(Content.Length, reports[^1].BytesDone);
        Assert.Equal(["remote/bytes.bin", "remote/datapackage.json"], Left(folder));
    }

    [Fact]
    public async Task Bytes_of_two_versions_are_thrown_away_and_fetched_anew()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((request, stream) => Good(request, stream, Content, etag: null));
        Directory.CreateDirectory(folder["cache/remote"]);
        System.IO.File.WriteAllBytes(folder["cache/remote/bytes.bin.partial"], new byte[500]);
        var package = await Fetcher(folder).FetchAsync(Manifest(File("bytes.bin", server.Url("bytes.bin"))));
        Assert.Equal(Content, System.IO.File.ReadAllBytes(package.PathOf(package.Resources[0])));
        Assert.Equal([500, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_all_again()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((_, stream) => Send(stream, "200 OK", Invariant($"Content-Length: {Content.Length}\r\n"), Content));
        Directory.CreateDirectory(folder["cache/remote"]);
        System.IO.File.WriteAllBytes(folder["cache/remote/bytes.bin.partial"], Content[..300]);
        await Fetcher(folder).FetchAsync(Manifest(File("bytes.bin", server.Url("bytes.bin"))));
        Assert.Equal(300, Assert.Single(server.Requests).From);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(folder["cache/remote/bytes.bin"]));
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 7-99999/100000\r\n")]
    [InlineData("206 Partial Content", "")]
    [InlineData("416 Range Not Satisfiable", "")]
    public async Task A_part_that_does_not_fit_is_fetched_whole_once(string status, string header)
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((request, stream) => request.From is null ? Good(request, stream, Content) : Send(stream, status, header + "Content-Length: 3\r\n", [1, 2, 3]));
        Directory.CreateDirectory(folder["cache/remote"]);
        System.IO.File.WriteAllBytes(folder["cache/remote/bytes.bin.partial"], Content[..300]);
        await Fetcher(folder).FetchAsync(Manifest(File("bytes.bin", server.Url("bytes.bin"))));
        Assert.Equal([300, null], server.Requests.Select(request => request.From));
        Assert.Equal(Content, System.IO.File.ReadAllBytes(folder["cache/remote/bytes.bin"]));
    }

    [Theory]
    [InlineData("Content-Length: 100000\r\n", 100_000, false, "expected sha256:")]
    [InlineData("Content-Length: 100001\r\n", 100_001, true, "expected 100000 bytes; the server offers 100001")]
    [InlineData("Content-Length: 99999\r\n", 99_999, true, "expected 100000 bytes; the server offers 99999")]
    [InlineData("", 150_000, true, "expected 100000 bytes; more came")]
    public async Task Other_bytes_are_refused_and_nothing_is_left(string length, int sent, bool right, string expected)
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((_, stream) => Send(stream, "200 OK", length, right ? Content.Concat(Content).Take(sent).ToArray() : new byte[sent]));
        var error = await Refused<InvalidDataException>(folder, Manifest(File("bytes.bin", server.Url("bytes.bin"))));
        Assert.StartsWith(server.Url("bytes.bin"), error.Message);
        Assert.Contains(expected, error.Message);
        Assert.Empty(Left(folder));
    }

    [Fact]
    public async Task An_end_without_a_length_is_a_cut()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((_, stream) => Send(stream, "200 OK", "", Content[..10]));
        Assert.Contains("ended after 10 of 100000 bytes", (await Refused<DataUnavailableException>(folder, Manifest(File("bytes.bin", server.Url("bytes.bin"))))).Message);
        Assert.DoesNotContain("remote/bytes.bin", Left(folder));
    }

    [Fact]
    public async Task Stalled_connection_ends_with_one_sentence()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer(async (_, stream) =>
        {
            await Send(stream, "200 OK", Invariant($"Content-Length: {Content.Length}\r\n"), Content[..500]);
            await Task.Delay(5000);
        });
        var clock = Stopwatch.StartNew();
        var hasty = Fetcher(folder) with { StallTimeout = TimeSpan.FromSeconds(1) };
        var error = await Assert.ThrowsAsync<DataUnavailableException>(() => hasty.FetchAsync(Manifest(File("bytes.bin", server.Url("bytes.bin")))));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 4);
        Assert.Contains("no byte came from 127.0.0.1", error.Message);
        Assert.Contains("geonb data fetch remote", error.Message);
        Assert.DoesNotContain("remote/bytes.bin", Left(folder));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("127.0.0.1 did not answer", (await Refused<DataUnavailableException>(folder, Manifest(File("bytes.bin", "http://127.0.0.1:1/bytes.bin")))).Message);
        Assert.Empty(Left(folder));
    }

    [Fact]
    public async Task Missing_page_is_named_by_its_status()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((_, stream) => Send(stream, "404 Not Found", "Content-Length: 2\r\n", [1, 2]));
        Assert.Contains("answered 404 (Not Found)", (await Refused<DataUnavailableException>(folder, Manifest(File("bytes.bin", server.Url("bytes.bin"))))).Message);
        Assert.Empty(Left(folder));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/bytes.bin")]
    public async Task A_redirect_off_the_web_is_refused(string to)
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((_, stream) => Send(stream, "302 Found", $"Location: {to}\r\nContent-Length: 0\r\n", []));
        Assert.Contains($"expected a redirect to http or https; found one to '{to}'", (await Refused<InvalidDataException>(folder, Manifest(File("bytes.bin", server.Url("bytes.bin"))))).Message);
        Assert.Empty(Left(folder));
    }

    [Theory]
    [InlineData("https://one.example/a", "http://one.example/b", false)]
    [InlineData("https://one.example/a", "file:///etc/passwd", false)]
    [InlineData("https://one.example/a", "https://two.example/b", true)]
    [InlineData("http://one.example/a", "https://two.example/b", true)]
    [InlineData("http://one.example/a", "http://two.example/b", true)]
    public void A_redirect_never_becomes_less_safe(string from, string to, bool allowed) => Assert.Equal(allowed, Download.MayLead(new(from), new(to)));

    [Fact]
    public async Task A_redirect_is_followed_with_its_range_and_a_circle_ends()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((request, stream) => request.Path == "/real" ? Good(request, stream, Content)
            : Send(stream, "302 Found", $"Location: {(request.Path == "/circle" ? "/circle" : "/real")}\r\nContent-Length: 0\r\n", []));
        Directory.CreateDirectory(folder["cache/remote"]);
        System.IO.File.WriteAllBytes(folder["cache/remote/bytes.bin.partial"], Content[..300]);
        await Fetcher(folder).FetchAsync(Manifest(File("bytes.bin", server.Url("bytes.bin"))));
        Assert.Equal([300, 300], server.Requests.Select(request => request.From));
        Assert.Contains("more than 10 times", (await Refused<DataUnavailableException>(folder, Manifest(File("other.bin", server.Url("circle"))))).Message);
    }

    [Fact]
    public async Task Source_on_disk_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("expected a source that begins with https", (await Refused<InvalidDataException>(folder, Manifest(File("bytes.bin", "file:///etc/passwd")))).Message);
    }

    [Fact]
    public async Task Several_files_come_at_once_but_never_more_than_allowed()
    {
        using var folder = new TemporaryFolder();
        var (open, most) = (0, 0);
        var gate = new Lock();
        using var server = new LoopbackServer(async (request, stream) =>
        {
            lock (gate)
                most = Math.Max(most, ++open);
            await Task.Delay(150);
            lock (gate)
                open--;
            await Good(request, stream, Content);
        });
        var reports = new List<FetchProgress>();
        var manifest = Manifest([.. Enumerable.Range(0, 10).Select(i => File($"{i}.bin", server.Url($"{i}.bin")))]);
        await Fetcher(folder).FetchAsync(manifest, new ProgressAction<FetchProgress>(reports.Add));
        Assert.InRange(most, 2, 4);
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.First.BytesDone <= pair.Second.BytesDone));
        Assert.Equal((1_000_000, 1_000_000), (reports[^1].BytesDone, reports[^1].BytesTotal));
        Assert.Contains(reports, report => report.BytesPerSecond > 0 && report.TimeLeft is not null);
    }

    [Fact]
    public async Task Two_fetchers_of_one_cache_fetch_once()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer(async (request, stream) =>
        {
            await Task.Delay(300);
            await Good(request, stream, Content);
        });
        var manifest = Manifest(File("bytes.bin", server.Url("bytes.bin")));
        var packages = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Fetcher(folder).FetchAsync(manifest))));
        Assert.All(packages, package => Assert.Equal(Content, System.IO.File.ReadAllBytes(package.PathOf(package.Resources[0]))));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_failure_beside_them_leaves_whole_files_whole()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((request, stream) => Good(request, stream, request.Path == "/bad" ? new byte[Content.Length] : Content));
        await Refused<InvalidDataException>(folder, Manifest(File("good.bin", server.Url("good")), File("bad.bin", server.Url("bad"))));
        Assert.DoesNotContain(Left(folder), path => path.Contains("bad", StringComparison.Ordinal) || path.EndsWith("datapackage.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_than_the_disk_holds_is_refused_before_the_first_byte()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((request, stream) => Good(request, stream, Content));
        var error = await Refused<InvalidDataException>(folder, Manifest(File("bytes.bin", server.Url("bytes.bin")) with { Bytes = 400_000_000_000_000 }, File("more.bin", server.Url("more.bin")) with { Bytes = 500_000_000_000_000 }));
        Assert.Contains("the disk is full", error.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_said()
    {
        using var folder = new TemporaryFolder();
        System.IO.File.WriteAllText(folder["cache"], "a file where the folder should be");
        var error = await Refused<InvalidDataException>(folder, Manifest(File("bytes.bin", "http://127.0.0.1:1/bytes.bin")));
        Assert.Contains("expected a cache that can be written", error.Message);
        Assert.Contains("GEONB_CACHE", error.Message);
    }

    [Fact]
    public async Task A_link_in_the_cache_that_leads_out_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cache/remote"]);
        Directory.CreateDirectory(folder["outside"]);
        Directory.CreateSymbolicLink(folder["cache/remote/sub"], folder["outside"]);
        Assert.Contains("found a link to", (await Refused<InvalidDataException>(folder, Manifest(File("sub/bytes.bin", "http://127.0.0.1:1/bytes.bin")))).Message);
        Assert.Empty(Directory.GetFiles(folder["outside"]));
    }

    [Fact]
    public async Task A_generated_package_is_not_fetched() =>
        Assert.Contains("geonb data make remote", (await Assert.ThrowsAsync<InvalidDataException>(() => new PackageFetcher().FetchAsync(Manifest() with { Synthetic = true }))).Message);
}
