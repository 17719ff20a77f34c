using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Targets;
using GeoNotebooks.Targets.Formats;
using NetTopologySuite.IO;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

public sealed class MifFormatTests
{
    internal const string Mif = """
        Version 300
        Charset "WindowsCyrillic"
        Delimiter ";"
        CoordSys Earth Projection 8, 1001, "m", 147, 0, 1, 25500000, 0 Bounds (25000000, 6000000) (26000000, 7000000)
        Transform 1000, 1000, 25500000, 0
        Columns 3
          порода Char(20)
          n SmallInt
          истинно Logical
        Data

        Point 1 6800
            Symbol (35,0,12)
        Line 0 6800 1 6801
            Pen (1,2,0)
        PLINE MULTIPLE 2
          2
        0 6800
        1 6801
          3
        2 6800
        3 6801
        4 6800.5
            Pen (1,2,0)
        Region 2
          4
        0 6800
        10 6800
        10 6810
        0 6800
          4
        8 6802
        9 6802
        9 6803
        8 6802
            Pen (1,2,0)
            Brush (2,16777215,16777215)
            Center 5 6803
        Multipoint 2
        1 6800
        2 6801
        Text
            "Line 1 Region 5"
            0 6800 1 6801
            Font ("Arial",0,0,0)
        Rect 0 6800 2 6801
            Pen (1,2,0)
        Ellipse 0 6800 2 6801
        NONE
        """;

    internal const string Mid = """"
        "гранит; ""биотитовый""";1;T
        "диорит";-2;F
        "";;
        "a";4;T
        "b";5;T
        "c";6;T
        "d";7;T
        "e";8;T
        "f";9;F
        """";

    private static VectorLayer Read(string mif, string? mid = Mid, Encoding? encoding = null)
    {
        encoding ??= CyrillicText.Windows1251;
        var beside = mid is null ? [] : new Dictionary<string, byte[]> { ["map.mid"] = encoding.GetBytes(mid) };
        using var content = GridContent.OfBytes("map.mif", encoding.GetBytes(mif), beside);
        return VectorFile.Read(content);
    }

    [Fact]
    public void Objects_of_each_kind_are_read_and_transformed()
    {
        var layer = Read(Mif);
        string[] shapes =
        [
            "POINT (25501000 6800000)", "LINESTRING (25500000 6800000, 25501000 6801000)",
            "MULTILINESTRING ((25500000 6800000, 25501000 6801000), (25502000 6800000, 25503000 6801000, 25504000 6800500))",
            "POLYGON ((25500000 6800000, 25510000 6800000, 25510000 6810000, 25500000 6800000), (25508000 6802000, 25509000 6802000, 25509000 6803000, 25508000 6802000))",
            "MULTIPOINT ((25501000 6800000), (25502000 6801000))", "POLYGON ((25500000 6800000, 25502000 6800000, 25502000 6801000, 25500000 6801000, 25500000 6800000))",
            "GEOMETRYCOLLECTION EMPTY",
        ];
        Assert.Equal(shapes.Length, layer.Features.Count);
        foreach (var (shape, feature) in shapes.Zip(layer.Features))
            Assert.True(new WKTReader().Read(shape).Normalized().EqualsExact(feature.Shape.Normalized()), feature.Shape.AsText());
        Assert.Equal(["1 objects of kind ELLIPSE are left out", "1 objects of kind TEXT are left out"], layer.Notes);
        Assert.Equal(Crs.Pulkovo1942GaussKruger25, layer.Crs);
        Assert.Equal("гранит; \"биотитовый\"", layer.Features[0].Attributes["порода"]);
        Assert.Equal(-2L, layer.Features[1].Attributes["n"]);
        Assert.Equal(false, layer.Features[1].Attributes["истинно"]);
        Assert.Null(layer.Features[2].Attributes["n"]);
        Assert.Equal(9L, layer.Features[^1].Attributes["n"]);
    }

    [Fact]
    public void Neutral_character_set_is_detected()
    {
        var layer = Read(Mif.Replace("WindowsCyrillic", "Neutral", StringComparison.Ordinal), encoding: CyrillicText.Dos866);
        Assert.Equal("cp866 (detected)", layer.TextEncoding);
        Assert.Equal("диорит", layer.Features[1].Attributes["порода"]);
    }

    [Theory]
    [InlineData("Region 2", "Region -2", "object 4: expected a count of at least 0; found '-2'")]
    [InlineData("Region 2", "Region 2000000000", "object 4: expected a count")]
    [InlineData("Multipoint 2", "Multipoint 3", "object 5: expected a coordinate; found 'Text'")]
    [InlineData("Point 1 6800", "Point NaN 6800", "object 1: expected a coordinate; found 'NaN'")]
    [InlineData("Point 1 6800", "Point 1e999 6800", "object 1: expected a coordinate")]
    [InlineData("Columns 3", "Columns 3000000", "expected a number of columns up to 4096")]
    [InlineData("Columns 3", "Columns 99", "column 4: expected a name and a type; found 'Data'")]
    [InlineData("Transform 1000, 1000, 25500000, 0", "Transform 1000, x", "expected a transform of four numbers")]
    [InlineData("Data", "Dota", "expected a line \"Data\" behind the header")]
    [InlineData("NONE", "NONE\nNONE", "expected a row for each object of the .mif; there are fewer (9)")]
    [InlineData("NONE", "", "expected a row for each object of the .mif; there are more than its 8")]
    public void Broken_mif_is_refused_in_one_sentence(string good, string bad, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(Mif.Replace(good, bad, StringComparison.Ordinal))).Message);

    [Theory]
    [InlineData("\"диорит\";-2;F", "\"диорит\";x;F", "row 2, column 'n': expected a number; found 'x'")]
    [InlineData("\"диорит\";-2;F", "\"диорит\"", "row 2: expected 3 fields; found 1")]
    public void Broken_mid_is_refused_in_one_sentence(string good, string bad, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(Mif, Mid.Replace(good, bad, StringComparison.Ordinal))).Message);

    [Theory]
    [InlineData("Earth Projection 1, 104", 4326)]
    [InlineData("Earth Projection 1, 1001", 4284)]
    [InlineData("Earth Projection 8, 1001, \"m\", 177, 0, 1, 30500000, 0", 28430)]
    [InlineData("Earth Projection 8, 1001, \"m\", -177, 0, 1, 31500000, 0", 28431)]
    [InlineData("Earth Projection 8, 1001, \"m\", 147, 0, 1, 500000, 0", 2515)]
    [InlineData("Earth Projection 8, 9999, 3, 23.57, -140.95, -79.8, 0, 0.35, 0.79, -0.22, 0, \"m\", 147, 0, 1, 25500000, 0", 28425)]
    [InlineData("Earth Projection 8, 9999, 3, 24.47, -130.89, -81.56, 0, 0, 0.13, -0.22, 0, \"m\", 147, 0, 1, 25500000, 0", 20025)]
    [InlineData("Earth Projection 8, 104, \"m\", 117, 0, 0.9996, 500000, 0", 32650)]
    [InlineData("Earth Projection 8, 104, \"m\", -75, 0, 0.9996, 500000, 10000000", 32718)]
    [InlineData("Earth Projection 8, 1001, \"m\", 147, 0, 1, 25500000, 10", null)]
    [InlineData("Earth Projection 8, 1001, \"m\", 146, 0, 1, 25500000, 0", null)]
    [InlineData("Earth Projection 8, 1001, \"km\", 147, 0, 1, 25500000, 0", null)]
    [InlineData("Earth Projection 3, 1001, \"m\", 100, 0, 52, 64, 18500000, 0", null)]
    [InlineData("Earth Projection 1008, 1001, \"m\", 147, 0, 1, 25500000, 0 Affine Units \"m\", 1, 0, 0, 0, 1, 0", null)]
    public void System_gets_a_code_only_where_every_number_fits(string clause, int? epsg) => Assert.Equal(epsg, MapInfoCoordSys.Parse(clause).ToCrs().Epsg);

    [Fact]
    public void Plane_and_a_system_without_a_code_are_told_apart()
    {
        Assert.Equal(Crs.Local, MapInfoCoordSys.Parse("NonEarth Units \"m\"").ToCrs());
        Assert.Equal("MapInfo projection 3, 1001, \"m\", 100", MapInfoCoordSys.Parse("Earth Projection 3, 1001, \"m\", 100").ToCrs().Name);
    }
}
