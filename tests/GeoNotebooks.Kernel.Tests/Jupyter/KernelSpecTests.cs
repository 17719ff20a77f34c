using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Jupyter;

namespace GeoNotebooks.Kernel.Tests.Jupyter;

public sealed class KernelSpecTests : IDisposable
{
    private static readonly string[] Command = ["/opt/geonb", "kernel", "run", KernelSpec.ConnectionFilePlaceholder];
    private readonly string _prefix = Directory.CreateTempSubdirectory("geonb-spec").FullName;

    private string SpecFile => Path.Combine(_prefix, "share", "jupyter", "kernels", ".net-csharp", "kernel.json");

    [Fact]
    public void InstallsWhatJupyterReads()
    {
        KernelSpec.UnderPrefix(_prefix).Install(Command, force: false);
        var spec = JsonNode.Parse(File.ReadAllText(SpecFile))!;
        Assert.Equal((".NET (C#)", "C#", "message"), ((string)spec["display_name"]!, (string)spec["language"]!, (string)spec["interrupt_mode"]!));
        Assert.False((bool)spec["metadata"]!["debugger"]!);
        Assert.Equal(Command, spec["argv"]!.AsArray().Select(word => (string)word!));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(SpecFile)!, "logo-svg.svg")));
    }

    [Fact]
    public void OursIsReplacedAndTakenAway()
    {
        var spec = KernelSpec.UnderPrefix(_prefix);
        spec.Install(Command, force: false);
        spec.Install(["/new/geonb"], force: false);
        Assert.Contains("/new/geonb", File.ReadAllText(SpecFile), StringComparison.Ordinal);
        spec.Uninstall(force: false);
        Assert.False(Directory.Exists(Path.GetDirectoryName(SpecFile)));
        Assert.Contains("there is none", Assert.Throws<KernelException>(() => spec.Uninstall(force: false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"argv":["dotnet","interactive","jupyter"],"display_name":".NET (C#)","language":"C#"}""", "started by dotnet interactive jupyter")]
    [InlineData("not json", "unknown program")]
    public void ASpecOfAnotherProgramIsLeftAlone(string foreign, string whose)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SpecFile)!);
        File.WriteAllText(SpecFile, foreign);
        var spec = KernelSpec.UnderPrefix(_prefix);
        Assert.Contains(whose, Assert.Throws<KernelException>(() => spec.Install(Command, force: false)).Message, StringComparison.Ordinal);
        Assert.Contains("--force", Assert.Throws<KernelException>(() => spec.Uninstall(force: false)).Message, StringComparison.Ordinal);
        Assert.Equal(foreign, File.ReadAllText(SpecFile));
        spec.Install(Command, force: true);
        Assert.Contains("/opt/geonb", File.ReadAllText(SpecFile), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderWithoutASpecIsLeftAlone()
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(SpecFile)!).FullName;
        File.WriteAllText(Path.Combine(folder, "thesis.txt"), "mine");
        Assert.Contains("unknown program", Assert.Throws<KernelException>(() => KernelSpec.UnderPrefix(_prefix).Uninstall(force: false)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "thesis.txt")));
    }

    public void Dispose() => Directory.Delete(_prefix, recursive: true);
}
