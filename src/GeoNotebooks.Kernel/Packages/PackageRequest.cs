using System.Text.RegularExpressions;

namespace GeoNotebooks.Kernel.Packages;

/// <summary>A package that a cell asks for: <c>#r "nuget: Id, 1.2"</c>, <c>"nuget: Id, 1.*"</c> or <c>"nuget: Id"</c>.</summary>
/// <param name="Id">The id, by NuGet's rules.</param>
/// <param name="Version">The version as asked for; <c>*</c>, the newest release, where none was.</param>
internal sealed partial record PackageRequest(string Id, string Version)
{
    private const int LongestId = 100;

    /// <summary>True where the same package comes out of every restore: the version does not float.</summary>
    public bool IsFixed => !Version.Contains('*', StringComparison.Ordinal);

    public VersionRange Range => VersionRange.Parse(Version)!;

    /// <summary>Reads what follows <c>nuget:</c>.</summary>
    /// <exception cref="PackageException">The id or the version is none.</exception>
    public static PackageRequest Parse(string wanted)
    {
        var comma = wanted.IndexOf(',', StringComparison.Ordinal);
        var id = (comma < 0 ? wanted : wanted[..comma]).Trim();
        var version = comma < 0 ? "" : wanted[(comma + 1)..].Trim();
        if (id.Length > LongestId || !IdRule().IsMatch(id))
            throw new PackageException($"A package id (letters, digits, dots, dashes) was expected after \"nuget:\", and \"{id}\" was found.");
        if (VersionRange.Parse(version) is null)
            throw new PackageException($"A package version was expected after \"{id}\", and \"{version}\" was found.");
        return new PackageRequest(id, version == "" ? "*" : version);
    }

    public override string ToString() => Version == "*" ? Id : $"{Id} {Version}";

    // NuGet.Packaging.PackageIdValidator, ASCII alone: every id on a feed is.
    [GeneratedRegex(@"^[0-9A-Za-z_]+([.-][0-9A-Za-z_]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex IdRule();
}
