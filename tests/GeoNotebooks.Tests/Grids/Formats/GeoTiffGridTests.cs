using System.Buffers.Binary;
using System.Runtime.InteropServices;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

public sealed class GeoTiffGridTests
{
    private static readonly GeoTiffGrid Format = new();

    /// <summary>A file that GDAL makes of a 4 x 3 grid of 0 to 11 by a few lines of Python on the data set d, its band b and the array a.</summary>
    private static byte[] OfGdal(string lines, string create = "3, 4, 1, gdal.GDT_Float32, []")
    {
        using var folder = new TemporaryFolder();
        Gdal.Python($"""
            import numpy
            from osgeo import gdal, osr
            a = numpy.arange(12).reshape(4, 3).astype('float32')
            d = gdal.GetDriverByName('GTiff').Create(r'{folder["a.tif"]}', {create}); b = d.GetRasterBand(1)
            {string.Join("\n", lines.Split('\n', StringSplitOptions.TrimEntries))}
            """);
        return File.ReadAllBytes(folder["a.tif"]);
    }

    [Theory]
    [InlineData("Area")]
    [InlineData("Point")]
    public void Pixel_is_area_and_pixel_is_point_agree_with_gdal(string pixel)
    {
        // GDAL's geotransform always speaks of corners.
        var grid = Format.Grid(OfGdal($"d.SetMetadataItem('AREA_OR_POINT', '{pixel}'); d.SetGeoTransform((500, 10, 0, 780, 0, -20)); b.WriteArray(a); d = None"));
        Assert.Equal((505.0, 770.0), (grid.Geometry.West, grid.Geometry.North));
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => (float)i)], grid.Values);
    }

    [Fact]
    public void Rotated_grid_of_gdal_lies_where_gdal_says()
    {
        // Along (8, 6), down (12, -16): cells of 10 x 20, the triangle 3, 4, 5.
        var grid = Format.Grid(OfGdal("d.SetGeoTransform((500, 8, 12, 780, 6, -16)); b.WriteArray(a); d = None"));
        Assert.Equal((10.0, 20.0), (Math.Round(grid.Geometry.CellWidth, 9), Math.Round(grid.Geometry.CellHeight, 9)));
        Assert.Equal(36.8698976, grid.Geometry.RotationDegrees, 6);
        var last = grid.Geometry.Position(3, 2);
        Assert.Equal((500 + 2.5 * 8 + 3.5 * 12, 780 + 2.5 * 6 - 3.5 * 16), (Math.Round(last.X, 6), Math.Round(last.Y, 6)));
        Assert.Equal(11, grid[3, 2]);
    }

    [Fact]
    public void Gdal_sees_the_rotation_that_we_write()
    {
        using var folder = new TemporaryFolder();
        var geometry = new GridGeometry(4, 3, 500, 780, 10, 20, Crs.Wgs84Utm50North) { RotationDegrees = Math.Atan2(3, 4) * 180 / Math.PI };
        GridFile.Write(folder["a.tif"], new(geometry, [.. Enumerable.Range(0, 12).Select(i => (float)i)], "a", "1"));
        Assert.Equal("490.0 8.0 12.0 785.0 6.0 -16.0 32650", Gdal.Python($"""
            from osgeo import gdal, osr
            d = gdal.Open(r'{folder["a.tif"]}'); print(*[round(v, 9) for v in d.GetGeoTransform()], osr.SpatialReference(d.GetProjection()).GetAuthorityCode(None))
            """));
    }

    [Fact]
    public void Rows_from_the_south_are_turned_round()
    {
        var grid = Format.Grid(OfGdal("d.SetGeoTransform((500, 10, 0, 700, 0, 20)); b.WriteArray(a); d = None"));
        Assert.Equal((505.0, 770.0, 0.0), (grid.Geometry.West, grid.Geometry.North, grid.Geometry.RotationDegrees));
        Assert.Equal([9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2], grid.Values);
    }

    [Fact]
    public void Sheared_grid_and_grid_without_a_place_are_refused()
    {
        Assert.Equal("grid.grd: expected rows and columns at right angles; found a sheared grid: resample it first", Format.Refusal(OfGdal("d.SetGeoTransform((500, 10, 5, 700, 0, -20)); b.WriteArray(a); d = None")));
        Assert.Equal("grid.grd: expected the place of the grid (pixel scale and tie point, or a transformation); the file has none", Format.Refusal(OfGdal("b.WriteArray(a); d = None")));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("b.SetNoDataValue(-9); ", float.NaN)]
    public void Blocks_that_a_sparse_file_leaves_out_are_blank_or_zero(string nodata, float expected)
    {
        var bytes = OfGdal(
            nodata + "d.SetGeoTransform((500, 10, 0, 780, 0, -20)); b.WriteArray(a[2:], 0, 2); d = None", "3, 4, 1, gdal.GDT_Float32, ['SPARSE_OK=TRUE', 'BLOCKYSIZE=1', 'COMPRESS=DEFLATE']");
        Assert.Equal([expected, expected, expected, expected, expected, expected, 6, 7, 8, 9, 10, 11], Format.Grid(bytes).Values);
    }

    [Fact]
    public void Scale_and_offset_are_applied()
    {
        var grid = Format.Grid(OfGdal("d.SetGeoTransform((500, 10, 0, 780, 0, -20)); b.WriteArray(a); b.SetScale(0.5); b.SetOffset(-3); d = None", "3, 4, 1, gdal.GDT_Int16"));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i * 0.5f - 3), grid.Values);
    }

    [Fact]
    public void Geographic_system_that_is_not_in_our_register_stays_geographic()
    {
        var grid = Format.Grid(OfGdal("d.SetGeoTransform((100, 0.5, 0, 30, 0, -0.25)); s = osr.SpatialReference(); s.ImportFromEPSG(4490); d.SetProjection(s.ExportToWkt()); b.WriteArray(a); d = None", "3, 4, 1, gdal.GDT_Float32"));
        Assert.Equal((4490, true), (grid.Geometry.Crs.Epsg, grid.Geometry.Crs.IsGeographic));
        Assert.Contains("degrees", Assert.Throws<InvalidDataException>(() => grid.Geometry.CellWidthMetres).Message);
        Assert.True(Format.Grid(Format.Bytes(grid)).Geometry.Crs.IsGeographic);
    }

    [Fact]
    public void Citation_names_a_system_without_a_code()
    {
        var crs = new Crs("mine grid of the north pit", null);
        Assert.Equal(crs, Format.Grid(Format.Bytes(GridExamples.Asymmetric(5, 7, crs))).Geometry.Crs);
        Assert.Equal(900_913, Format.Grid(Format.Bytes(GridExamples.Asymmetric(5, 7, Crs.FromEpsg(900_913)))).Geometry.Crs.Epsg);
    }

    [Fact]
    public void Geographic_grid_keeps_its_degrees()
    {
        var grid = new Grid(new(3, 4, 147.25, 62.5, 0.25, 0.125, Crs.FromEpsg(4284)), new float[12], "a", "1");
        Assert.Equal(grid.Geometry, Format.Grid(Format.Bytes(grid)).Geometry);
    }

    [Theory]
    [InlineData("3, 4, 3, gdal.GDT_Byte, ['PHOTOMETRIC=RGB']", "", "cells hold colours (RGB), not measured values; ask for the source grid or the primary points")]
    [InlineData("3, 4, 3, gdal.GDT_Byte, ['PHOTOMETRIC=MINISBLACK']", "", "cells hold colours (MINISBLACK), not measured values; ask for the source grid or the primary points")]
    [InlineData("3, 4, 1, gdal.GDT_Byte, []", "c = gdal.ColorTable(); c.SetColorEntry(1, (255, 0, 0)); b.SetColorTable(c); ", "cells hold colours (PALETTE), not measured values; ask for the source grid or the primary points")]
    [InlineData("3, 4, 2, gdal.GDT_Float32, []", "", "expected one band of numbers; found 2: take one of them out first (gdal_translate -b 1)")]
    [InlineData("3, 4, 1, gdal.GDT_Float32, ['BIGTIFF=YES', 'ENDIANNESS=BIG']", "", "expected a BigTIFF of little-endian order; big-endian ones cannot be decoded here: copy it first (gdal_translate)")]
    [InlineData("3, 4, 1, gdal.GDT_CFloat32, []", "", "expected 1, 8, 16 or 32 bit integers or 16, 32 or 64 bit floats; found 64 bit COMPLEXIEEEFP")]
    public void What_is_no_band_of_numbers_is_refused(string create, string lines, string sentence) =>
        Assert.Equal($"grid.grd: {sentence}", Format.Refusal(OfGdal($"d.SetGeoTransform((500, 10, 0, 780, 0, -20)); {lines}b.WriteArray(a); d = None", create)));

    [Fact]
    public void Damaged_metadata_of_gdal_harm_nothing()
    {
        var grid = GridExamples.Asymmetric(5, 7);
        var bytes = Format.Bytes(grid);
        var at = bytes.AsSpan().IndexOf("<GDALMetadata>"u8);
        bytes[at + 1] = (byte)'<';
        var read = Format.Grid(bytes, "field.tif");
        Assert.Equal(("field", "1"), (read.Name, read.Unit));
        Assert.Equal(grid.Values, read.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("'COMPRESS=LZW', 'PREDICTOR=3', 'BLOCKYSIZE=5'")]
    [InlineData("'COMPRESS=DEFLATE', 'PREDICTOR=2', 'TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16', 'ENDIANNESS=BIG'")]
    [InlineData("'BIGTIFF=YES', 'COMPRESS=PACKBITS'")]
    public void Damaged_files_of_gdal_end_in_a_grid_or_a_sentence(string options)
    {
        var bytes = OfGdal(
            "s = osr.SpatialReference(); s.ImportFromEPSG(28425); d.SetProjection(s.ExportToWkt()); d.SetGeoTransform((500, 10, 0, 780, 0, -20)); b.SetNoDataValue(7); b.WriteArray(numpy.arange(600).reshape(20, 30)); d = None",
            $"30, 20, 1, gdal.GDT_Float32, [{options}]");
        MutatedFile.EndsWell(Format, bytes, mostExpansion: TiffDirectory.MostExpansion);
    }

    [Theory]
    [InlineData(20_000, "'SPARSE_OK=TRUE', 'TILED=YES'")]
    [InlineData(2_000, "'TILED=YES'")]
    public void Bomb_is_refused_before_it_is_unpacked(int nodes, string options)
    {
        // 1.6 GB from 2 MB, and 16 MB from 17 kB.
        var bytes = OfGdal("d.SetGeoTransform((500, 10, 0, 780, 0, -20)); d = None", $"{nodes}, {nodes}, 1, gdal.GDT_Float32, ['COMPRESS=DEFLATE', {options}]");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains($"expected at most 200 bytes of values a byte of the file; {nodes} x {nodes} samples of 32 bits are more", Format.Refusal(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600)]
    [InlineData(4_200)]
    public void Grid_of_one_value_stays_readable(int nodes)
    {
        var grid = new Grid(new(nodes, nodes, 0, 0, 1, 1, Crs.Local), new float[nodes * nodes], "zero", "1");
        Assert.Equal(0, GridStatistics.Of(Format.Grid(Format.Bytes(grid))).Maximum);
    }

    [Fact]
    public void Size_that_the_file_cannot_hold_is_refused()
    {
        var bytes = Format.Bytes(GridExamples.Asymmetric(5, 7));
        // The entry of the width (tag 256, type 3 or 4, one item) in the little-endian directory.
        var directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        Assert.Equal(256, MemoryMarshal.Read<ushort>(bytes.AsSpan(directory + 2)));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(directory + 4), 4);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(directory + 10), 100_000);
        Assert.Equal("grid.grd: expected 391 blocks; its directory names 1", Format.Refusal(bytes));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(directory + 10), -7);
        Assert.Equal("grid.grd: expected 1 to 2147483591 nodes; its header says 5 x 4294967289", Format.Refusal(bytes));
    }
}
