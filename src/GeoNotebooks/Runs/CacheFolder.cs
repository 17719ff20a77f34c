namespace GeoNotebooks.Runs;

/// <summary>Where things are kept that can be made or fetched again: the user's cache, or the folder that GEONB_CACHE names.</summary>
public static class CacheFolder
{
    /// <summary>The cache, absolute; null where no home is known.</summary>
    internal static string? Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable("GEONB_CACHE") is { Length: > 0 } own)
                return Path.GetFullPath(own);
            // The XDG base directory specification: a relative path is to be ignored.
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathFullyQualified(cache))
                return Path.Combine(cache, "geonotebooks");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            return Path.IsPathFullyQualified(home) ? Path.Combine(home, ".cache", "geonotebooks") : null;
        }
    }

    /// <summary>Where data packages are kept between runs. Models never are.</summary>
    public static string Data => Path.Combine(Root ?? Path.Combine(Path.GetTempPath(), $"geonotebooks-{Environment.UserName}"), "data");
}
