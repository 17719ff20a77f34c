using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GeoNotebooks.Cli.Tests.Commands;

public sealed class GridTransformCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-transform").FullName;

    public GridTransformCommandTests()
    {
        Write("plane.grd", (column, row) => 3 * column - 5 * row);
        Write("blank.grd", (_, _) => null);
    }

    /// <summary>20 rows of 24 nodes, 100 m apart, row 0 in the north.</summary>
    private void Write(string name, Func<int, int, double?> value)
    {
        var text = new StringBuilder("ncols 24\nnrows 20\nxllcorner 500\nyllcorner 700\ncellsize 100\nnodata_value -9999\n");
        for (var row = 0; row < 20; row++)
            text.AppendJoin(' ', Enumerable.Range(0, 24).Select(column => (value(column, row) ?? -9999).ToString(CultureInfo.InvariantCulture))).Append('\n');
        File.WriteAllText(Path.Combine(_folder, name), text.ToString());
    }

    private GeonbProcess.Answer Transform(params string[] arguments) => GeonbProcess.Run(_folder, ["grid", "transform", .. arguments]);

    // 3 a column of 100 m and, since rows run south, +5 a row northward: unequal, so that neither axis nor sign can be mistaken.
    [Theory]
    [InlineData("derivative-easting", 0.03)]
    [InlineData("derivative-northing", 0.05)]
    [InlineData("horizontal-gradient", 0.0583095)]
    public void SlopesOfAPlaneAreExact(string name, double expected)
    {
        var answer = Transform("plane.grd", "out.tif", "--name", name, "--json");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        var report = JsonNode.Parse(answer.Output)!;
        Assert.Equal((name, "1/m", 20, 24, 480, "out.tif"), ((string?)report["transform"], (string?)report["unit"], (int)report["rows"]!, (int)report["columns"]!, (int)report["validCount"]!, (string?)report["out"]));
        Assert.Equal(expected, (double)report["min"]!, 1e-5);
        Assert.Equal(expected, (double)report["max"]!, 1e-5);
        var info = JsonNode.Parse(GeonbProcess.Run(_folder, "grid", "info", "out.tif", "--json").Output)!;
        Assert.Equal((550.0, 750.0, expected), ((double)info["west"]!, (double)info["south"]!, Math.Round((double)info["mean"]!, 7)));
    }

    [Fact]
    public void ParametersAndDefaultsAreReported()
    {
        var report = JsonNode.Parse(Transform("plane.grd", "out.xyz", "--name", "trend", "--json").Output)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"order":1}"""), report["parameters"]), report.ToJsonString());
        report = JsonNode.Parse(Transform("plane.grd", "out.xyz", "--name", "entropy", "--window", "5", "--json").Output)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"window":5}"""), report["parameters"]), report.ToJsonString());
        Assert.Equal("bit", (string?)report["unit"]);
    }

    // Remanence against the field turns the anomaly over; the ratio of density to magnetisation is a factor.
    [Fact]
    public void MagnetisationAndDensityReachTheTransform()
    {
        Write("magnetic.grd", (column, row) => 100 * Math.Pow(1 + (Math.Pow(column - 10, 2) + Math.Pow(row - 8, 2)) / 9, -1.5));
        string[] arguments = ["magnetic.grd", "out.tif", "--name", "pseudogravity", "--inclination", "60", "--declination", "5", "--json"];
        var along = JsonNode.Parse(Transform(arguments).Output)!;
        var against = JsonNode.Parse(Transform([.. arguments, "--magnetisation-inclination", "-60", "--magnetisation-declination", "185", "--density-ratio", "300"]).Output)!;
        Assert.Equal(-3 * (double)along["max"]!, (double)against["min"]!, 1e-3 * (double)along["max"]!);
        Assert.Equal((300.0, 10.0), ((double)against["parameters"]!["density-ratio"]!, (double)against["parameters"]!["least-inclination"]!));
        var half = Transform([.. arguments, "--magnetisation-inclination", "-60"]);
        Assert.NotEqual(0, half.ExitCode);
        Assert.Contains("needs both magnetisation-inclination and magnetisation-declination", half.Error);
    }

    // UTM zone 50 N, 2 degrees of longitude east of its meridian at 60 N: grid north lies about 1.7 degrees east of true north there.
    [Fact]
    public void ConvergenceOfTheSystemIsSubtracted()
    {
        File.WriteAllText(
            Path.Combine(_folder, "utm.grd"),
            File.ReadAllText(Path.Combine(_folder, "plane.grd")).Replace("xllcorner 500", "xllcorner 611000", StringComparison.Ordinal).Replace("yllcorner 700", "yllcorner 6653000", StringComparison.Ordinal));
        File.Copy(Path.Combine(_folder, "utm.grd"), Path.Combine(_folder, "local.grd"));
        var named = GeonbProcess.Run(_folder, "grid", "convert", "utm.grd", "unused.tif");
        Assert.Equal(0, named.ExitCode);
        File.WriteAllText(Path.Combine(_folder, "utm.prj"), """
            PROJCS["WGS 84 / UTM zone 50N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","32650"]]
            """);
        var answer = Transform("utm.grd", "pole.tif", "--name", "reduction-to-pole", "--inclination", "70", "--declination", "-8", "--json");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        var convergence = (double)JsonNode.Parse(answer.Output)!["parameters"]!["convergence"]!;
        Assert.Equal(1.73, convergence, 0.02);
        var local = JsonNode.Parse(Transform("local.grd", "pole.tif", "--name", "reduction-to-pole", "--inclination", "70", "--declination", "-8", "--json").Output)!;
        Assert.Equal(0.0, (double)local["parameters"]!["convergence"]!);
    }

    [Theory]
    [InlineData(2, "found 'sharpen'", "--name", "sharpen")]
    [InlineData(2, "reduction-to-pole needs the inclination", "--name", "reduction-to-pole", "--declination", "5")]
    [InlineData(2, "upward-continuation needs the height", "--name", "upward-continuation")]
    [InlineData(2, "tilt takes no window; found window 5", "--name", "tilt", "--window", "5")]
    [InlineData(1, "odd number of cells from 3 up, so that it has a centre; found 6", "--name", "entropy", "--window", "6")]
    [InlineData(1, "no larger than the grid of 20 x 24 nodes; found one of 21 x 21", "--name", "local-deviation", "--window", "21")]
    [InlineData(1, "200 m; found 150", "--name", "gaussian-lowpass", "--wavelength", "150")]
    [InlineData(1, "order 1, 2 or 3; found 7", "--name", "trend", "--order", "7")]
    public void RequestsThatMakeNoSenseAreOneSentence(int exitCode, string sentence, params string[] arguments) =>
        AssertRefused(exitCode, sentence, Transform(["plane.grd", "out.tif", .. arguments]));

    [Fact]
    public void BlankGridsDegreesAndUnitsThatDoNotFitAreRefused()
    {
        AssertRefused(1, "every node is blank", Transform("blank.grd", "out.tif", "--name", "tilt"));
        File.Copy(Path.Combine(_folder, "plane.grd"), Path.Combine(_folder, "degrees.grd"));
        File.WriteAllText(Path.Combine(_folder, "degrees.prj"), """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]""");
        var degrees = Transform("degrees.grd", "out.tif", "--name", "tilt");
        Assert.Equal((1, ""), (degrees.ExitCode, degrees.Output));
        Assert.Contains("project it first", degrees.Error, StringComparison.Ordinal);
        AssertRefused(1, "there is no such file", Transform("none.grd", "out.tif", "--name", "tilt"));
        AssertRefused(1, "found the extension '.png'", Transform("plane.grd", "out.png", "--name", "tilt"));

        // The unit of a derivative is kept by GeoTIFF: a tilt, in degrees, is no magnetic anomaly.
        Assert.Equal(0, Transform("plane.grd", "tilt.tif", "--name", "tilt").ExitCode);
        AssertRefused(1, "expects a magnetic anomaly in nT, or a derivative of one in nT/m; found values in deg", Transform("tilt.tif", "out.tif", "--name", "reduction-to-pole", "--inclination", "70", "--declination", "0"));
    }

    [Fact]
    public void HelpNamesTheTransforms()
    {
        var help = Transform("--help");
        Assert.Equal(0, help.ExitCode);
        foreach (var name in new[] { "derivative-up", "upward-continuation --height", "tilt-horizontal-gradient", "entropy [--window 15]" })
            Assert.Contains(name, string.Join(' ', help.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private void AssertRefused(int exitCode, string sentence, GeonbProcess.Answer answer)
    {
        Assert.Equal((exitCode, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Trim().Split('\n'));
        Assert.DoesNotContain("(Parameter", answer.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(_folder, "out.tif")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
