namespace GeoNotebooks.Cli.Tests.Commands;

public sealed class BankCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-bank").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AnEmptyBankIsNoError()
    {
        var answer = GeonbProcess.Run(_folder, "bank", "list", "--bank", "here");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Contains("no such model", answer.Output, StringComparison.Ordinal);
        Assert.Equal("[]", GeonbProcess.Run(_folder, "bank", "list", "--json", "--bank", "here").Output.Trim());
        Assert.Contains("all models are whole", GeonbProcess.Run(_folder, "bank", "verify", "--bank", "here").Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "here")));
    }

    // Half of the time of a short command went into loading networks that it does not use.
    [Fact]
    public void AListOfCardsLoadsNoTorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only the loader of Linux tells what it loads");
        var told = GeonbProcess.RunWith(new() { ["LD_DEBUG"] = "libs" }, _folder, "bank", "list", "--bank", "here").Error;
        Assert.Contains("libcoreclr", told, StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has no model 'gold'; it has none", "bank", "show", "gold", "--bank", "here")]
    [InlineData("has no model 'gold'", "bank", "export", "gold", "gold.zip", "--bank", "here")]
    [InlineData("expected the card of a model; there is no such file", "bank", "add", "nowhere", "--bank", "here")]
    [InlineData("expected a model as a zip; there is no such file", "bank", "import", "none.zip", "--bank", "here")]
    [InlineData("expected the reason why a model may be asked outside its training", "predict", "m", "here", "--out", "g.tif", "--allow-outside-training", " ")]
    public void WhatIsMissingIsNamedInOneSentence(string named, params string[] arguments)
    {
        var answer = GeonbProcess.Run(_folder, arguments);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(named, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Trim().Split('\n'));
    }
}
