using System.Buffers.Binary;
using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>Files built byte by byte, read by GDAL too; and files that GDAL writes.</summary>
public sealed class VerticalMapperGridTests
{
    private static readonly VerticalMapperGrid Format = new();

    /// <summary>Codes of three columns and two rows, north first; 0 is no value.</summary>
    private static readonly ushort[] Codes = [1, 2, 65535, 32768, 0, 40_000];

    [Fact]
    public void Codes_divide_the_range_and_nodes_lie_on_the_extent()
    {
        var grid = Read(Made());
        // 65534 steps from -100 to 31: code 2 is one step up.
        float[] expected = [-100, (float)(-100 + 131.0 / 65534), 31, (float)(-100 + 32767 * 131.0 / 65534), float.NaN, (float)(-100 + 39_999 * 131.0 / 65534)];
        Assert.Equal(expected, grid.Values);
        Assert.Equal(("relief", "m"), (grid.Name, grid.Unit));
        StoredOrders.LiesAt(grid.Geometry, 500_000, 6_000_000, 100, 250, 0);
        Assert.Equal(Crs.Wgs84Utm50North, grid.Geometry.Crs);
    }

    [Fact]
    public void Gdal_reads_the_same()
    {
        using var folder = new TemporaryFolder();
        // GDAL takes the distance of columns for the distance of rows too.
        File.WriteAllBytes(folder["a.grd"], Made(north: 6_000_100));
        var ours = GridFile.Read(folder["a.grd"]);
        var theirs = GdalRaster.Read(folder["a.grd"], "NWT_GRD", band: 4);
        theirs.LiesLike(ours.Geometry);
        Assert.Equal("32650", theirs.Epsg);
        for (var node = 0; node < theirs.Values.Length; node++)
            Assert.Equal(theirs.Values[node], ours.Values[node], 131f * 1e-6f);
    }

    [Theory]
    [InlineData(32650), InlineData(28425), InlineData(4326), InlineData(4284)]
    public void What_gdal_writes_is_read(int epsg)
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(
            $"""
            from osgeo import gdal, osr
            import numpy
            memory = gdal.GetDriverByName('MEM').Create('', 5, 4, 1, gdal.GDT_Float32)
            memory.SetGeoTransform([30, 0.25, 0, 70, 0, -0.25])
            system = osr.SpatialReference()
            system.ImportFromEPSG({epsg})
            memory.SetProjection(system.ExportToWkt())
            memory.GetRasterBand(1).WriteArray(numpy.arange(20, dtype='f4').reshape(4, 5) ** 2 - 37)
            written = gdal.GetDriverByName('NWT_GRD').CreateCopy('{folder["a.grd"]}', memory)
            written = None
            """);
        var ours = GridFile.Read(folder["a.grd"]);
        var theirs = GdalRaster.Read(folder["a.grd"], "NWT_GRD", band: 4);
        theirs.LiesLike(ours.Geometry);
        Assert.Equal(Crs.FromEpsg(epsg), ours.Geometry.Crs);
        for (var node = 0; node < theirs.Values.Length; node++)
        {
            Assert.Equal(theirs.Values[node], ours.Values[node], 400f * 1e-6f);
            // The step of the codes: GDAL rounds them down.
            Assert.Equal(node * node - 37, ours.Values[node], 361f / 65534 * 1.01f);
        }
    }

    [Fact]
    public void Counts_beyond_16_bits_follow_later()
    {
        var bytes = Made();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(9), 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(128), 3);
        Assert.Equal(Read(Made()).Values, Read(bytes).Values);
    }

    [Fact]
    public void Grid_of_many_buffers_is_read()
    {
        const int columns = 131, rows = 70;
        var bytes = new byte[1024 + 2 * columns * rows];
        Made().AsSpan(0, 1024).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(9), columns);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(11), rows);
        // A range of 65534 makes every code a whole number: the code itself, less one.
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(45), 0);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(49), 65_534);
        for (var i = 0; i < columns * rows; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(1024 + 2 * i), (ushort)(7 * i + 1));
        Assert.Equal([.. Enumerable.Range(0, columns * rows).Select(i => 7f * i)], Read(bytes).Values);
    }

    [Fact]
    public void Classified_grid_is_refused()
    {
        var bytes = Made();
        bytes[4] = (byte)'8';
        Says(bytes, "whose cells hold classes, not measured values");
    }

    [Fact]
    public void Damage_is_told_in_one_sentence()
    {
        Says(Made()[..^1], "expected 1036 bytes (2 x 3 codes of 2 bytes after the header); the file has 1035");
        Says(Made()[..100], "the header of a Vertical Mapper grid");
        var wide = Made();
        BinaryPrimitives.WriteUInt16LittleEndian(wide.AsSpan(9), ushort.MaxValue);
        Says(wide, "2 x 65535 codes");
        var none = Made();
        none.AsSpan(9, 4).Clear();
        Says(none, "its header says 0 x 0");
        var range = Made();
        BinaryPrimitives.WriteSingleLittleEndian(range.AsSpan(45), float.NaN);
        Says(range, "expected a smallest and a largest value; found NaN");
        var place = Made();
        BinaryPrimitives.WriteDoubleLittleEndian(place.AsSpan(21), 400_000);
        Says(place, "cell width and height above 0");
        var type = Made();
        type[1023] = 4;
        Says(type, "expected codes of 16 bits");
    }

    [Fact]
    public void Mutated_files_end_well() => MutatedFile.EndsWell(Format, Made());

    private static Grid Read(byte[] bytes)
    {
        using var content = GridContent.OfBytes("made.grd", bytes);
        Assert.IsType<VerticalMapperGrid>(GridFile.FormatOf(content));
        return Format.Read(content);
    }

    private static void Says(byte[] bytes, string sentence) => Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => Read(bytes)).Message);

    private static byte[] Made(double north = 6_000_250)
    {
        var bytes = new byte[1024 + 2 * Codes.Length];
        Encoding.ASCII.GetBytes("HGPC1").CopyTo(bytes, 0);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(5), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(9), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(11), 2);
        double[] extent = [500_000, 500_200, 6_000_000, north];
        for (var i = 0; i < extent.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(13 + 8 * i), extent[i]);
        float[] range = [-100, 31, -100, 31];
        for (var i = 0; i < range.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(45 + 4 * i), range[i]);
        Encoding.ASCII.GetBytes("relief").CopyTo(bytes, 61);
        Encoding.ASCII.GetBytes("m").CopyTo(bytes, 93);
        Encoding.ASCII.GetBytes("Earth Projection 8, 104, \"m\", 117, 0, 0.9996, 500000, 0").CopyTo(bytes, 256);
        for (var i = 0; i < Codes.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(1024 + 2 * i), Codes[i]);
        return bytes;
    }
}
