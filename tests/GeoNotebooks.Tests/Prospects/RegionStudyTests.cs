using GeoNotebooks.Features;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Runs;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

/// <summary>A study of the three quick sheets, opened once for all tests: about half a minute, less when the region is in the cache.</summary>
public sealed class QuickStudy : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable("GEONB_RUN");

    public QuickStudy()
    {
        Environment.SetEnvironmentVariable("GEONB_RUN", _folder["run"]);
        Run = Run.Open();
        Package = DataPackage.Open(Path.Combine(KolymaRegion.OpenOrMake(KolymaOptions.QuickSheets, CacheFolder.Data), KolymaRegion.DataFolder));
        Study = RegionStudy.Open(Run, Package, KolymaOptions.QuickSheets);
    }

    public Run Run { get; }

    public DataPackage Package { get; }

    public RegionStudy Study { get; }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("GEONB_RUN", _before);
        _folder.Dispose();
    }
}

[Collection("environment")]
[Trait("Category", "Slow")]
public sealed class RegionStudyTests(QuickStudy quick) : IClassFixture<QuickStudy>
{
    private RegionStudy Study => quick.Study;

    [Fact]
    public void Channels_have_values_on_the_sheets_and_none_beside_them()
    {
        foreach (var channel in Study.Stack.Channels)
        {
            var without = channel.Values.Where((value, node) => Study.OnSheets[node] && float.IsNaN(value)).Count();
            Assert.True(without < 0.02 * channel.Values.Length, $"{channel.Name}: {without} nodes on the sheets have no value");
            Assert.All(channel.Values.Where((_, node) => !Study.OnSheets[node]), value => Assert.True(float.IsNaN(value)));
        }
    }

    /// <summary>Sheets were surveyed in different years with different levels; a step left at their common edge would look like the longest fault of the map.</summary>
    [Theory]
    [InlineData("magnetic_local")]
    [InlineData("potassium")]
    [InlineData("thorium")]
    public void Edge_between_sheets_does_not_show(string name)
    {
        var channel = Study.Stack[name];
        var masks = KolymaOptions.QuickSheets.Select(sheet => ChannelBuilder.SheetMask(Study.Geometry, sheet)).ToList();
        var (across, inside) = (new List<double>(), new List<double>());
        for (var row = 0; row < channel.Rows; row++)
            for (var column = 1; column < channel.Columns; column++)
            {
                var (left, right) = (row * channel.Columns + column - 1, row * channel.Columns + column);
                var step = channel.Values[right] - channel.Values[left];
                if (!float.IsNaN(step))
                    (masks.Exists(mask => mask[left] && mask[right]) ? inside : across).Add(step);
            }
        Assert.InRange(across.Count, 300, 2000);
        // A level shift moves all steps at the edge one way; without one they are like any others.
        Assert.True(Math.Abs(across.Average()) < 0.35 * Deviation(inside), $"{name}: mean step {across.Average()} at the edge, deviation {Deviation(inside)} elsewhere");
    }

    [Fact]
    public void Nothing_is_trained_within_a_tile_of_the_blind_ground()
    {
        var blind = ChannelBuilder.SheetMask(Study.Geometry, RegionStudy.BlindSheet);
        var reach = (int)(RegionStudy.BufferMetres / Study.Geometry.CellWidthMetres);
        foreach (var plan in TargetPlan.Kolyma)
        {
            var labels = Study.TrainingLabels(plan);
            Assert.InRange(labels.PresentCount, 1000, labels.KnownCount / 2);
            for (var node = 0; node < blind.Length; node++)
                if (labels.Values[node] != TargetLabels.Unknown)
                {
                    Assert.False(blind[node] || Study.Omchak[node]);
                    var row = node / Study.Geometry.Columns;
                    var nearest = Enumerable.Range(Math.Max(0, node - reach), Math.Min(2 * reach + 1, blind.Length - node)).Where(other => other / Study.Geometry.Columns == row && blind[other]);
                    Assert.Empty(nearest);
                }
        }
    }

    [Fact]
    public void A_study_holds_the_channels_of_the_targets_that_it_is_opened_for()
    {
        var dykes = new TargetPlan("dykes", "faults", null, true, ["magnetic_local", "local_relief"]);
        var study = RegionStudy.Open(quick.Run, quick.Package, KolymaOptions.QuickSheets, plans: [TargetPlan.Faults, dykes]);
        Assert.Equal(TargetPlan.Faults.Channels, study.Stack.Names);
        Assert.Equal(Study.TrainingLabels(TargetPlan.Faults).Values, study.TrainingLabels(dykes).Values);
        var unknown = Assert.Throws<ArgumentException>(() => RegionStudy.Open(quick.Run, quick.Package, KolymaOptions.QuickSheets, plans: [dykes with { Channels = ["magnetic_lokal"] }]));
        Assert.Contains("found 'magnetic_lokal'", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Omchak_lies_on_the_blind_sheet_about_natalka()
    {
        var natalka = Sheet.ProjectedToZone25(61 + 38 / 60.0 + 49 / 3600.0, 147 + 48 / 60.0 + 36 / 3600.0);
        Assert.True(Study.Omchak[Study.Geometry.NodeAt(natalka.X, natalka.Y)!.Value]);
        Assert.True(ChannelBuilder.SheetMask(Study.Geometry, RegionStudy.BlindSheet)[Study.Geometry.NodeAt(natalka.X, natalka.Y)!.Value]);
    }

    [Fact]
    public void Channels_of_a_run_are_built_once()
    {
        var path = Path.Combine(quick.Run.Folder, "channels", "thorium.tif");
        var written = File.GetLastWriteTimeUtc(path);
        var again = RegionStudy.Open(quick.Run, quick.Package, KolymaOptions.QuickSheets);
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        Assert.Equal(Study.Stack["thorium"].Values, again.Stack["thorium"].Values);
    }

    [Fact]
    public void Study_without_the_blind_sheet_is_refused() =>
        Assert.Contains(RegionStudy.BlindSheet, Assert.Throws<ArgumentException>(() => RegionStudy.Open(quick.Run, quick.Package, ["P-55-XXI"])).Message);

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
