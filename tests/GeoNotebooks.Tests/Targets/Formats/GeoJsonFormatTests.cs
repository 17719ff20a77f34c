using System.Text;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Targets;
using GeoNotebooks.Targets.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

public sealed class GeoJsonFormatTests
{
    private static VectorLayer Read(string json)
    {
        using var content = GridContent.OfBytes("map.geojson", Encoding.UTF8.GetBytes(json));
        return VectorFile.Read(content);
    }

    private static string Point(string properties) => $$"""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[147.5,61.25]},"properties":{{properties}}}]}""";

    [Fact]
    public void Attributes_keep_their_kind()
    {
        var feature = Assert.Single(Read("\uFEFF  " + Point("""{"t":"ё","n":9007199254740993,"d":1.5,"b":true,"none":null,"list":[1,{"a":2}]}""")).Features);
        Assert.Equal(new Dictionary<string, object?> { ["t"] = "ё", ["n"] = 9007199254740993, ["d"] = 1.5, ["b"] = true, ["none"] = null, ["list"] = "[1,{\"a\":2}]" }, feature.Attributes);
        Assert.Equal((147.5, 61.25), (feature.Shape.Coordinate.X, feature.Shape.Coordinate.Y));
    }

    [Theory]
    [InlineData("", 4326)]
    [InlineData("\"crs\":null,", null)]
    [InlineData("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},", 4326)]
    [InlineData("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::28425\"}},", 28425)]
    [InlineData("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:32650\"}},", 32650)]
    public void System_is_that_of_the_member_or_wgs_84(string member, int? epsg) =>
        Assert.Equal(epsg, Read(Point("{}").Replace("{\"type\":\"FeatureCollection\",", "{\"type\":\"FeatureCollection\"," + member, StringComparison.Ordinal)).Crs.Epsg);

    [Theory]
    [InlineData("{", "expected GeoJSON")]
    [InlineData("{}", "expected a GeoJSON \"type\"")]
    [InlineData("""{"type":"Topology"}""", "found 'Topology'")]
    [InlineData("""{"type":"FeatureCollection","features":7}""", "found 'FeatureCollection'")]
    [InlineData("""{"type":"FeatureCollection","features":[7]}""", "feature 1: expected an object")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":["a",1]}}""", "feature 1: expected a geometry")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":[1e999,1]}}""", "feature 1: expected")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,1]}}""", "expected GeoJSON")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}}""", "feature 1: expected a geometry")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Blob"}}""", "feature 1: expected a geometry")]
    [InlineData("""{"type":"Feature","geometry":7}""", "feature 1: expected a geometry")]
    [InlineData("""{"type":"FeatureCollection","crs":{"type":"link"},"features":[]}""", "expected a \"crs\" of an EPSG code")]
    public void Broken_file_is_refused_in_one_sentence(string json, string expected)
    {
        var message = Assert.Throws<InvalidDataException>(() => Read(json)).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.Contains("expected GeoJSON", Assert.Throws<InvalidDataException>(() => Read("{\"type\":" + new string('[', 1_000_000))).Message);
        var nested = string.Concat(Enumerable.Repeat("""{"type":"GeometryCollection","geometries":[""", 20_000));
        Assert.Contains("expected GeoJSON", Assert.Throws<InvalidDataException>(() => Read("""{"type":"Feature","geometry":""" + nested)).Message);
    }

    [Fact]
    public void System_without_a_code_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("expected a system with an EPSG code", Assert.Throws<ArgumentException>(() => VectorFile.Write(folder["map.geojson"], Read(Point("{}")) with { Crs = new("somewhere", null) })).Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
