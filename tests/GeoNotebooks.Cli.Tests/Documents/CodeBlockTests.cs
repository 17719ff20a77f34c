namespace GeoNotebooks.Cli.Tests.Documents;

/// <summary>Every block of C# of a page is compiled and run, one after the other in one session, as a reader would in one notebook, beside small files of the names that it reads.</summary>
public sealed class CodeBlockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-blocks").FullName;

    [Theory]
    [InlineData("README.md", "tilt.grd")]
    [InlineData("README.ru.md", "tilt.grd")]
    [InlineData("CONTRIBUTING.md")]
    public void EveryBlockRuns(string page, params string[] made)
    {
        var blocks = new MarkdownText(RepositoryFiles.ReadText(page)).Blocks("csharp").ToArray();
        Assert.NotEmpty(blocks);
        DocumentFixtures.WriteInto(_folder);
        var answer = GeonbProcess.Run(_folder, "run", GeonbProcess.WriteNotebook(_folder, Path.GetFileNameWithoutExtension(page), blocks), "--out", "out");
        Assert.True(answer.ExitCode == 0, $"{page}: {answer.Error}");
        Assert.All(made, file => Assert.True(new FileInfo(Path.Combine(_folder, file)) is { Exists: true, Length: > 100 }, $"{page}: expected its code to make {file}"));
    }

    [Fact]
    public void BothReadmesShowTheSameCode() =>
        Assert.Equal(new MarkdownText(RepositoryFiles.ReadText("README.md")).Blocks("csharp"), new MarkdownText(RepositoryFiles.ReadText("README.ru.md")).Blocks("csharp"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
