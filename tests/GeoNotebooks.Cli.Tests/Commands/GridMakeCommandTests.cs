using System.Globalization;
using System.Text.Json.Nodes;

namespace GeoNotebooks.Cli.Tests.Commands;

public sealed class GridMakeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-make-").FullName;

    public GridMakeCommandTests()
    {
        // A plane, steeper to the north than to the east, at 120 strewn places; one of them twice.
        var random = new Random(1);
        var rows = Enumerable.Range(0, 120).Select(_ => (E: 5_000 + Math.Round(random.NextDouble() * 4_000), N: 8_000 + Math.Round(random.NextDouble() * 3_000))).ToArray();
        File.WriteAllLines(Path.Combine(_folder, "p.csv"),
            ["east;north;grav", .. rows.Append(rows[3]).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.E};{p.N};{Plane(p.E, p.N)}")), "6000;9000;"]);
    }

    private static double Plane(double east, double north) => 10 + 0.002 * (east - 5_000) + 0.005 * (north - 8_000);

    private GeonbProcess.Answer Make(params string[] more) =>
        GeonbProcess.Run(_folder, ["grid", "make", "p.csv", "--x", "east", "--y", "north", "--value", "grav", .. more]);

    [Theory]
    [InlineData("minimum-curvature", "--tension", "0.3")]
    [InlineData("kriging", "--drift", "plane")]
    [InlineData("linear", "--reduction", "mean")]
    [InlineData("nearest", "--reduction", "none")]
    [InlineData("inverse-distance", "--unit", "mGal")]
    public void A_grid_is_made_and_reported(string method, params string[] more)
    {
        var answer = Make(["--cell", "200", "--method", method, "--json", "out.tif", .. more]);
        Assert.Equal(0, answer.ExitCode);
        var report = JsonNode.Parse(answer.Output)!;
        Assert.Equal((method, 121, 0), ((string?)report["method"], (int)report["points"]!, (int)report["blankPoints"]!));
        var info = JsonNode.Parse(GeonbProcess.Run(_folder, "grid", "info", "out.tif", "--json").Output)!;
        Assert.Equal(((int)report["rows"]!, (int)report["columns"]!, 200.0), ((int)info["rows"]!, (int)info["columns"]!, (double)info["cellWidth"]!));
        Assert.Equal((int)report["validCount"]!, (int)info["validCount"]!);
        // Values lie within the plane's over the area, or a little beyond where the method goes on past the points.
        Assert.InRange((double)info["min"]!, 8.5, 13);
        Assert.InRange((double)info["max"]!, 29, 35);
    }

    [Fact]
    public void Errors_are_measured_when_asked_for()
    {
        var answer = Make("--cell", "200", "--method", "kriging", "--drift", "plane", "--variance", "v.tif", "--errors", "--block", "1000", "--anisotropy", "2", "--azimuth", "30", "--maximum-distance", "500", "--json", "out.grd");
        Assert.Equal(0, answer.ExitCode);
        var report = JsonNode.Parse(answer.Output)!;
        var random = report["errors"]!["random"]!;
        Assert.Equal((1000.0, 121, 5), ((double)report["errors"]!["block"]!, (int)random["points"]! + (int)random["unanswered"]!, (int)report["errors"]!["blocks"]!["folds"]!));
        // Without a point or two a node may lie beyond the largest distance.
        Assert.InRange((int)random["unanswered"]!, 0, 6);
        Assert.InRange((double)report["errors"]!["random"]!["rmse"]!, 0, 0.5);
        Assert.Equal((2.0, 30.0, 500.0), ((double)report["anisotropy"]!["ratio"]!, (double)report["anisotropy"]!["azimuth"]!, (double)report["maximumDistance"]!));
        Assert.Contains("variogram", (string?)report["fitted"], StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "v.tif")));
    }

    [Fact]
    public void A_fine_cell_is_made_with_a_note()
    {
        var answer = Make("--cell", "20", "--method", "nearest", "out.tif");
        Assert.Equal(0, answer.ExitCode);
        Assert.StartsWith("note: 'grav': a cell of 20 m is finer than a quarter of the spacing of the points", answer.Error, StringComparison.Ordinal);
        Assert.Contains("of 121 points are in out.tif", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Degrees_are_brought_into_a_plane_when_it_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "d.csv"), "lon,lat,v\n27,-25,1\n27.1,-25,2\n27,-25.1,3\n27.1,-25.2,4\n27.05,-25.05,2\n");
        string[] arguments = ["grid", "make", "d.csv", "--x", "lon", "--y", "lat", "--value", "v", "--cell", "1000", "--method", "nearest", "--crs", "EPSG:4326", "d.tif"];
        var refused = GeonbProcess.Run(_folder, arguments);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("name a projected system with --project", refused.Error, StringComparison.Ordinal);
        var answer = GeonbProcess.Run(_folder, [.. arguments, "--project", "EPSG:32735"]);
        Assert.Equal(0, answer.ExitCode);
        var info = JsonNode.Parse(GeonbProcess.Run(_folder, "grid", "info", "d.tif", "--json").Output)!;
        Assert.Equal("EPSG:32735", (string?)info["crs"]);
        // 27 E is the meridian of zone 35.
        Assert.InRange((double)info["west"]!, 499_000, 500_000);
    }

    [Theory]
    [InlineData(2, "--tension: expected", "--cell", "200", "--method", "kriging", "--tension", "0.2")]
    [InlineData(2, "--cell: expected a distance above 0 m; found 0", "--cell", "0", "--method", "kriging")]
    [InlineData(2, "--azimuth", "--cell", "200", "--method", "kriging", "--anisotropy", "2")]
    [InlineData(2, "'spline'", "--cell", "200", "--method", "spline")]
    [InlineData(2, "--variance: expected --method kriging", "--cell", "200", "--method", "linear", "--variance", "v.tif")]
    [InlineData(1, "at most 500 million nodes", "--cell", "0.01", "--method", "nearest")]
    public void What_makes_no_sense_is_one_sentence(int code, string sentence, params string[] more)
    {
        var answer = Make([.. more, "out.tif"]);
        Assert.Equal((code, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "out.tif")));
    }

    [Fact]
    public void Different_values_on_one_place_are_told()
    {
        File.WriteAllText(Path.Combine(_folder, "p.csv"), "east,north,grav\n0,0,1\n0,0,2\n900,0,3\n0,900,4\n900,800,5\n");
        var answer = Make("--cell", "100", "--method", "linear", "--reduction", "none", "out.tif");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("expected one value a place; found 1 place with different values, the first at (0, 0) with 1 and 2", answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
