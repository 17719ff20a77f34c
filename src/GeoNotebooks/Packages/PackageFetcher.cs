namespace GeoNotebooks.Packages;

/// <summary>
/// Brings the files of published packages into the cache: from a mirror (<c>GEONB_MIRROR/NAME/</c>) where one is named, otherwise from the source that the
/// manifest gives for each file. A file takes its place only when its SHA-256 is right; what is there already is not fetched again, and what a broken
/// connection or a killed process left is taken up where it ended. Compressed files stay compressed.
/// </summary>
/// <remarks>
/// Several processes may share a cache: one at a time works on a package (a lock that the system frees with the process), the others wait and find it whole.
/// </remarks>
public sealed record PackageFetcher
{
    /// <summary>A connection that does not stand after this ends the fetch.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection that brings no byte for this long ends the fetch.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where packages are kept, one folder each.</summary>
    public string CacheFolder { get; init; } = Runs.CacheFolder.Data;

    /// <summary>So many files come at once.</summary>
    public int FilesAtOnce { get; init; } = 4;

    /// <summary>Fetches what is missing and opens the package.</summary>
    /// <param name="manifest">The package's description, from <see cref="ManifestFolder.Open"/>.</param>
    /// <param name="progress">Told of each piece of a file.</param>
    /// <param name="cancellationToken">Stops the fetch; whole files stay, and the next fetch goes on with those under way.</param>
    /// <exception cref="DataUnavailableException">No mirror has the file and no connection brings it.</exception>
    /// <exception cref="InvalidDataException">A file came with another size or SHA-256 than the manifest states, or from where it must not.</exception>
    /// <exception cref="IOException">The cache cannot be written, or the disk is full.</exception>
    public async Task<DataPackage> FetchAsync(DataPackage manifest, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (manifest.Synthetic)
            throw new InvalidDataException($"'{manifest.Name}' is generated and nowhere to be fetched: `geonb data make {manifest.Name}`");
        var folder = Path.Combine(CacheFolder, manifest.Name);
        // Nothing is written for a package that is whole, so that a cache may be shared read-only.
        if (Cached(manifest, folder) is { } whole)
            return whole;
        try
        {
            Directory.CreateDirectory(folder);
            using var held = await PackageLock.TakeAsync(folder + ".lock", cancellationToken).ConfigureAwait(false);
            return Cached(manifest, folder) ?? await FetchMissingAsync(manifest, folder, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw CannotWrite(folder, exception);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) || exception is DirectoryNotFoundException)
        {
            throw CannotWrite(folder, exception);
        }
    }

    private async Task<DataPackage> FetchMissingAsync(DataPackage manifest, string folder, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        var missing = new List<(DataResource Resource, string Path)>();
        var meter = new FetchMeter(manifest.Resources.Sum(resource => resource.MostBytes), progress);
        foreach (var resource in manifest.Resources)
        {
            var path = PackagePath.Resolve(folder, resource.Path);
            if (IsWhole(path, resource))
                meter.Whole(resource, new FileInfo(path).Length);
            else
                missing.Add((resource, path));
        }
        RequireSpace(folder, missing);
        using var client = Download.Client(ConnectTimeout);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce }, async (file, _) =>
        {
            if (stop.IsCancellationRequested)
                return;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
                await FetchFileAsync(client, manifest, file.Resource, file.Path, meter, stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // The first failure is told; the files beside it stop and keep what they have.
                Interlocked.CompareExchange(ref first, exception, null);
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (first is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        var here = manifest with { Resources = [.. manifest.Resources.Select(resource => resource with { Bytes = new FileInfo(Path.Combine(folder, resource.Path)).Length })] };
        here.Write(folder);
        return DataPackage.Open(folder);
    }

    private async Task FetchFileAsync(HttpClient client, DataPackage manifest, DataResource resource, string path, FetchMeter meter, CancellationToken cancellationToken)
    {
        var partial = new PartialFile(path);
        if (Mirrored(manifest, resource) is { } mirrored)
        {
            Checksum.Require(mirrored, resource.Bytes, resource.Hash);
            partial.Delete();
            try
            {
                File.Copy(mirrored, partial.Path);
                // A copy may break where its source was whole.
                Checksum.Require(partial.Path, resource.Bytes, resource.Hash);
                partial.TakePlace();
            }
            catch
            {
                partial.Delete();
                throw;
            }
            meter.Whole(resource, new FileInfo(path).Length);
            return;
        }
        if (!Uri.TryCreate(resource.Source, UriKind.Absolute, out var source) || source.Scheme is not ("https" or "http"))
            throw new InvalidDataException($"package '{manifest.Name}', resource '{resource.Name}': expected a source that begins with https; found '{resource.Source}'");
        try
        {
            await new Download(client, source, resource, partial, meter, StallTimeout).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DownloadException exception)
        {
            throw Unavailable(manifest, resource, exception);
        }
        meter.Shrink(resource, new FileInfo(path).Length);
    }

    private static void RequireSpace(string folder, List<(DataResource Resource, string Path)> missing)
    {
        var needed = missing.Sum(file => (decimal)Math.Max(0, file.Resource.MostBytes - new PartialFile(file.Path).Length));
        var free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(folder))! : folder).AvailableFreeSpace;
        if (needed > free)
            throw new InvalidDataException($"{folder}: expected room for {needed} bytes; found {free}: the disk is full");
    }

    private static DataPackage? Cached(DataPackage manifest, string folder)
    {
        if (!File.Exists(Path.Combine(folder, DataPackage.FileName)) || !manifest.Resources.All(resource => IsWhole(PackagePath.Resolve(folder, resource.Path), resource)))
            return null;
        try
        {
            var here = DataPackage.Open(folder);
            // A description of other words, of an older manifest, is written anew.
            var asWritten = manifest with { Folder = here.Folder, Resources = [.. manifest.Resources.Zip(here.Resources, (wanted, found) => wanted with { Bytes = found.Bytes })] };
            return asWritten.ToJson() == here.ToJson() ? here : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static InvalidDataException CannotWrite(string folder, Exception inner) => new(
        Download.IsDiskFull(inner)
            ? $"{folder}: expected room for the files; the disk is full"
            : $"{folder}: expected a cache that can be written; found one that cannot ({inner.Message.TrimEnd('.')}): name another in GEONB_CACHE",
        inner);

    private static DataUnavailableException Unavailable(DataPackage manifest, DataResource resource, DownloadException inner) => new(
        $"'{manifest.Title}' is not here and could not be fetched: {resource.Path}: {inner.Message}. With a connection, `geonb data fetch {manifest.Name}` gets it; without one, put its files into FOLDER/{manifest.Name} and set GEONB_MIRROR=FOLDER.",
        inner);

    private static string? Mirrored(DataPackage manifest, DataResource resource) =>
        Environment.GetEnvironmentVariable("GEONB_MIRROR") is { Length: > 0 } mirror && Path.Combine(mirror, manifest.Name, resource.Path) is var path && File.Exists(path)
            ? path
            : null;

    private static bool IsWhole(string path, DataResource resource) =>
        new FileInfo(path) is { Exists: true } file && (resource.Bytes is null || file.Length == resource.Bytes) && Checksum.Matches(file, resource.Hash);
}
