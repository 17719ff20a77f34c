namespace GeoNotebooks.Kernel.Packages;

/// <summary>A folder that its user alone can read: what is restored from it is loaded into this process.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly Lazy<string> Temporary = new(() => Directory.CreateTempSubdirectory("geonotebooks-").FullName);

    /// <summary>
    /// <c>geonotebooks/NAME</c> in the user's cache (XDG_CACHE_HOME), made with mode 0700; a fresh temporary folder of the same mode where the cache
    /// cannot be written, is a link or is open to others.
    /// </summary>
    public static string InCache(string name)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } set && Path.IsPathRooted(set) ? set
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var folder = Path.Combine(cache, "geonotebooks", name);
        return Prepare(folder) ? folder : Temporary.Value;
    }

    private static bool Prepare(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                return true;
            }

            var made = Directory.CreateDirectory(folder, UserOnly);
            if (made.LinkTarget is not null)
                return false;
            // Fails for a folder of another user, and closes one of ours that was left open.
            File.SetUnixFileMode(folder, UserOnly);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
