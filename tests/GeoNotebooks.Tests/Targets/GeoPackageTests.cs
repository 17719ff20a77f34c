using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets;

public sealed class GeoPackageTests
{
    private static readonly GeometryFactory Factory = new();

    private static VectorLayer Faults() => new("faults", Crs.Pulkovo1942GaussKruger25,
    [
        new(Factory.CreateLineString([new(25_500_000, 6_800_000), new(25_510_000, 6_790_500.25)]),
            new Dictionary<string, object?> { ["name"] = "Тенькинский", ["length_km"] = 13.8, ["rank"] = 1L }),
        new(Factory.CreateLineString([new(25_500_000, 6_700_000), new(25_520_000, 6_700_000)]),
            new Dictionary<string, object?> { ["name"] = null, ["length_km"] = 20.0, ["rank"] = 2L }),
    ]);

    [Fact]
    public void Written_layers_come_back_with_shapes_attributes_and_system()
    {
        using var folder = new TemporaryFolder();
        var written = Faults();
        GeoPackage.Write(folder["map.gpkg"], [written, written with { Name = "again", Crs = Crs.Local }]);

        var read = GeoPackage.Read(folder["map.gpkg"], "faults");
        Assert.Equal(Crs.Pulkovo1942GaussKruger25, read.Crs);
        Assert.Equal(written.Features.Count, read.Features.Count);
        Assert.True(written.Features[0].Shape.EqualsExact(read.Features[0].Shape));
        Assert.Equal("Тенькинский", read.Features[0].Text("name"));
        Assert.Equal(13.8, read.Features[0].Attributes["length_km"]);
        Assert.Equal(2L, read.Features[1].Attributes["rank"]);
        Assert.Null(read.Features[1].Attributes["name"]);
        Assert.Equal(Crs.Local, GeoPackage.Read(folder["map.gpkg"], "again").Crs);
    }

    [Fact]
    public void Attributes_of_any_name_and_mixed_kind_keep_their_values()
    {
        using var folder = new TemporaryFolder();
        object?[][] values = [[5L, 1L, "a", double.NaN, 1L], [5.5, 2L, "b", 2.5, "zwei"]];
        var names = new[] { "v", "fid", "GEOM", "blank", "word" };
        GeoPackage.Write(folder["map.gpkg"], [new("points", Crs.Local, [.. values.Select((row, i) =>
            new VectorFeature(Factory.CreatePoint(new Coordinate(i, 1)), names.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second)))])]);
        var layer = GeoPackage.Read(folder["map.gpkg"]);
        Assert.Equal([5.0, 5.5], layer.Features.Select(feature => feature.Attributes["v"]));
        Assert.Equal([1L, 2L], layer.Features.Select(feature => feature.Attributes["fid"]));
        Assert.Equal(["a", "b"], layer.Features.Select(feature => feature.Attributes["GEOM"]));
        Assert.Equal([null, 2.5], layer.Features.Select(feature => feature.Attributes["blank"]));
        Assert.Equal(["1", "zwei"], layer.Features.Select(feature => feature.Attributes["word"]));
        Assert.Contains("5.5", Gdal.Run("/usr/bin/ogrinfo", $"-al {folder["map.gpkg"]}"));
        var twins = new Dictionary<string, object?> { ["Name"] = 1L, ["name"] = 2L };
        Assert.Contains("'Name' and 'name'", Assert.Throws<ArgumentException>(() => GeoPackage.Write(folder["b.gpkg"], [new("twins", Crs.Local, [new(Factory.CreatePoint(new Coordinate(0, 0)), twins)])])).Message);
    }

    [Fact]
    public void Same_layers_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        GeoPackage.Write(folder["a.gpkg"], [Faults()]);
        GeoPackage.Write(folder["b.gpkg"], [Faults()]);
        Assert.Equal(File.ReadAllBytes(folder["a.gpkg"]), File.ReadAllBytes(folder["b.gpkg"]));
    }

    [Fact]
    public void Missing_layer_is_named_with_those_that_are_there()
    {
        using var folder = new TemporaryFolder();
        GeoPackage.Write(folder["map.gpkg"], [Faults()]);
        var error = Assert.Throws<InvalidDataException>(() => GeoPackage.Read(folder["map.gpkg"], "intrusions"));
        Assert.Contains("expected a layer 'intrusions'; found faults", error.Message);
    }

    [Fact]
    public void File_that_is_no_database_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["map.gpkg"], "not a database, though long enough to be read as a header of one");
        Assert.Contains("expected a GeoPackage", Assert.Throws<InvalidDataException>(() => GeoPackage.Read(folder["map.gpkg"], "faults")).Message);
    }

    [Fact]
    public void Failed_write_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var bad = Faults() with { Features = [new(Factory.CreatePoint(new Coordinate(1, 2)), new Dictionary<string, object?> { ["when"] = TimeSpan.Zero })] };
        Assert.Throws<ArgumentException>(() => GeoPackage.Write(folder["map.gpkg"], [bad]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
