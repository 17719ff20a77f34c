using System.Reflection;
using System.Runtime.InteropServices;

namespace GeoNotebooks.Runs;

/// <summary>Versions of what the numbers of a run depend on.</summary>
internal static class SoftwareVersions
{
    private static readonly string[] Packages = ["TorchSharp", "Microsoft.ML.LightGbm", "MathNet.Numerics", "ParquetSharp", "DuckDB.NET.Data", "NetTopologySuite", "ProjNET"];

    public static IReadOnlyDictionary<string, string> Current()
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["GeoNotebooks"] = VersionOf(typeof(SoftwareVersions).Assembly),
            [".NET"] = RuntimeInformation.FrameworkDescription,
        };
        foreach (var package in Packages)
            if (TryLoad(package) is { } assembly)
                versions[package] = VersionOf(assembly);
        return versions;
    }

    private static Assembly? TryLoad(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "?";
}
