using System.Text.Json;
using System.Xml.Linq;

namespace GeoNotebooks.Kernel.Packages;

/// <summary>One package of a restore.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version that was resolved.</param>
/// <param name="Assemblies">The paths of its assemblies for this system.</param>
/// <param name="Natives">The paths of its native libraries for this system.</param>
/// <param name="Nuspec">Its manifest.</param>
internal sealed record RestoredPackage(string Id, string Version, IReadOnlyList<string> Assemblies, IReadOnlyList<string> Natives, string Nuspec)
{
    /// <summary>The ranges in which this package wants another: one for each framework group of its manifest that names it.</summary>
    public IReadOnlyList<string> RangesOf(string id) =>
    [
        .. XDocument.Load(Nuspec).Descendants().Where(element => element.Name.LocalName == "dependency"
            && string.Equals((string?)element.Attribute("id"), id, StringComparison.OrdinalIgnoreCase)).Select(element => (string?)element.Attribute("version") ?? ""),
    ];

    /// <summary>The ids of the packages that this one asks for.</summary>
    public IEnumerable<string> DependencyIds => XDocument.Load(Nuspec).Descendants().Where(element => element.Name.LocalName == "dependency")
        .Select(element => (string?)element.Attribute("id")).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a restore resolved, by <c>project.assets.json</c>.</summary>
internal static class ProjectAssets
{
    /// <summary>The packages, those for the current system (net10.0/linux-x64).</summary>
    public static IReadOnlyList<RestoredPackage> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        var libraries = root.GetProperty("libraries");
        var target = root.GetProperty("targets").EnumerateObject().Single(one => one.Name.Contains('/', StringComparison.Ordinal)).Value;
        var packages = new List<RestoredPackage>();
        foreach (var entry in target.EnumerateObject())
        {
            var (id, version) = entry.Name.Split('/') is [var name, var number] ? (name, number) : throw new InvalidDataException($"{path}: {entry.Name} is no package.");
            var relative = libraries.GetProperty(entry.Name).GetProperty("path").GetString()!;
            var folder = folders.Select(one => Path.Combine(one, relative)).First(Directory.Exists);
            packages.Add(new RestoredPackage(id, version, Files(entry.Value, "runtime", folder), Files(entry.Value, "native", folder),
                Directory.EnumerateFiles(folder, "*.nuspec").First()));
        }

        return packages;
    }

    /// <summary><c>_._</c> stands for "nothing for this framework".</summary>
    private static string[] Files(JsonElement package, string section, string folder) => package.TryGetProperty(section, out var files)
        ? [.. files.EnumerateObject().Where(file => Path.GetFileName(file.Name) != "_._").Select(file => Path.Combine(folder, file.Name))]
        : [];
}
