using System.Diagnostics;
using System.Globalization;

namespace GeoNotebooks.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private const string Manifest =
        """{"profile":"data-package","name":"small","title":"Two points","version":"1.0.0","licenses":[{"name":"CC0-1.0"}],"crs":"EPSG:28425","resources":[{"name":"points","path":"points.csv","bytes":16,"hash":"sha256:fa43233a8f67442cffbc5e052220472c9ea73afe501b14d33ad0e6aeac3b5efa"}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-data").FullName;

    [Fact]
    public void TheListNamesEachDataSetWithItsLicence()
    {
        var answer = GeonbProcess.Run(_folder, "data", "list");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Matches("kolyma .*synthetic", answer.Output);
        Assert.Matches("baltic .*synthetic: geonb data make baltic", answer.Output);
        Assert.Matches(@"south-china-li .*\(MIT; 16\.2 MB", answer.Output);
    }

    [Fact]
    public void AnUnknownDataSetIsNamedBesideThoseThatThereAre()
    {
        var answer = GeonbProcess.Run(_folder, "data", "fetch", "atlantis");
        Assert.Equal((1, "expected one of the data sets baltic, britain-magnetic, bushveld-gravity, kolyma, osborne-magnetic, south-china-li, southern-africa-gravity; found 'atlantis'\n"), (answer.ExitCode, answer.Error));
    }

    [Theory]
    [InlineData("\"licenses\"", "\"licences\"", "\"licenses\"")]
    [InlineData("16", "17", "points.csv")]
    [InlineData("points.csv", "../points.csv", "../points.csv")]
    public void ABrokenPackageIsOneSentence(string good, string bad, string named)
    {
        File.WriteAllText(Path.Combine(_folder, "points.csv"), "x,y,value\n1,2,3\n");
        File.WriteAllText(Path.Combine(_folder, "datapackage.json"), Manifest.Replace(good, bad, StringComparison.Ordinal));
        var answer = GeonbProcess.Run(_folder, "data", "verify", _folder);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(named, answer.Error, StringComparison.Ordinal);
        Assert.Contains("expected", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongUsageNamesTheWholeCommand()
    {
        var answer = GeonbProcess.Run(_folder, "data", "make", "kolyma");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("See `geonb data make --help`.", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARegionInTheMakingStopsWhenAsked()
    {
        var info = new ProcessStartInfo(GeonbProcess.ProgramPath(), ["data", "make", "kolyma", "--sheets", "2", "--out", _folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using (var asking = Process.Start("kill", [process.Id.ToString(CultureInfo.InvariantCulture)]))
            await asking.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
