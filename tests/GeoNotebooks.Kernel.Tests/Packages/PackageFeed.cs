using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GeoNotebooks.Kernel.Tests.Packages;

/// <summary>A notebook's folder that knows no public source, and beside it a folder of packages made here.</summary>
internal sealed class PackageFeed : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("geonb-feed-").FullName;

    public PackageFeed()
    {
        // Where it is set it overrules globalPackagesFolder, and feeds of several tests, with one id and version for different bytes, would meet in one folder.
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", null);
        Directory.CreateDirectory(Notebooks);
        Directory.CreateDirectory(Packages);
        Directory.CreateDirectory(Path.Combine(_root, "empty"));
        File.WriteAllText(Path.Combine(Notebooks, "nuget.config"), """
            <configuration>
              <config><add key="globalPackagesFolder" value="../global" /></config>
              <packageSources><clear /><add key="empty" value="../empty" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>The notebook's folder.</summary>
    public string Notebooks => Path.Combine(_root, "notebooks");

    /// <summary>The source that a cell names by <c>#i</c>.</summary>
    public string Packages => Path.Combine(_root, "packages");

    public string Source => $"#i \"nuget: {Packages}\"\n";

    /// <summary>Adds a package with one assembly, named as the package.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="code">The source of the assembly.</param>
    /// <param name="dependencies">Packages that it asks for, with ranges.</param>
    /// <param name="references">Assemblies that it is compiled against, beside the framework's.</param>
    /// <param name="native">A native library to put in, and the name to give it.</param>
    /// <returns>The path of the compiled assembly.</returns>
    public string Add(string id, string version, string code, (string Id, string Range)[]? dependencies = null, string[]? references = null, (string Path, string Name)? native = null)
    {
        var assembly = Path.Combine(_root, $"{id}.dll");
        var compilation = CSharpCompilation.Create(id, [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version.Split('-')[0]}.0\")]\n{code}", new CSharpParseOptions(documentationMode: DocumentationMode.Parse))],
            [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Concat(references ?? []).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var documentation = Path.ChangeExtension(assembly, ".xml");
        using (var file = File.Create(assembly))
        using (var xml = File.Create(documentation))
            Assert.Empty(compilation.Emit(file, xmlDocumentationStream: xml, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
        using var package = ZipFile.Open(Path.Combine(Packages, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        var wants = string.Concat((dependencies ?? []).Select(one => $"<dependency id=\"{one.Id}\" version=\"{SecurityElement.Escape(one.Range)}\" />"));
        using (var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            writer.Write($"""
                <?xml version="1.0"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>{id}</id><version>{version}</version><authors>test</authors><description>test</description>
                <dependencies><group targetFramework="net10.0">{wants}</group></dependencies></metadata></package>
                """);
        }

        package.CreateEntryFromFile(assembly, $"lib/net10.0/{id}.dll");
        package.CreateEntryFromFile(documentation, $"lib/net10.0/{id}.xml");
        if (native is { } library)
            package.CreateEntryFromFile(library.Path, $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/{library.Name}");
        return assembly;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
