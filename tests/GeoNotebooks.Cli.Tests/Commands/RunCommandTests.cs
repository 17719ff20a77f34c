using System.Text.Json.Nodes;

namespace GeoNotebooks.Cli.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-cli").FullName;

    [Fact]
    public void AGoodNotebookLeavesACopyAndAPage()
    {
        var notebook = GeonbProcess.WriteNotebook(_folder, "00_good", "var x = 6;", "x * 7");
        var answer = Run(notebook);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Contains("cell 2 of 2", answer.Output, StringComparison.Ordinal);
        Assert.Equal("42", ValueOfLastCell("00_good"));
        Assert.Contains("42", File.ReadAllText(Made("00_good.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void NotebooksOfAFolderRunInNumberOrderFromTheFolderAbove()
    {
        var inner = Path.Combine(_folder, "notebooks", "figures");
        Directory.CreateDirectory(inner);
        GeonbProcess.WriteNotebook(Path.Combine(_folder, "notebooks"), "10_late", "1");
        GeonbProcess.WriteNotebook(Path.Combine(_folder, "notebooks"), "02_early", "1");
        var answer = GeonbProcess.Run(inner, "run");
        Assert.Equal(0, answer.ExitCode);
        Assert.True(answer.Output.IndexOf("02_early (1 of 2)", StringComparison.Ordinal) < answer.Output.IndexOf("10_late (2 of 2)", StringComparison.Ordinal));
        var run = Assert.Single(Directory.GetDirectories(Path.Combine(inner, "runs")));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z$", Path.GetFileName(run));
        Assert.True(File.Exists(Path.Combine(run, "notebooks", "10_late.ipynb")));
    }

    [Fact]
    public void AFailingCellIsNamedWithItsSourceLine()
    {
        var notebook = GeonbProcess.WriteNotebook(_folder, "00_bad", "1", "var y = 2;\nthrow new Exception(\"boom\");", "3");
        var later = GeonbProcess.WriteNotebook(_folder, "01_later", "4");
        var answer = Run(notebook, later);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("00_bad, cell 2: System.Exception: boom", answer.Error, StringComparison.Ordinal);
        Assert.Contains("cell 2, line 2: throw new Exception(\"boom\");", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GeoNotebooks.", answer.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Made("00_bad.ipynb")));
        Assert.Contains("boom", File.ReadAllText(Made("00_bad.html")), StringComparison.Ordinal);
        Assert.False(File.Exists(Made("01_later.ipynb")));
    }

    [Fact]
    public void ACellThatExitsIsNamed()
    {
        var answer = Run(GeonbProcess.WriteNotebook(_folder, "00_exit", "1", "Environment.Exit(0);"));
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("00_exit, cell 2: its process ended with exit code 0 while this cell ran: Environment.Exit(0);", answer.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Made("00_exit.ipynb")));
    }

    [Fact]
    public void TheLibraryIsInTheProcess()
    {
        Assert.Equal(0, Run(GeonbProcess.WriteNotebook(_folder, "00_host", "#r \"nuget: GeoNotebooks\"", "using GeoNotebooks.Grids;\ntypeof(Grid).Name")).ExitCode);
        Assert.Equal("Grid", ValueOfLastCell("00_host"));
    }

    [Fact]
    public void AScriptMayTouchTorchBeforeTheLibrary()
    {
        var answer = Run(GeonbProcess.WriteNotebook(_folder, "00_torch", "#r \"nuget: TorchSharp\"\nTorchSharp.torch.ones(2, 3).sum().item<float>()"));
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Equal("6", ValueOfLastCell("00_torch"));
    }

    [Fact]
    public void ABrokenSheetIsOneSentenceWithItsFileAndRow()
    {
        File.WriteAllText(Path.Combine(_folder, "sheet.csv"), "x,y,field\n1,2,3\n4,five,6\n");
        var answer = Run(GeonbProcess.WriteNotebook(
            _folder, "00_sheet", "#r \"nuget: GeoNotebooks\"\nGeoNotebooks.Surveys.SurveyTable.OpenFile(\"sheet.csv\", GeoNotebooks.Grids.Crs.Local)"));
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("sheet.csv: row 2, column 'y': expected a number; found 'five'", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ANotebookKnowsItsRun()
    {
        var notebook = GeonbProcess.WriteNotebook(
            _folder, "00_env", "string.Join(\"|\", new[] { \"GEONB_RUN\", \"GEONB_NOTEBOOK\", \"GEONB_PROFILE\" }.Select(Environment.GetEnvironmentVariable).Append(Directory.GetCurrentDirectory()))");
        Assert.Equal(0, Run("--profile", "full", notebook).ExitCode);
        Assert.Equal($"{Path.Combine(_folder, "out")}|00_env|full|{_folder}", ValueOfLastCell("00_env"));
    }

    [Fact]
    public void ParametersAndTheProfileAreInjectedWhereDeclared()
    {
        var with = GeonbProcess.WriteNotebook(_folder, "00_with", "//parameters\nvar profile = \"none\"; var n = 1;", "profile + n");
        var without = GeonbProcess.WriteNotebook(_folder, "01_without", "5");
        Assert.Equal(0, Run("-p", "n=3", with, without).ExitCode);
        Assert.Equal("quick3", ValueOfLastCell("00_with"));
        Assert.DoesNotContain("injected", File.ReadAllText(Made("01_without.ipynb")), StringComparison.Ordinal);
    }

    [Fact]
    public void AParameterThatNoNotebookDeclaresIsRefusedBeforeAnythingRuns()
    {
        var answer = Run("-p", "speed=3", GeonbProcess.WriteNotebook(_folder, "00_a", "1"));
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("The parameter speed was given", Assert.Single(answer.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Fact]
    public void AMissingNotebookIsOneSentence()
    {
        var answer = Run(Path.Combine(_folder, "no.ipynb"));
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("no.ipynb, and there is no such file", Assert.Single(answer.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", Run("--debug", Path.Combine(_folder, "no.ipynb")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--profile", "huge")]
    [InlineData("--bogus")]
    [InlineData("-p", "novalue")]
    [InlineData("--out")]
    public void WrongUsageIsExitCodeTwo(params string[] arguments)
    {
        var answer = Run(arguments);
        Assert.Equal(2, answer.ExitCode);
        Assert.NotEqual("", answer.Error);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void HelpNamesTheOptionsAndHidesTheChild()
    {
        Assert.Contains("--profile", GeonbProcess.Run(_folder, "run", "--help").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("run-child", GeonbProcess.Run(_folder, "--help").Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private GeonbProcess.Answer Run(params string[] arguments) => GeonbProcess.Run(_folder, ["run", .. arguments, .. arguments is [.., "--out"] ? (string[])[] : ["--out", "out"]]);

    private string Made(string file) => Path.Combine(_folder, "out", "notebooks", file);

    private string? ValueOfLastCell(string notebook) =>
        (string?)JsonNode.Parse(File.ReadAllText(Made(notebook + ".ipynb")))!["cells"]!.AsArray()[^1]!["outputs"]![0]!["data"]!["text/plain"]![0];
}
