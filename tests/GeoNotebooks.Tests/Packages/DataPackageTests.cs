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

    [Fact]
    public void Truth_is_opened_only_for_a_stated_purpose()
    {
        using var folder = new TemporaryFolder();
        (Make(folder) with { Truth = true }).Write(folder.Path);
        Assert.Throws<InvalidOperationException>(() => DataPackage.Open(folder.Path));
        Assert.True(DataPackage.Open(folder.Path, "scoring").Truth);
    }
}
