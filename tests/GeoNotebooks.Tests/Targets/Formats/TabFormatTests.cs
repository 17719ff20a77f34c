using System.Buffers.Binary;
using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets.Formats;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

public sealed class TabFormatTests
{
    private const string Header = """
        folder = '{0}'
        crs = osr.SpatialReference(); crs.ImportFromEPSG(28425); crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        source = ogr.GetDriverByName('MapInfo File').CreateDataSource(folder + '/big.tab', ['FORMAT=TAB'])
        layer = source.CreateLayer('big', crs, ogr.wkbUnknown, ['BOUNDS=25000000,6000000,26000000,7000000'])
        layer.CreateField(ogr.FieldDefn('n', ogr.OFTInteger))
        def add(wkt, style=None):
            f = ogr.Feature(layer.GetLayerDefn()); f.SetField('n', layer.GetFeatureCount()); f.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
            if style: f.SetStyleString(style)
            layer.CreateFeature(f)

        """;

    /// <summary>Objects of over 32 767 points (version 450) in chains of many blocks, with compressed and full coordinates; apart from those, points enough for many blocks of objects, with styles of several kinds.</summary>
    [Theory]
    [InlineData(4, """
        add('POLYGON (' + circle(40000, 90000, 25500000, 6500000) + ',' + circle(3000, 50000, 25500000, 6500000) + ')')
        add('MULTIPOLYGON ((' + circle(700, 5, 25500000, 6500000) + ',' + circle(300, 2, 25500000, 6500000) + '),(' + circle(700, 5, 25500020, 6500000) + '))')
        add('LINESTRING ' + circle(35000, 90000, 25500000, 6500000))
        add('MULTILINESTRING (' + circle(35000, 90000, 25500000, 6500000) + ',' + circle(40, 9, 25500000, 6500000) + ')')
        """)]
    [InlineData(3002, """
        for i in range(3000): add('POINT (%d %d)' % (25400000 + 37 * i, 6400000 + 11 * i))
        add('POINT (25400000 6400000)', 'SYMBOL(a:30,c:#ff0000,s:24pt,id:"font-sym-46,ogr-sym-9",f:"MapInfo Symbols")')
        add('POINT (25400001 6400002)', 'SYMBOL(s:24pt,id:"mapinfo-custom-sym-0-CAMP1-32.BMP,ogr-sym-9")')
        """)]
    public void Many_blocks_large_objects_and_styled_points_are_read_as_gdal_reads_them(int count, string objects)
    {
        using var folder = new TemporaryFolder();
        var output = Gdal.Python(GdalLayers.Dump + Header.Replace("{0}", folder.Path, StringComparison.Ordinal) + """
            import math
            def circle(n, r, x, y): return '(' + ','.join('%.3f %.3f' % (x + r * math.cos(2 * math.pi * i / n), y + r * math.sin(2 * math.pi * i / n)) for i in range(n)) + ',%.3f %.3f)' % (x + r, y)

            """ + objects + """

            source = None
            print(dump(folder + '/big.tab'))
            """);
        var expected = GdalLayers.Parse(output);
        var layer = VectorFile.Read(folder["big.tab"]);
        Assert.Equal(count, layer.Features.Count);
        foreach (var (row, feature) in expected.Zip(layer.Features))
        {
            Assert.Equal(row.Attributes["n"], feature.Attributes["n"]);
            Assert.True(row.Shape!.Normalized().EqualsExact(feature.Shape.Normalized(), 1e-6));
        }
    }

    [Fact]
    public void Texts_and_arcs_are_left_out_and_counted()
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(GdalLayers.Dump + Header.Replace("{0}", folder.Path, StringComparison.Ordinal) + """
            add('POINT (25400000 6400000)', 'LABEL(t:"Natalka",a:0,s:10g)')
            add('POINT (25400000 6400000)')
            """);
        var layer = VectorFile.Read(folder["big.tab"]);
        Assert.Equal(1L, Assert.Single(layer.Features).Attributes["n"]);
        Assert.Equal(["1 objects of kind text are left out"], layer.Notes);
    }

    /// <summary>An axis may run the other way: coordinates are then the negative of what is stored.</summary>
    [Theory]
    [InlineData(1, 500, 200)]
    [InlineData(2, -500, 200)]
    [InlineData(3, -500, -200)]
    [InlineData(4, 500, -200)]
    [InlineData(0, -500, -200)]
    public void Quadrant_of_the_origin_turns_the_axes(byte quadrant, double x, double y)
    {
        var scale = new TabScale(100, 100, 0, 0, quadrant);
        Assert.Equal(new Coordinate(x, y), scale.ToCoordinate((50_000, 20_000)));
    }

    [Fact]
    public void Files_of_version_300_take_the_system_from_ellipsoid_and_shift()
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(GdalLayers.Dump + Header.Replace("{0}", folder.Path, StringComparison.Ordinal) + "add('POINT (25400000 6400000)')\n");
        var map = File.ReadAllBytes(folder["big.map"]);
        BinaryPrimitives.WriteInt16LittleEndian(map.AsSpan(0x104), 300);
        BinaryPrimitives.WriteInt16LittleEndian(map.AsSpan(0x16A), 0);
        File.WriteAllBytes(folder["big.map"], map);
        Assert.Equal(Crs.Pulkovo1942GaussKruger25, VectorFile.Read(folder["big.tab"]).Crs);
    }

    [Theory]
    [InlineData("Type NATIVE Charset \"WindowsCyrillic\"", "File \"../x.dat\"\nType NATIVE", "found '../x.dat', which is not followed")]
    [InlineData("Type NATIVE Charset \"WindowsCyrillic\"", "File \"C:\\x.dat\"\nType NATIVE", "which is not followed")]
    [InlineData("Type NATIVE Charset \"WindowsCyrillic\"", "File \"other.dat\"\nType NATIVE", "expected 'other.dat' in the folder of the .tab")]
    [InlineData("Type NATIVE", "Type LINKED", "expected a table of type NATIVE; found 'LINKED'")]
    [InlineData("Fields 1", "Fields 2", "expected 2 fields; found 1")]
    [InlineData("Fields 1", "Fields -1", "expected a number of fields; found '-1'")]
    [InlineData("n Integer", "n Float", "expected 8 bytes for a value of type float; found 4")]
    [InlineData("Fields 1", "create view", "found none (a view")]
    public void Broken_tab_is_refused_in_one_sentence(string good, string bad, string expected)
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(GdalLayers.Dump + Header.Replace("{0}", folder.Path, StringComparison.Ordinal).Replace("['BOUNDS", "['ENCODING=CP1251','BOUNDS", StringComparison.Ordinal) + "add('POINT (25400000 6400000)')\n");
        var text = File.ReadAllText(folder["big.tab"], Encoding.Latin1);
        Assert.Contains(good, text);
        File.WriteAllText(folder["big.tab"], text.Replace(good, bad, StringComparison.Ordinal).TrimEnd(), Encoding.Latin1);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["big.tab"])).Message);
    }

    [Fact]
    public void Truncated_map_missing_id_and_foreign_objects_are_refused()
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(GdalLayers.Dump + Header.Replace("{0}", folder.Path, StringComparison.Ordinal) + "add('LINESTRING (25400000 6400000,25400100 6400000,25400100 6400200)')\nadd('POINT (25400000 6400000)')\n");
        string Error() => Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["big.tab"])).Message;
        var (map, id) = (File.ReadAllBytes(folder["big.map"]), File.ReadAllBytes(folder["big.id"]));
        foreach (var length in (int[])[0, 300, 512, 1024, 1500])
        {
            File.WriteAllBytes(folder["big.map"], map[..length]);
            Assert.StartsWith(folder.Path, Error());
        }
        File.WriteAllBytes(folder["big.map"], map);
        File.WriteAllBytes(folder["big.id"], [.. id[4..], .. id[..4]]);
        Assert.Contains("row 1: expected an object of this row", Error());
        File.WriteAllBytes(folder["big.id"], id[..4]);
        Assert.Contains("expected 8 bytes for 2 rows; found 4", Error());
        File.Delete(folder["big.id"]);
        Assert.Contains("expected an .id beside the .map", Error());
        File.WriteAllBytes(folder["big.id"], id);
        File.WriteAllBytes(folder["big.dat"], File.ReadAllBytes(folder["big.dat"])[..^3]);
        Assert.Contains("big.dat: expected", Error());
    }

    /// <summary>A chain of blocks that bites its own tail.</summary>
    [Fact]
    public void Ring_of_coordinate_blocks_is_refused()
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(GdalLayers.Dump + Header.Replace("{0}", folder.Path, StringComparison.Ordinal) + "add('LINESTRING (' + ','.join('%d %d' % (25400000 + i * i, 6400000) for i in range(300)) + ')')\n");
        var map = File.ReadAllBytes(folder["big.map"]);
        for (var block = 512; block < map.Length; block += 512)
            if (map[block] == 3)
            {
                BinaryPrimitives.WriteInt16LittleEndian(map.AsSpan(block + 2), 0);
                BinaryPrimitives.WriteInt32LittleEndian(map.AsSpan(block + 4), block);
            }
        File.WriteAllBytes(folder["big.map"], map);
        Assert.Contains("row 1: expected", Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["big.tab"])).Message);
    }
}
