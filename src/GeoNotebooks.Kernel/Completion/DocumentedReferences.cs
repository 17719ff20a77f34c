using Microsoft.CodeAnalysis;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>
/// Assemblies as completion sees them: with the documentation that lies beside them; those of the framework as the SDK's reference pack has
/// them, whose documentation the runtime's own lack.
/// </summary>
internal static class DocumentedReferences
{
    public static IEnumerable<MetadataReference> Of(IEnumerable<string> paths)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var groups = paths.ToLookup(path => Path.GetDirectoryName(path) == framework);
        var pack = groups[true].Any() ? ReferencePack(framework) : null;
        return [.. (pack is null ? groups[true] : Directory.EnumerateFiles(pack, "*.dll")).Concat(groups[false]).Select(Of)];
    }

    private static MetadataReference Of(string path)
    {
        var documentation = Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(path, documentation: File.Exists(documentation) ? XmlDocumentationProvider.CreateFromFile(documentation) : null);
    }

    /// <summary>packs/Microsoft.NETCore.App.Ref/10.0.x/ref/net10.0 beside shared/Microsoft.NETCore.App/10.0.x, or null.</summary>
    private static string? ReferencePack(string framework)
    {
        var packs = Path.GetFullPath(Path.Combine(framework, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        var version = $"{Environment.Version.Major}.{Environment.Version.Minor}";
        return !Directory.Exists(packs) ? null : Directory.EnumerateDirectories(packs, $"{version}.*")
            .OrderByDescending(folder => folder.Length).ThenByDescending(folder => folder, StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "ref", $"net{version}")).FirstOrDefault(Directory.Exists);
    }
}
