using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using GeoNotebooks.Targets.Formats;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

/// <summary>What GDAL writes we read, and what we write GDAL reads: shapes, attributes, systems.</summary>
public sealed class VectorFileTests(GdalLayers gdal) : IClassFixture<GdalLayers>
{
    private static readonly GeometryFactory Factory = new();

    public static TheoryData<string> Written()
    {
        var files = new TheoryData<string>();
        foreach (var kind in (string[])["polygons", "lines", "points", "heights", "clouds"])
        {
            foreach (var pattern in (string[])["utf8-{0}.shp", "cp1251-{0}.shp", "cp866-{0}.shp", "plane-{0}.geojson", "plane-{0}.gpkg"])
                files.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, kind));
            if (kind != "heights")
            {
                files.Add($"plane-{kind}.mif");
                files.Add($"plane-{kind}.tab");
            }
        }
        foreach (var page in (string[])["UTF-8", "CP1251", "CP866", "KOI8-R"])
            files.Add($"bare-{page}.shp");
        return files;
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void What_gdal_writes_is_read_with_the_same_shapes_and_attributes(string file)
    {
        var expected = gdal.Expected(file);
        var layer = VectorFile.Read(Path.Combine(gdal.Folder, file));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), layer.Name);
        Assert.Empty(layer.Notes);
        AssertSame(expected, layer, blanksAreNumbers: file.EndsWith(".tab", StringComparison.Ordinal) || file.EndsWith(".mif", StringComparison.Ordinal));
        if (file.EndsWith(".shp", StringComparison.Ordinal))
            Assert.Equal(CrsDefinition.Read(File.ReadAllText(Path.Combine(gdal.Folder, Path.ChangeExtension(file, ".prj")))), layer.Crs);
        else
            Assert.Equal(Crs.Pulkovo1942GaussKruger25, layer.Crs);
    }

    [Theory]
    [InlineData("cp1251-polygons.shp", "windows-1251 (.cpg)")]
    [InlineData("cp866-polygons.shp", "cp866 (.cpg)")]
    [InlineData("bare-UTF-8.shp", "utf-8 (detected)")]
    [InlineData("bare-CP1251.shp", "windows-1251 (detected)")]
    [InlineData("bare-CP866.shp", "cp866 (detected)")]
    [InlineData("bare-KOI8-R.shp", "koi8-r (detected)")]
    [InlineData("plane-polygons.mif", "windows-1251 (Charset WindowsCyrillic)")]
    [InlineData("plane-polygons.tab", "windows-1251 (Charset WindowsCyrillic)")]
    public void Encoding_is_reported(string file, string report)
    {
        gdal.Expected(file);
        Assert.Equal(report, VectorFile.Read(Path.Combine(gdal.Folder, file)).TextEncoding);
    }

    [Theory]
    [InlineData(4326)]
    [InlineData(4284)]
    [InlineData(28409)]
    [InlineData(32650)]
    [InlineData(32718)]
    [InlineData(2515)]
    public void System_of_a_mapinfo_file_gets_its_code(int epsg)
    {
        gdal.Expected("plane-clouds.mif");
        Assert.Equal(epsg, VectorFile.Read(Path.Combine(gdal.Folder, $"epsg{epsg}.mif")).Crs.Epsg);
        Assert.Equal(epsg, VectorFile.Read(Path.Combine(gdal.Folder, $"epsg{epsg}.tab")).Crs.Epsg);
    }

    [Theory]
    [InlineData("map.shp", true)]
    [InlineData("map.shp", false)]
    [InlineData("map.geojson", true)]
    [InlineData("map.geojson", false)]
    [InlineData("map.gpkg", true)]
    [InlineData("map.gpkg", false)]
    public void What_we_write_gdal_reads_and_so_do_we(string file, bool polygons)
    {
        using var folder = new TemporaryFolder();
        var layer = Layer(polygons);
        VectorFile.Write(folder[file], layer);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(folder.Path), name => name.EndsWith(".partial", StringComparison.Ordinal));

        var output = Gdal.Python(GdalLayers.Dump + $"path = '{folder[file]}'\n" + """
            source = ogr.Open(path)
            print(source.GetLayer(0).GetSpatialRef().GetAuthorityCode(None))
            print(dump(path))
            """).Split('\n', 2);
        Assert.Equal("28425", output[0]);
        var read = VectorFile.Read(folder[file]);
        AssertSame(GdalLayers.Parse(output[1]), read);
        AssertSame([.. layer.Features.Select(feature => new GdalLayers.Row(feature.Shape, feature.Attributes))], read);
        Assert.Equal(layer.Crs, read.Crs);
    }

    [Fact]
    public void Gdal_finds_every_system_that_we_write()
    {
        using var folder = new TemporaryFolder();
        int[] codes = [4326, 4284, 28404, 28432, 32650, 32718];
        string[] files = [.. codes.SelectMany(code => (string[])[$"{code}.shp", $"{code}.geojson", $"{code}.gpkg"])];
        foreach (var file in files)
            VectorFile.Write(folder[file], Layer(true) with { Crs = Crs.FromEpsg(int.Parse(Path.GetFileNameWithoutExtension(file), System.Globalization.CultureInfo.InvariantCulture)) });
        var output = Gdal.Python($"""
            from osgeo import ogr
            for name in '{string.Join(' ', files)}'.split():
                source = ogr.Open('{folder.Path}/' + name)
                print(name, source.GetLayer(0).GetSpatialRef().GetAuthorityCode(None))
            """);
        Assert.Equal(files.Select(file => $"{file} {Path.GetFileNameWithoutExtension(file)}"), output.Split('\n'));
        Assert.Equal(codes.SelectMany(code => (int?[])[code, code, code]), files.Select(file => VectorFile.Read(folder[file]).Crs.Epsg));
    }

    [Theory]
    [InlineData("map.shp")]
    [InlineData("map.geojson")]
    [InlineData("map.gpkg")]
    public void Plane_without_a_place_stays_one(string file)
    {
        using var folder = new TemporaryFolder();
        VectorFile.Write(folder[file], Layer(true) with { Crs = Crs.Local });
        Assert.Equal(Crs.Local, VectorFile.Read(folder[file]).Crs);
    }

    [Fact]
    public void Layer_that_is_not_there_is_named_with_those_that_are()
    {
        using var folder = new TemporaryFolder();
        VectorFile.Write(folder["map.geojson"], Layer(true));
        Assert.Contains("expected a layer 'other'; found map", Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["map.geojson"], "other")).Message);
        GeoPackage.Write(folder["map.gpkg"], [Layer(true), Layer(false) with { Name = "second" }]);
        Assert.Contains("the file holds 2: map, second", Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["map.gpkg"])).Message);
        Assert.Equal("second", VectorFile.Read(folder["map.gpkg"], "second").Name);
    }

    [Fact]
    public void File_of_no_format_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["map.shp"], "neither one nor the other");
        Assert.Contains("it begins like none of them", Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["map.shp"])).Message);
        Assert.Throws<FileNotFoundException>(() => VectorFile.Read(folder["none.shp"]));
        Assert.Contains("found the extension '.tab'", Assert.Throws<ArgumentException>(() => VectorFile.Write(folder["map.tab"], Layer(true))).Message);
    }

    private static VectorLayer Layer(bool polygons)
    {
        var hole = Factory.CreateLinearRing([new(25_500_100, 6_800_100), new(25_500_200, 6_800_100), new(25_500_200, 6_800_200), new(25_500_100, 6_800_100)]);
        var shell = Factory.CreateLinearRing([new(25_500_000, 6_800_000), new(25_501_000.25, 6_800_000), new(25_501_000, 6_801_000), new(25_500_000, 6_800_000)]);
        var apart = (Polygon)Factory.ToGeometry(new Envelope(25_510_000, 25_511_000, 6_800_000, 6_800_500));
        Geometry[] shapes = polygons
            ? [Factory.CreatePolygon(shell, [hole]), Factory.CreateMultiPolygon([Factory.CreatePolygon(shell, [hole]), apart]), Factory.CreatePolygon()]
            : [Factory.CreateLineString([new(25_500_000, 6_800_000), new(25_500_010, 6_800_000.5)]), Factory.CreateMultiLineString([Factory.CreateLineString([new(25_500_000, 6_800_000), new(25_500_010, 6_800_000.5)]), hole.Copy() is LineString line ? Factory.CreateLineString(line.Coordinates) : null!]), Factory.CreateLineString()];
        return new("map", Crs.Pulkovo1942GaussKruger25,
        [
            new(shapes[0], new Dictionary<string, object?> { ["литол"] = "Гранит <script>alert('ё')</script>", ["n"] = 9_007_199_254_740_993L, ["share"] = 0.1, ["day"] = "2020-05-04" }),
            new(shapes[1], new Dictionary<string, object?> { ["литол"] = null, ["n"] = -1L, ["share"] = -25_542_933.123456, ["day"] = null }),
            new(shapes[2], new Dictionary<string, object?> { ["литол"] = "диорит", ["n"] = null, ["share"] = 6.02214076e23, ["day"] = "x" }),
        ]);
    }

    private static void AssertSame(IReadOnlyList<GdalLayers.Row> expected, VectorLayer layer, bool blanksAreNumbers = false)
    {
        Assert.Equal(expected.Count, layer.Features.Count);
        foreach (var (row, feature) in expected.Zip(layer.Features))
        {
            if (row.Shape is null || row.Shape.IsEmpty)
                Assert.True(feature.Shape.IsEmpty);
            else
            {
                var (theirs, ours) = (row.Shape.Normalized(), feature.Shape.Normalized());
                Assert.True(theirs.EqualsExact(ours, 1e-6), $"expected {theirs}\nfound    {ours}");
                Assert.Equal(theirs.Coordinates.Select(point => point.Z), ours.Coordinates.Select(point => point.Z));
            }
            // A feature of GeoJSON need not name the attributes that it has not.
            Assert.Empty(feature.Attributes.Keys.Except(row.Attributes.Keys));
            foreach (var (name, value) in row.Attributes)
            {
                var found = feature.Attributes.GetValueOrDefault(name);
                // MapInfo has no blank numbers: GDAL reads 0 where a .mid has nothing, and an empty text where there is none.
                if (blanksAreNumbers && found is null)
                    Assert.True(value is null or "" or 0L or 0.0);
                else if (value is double number && found is double or long)
                    Assert.Equal(number, Convert.ToDouble(found, System.Globalization.CultureInfo.InvariantCulture), Math.Abs(number) * 1e-9);
                else
                    Assert.Equal(value, found);
            }
        }
    }
}
