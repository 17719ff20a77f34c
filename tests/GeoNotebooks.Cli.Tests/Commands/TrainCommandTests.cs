namespace GeoNotebooks.Cli.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private const string Manifest =
        """{"name":"small","title":"No sheets","version":"1.0.0","licenses":[{"name":"CC0-1.0"}],"crs":"EPSG:28425","resources":[]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-train").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("train")]
    [InlineData("predict")]
    public void HelpNamesWhatTheCommandNeeds(string command)
    {
        var answer = GeonbProcess.Run(_folder, command, "--help");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.All(command == "train" ? new[] { "--target", "--out", "--profile", "--resume" } : ["--out", "--spread", "--views"], option => Assert.Contains(option, answer.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'--target'", "train", "here", "--out", "m")]
    [InlineData("expected one of intrusions, faults, atkan; found 'gold'", "train", "here", "--target", "gold", "--out", "m")]
    [InlineData("'slow'", "train", "here", "--target", "faults", "--out", "m", "--profile", "slow")]
    [InlineData("'--out'", "predict", "m", "here")]
    [InlineData("found 3 views", "predict", "m", "here", "--out", "g.tif", "--views", "3")]
    [InlineData("8 views and 4 passes", "predict", "m", "here", "--out", "g.tif", "--views", "8", "--passes", "4", "--spread", "s.tif")]
    public void WrongUsageIsExitCodeTwo(string named, params string[] arguments)
    {
        var answer = GeonbProcess.Run(_folder, arguments);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(named, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMissingIsNamedInOneSentence()
    {
        Refuses("expected a data package", "train", "nowhere", "--target", "faults", "--out", "m");
        Refuses("expected the card of a model", "predict", "nowhere", _folder, "--out", "g.tif");
        File.WriteAllText(Path.Combine(_folder, "datapackage.json"), Manifest);
        Refuses("expected sheets with tables in", "train", _folder, "--target", "faults", "--out", "m");
        Directory.CreateDirectory(Path.Combine(_folder, "m"));
        File.WriteAllText(Path.Combine(_folder, "m", "checkpoint.safetensors"), "");
        Refuses("expected --resume", "train", _folder, "--target", "faults", "--out", "m");

        void Refuses(string named, params string[] arguments)
        {
            var answer = GeonbProcess.Run(_folder, arguments);
            Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
            Assert.Contains(named, answer.Error, StringComparison.Ordinal);
            Assert.Single(answer.Error.Trim().Split('\n'));
        }
    }
}
