namespace GeoNotebooks.Packages;

/// <summary>The <c>data-manifests</c> folder of the repository: what data sets there are.</summary>
public static class ManifestFolder
{
    /// <summary>The folder: the one that GEONB_MANIFESTS names, or the first found upwards from the current folder and from the program's.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("GEONB_MANIFESTS") is { Length: > 0 } named)
            return Path.GetFullPath(named);
        foreach (var start in (ReadOnlySpan<string>)[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (Directory.Exists(Path.Combine(folder.FullName, "data-manifests")))
                    return Path.Combine(folder.FullName, "data-manifests");
        throw new DirectoryNotFoundException($"expected a folder data-manifests above {Directory.GetCurrentDirectory()}; there is none: name it in GEONB_MANIFESTS");
    }

    /// <summary>A file or folder below it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Find(), .. parts]);

    /// <summary>The manifest of a data set.</summary>
    /// <exception cref="InvalidDataException">There is no data set of that name.</exception>
    public static DataPackage Open(string id)
    {
        var known = Directory.GetDirectories(Find()).Where(folder => File.Exists(Path.Combine(folder, DataPackage.FileName))).Select(Path.GetFileName).Order().ToList();
        return known.Contains(id)
            ? DataPackage.Open(PathOf(id))
            : throw new InvalidDataException($"expected one of the data sets {string.Join(", ", known)}; found '{id}'");
    }
}
