using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using GeoNotebooks.Cli.Tests.Documents;

namespace GeoNotebooks.Cli.Tests.Packaging;

/// <summary>What <c>dotnet pack</c> makes of the two projects that notebooks name by <c>#r "nuget: ..."</c>.</summary>
[Trait("Category", "Slow")]
public sealed class PackTests : IDisposable
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Name;

    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-pack").FullName;

    [Theory]
    [InlineData("GeoNotebooks")]
    [InlineData("GeoNotebooks.Synthetic")]
    public void APackageHoldsTheLibraryAndNamesWhatItNeeds(string id)
    {
        Pack(id);
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder)));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains($"lib/net10.0/{id}.dll", files);
        Assert.Contains($"lib/net10.0/{id}.xml", files);
        Assert.Contains("PACKAGE.md", files);
        Assert.DoesNotContain(files, file => file.StartsWith("runtimes/", StringComparison.Ordinal));

        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Of(string name) => (string?)metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
        Assert.Equal((id, "MIT", "PACKAGE.md", "GeoNotebooks contributors"), (Of("id"), Of("license"), Of("readme"), Of("authors")));
        Assert.NotEqual("", Of("description"));

        var needed = metadata.Descendants().Where(element => element.Name.LocalName == "dependency").ToDictionary(element => (string)element.Attribute("id")!, element => (string)element.Attribute("version")!);
        Assert.Equal(Central("TorchSharp"), needed["TorchSharp"]);
        var natives = Assert.Single(needed, dependency => dependency.Key.StartsWith("libtorch-", StringComparison.Ordinal));
        Assert.Equal(Central(natives.Key), natives.Value);
        Assert.Equal(id == "GeoNotebooks.Synthetic", needed.TryGetValue("GeoNotebooks", out var library) && library == Of("version"));
    }

    [Fact]
    public void NothingElseIsPacked()
    {
        Pack("GeoNotebooks.Kernel");
        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Packs what was built before these tests.</summary>
    private void Pack(string id)
    {
        var info = new ProcessStartInfo("dotnet", ["pack", $"src/{id}", "--no-build", "-c", Configuration, "-o", _folder]) { WorkingDirectory = RepositoryFiles.Root, RedirectStandardOutput = true };
        using var pack = Process.Start(info)!;
        var output = pack.StandardOutput.ReadToEnd();
        pack.WaitForExit();
        Assert.True(pack.ExitCode == 0, output);
    }

    private static string Central(string package) => XDocument.Parse(RepositoryFiles.ReadText("Directory.Packages.props")).Descendants("PackageVersion")
        .Where(version => (string?)version.Attribute("Include") == package).Select(version => (string)version.Attribute("Version")!).Single();
}
