namespace GeoNotebooks.Packages;

/// <summary>How far a fetch has come.</summary>
/// <param name="File">The file under way.</param>
/// <param name="BytesDone">Bytes of all files so far.</param>
/// <param name="BytesTotal">Bytes of all files.</param>
public sealed record FetchProgress(string File, long BytesDone, long BytesTotal)
{
    /// <summary>Share of all bytes that is here; 1 where there are none.</summary>
    public double Share => BytesTotal > 0 ? (double)BytesDone / BytesTotal : 1;
}

/// <summary>
/// Brings the files of a published package into the cache: from a mirror (<c>GEONB_MIRROR/NAME/</c>) where one is named, otherwise from the source
/// that the manifest gives for each file. A file takes its place only when its SHA-256 is right; what is there already is not fetched again.
/// </summary>
public sealed record PackageFetcher
{
    /// <summary>A connection that does not stand after this ends the fetch.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection that brings no byte for this long ends the fetch.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where packages are kept, one folder each.</summary>
    public string CacheFolder { get; init; } = Runs.CacheFolder.Data;

    /// <summary>Fetches what is missing and opens the package.</summary>
    /// <param name="manifest">The package's description, from <see cref="ManifestFolder.Open"/>.</param>
    /// <param name="progress">Told of each piece of a file.</param>
    /// <param name="cancellationToken">Stops the fetch; whole files stay.</param>
    /// <exception cref="DataUnavailableException">No mirror has the file and no connection brings it.</exception>
    /// <exception cref="InvalidDataException">A file came with another SHA-256 than the manifest states.</exception>
    public async Task<DataPackage> FetchAsync(DataPackage manifest, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var folder = Path.Combine(CacheFolder, manifest.Name);
        Directory.CreateDirectory(folder);
        using var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var (total, done) = (manifest.Resources.Sum(resource => resource.Bytes), 0L);
        foreach (var resource in manifest.Resources)
        {
            var path = Path.Combine(folder, resource.Path);
            if (!IsWhole(path, resource))
            {
                var before = done;
                await FetchFileAsync(client, manifest, resource, path, read => progress?.Report(new(resource.Path, before + read, total)), cancellationToken).ConfigureAwait(false);
            }
            done += resource.Bytes;
            progress?.Report(new(resource.Path, done, total));
        }
        manifest.Write(folder);
        return DataPackage.Open(folder);
    }

    private async Task FetchFileAsync(
        HttpClient client, DataPackage manifest, DataResource resource, string path, Action<long> report, CancellationToken cancellationToken)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.partial";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            if (Mirrored(manifest, resource) is { } mirrored)
                File.Copy(mirrored, beside);
            else
                await DownloadAsync(client, manifest, resource, beside, report, cancellationToken).ConfigureAwait(false);
            Checksum.Require(beside, resource.Bytes, resource.Hash);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private async Task DownloadAsync(
        HttpClient client, DataPackage manifest, DataResource resource, string beside, Action<long> report, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(resource.Source, UriKind.Absolute, out var source) || source.Scheme is not ("https" or "http"))
            throw new InvalidDataException($"package '{manifest.Name}', resource '{resource.Name}': expected a source that begins with https; found '{resource.Source}'");
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            stall.CancelAfter(StallTimeout);
            using var response = await client.GetAsync(source, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            await using var from = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            await using var to = File.Create(beside);
            var buffer = new byte[1 << 16];
            long read = 0;
            while (true)
            {
                stall.CancelAfter(StallTimeout);
                var count = await from.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
                if (count == 0)
                    break;
                read += count;
                if (read > resource.Bytes)
                    throw new InvalidDataException($"{source}: expected {resource.Bytes} bytes; more came");
                await to.WriteAsync(buffer.AsMemory(0, count), stall.Token).ConfigureAwait(false);
                report(read);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(manifest, resource, $"no byte came from {source.Host} within the time allowed", exception);
        }
        catch (HttpRequestException exception)
        {
            throw Unavailable(manifest, resource, $"{source.Host} did not answer ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private static DataUnavailableException Unavailable(DataPackage manifest, DataResource resource, string reason, Exception inner) => new(
        $"'{manifest.Title}' is not here and could not be fetched: {resource.Path}: {reason}. With a connection, `geonb data fetch {manifest.Name}` gets it; without one, put its files into FOLDER/{manifest.Name} and set GEONB_MIRROR=FOLDER.",
        inner);

    private static string? Mirrored(DataPackage manifest, DataResource resource) =>
        Environment.GetEnvironmentVariable("GEONB_MIRROR") is { Length: > 0 } mirror && Path.Combine(mirror, manifest.Name, resource.Path) is var path && File.Exists(path)
            ? path
            : null;

    private static bool IsWhole(string path, DataResource resource) =>
        new FileInfo(path) is { Exists: true } file && file.Length == resource.Bytes && Checksum.Of(path) == resource.Hash;
}
