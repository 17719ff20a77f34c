using System.Text.Json;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// The packages that the host process carries already, read from its <c>deps.json</c>: a cell that asks for one of them gets the host's own
/// assemblies, so that types are the same on both sides.
/// </summary>
public sealed class HostPackages
{
    private readonly Dictionary<string, Package> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);

    private HostPackages()
    {
    }

    /// <summary>The packages of this process, by the application's <c>deps.json</c>.</summary>
    /// <exception cref="FileNotFoundException">The application was started without a <c>deps.json</c>.</exception>
    public static HostPackages OfThisProcess()
    {
        var listed = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (listed.Length == 0)
            throw new FileNotFoundException("The host's list of packages (deps.json beside the program) was expected, and the program was started without one.");
        var packages = new HostPackages();
        foreach (var path in (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            packages._assemblies[Path.GetFileNameWithoutExtension(path)] = path;
        packages.Read(listed[0]);
        return packages;
    }

    /// <summary>The version that the host carries, or null.</summary>
    /// <param name="id">A package id, in any case.</param>
    public string? VersionOf(string id) => _packages.GetValueOrDefault(id)?.Version;

    /// <summary>What the host carries: id to version.</summary>
    internal IReadOnlyDictionary<string, string> Versions => _packages.ToDictionary(package => package.Key, package => package.Value.Version);

    /// <summary>The assemblies of the framework itself.</summary>
    internal IEnumerable<string> FrameworkAssemblies()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return _assemblies.Values.Where(path => Path.GetDirectoryName(path) == folder);
    }

    /// <summary>The path of an assembly of the host or the framework by its simple name, or null.</summary>
    internal string? AssemblyNamed(string simpleName) => _assemblies.GetValueOrDefault(simpleName);

    /// <summary>The paths of a package's assemblies and of those it depends on.</summary>
    internal IReadOnlyList<string> AssembliesOf(string id)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>([id]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next) || !_packages.TryGetValue(next, out var package))
                continue;
            found.AddRange(package.Assemblies.Select(AssemblyNamed).OfType<string>());
            foreach (var dependency in package.Dependencies)
                open.Push(dependency);
        }

        return found;
    }

    private void Read(string depsFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(depsFile));
        var target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        foreach (var library in document.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject())
        {
            var name = library.Name.Split('/');
            _packages[name[0]] = new Package(name[1], NamesIn(library.Value, "runtime", Path.GetFileNameWithoutExtension), NamesIn(library.Value, "dependencies", id => id));
        }
    }

    private static string[] NamesIn(JsonElement library, string section, Func<string, string> name) =>
        library.TryGetProperty(section, out var entries) ? [.. entries.EnumerateObject().Select(entry => name(entry.Name))] : [];

    private sealed record Package(string Version, string[] Assemblies, string[] Dependencies);
}
