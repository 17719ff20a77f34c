using GeoNotebooks.Packages;
using Xunit;

namespace GeoNotebooks.Tests.Packages;

public sealed class DataPackageTests
{
    private static DataPackage Make(TemporaryFolder folder)
    {
        File.WriteAllText(folder["points.csv"], "x,y,value\n1,2,3\n");
        var package = new DataPackage
        {
            Name = "small",
            Title = "Three numbers",
            Version = "1.0.0",
            Crs = "EPSG:28425",
            Synthetic = true,
            Seed = 7,
            Licenses = [new("CC0-1.0")],
            Resources = [DataResource.Describe(folder.Path, "points.csv", "points", new([new("value", "number", "nT", "anomaly")]))],
        };
        package.Write(folder.Path);
        return package;
    }

    [Fact]
    public void Written_description_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var written = Make(folder);
        var read = DataPackage.Open(folder.Path);
        Assert.Equal(28425, read.CoordinateSystem.Epsg);
        Assert.Equal(written.Resources[0].Hash, read.Resource("points").Hash);
        Assert.Equal("nT", read.Resource("points").Schema!.Fields[0].Unit);
        Assert.Equal(folder["points.csv"], read.PathOf(read.Resource("points")));
        Assert.True(read.Synthetic);
    }

    [Fact]
    public void Altered_file_is_refused_with_both_digests()
    {
        using var folder = new TemporaryFolder();
        var package = Make(folder) with { Folder = folder.Path };
        File.WriteAllText(folder["points.csv"], "x,y,value\n1,2,4\n");
        var error = Assert.Throws<InvalidDataException>(() => package.PathOf(package.Resource("points")));
        Assert.Contains(package.Resource("points").Hash, error.Message);
        Assert.Contains("found sha256:", error.Message);
    }

    [Theory]
    [InlineData("\"licenses\"", "\"licences\"", "expected a field \"licenses\"; there is none")]
    [InlineData("\"path\": \"points.csv\"", "\"path\": \"../points.csv\"", "expected a path below the package's folder; found '../points.csv'")]
    [InlineData("\"bytes\": 16", "\"bytes\": -1", "expected its size in \"bytes\"; found -1")]
    [InlineData("\"hash\": \"sha256", "\"hash\": \"md5", "expected a hash \"sha256:\"")]
    [InlineData("\"name\": \"small\"", "\"name\": \"small", "expected JSON")]
    [InlineData("\"name\": \"small\"", "\"name\": \"../small\"", "name: expected small letters, digits, '.', '_' and '-'; found '../small'")]
    [InlineData("\"name\": \"small\"", "\"name\": \"small\", \"name\": \"twice\"", "expected JSON")]
    [InlineData("\"path\": \"points.csv\"", "\"path\": \"/points.csv\"", "found '/points.csv'")]
    [InlineData("\"path\": \"points.csv\"", "\"path\": \"a\\\\points.csv\"", "found 'a\\points.csv'")]
    [InlineData("\"path\": \"points.csv\"", "\"path\": \"datapackage.json\"", "the description itself")]
    [InlineData("\"bytes\": 16", "\"bytes\": \"16\"", "resources[0].bytes: expected a whole number; found \"16\"")]
    [InlineData("\"bytes\": 16", "\"bytes\": 16.5", "resources[0].bytes: expected a whole number; found 16.5")]
    [InlineData("\"bytes\": 16", "\"bytes\": 9223372036854775807", "expected files of at most 1000000000000000 bytes in all; found 9223372036854775807")]
    [InlineData("\"bytes\": 16,", "", "expected its size in \"bytes\"; found none")]
    [InlineData("\"hash\": \"sha256", "\"hasch\": \"sha256", "resources[0]: expected a field \"hash\"; there is none")]
    [InlineData("\"title\": \"Three numbers\"", "\"title\": 3", "title: expected a text; found 3")]
    [InlineData("\"synthetic\": true", "\"synthetic\": \"yes\"", "synthetic: expected true or false; found \"yes\"")]
    [InlineData("\"synthetic\": true", "\"sources\": [null]", "sources[0]: expected a value; found null")]
    [InlineData("\"synthetic\": true", "\"extent\": 5", "extent: expected a list; found 5")]
    [InlineData("\"synthetic\": true", "\"extent\": [1, 2, 3]", "extent: expected four finite numbers (west, south, east, north); found 1, 2, 3")]
    [InlineData("\"synthetic\": true", "\"extent\": [\"NaN\", 2, 3, 4]", "expected four finite numbers (west, south, east, north); found NaN, 2, 3, 4")]
    [InlineData("\"synthetic\": true", "\"extent\": [NaN, 2, 3, 4]", "expected JSON")]
    [InlineData("\"synthetic\": true", "\"extent\": [5, 2, 3, 4]", "extent: expected west below east; found west 5, east 3")]
    [InlineData("\"synthetic\": true", "\"extent\": [1, 7, 3, 4]", "extent: expected south below north; found south 7, north 4")]
    [InlineData("\"synthetic\": true", "\"acquisitions\": [{\"survey\": \"air\", \"lineSpacingMetres\": -500}]", "acquisition \"air\": lineSpacingMetres: expected a number above 0; found -500")]
    [InlineData("\"synthetic\": true", "\"acquisitions\": [{\"lineSpacingMetres\": 500}]", "acquisitions[0]: expected a field \"survey\"; there is none")]
    public void Broken_description_is_refused_in_one_sentence(string good, string bad, string expected)
    {
        using var folder = new TemporaryFolder();
        Make(folder);
        var path = folder[DataPackage.FileName];
        var text = File.ReadAllText(path);
        Assert.Contains(good, text);
        File.WriteAllText(path, text.Replace(good, bad, StringComparison.Ordinal));
        var error = Assert.Throws<InvalidDataException>(() => DataPackage.Open(folder.Path));
        Assert.StartsWith(path, error.Message);
        Assert.Contains(expected, error.Message);
    }

    /// <summary>Descriptions with bytes changed, cut, doubled or exchanged with tokens that mean something to JSON, and with whole values replaced.</summary>
    [Fact]
    public void Damaged_descriptions_are_read_or_refused_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        (Make(folder) with { Extent = [1, 2, 3, 4], Acquisitions = [new("air", 500, 50, 40, "100")], InducingField = new(57_000, 74, -13, "2020-01-01", "IGRF-13") }).Write(folder.Path);
        var text = File.ReadAllText(folder[DataPackage.FileName]);
        string[] tokens = ["null", "[]", "{}", "-1", "1e999", "\"NaN\"", "\"\"", "true", "[null]", "[[[[", "\\u0000", "\"\\ud800\"", ",", "9223372036854775808", "\"../x\""];
        var random = new Random(11);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var (at, length) = (random.Next(text.Length), random.Next(12));
            // Every second damage puts a token in the place of a value, so that the JSON itself often stays whole.
            var colon = i % 2 == 0 ? text.IndexOf(": ", at, StringComparison.Ordinal) + 2 : -1;
            var end = colon > 1 ? text.IndexOfAny([',', '\n'], colon) : -1;
            var damaged = end > 0
                ? text[..colon] + tokens[random.Next(tokens.Length)] + text[end..]
                : text[..at] + (random.Next(2) == 0 ? tokens[random.Next(tokens.Length)] : ((char)random.Next(1, 0x250)).ToString()) + text[Math.Min(text.Length, at + length)..];
            try
            {
                DataPackageFile.Parse(damaged, "file");
            }
            catch (InvalidDataException error)
            {
                refused++;
                Assert.StartsWith("file: ", error.Message);
            }
        }
        Assert.InRange(refused, 1500, 2990);
    }

    [Fact]
    public void Two_resources_of_one_name_or_one_file_are_refused()
    {
        using var folder = new TemporaryFolder();
        var package = Make(folder);
        var points = package.Resources[0];
        (package with { Resources = [points, points with { Path = "other.csv" }] }).Write(folder.Path);
        Assert.Contains("expected resources of different names; 'points' comes 2 times", Assert.Throws<InvalidDataException>(() => DataPackage.Open(folder.Path)).Message);
        (package with { Resources = [points, points with { Name = "other", Path = "POINTS.csv" }] }).Write(folder.Path);
        Assert.Contains("expected resources of different paths; 'points.csv' comes 2 times", Assert.Throws<InvalidDataException>(() => DataPackage.Open(folder.Path)).Message);
    }

    [Fact]
    public void Link_out_of_the_folder_is_refused_though_its_bytes_are_right()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["package"]);
        var package = Make(folder);
        package.Write(folder["package"]);
        File.CreateSymbolicLink(folder["package/points.csv"], folder["points.csv"]);
        var opened = DataPackage.Open(folder["package"]);
        Assert.Contains("found a link to", Assert.Throws<InvalidDataException>(() => opened.PathOf(opened.Resources[0])).Message);
    }

    [Fact]
    public void Truth_is_opened_only_for_a_stated_purpose()
    {
        using var folder = new TemporaryFolder();
        (Make(folder) with { Truth = true }).Write(folder.Path);
        Assert.Throws<InvalidOperationException>(() => DataPackage.Open(folder.Path));
        Assert.True(DataPackage.Open(folder.Path, "scoring").Truth);
    }
}
