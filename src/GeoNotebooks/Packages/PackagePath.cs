namespace GeoNotebooks.Packages;

/// <summary>Keeps the files of a package within its folder: neither their names nor links lead out of it.</summary>
internal static class PackagePath
{
    /// <summary>Whether a resource's path stays below the folder on every system.</summary>
    public static bool StaysInside(string? path) =>
        !string.IsNullOrWhiteSpace(path)
        && !Path.IsPathRooted(path)
        && path.AsSpan().IndexOfAny("\\:") < 0
        && !path.Any(char.IsControl)
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>The place of a resource's file. A link on the way is followed only when it ends within the package's folder.</summary>
    /// <exception cref="InvalidDataException">A link leads out of the folder.</exception>
    public static string Resolve(string folder, string path)
    {
        var place = Path.GetFullPath(folder);
        string? real = null;
        foreach (var part in path.Split('/'))
        {
            place = Path.Combine(place, part);
            if (TargetOf(place) is not { } target)
                continue;
            real ??= RealFolder(folder);
            if (!RealFolder(target).StartsWith(real + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDataException($"{Path.Combine(folder, path)}: expected a file within the package's folder; found a link to '{target}'");
        }
        return place;
    }

    /// <summary>Where a link ends; null when there is none at this place.</summary>
    private static string? TargetOf(string place)
    {
        FileSystemInfo info = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
        return info.LinkTarget is null ? null : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.LinkTarget;
    }

    /// <summary>A path with every link on the way resolved, so that two spellings of one folder compare equal.</summary>
    private static string RealFolder(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (TargetOf(real) is { } target)
                real = Path.TrimEndingDirectorySeparator(target);
        }
        return real;
    }
}
