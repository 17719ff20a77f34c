using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace GeoNotebooks.Cli.Tests.Commands;

/// <summary><c>geonb data fetch</c> as processes: killed, two at once, on a full disk, from a mirror.</summary>
public sealed class DataFetchTests : IDisposable
{
    private const string Generated = """{"name":"made","title":"Made","version":"1.0.0","synthetic":true,"seed":1,"licenses":[{"name":"CC0-1.0"}],"crs":"EPSG:4326","resources":[]}""";
    private static readonly byte[] Content = [.. Enumerable.Range(0, 400_000).Select(i => (byte)(i * 31 >> 3))];

    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-fetch").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<int> _asked = [];
    private readonly Lock _gate = new();

    /// <summary>Whether the next answer stops after half of the bytes and keeps the connection.</summary>
    private volatile bool _hangs;

    public DataFetchTests()
    {
        _listener.Start();
        _ = Task.Run(ServeAsync);
        Describe("one");
        Describe("two");
    }

    [Fact]
    public async Task AKilledFetchIsTakenUp()
    {
        _hangs = true;
        using (var killed = Start("data", "fetch", "one"))
        {
            await UntilAsync(() => new FileInfo(PathOf("one/a.bin.partial")) is { Exists: true, Length: >= 200_000 });
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.False(File.Exists(PathOf("one/a.bin")));
        _hangs = false;
        var again = await EndAsync(Start("data", "fetch", "one"));
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Equal(Content, await File.ReadAllBytesAsync(PathOf("one/a.bin"), TestContext.Current.CancellationToken));
        Assert.Equal([0, 200_000], _asked);
        Assert.False(File.Exists(PathOf("one/a.bin.partial")));
    }

    [Fact]
    public async Task TwoProcessesFetchOnce()
    {
        var ends = await Task.WhenAll(EndAsync(Start("data", "fetch", "one")), EndAsync(Start("data", "fetch", "one")));
        Assert.All(ends, end => Assert.Equal((0, ""), (end.Code, end.Error)));
        Assert.Equal([0], _asked);
    }

    [Fact]
    public async Task SeveralIdsAreFetchedVerifiedAndListed()
    {
        Assert.Equal(0, (await EndAsync(Start("data", "fetch", "one", "two"))).Code);
        var list = JsonNode.Parse((await EndAsync(Start("data", "list", "--json"))).Output)!.AsArray();
        Assert.Equal(["one", "two"], list.Select(set => (string)set!["name"]!));
        Assert.Equal(PathOf("two"), (string)list[1]!["folder"]!);
        Assert.Equal(Content.Length, (long)list[1]!["bytes"]!);

        var whole = await EndAsync(Start("data", "verify", "two", "--json"));
        Assert.True((bool)JsonNode.Parse(whole.Output)!["ok"]!);
        await File.WriteAllBytesAsync(PathOf("two/a.bin"), new byte[Content.Length], TestContext.Current.CancellationToken);
        var damaged = await EndAsync(Start("data", "verify", "two", "--json"));
        Assert.Equal(1, damaged.Code);
        Assert.False((bool)JsonNode.Parse(damaged.Output)!["ok"]!);
        Assert.Contains("expected sha256:", (string)JsonNode.Parse(damaged.Output)!["files"]![0]!["problem"]!, StringComparison.Ordinal);
        Assert.Single(damaged.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task AMirrorIsUsedInPlaceOfTheNetwork()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "mirror", "one"));
        var mirrored = Path.Combine(_folder, "mirror", "one", "a.bin");
        await File.WriteAllBytesAsync(mirrored, new byte[Content.Length], TestContext.Current.CancellationToken);
        var wrong = await EndAsync(Start("data", "fetch", "one"));
        Assert.Equal(1, wrong.Code);
        Assert.StartsWith(mirrored, wrong.Error, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(mirrored, Content, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await EndAsync(Start("data", "fetch", "one"))).Code);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task AFolderWithAllDataSetsServesAsAMirror()
    {
        var stick = Path.Combine(_folder, "stick");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "manifests", "made")).FullName, "datapackage.json"), Generated, TestContext.Current.CancellationToken);
        var first = await EndAsync(Start("data", "fetch", "--all", "--out", stick));
        Assert.Equal((0, ""), (first.Code, first.Error));
        foreach (var id in new[] { "one", "two" })
            Assert.Equal(Content, await File.ReadAllBytesAsync(Path.Combine(stick, id, "a.bin"), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Path.Combine(stick, "made")));
        Assert.False(Directory.Exists(PathOf("")));
        Assert.Equal([0, 0], _asked);

        // Again: nothing is asked for. A damaged file is.
        Assert.Equal(0, (await EndAsync(Start("data", "fetch", "--all", "--out", stick))).Code);
        Assert.Equal([0, 0], _asked);
        await File.WriteAllBytesAsync(Path.Combine(stick, "two", "a.bin"), new byte[Content.Length], TestContext.Current.CancellationToken);
        Assert.Equal(0, (await EndAsync(Start("data", "fetch", "--all", "--out", stick))).Code);
        Assert.Equal([0, 0, 0], _asked);

        // The other machine: no connection, the folder as its mirror.
        _listener.Stop();
        Directory.Move(stick, Path.Combine(_folder, "mirror"));
        var offline = await EndAsync(Start("data", "fetch", "one", "two"));
        Assert.Equal((0, ""), (offline.Code, offline.Error));
        Assert.Equal(Content, await File.ReadAllBytesAsync(PathOf("two/a.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OneSourceThatIsDownKeepsNobodyFromTheOthers()
    {
        var stick = Path.Combine(_folder, "stick");
        var manifest = Path.Combine(_folder, "manifests", "one", "datapackage.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace("http://127.0.0.1:", "http://127.0.0.1:1/", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var end = await EndAsync(Start("data", "fetch", "--all", "--out", stick));
        Assert.Equal(1, end.Code);
        Assert.Contains("1 of 2 data sets could not be fetched, the others are in " + stick, end.Error, StringComparison.Ordinal);
        Assert.Contains("one: ", end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
        Assert.Equal(Content, await File.ReadAllBytesAsync(Path.Combine(stick, "two", "a.bin"), TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(stick, "one", "a.bin")));
    }

    [Fact]
    public async Task NamesAndAllExcludeEachOther()
    {
        foreach (string[] arguments in (string[][])[["data", "fetch"], ["data", "fetch", "one", "--all"]])
        {
            var end = await EndAsync(Start(arguments));
            Assert.Equal(2, end.Code);
            Assert.Contains("data sets by name, or --all, were expected", end.Error, StringComparison.Ordinal);
        }
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task AFullDiskIsOneSentence()
    {
        // A cache of 128 KiB, in a name space of its own.
        await RequireMountsAsync();
        var end = await EndAsync(StartShell($"unshare -rm sh -c 'mount -t tmpfs -o size=128k none \"{PathOf("")}\" && \"{GeonbProcess.ProgramPath()}\" data fetch one; code=$?; ls -R \"{PathOf("")}\"; exit $code'"));
        Assert.Equal(1, end.Code);
        Assert.Contains("the disk is full", end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
        Assert.DoesNotContain("a.bin", end.Output.Split('\n'));
    }

    [Fact]
    public async Task ADiskThatFillsOnTheWayIsOneSentence()
    {
        await RequireMountsAsync();
        _hangs = true;
        // Another program takes the room while the second half is still to come.
        var cache = PathOf("");
        var script = $"mount -t tmpfs -o size=500k none \"{cache}\"; \"{GeonbProcess.ProgramPath()}\" data fetch one & "
            + $"while [ ! -s \"{cache}/one/a.bin.partial\" ]; do sleep 0.05; done; head -c 400000 /dev/zero > \"{cache}/other\"; touch \"{_folder}/go\"; wait $!; code=$?; ls \"{cache}/one\"; exit $code";
        var end = await EndAsync(StartShell($"unshare -rm sh -c '{script}'"));
        Assert.Equal(1, end.Code);
        Assert.Contains("the disk is full", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("a.bin", end.Output.Split('\n'));
    }

    [Fact]
    public async Task AReadOnlyCacheServesWhatItHasAndSaysThatItTakesNoMore()
    {
        await RequireMountsAsync();
        Assert.Equal(0, (await EndAsync(Start("data", "fetch", "one"))).Code);
        string Script(string id) => $"unshare -rm sh -c 'mount --bind \"{PathOf("")}\" \"{PathOf("")}\" && mount -o remount,ro,bind \"{PathOf("")}\" && \"{GeonbProcess.ProgramPath()}\" data fetch {id}'";
        var whole = await EndAsync(StartShell(Script("one")));
        Assert.Equal((0, ""), (whole.Code, whole.Error));
        var missing = await EndAsync(StartShell(Script("two")));
        Assert.Equal(1, missing.Code);
        Assert.Contains("expected a cache that can be written", missing.Error, StringComparison.Ordinal);
        Assert.Single(missing.Error.Trim().Split('\n'));
    }

    public void Dispose()
    {
        _listener.Stop();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Mounts in a name space of the test's own; where the system does not allow it, the test is skipped.</summary>
    private async Task RequireMountsAsync()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare") || (await EndAsync(StartShell("unshare -rm mount -t tmpfs none /mnt"))).Code != 0)
            Assert.Skip("needs unshare and the right to mount in it");
        Directory.CreateDirectory(PathOf(""));
    }

    private string PathOf(string name) => Path.Combine(_folder, "cache", "data", name).TrimEnd('/');

    private void Describe(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "manifests", name)).FullName;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Content));
        var source = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/a.bin";
        File.WriteAllText(
            Path.Combine(folder, "datapackage.json"),
            $$"""{"name":"{{name}}","title":"Bytes","version":"1.0.0","licenses":[{"name":"CC0-1.0"}],"crs":"EPSG:4326","resources":[{"name":"a","path":"a.bin","bytes":{{Content.Length}},"hash":"sha256:{{hash}}","source":"{{source}}"}]}""");
    }

    private Process Start(params string[] arguments) => Start(GeonbProcess.ProgramPath(), arguments);

    private Process StartShell(string command) => Start("/bin/sh", ["-c", command]);

    private Process Start(string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["GEONB_CACHE"] = Path.Combine(_folder, "cache");
        info.Environment["GEONB_MANIFESTS"] = Path.Combine(_folder, "manifests");
        info.Environment["GEONB_MIRROR"] = Path.Combine(_folder, "mirror");
        return Process.Start(info)!;
    }

    private static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            Assert.True(i < 600, "what was awaited did not come in a minute");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            _ = Task.Run(async () =>
            {
                using (client)
                    await AnswerAsync(client.GetStream());
            });
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var from = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                from = int.Parse(line.AsSpan("Range: bytes=".Length).TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
        lock (_gate)
            _asked.Add(from);
        var range = from > 0 ? $"206 Partial Content\r\nContent-Range: bytes {from}-{Content.Length - 1}/{Content.Length}" : "200 OK";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {range}\r\nETag: \"1\"\r\nContent-Length: {Content.Length - from}\r\nConnection: close\r\n\r\n"));
        var first = _hangs ? Content.Length / 2 : Content.Length;
        await stream.WriteAsync(Content.AsMemory(from, first - from));
        if (!_hangs)
            return;
        for (var i = 0; i < 150 && !File.Exists(Path.Combine(_folder, "go")); i++)
            await Task.Delay(100);
        await stream.WriteAsync(Content.AsMemory(first));
    }
}
