using System.Text.Json.Nodes;

namespace GeoNotebooks.Cli.Tests.Commands;

public sealed class GridCommandTests : IDisposable
{
    /// <summary>Three rows of two nodes, north first, from the cell's corner at 500, 700; one blank.</summary>
    private const string Ascii = "ncols 2\nnrows 3\nxllcorner 500\nyllcorner 700\ncellsize 10\nnodata_value -1\n1 2\n-1 4\n5 8\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-grid").FullName;

    public GridCommandTests() => File.WriteAllText(Path.Combine(_folder, "a.grd"), Ascii);

    [Fact]
    public void InfoAsJsonHasTheseKeysAndNodeCentres()
    {
        File.WriteAllText(Path.Combine(_folder, "a.prj"), """LOCAL_CS["north pit",UNIT["metre",1]]""");
        var answer = GeonbProcess.Run(_folder, "grid", "info", "a.grd", "--json");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        var expected = JsonNode.Parse(
            """
            {"rows":3,"columns":2,"cellWidth":10,"cellHeight":10,"west":505,"south":705,"east":515,"north":725,"rotation":0,"crs":"north pit","unit":"1",
             "min":1,"max":8,"mean":4,"std":2.449489742783178,"validCount":5,"nodata":-1,"format":"esri-ascii"}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(answer.Output)), answer.Output);
    }

    [Fact]
    public void InfoInWordsSaysTheSame()
    {
        var answer = GeonbProcess.Run(_folder, "grid", "info", "a.grd");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Contains("3 rows x 2 columns, cell 10 x 10", answer.Output, StringComparison.Ordinal);
        Assert.Contains("505 to 515 east, 705 to 725 north", answer.Output, StringComparison.Ordinal);
        Assert.Contains("5 of 6, 1 to 8, mean 4", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b.tif", "geotiff")]
    [InlineData("b.grd", "surfer7")]
    [InlineData("b.grd", "surfer6")]
    [InlineData("b.grd", "surfer6-text")]
    [InlineData("b.xyz", "xyz")]
    [InlineData("b.dat", "esri-ascii")]
    public void ConvertedGridHoldsTheSame(string file, string format)
    {
        var answer = GeonbProcess.Run(_folder, "grid", "convert", "a.grd", file, "--format", format);
        Assert.Equal((0, "", $"3 rows and 2 columns are in {file}\n"), (answer.ExitCode, answer.Error, answer.Output));
        var info = JsonNode.Parse(GeonbProcess.Run(_folder, "grid", "info", file, "--json").Output)!;
        Assert.Equal(format, (string?)info["format"]);
        Assert.Equal((505.0, 705.0, 515.0, 725.0), ((double)info["west"]!, (double)info["south"]!, (double)info["east"]!, (double)info["north"]!));
        Assert.Equal((5, 1.0, 8.0, 4.0), ((int)info["validCount"]!, (double)info["min"]!, (double)info["max"]!, (double)info["mean"]!));
    }

    [Theory]
    [InlineData("a.grd: expected a grid (", "grid", "info", "a.grd")]
    [InlineData("none.grd: expected a grid; there is no such file", "grid", "info", "none.grd")]
    [InlineData("found 'png'", "grid", "convert", "b.grd", "c.grd", "--format", "png")]
    [InlineData("found the extension '.png'", "grid", "convert", "b.grd", "c.png")]
    public void ErrorsAreOneSentence(string sentence, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder, "a.grd"), "no grid at all");
        File.WriteAllText(Path.Combine(_folder, "b.grd"), Ascii);
        var answer = GeonbProcess.Run(_folder, arguments);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Trim().Split('\n'));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
