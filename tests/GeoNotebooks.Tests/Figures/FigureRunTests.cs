using GeoNotebooks.Figures;
using GeoNotebooks.Runs;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

/// <summary>Tests that set variables of the process run by themselves.</summary>
[CollectionDefinition("environment", DisableParallelization = true)]
public sealed class EnvironmentCollection;

[Collection("environment")]
public sealed class FigureRunTests
{
    private static readonly MapFigure Map = new("Gravity", Picture.Source, new GridLayer(Picture.GridOf(4, 4, (r, c) => r + c)));

    [Fact]
    public void A_figure_saved_to_a_run_is_in_its_record()
    {
        using var folder = new TemporaryFolder();
        Environment.SetEnvironmentVariable("GEONB_RUN", folder.Path);
        Environment.SetEnvironmentVariable("GEONB_NOTEBOOK", "00_tour");
        try
        {
            Assert.Same(Map, Map.SaveTo(Run.Open(), "gravity", "Lows are light.", widthPixels: 600));
            var record = RunRecord.Collect(folder.Path, DateTimeOffset.UtcNow, "quick", new Dictionary<string, string>(), [new("00_tour", "Tour", "ok", null, 1, 1)]);
            Assert.Equal(new FigureRecord("figures/gravity.png", "Gravity", "00_tour", "Lows are light."), Assert.Single(record.Figures));
            Assert.Equal(Map.ToPng(600), File.ReadAllBytes(folder["figures/gravity.png"]));
            Assert.Single(Directory.GetFiles(folder["figures"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GEONB_RUN", null);
            Environment.SetEnvironmentVariable("GEONB_NOTEBOOK", null);
        }
    }

    [Theory]
    [InlineData("../gravity")]
    [InlineData("")]
    [InlineData("a/b")]
    public void A_name_that_leaves_the_folder_is_refused(string name)
    {
        Environment.SetEnvironmentVariable("GEONB_RUN", Path.GetTempPath());
        try
        {
            Assert.Throws<ArgumentException>(() => Map.SaveTo(Run.Open(), name, ""));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GEONB_RUN", null);
        }
    }
}
