using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace GeoNotebooks.Kernel.Packages;

/// <summary>
/// Loads the assemblies of restored packages, and the native libraries they call. The script engine's own contexts, one for each folder, know
/// neither the packages of other folders nor native libraries; so the engine gets these assemblies loaded already.
/// </summary>
internal sealed class PackageContext() : AssemblyLoadContext("packages")
{
    private static readonly string[] NativeNames = ["{0}", "lib{0}", "{0}.so", "lib{0}.so", "{0}.dylib", "lib{0}.dylib", "{0}.dll"];
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _natives = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds packages. Assemblies of the host are not among them: those the default context finds.</summary>
    public void Add(IEnumerable<string> assemblies, IEnumerable<string> natives)
    {
        foreach (var path in assemblies)
            _assemblies[Path.GetFileNameWithoutExtension(path)] = path;
        foreach (var path in natives)
            _natives.TryAdd(Path.GetFileName(path), path);
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _assemblies.TryGetValue(assemblyName.Name!, out var path) ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (var pattern in NativeNames)
        {
            if (_natives.TryGetValue(string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, Path.GetFileName(unmanagedDllName)), out var path))
                return NativeLibrary.Load(path);
        }

        return 0;
    }
}
