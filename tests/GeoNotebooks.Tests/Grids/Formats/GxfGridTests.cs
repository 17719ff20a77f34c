using System.Globalization;
using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>Files built here from the published description; GDAL reads those that it reads as the description says.</summary>
public sealed class GxfGridTests
{
    private static readonly GxfGrid Format = new();

    [Theory]
    [InlineData(1), InlineData(-1), InlineData(2), InlineData(-2), InlineData(3), InlineData(-3), InlineData(4), InlineData(-4)]
    public void Every_order_gives_the_same_map(int sense)
    {
        foreach (var digits in new[] { 0, 1, 3 })
        {
            var grid = Read(Made(sense, digits));
            Assert.Equal(StoredOrders.Values, grid.Values);
            StoredOrders.LiesAt(grid.Geometry, 5_000, 60_000, 25, 40, 0);
            Assert.Equal("Bouguer anomaly", grid.Name);
        }
    }

    [Theory]
    [InlineData(1, 30), InlineData(-2, 30), InlineData(-3, -72.5), InlineData(4, 190)]
    public void Turned_grid_turns_about_its_bottom_left_node(int sense, double rotation)
    {
        var grid = Read(Made(sense, 0, rotation));
        Assert.Equal(StoredOrders.Values, grid.Values);
        Assert.Equal(rotation, grid.Geometry.RotationDegrees);
        StoredOrders.LiesAt(grid.Geometry, 5_000, 60_000, 25, 40, rotation);
    }

    [Theory]
    [InlineData(1, 0), InlineData(1, 2), InlineData(-4, 0)]
    public void Gdal_reads_the_same_values(int sense, int digits)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.gxf"], Made(sense, digits));
        var (ours, theirs) = (GridFile.Read(folder["a.gxf"]), GdalRaster.Read(folder["a.gxf"], "GXF"));
        Assert.Equal(theirs.Values, ours.Values);
        // GDAL takes the origin for that of the first value, which the description does not say; the two are one where the file begins at the bottom left.
        if (sense == 1)
            theirs.LiesLike(ours.Geometry);
    }

    [Fact]
    public void Repeats_stand_for_values_and_dummies()
    {
        // Two digits: seven times 5 ("" %, %*), three dummies, then 1, 89, 90 and 8099.
        var text = Header(7, 2, 1, 2) + "\"\"%,%*\n\"\"%(!!%&%~&%\n~~\n";
        Assert.Equal([float.NaN, float.NaN, float.NaN, 1, 89, 90, 8099, 5, 5, 5, 5, 5, 5, 5], Read(text).Values);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.gxf"], text);
        Assert.Equal(GdalRaster.Read(folder["a.gxf"], "GXF").Values, Read(text).Values);
        using var content = GridContent.OfFile(folder["a.gxf"]);
        Assert.Equal(-9999, new GxfGrid().Nodata(content));
    }

    [Theory]
    [InlineData(0), InlineData(2)]
    public void Transform_applies_to_plain_and_compressed_values(int digits)
    {
        var grid = Read(Made(1, digits).Replace("#GRID", "#TRANSFORM\n0.5, -100\n#GRID", StringComparison.Ordinal));
        Assert.Equal([.. StoredOrders.Values.Select(value => value / 2 - 100)], grid.Values);
    }

    [Fact]
    public void Unit_of_length_brings_the_place_into_metres()
    {
        var grid = Read(Made(1, 0).Replace("#GRID", "#UNIT_LENGTH\n\"ft\", 0.3048\n#GRID", StringComparison.Ordinal));
        StoredOrders.LiesAt(grid.Geometry, 5_000 * 0.3048, 60_000 * 0.3048, 25 * 0.3048, 40 * 0.3048, 0);
    }

    [Theory]
    [InlineData("\"WGS 84 / UTM zone 50N\"\n\"WGS 84\",6378137,0.0818191908,0\n\"Transverse Mercator\",0,117,0.9996,500000,0", "EPSG:32650")]
    [InlineData("\"Pulkovo 1942 / Gauss-Kruger zone 25\"\n\"Pulkovo 1942\",6378245,0.0818133340,\\\n0\n\"Transverse Mercator\",0,147,1,25500000,0", "EPSG:28425")]
    [InlineData("\"WGS 84\"", "EPSG:4326")]
    [InlineData("\"Pulkovo 1942\"\n\"Pulkovo 1942\",6378245,0.0818133340,0\n\"Geographic\"", "EPSG:4284")]
    [InlineData("\"NAD27 / UTM zone 11N\"\n\"NAD27\",6378206.4,0.082271854,0\n\"Transverse Mercator\",0,-117,0.9996,500000,0", "NAD27 / UTM zone 11N")]
    [InlineData("\"local grid\"", "local grid")]
    public void System_is_known_by_its_parameters_or_keeps_its_name(string lines, string code) =>
        Assert.Equal(code, Read(Made(1, 0).Replace("#GRID", $"#MAP_PROJECTION\n{lines}\n#GRID", StringComparison.Ordinal)).Geometry.Crs.Code);

    [Fact]
    public void Labels_may_hold_their_values_and_comments_and_line_ends_do_not_matter()
    {
        var text = Made(1, 0).Replace("#POINTS\n3", "a comment\n#POINTS 3", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(StoredOrders.Values, Read(text + "\r\n#END\r\n").Values);
    }

    [Theory]
    [InlineData("#POINTS\n3", "#POINTS\n-3", "expected a count above 0 after #POINTS; found '-3'")]
    [InlineData("#POINTS\n3", "#POINTS\n3000000", "values of at least one digit and a blank each")]
    [InlineData("#POINTS\n3", "#POINTS\n2", "expected 4 values, as #POINTS and #ROWS declare; found more")]
    [InlineData("#POINTS\n3", "#POINTS", "expected #POINTS; the file has none")]
    [InlineData("#ROWS\n2", "", "expected #ROWS; the file has none")]
    [InlineData("#GRID", "#GRAD", "expected the values of the grid (#GRID)")]
    [InlineData("#SENSE\n1", "#SENSE\n0", "expected a #SENSE of -4 to -1 or 1 to 4; found 0")]
    [InlineData("#PTSEPARATION\n25", "#PTSEPARATION\nnan", "expected a number after #PTSEPARATION; found 'nan'")]
    [InlineData("#PTSEPARATION\n25", "#PTSEPARATION\n0", "cell width and height above 0")]
    [InlineData("\n33 ", "\n3,3 ", "found more")]
    [InlineData("\n33 ", "\nabc ", "value 1 after #GRID: expected a number; found 'abc'")]
    [InlineData("#GTYPE\n0", "#GTYPE\n10", "expected a #GTYPE of 0 (plain values) to 9")]
    public void Damage_is_told_in_one_sentence(string from, string to, string sentence)
    {
        Assert.Contains(from, Made(1, 0));
        Says(Made(1, 0).Replace(from, to, StringComparison.Ordinal), sentence);
    }

    [Fact]
    public void Damage_of_compressed_values_is_told_in_one_sentence()
    {
        Says(Header(7, 2, 1, 2) + "\"\"~~%*\n", "is repeated 8099 times");
        Says(Header(7, 2, 1, 2) + "\"\"%%%*\n", "is repeated 0 times");
        Says(Header(7, 2, 1, 2) + "\"\"%*\n", "found 0: the file is cut short");
        Says(Header(7, 2, 1, 2) + "% %*\n", "expected 2 digits of base 90; found '% '");
        Says(Header(1_000_000, 1_000, 1, 9) + "\"\"\"\"\"\"\"\"\"%%%~~~~~~%%%%%%%%*\n", "expected at most 200 bytes from one compressed byte");
    }

    [Theory]
    [InlineData(1, 30), InlineData(-3, 0)]
    public void Mutated_files_end_well(int sense, double rotation) => MutatedFile.EndsWell(Format, Encoding.ASCII.GetBytes(Made(sense, 0, rotation)));

    [Fact]
    public void Mutated_compressed_files_end_well() =>
        MutatedFile.EndsWell(Format, Encoding.ASCII.GetBytes(Header(7, 2, 1, 2) + "\"\"%,%*\n\"\"%(!!%&%~&%\n~~\n"), mostExpansion: 200);

    private static Grid Read(string text)
    {
        using var content = GridContent.OfBytes("made.gxf", Encoding.Latin1.GetBytes(text));
        Assert.IsType<GxfGrid>(GridFile.FormatOf(content));
        return Format.Read(content);
    }

    private static void Says(string text, string sentence) => Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => Read(text)).Message);

    private static string Header(int points, int rows, int sense, int digits, double pointStep = 1, double rowStep = 1, double rotation = 0) => string.Create(CultureInfo.InvariantCulture,
        $"#TITLE\n\"Bouguer anomaly\"\n#POINTS\n{points}\n#ROWS\n{rows}\n#PTSEPARATION\n{pointStep}\n#RWSEPARATION\n{rowStep}\n#XORIGIN\n5000\n#YORIGIN\n60000\n#ROTATION\n{rotation}\n#SENSE\n{sense}\n#DUMMY\n-9999\n#GTYPE\n{digits}\n#GRID\n");

    /// <summary>The map of <see cref="StoredOrders"/>, plain or in digits of base 90, one vector a line.</summary>
    private static string Made(int sense, int digits, double rotation = 0)
    {
        var vectors = StoredOrders.Vectors[sense];
        var along = vectors[0].Length == 3;
        var lines = vectors.Select(vector => digits == 0
            ? string.Join(' ', vector.Select(letter => letter == 'e' ? "-9999" : StoredOrders.Value(letter).ToString(CultureInfo.InvariantCulture)))
            : string.Concat(vector.Select(letter => letter == 'e' ? new string('!', digits) : $"{(char)(37 + (int)StoredOrders.Value(letter))}".PadLeft(digits, '%'))));
        return Header(vectors[0].Length, vectors.Length, sense, digits, along ? 25 : 40, along ? 40 : 25, rotation) + string.Join('\n', lines) + "\n";
    }
}
