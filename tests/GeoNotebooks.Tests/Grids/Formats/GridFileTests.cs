using System.Globalization;
using System.Runtime.InteropServices;
using CsCheck;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>What holds for every format: the round trip, GDAL as a reader and as a writer, damaged files.</summary>
public sealed class GridFileTests
{
    private static readonly string[] Written = ["surfer6-text", "surfer6", "surfer7", "esri-ascii", "geotiff", "xyz"];

    public static TheoryData<string> Names => [.. Written];

    private static IGridFormat Format(string name) => GridFile.Formats.Single(format => format.Name == name);

    [Fact]
    public void Every_format_that_is_written_is_listed() =>
        Assert.Equal(Written.Order(), GridFile.Formats.Where(format => format.Write is not null).Select(format => format.Name).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Written_grid_comes_back(string name)
    {
        var format = Format(name);
        GridExamples.Any().Sample(grid => GridExamples.Same(grid, format.Grid(format.Bytes(grid))), iter: 200);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Format_is_recognised_by_content_alone(string name)
    {
        using var content = GridContent.OfBytes("nameless", Format(name).Bytes(GridExamples.Asymmetric(5, 7)));
        Assert.Equal(name, GridFile.FormatOf(content).Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rotated_grid_comes_back_or_is_refused(string name)
    {
        var format = Format(name);
        if (name == "geotiff")
            GridExamples.Any(360).Sample(grid => GridExamples.Same(grid, format.Grid(format.Bytes(grid))), iter: 200);
        else
        {
            var turned = GridExamples.Asymmetric(5, 7) is var grid ? grid with { Geometry = grid.Geometry with { RotationDegrees = 30 } } : null;
            Assert.Equal(
                $"{format.Title}: expected a grid whose rows run east; this one is rotated by 30 degrees: resample it onto an unrotated grid first",
                Assert.Throws<InvalidDataException>(() => format.Bytes(turned!)).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_files_end_in_a_grid_or_a_sentence(string name)
    {
        var format = Format(name);
        MutatedFile.EndsWell(format, format.Bytes(GridExamples.Asymmetric(11, 17)), mostExpansion: name == "geotiff" ? TiffDirectory.MostExpansion : 1);
    }

    /// <summary>Columns of text have no length of their own: cut between two lines they are a smaller grid.</summary>
    [Theory]
    [InlineData("surfer6-text")]
    [InlineData("surfer6")]
    [InlineData("surfer7")]
    [InlineData("esri-ascii")]
    [InlineData("geotiff")]
    public void File_that_is_cut_anywhere_is_refused_or_whole(string name)
    {
        var format = Format(name);
        var grid = GridExamples.Asymmetric(5, 7);
        var bytes = format.Bytes(grid);
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                // The last digits of a text may be lost without a trace: then all but the last value, and everything else, is right.
                var read = format.Grid(bytes[..length]);
                Assert.InRange(length, bytes.Length - 12, bytes.Length);
                Assert.True(GridExamples.Same(grid, read) || (name is "surfer6-text" or "esri-ascii" && grid.Values.Zip(read.Values).Count(pair => !pair.First.Equals(pair.Second)) == 1));
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Theory]
    [InlineData("surfer6-text", "grd")]
    [InlineData("surfer6", "grd")]
    [InlineData("surfer7", "grd")]
    [InlineData("esri-ascii", "asc")]
    [InlineData("geotiff", "tif")]
    [InlineData("xyz", "xyz")]
    public void Gdal_reads_what_we_write(string name, string extension)
    {
        using var folder = new TemporaryFolder();
        var grid = GridExamples.Asymmetric(21, 30, Crs.Pulkovo1942GaussKruger25);
        GridFile.Write(folder[$"a.{extension}"], grid, name);
        var answer = Gdal.Python($"""
            import numpy
            from osgeo import gdal, osr
            d = gdal.Open(r'{folder[$"a.{extension}"]}'); b = d.GetRasterBand(1); a = b.ReadAsArray().astype('float32'); n = b.GetNoDataValue()
            if n is not None: a[a == numpy.float32(n)] = numpy.nan
            a.tofile(r'{folder["a.raw"]}')
            print(b.GetDescription(), b.GetUnitType(), d.RasterXSize, d.RasterYSize, *d.GetGeoTransform(), osr.SpatialReference(d.GetProjection()).GetAuthorityCode(None) if d.GetProjection() else None)
            """);
        Assert.Equal("gravity mGal 30 21 25500000.0 200.0 0.0 6900025.0 0.0 -250.0 28425", answer);
        Assert.Equal(grid.Values, MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["a.raw"])).ToArray());
        var read = GridFile.Read(folder[$"a.{extension}"]);
        Assert.Equal((grid.Geometry, grid.Name, grid.Unit), (read.Geometry, read.Name, read.Unit));
        Assert.Equal(grid.Values, read.Values);
    }

    [Fact]
    public void Gdal_reads_random_grids_of_every_format()
    {
        using var folder = new TemporaryFolder();
        var drawn = new List<Grid>();
        GridExamples.Any().Sample(drawn.Add, iter: 12, threads: 1);
        var files = drawn.SelectMany((grid, i) => Written.Select(name => (File: $"{i}.{name}", Grid: grid))).ToList();
        foreach (var (file, grid) in files)
            GridFile.Write(folder[file], grid, Path.GetExtension(file)[1..]);
        var answers = Gdal.Python($"""
            import numpy
            from osgeo import gdal
            for i in range({drawn.Count}):
                for name in '{string.Join(' ', Written)}'.split():
                    path = r'{folder.Path}/%d.%s' % (i, name)
                    d = gdal.Open(path); b = d.GetRasterBand(1); a = b.ReadAsArray().astype('float32'); n = -9999 if name == 'xyz' else b.GetNoDataValue()
                    if n is not None: a[a == numpy.float32(n)] = numpy.nan
                    a.tofile(path + '.raw'); print(d.RasterYSize, d.RasterXSize, *d.GetGeoTransform())
            """).Split('\n');
        Assert.Equal(files.Count, answers.Length);
        foreach (var ((file, grid), answer) in files.Zip(answers))
        {
            var (geometry, bounds) = (grid.Geometry, grid.Geometry.Bounds);
            var numbers = answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            double[] expected = [geometry.Rows, geometry.Columns, bounds.MinX, geometry.CellWidth, 0, bounds.MaxY, 0, -geometry.CellHeight];
            Assert.True(expected.Zip(numbers).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-9 * (1 + Math.Abs(geometry.West) + Math.Abs(geometry.North))), $"{file}: expected {string.Join(' ', expected)}; found {answer}");
            Assert.True(grid.Values.AsSpan().SequenceEqual(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder[file + ".raw"]))), file);
        }
    }

    [Theory]
    [InlineData("surfer6-text", "GSAG", "Float32", "")]
    [InlineData("surfer6", "GSBG", "Float32", "")]
    [InlineData("surfer7", "GS7BG", "Float64", "")]
    [InlineData("esri-ascii", "AAIGrid", "Float32", "")]
    [InlineData("esri-ascii", "AAIGrid", "Int32", "")]
    [InlineData("xyz", "XYZ", "Float32", "")]
    [InlineData("xyz", "XYZ", "Float64", "'COLUMN_SEPARATOR=,','ADD_HEADER_LINE=YES'")]
    [InlineData("geotiff", "GTiff", "Byte", "")]
    [InlineData("geotiff", "GTiff", "Byte", "'PIXELTYPE=SIGNEDBYTE'")]
    [InlineData("geotiff", "GTiff", "Int16", "'TILED=YES','BLOCKXSIZE=16','BLOCKYSIZE=16','COMPRESS=LZW','PREDICTOR=2'")]
    [InlineData("geotiff", "GTiff", "UInt16", "'ENDIANNESS=BIG'")]
    [InlineData("geotiff", "GTiff", "UInt32", "'COMPRESS=DEFLATE','PREDICTOR=2','ENDIANNESS=BIG'")]
    [InlineData("geotiff", "GTiff", "Int32", "'COMPRESS=DEFLATE','BLOCKYSIZE=4'")]
    [InlineData("geotiff", "GTiff", "Float32", "'COMPRESS=LZW','PREDICTOR=3'")]
    [InlineData("geotiff", "GTiff", "Float32", "'COMPRESS=DEFLATE','PREDICTOR=3','ENDIANNESS=BIG'")]
    [InlineData("geotiff", "GTiff", "Float64", "'COMPRESS=DEFLATE','PREDICTOR=3','TILED=YES','BLOCKXSIZE=16','BLOCKYSIZE=32'")]
    [InlineData("geotiff", "GTiff", "Float64", "'COMPRESS=LZW','PREDICTOR=3','ENDIANNESS=BIG','TILED=YES','BLOCKXSIZE=16','BLOCKYSIZE=32'")]
    [InlineData("geotiff", "GTiff", "Float64", "'BIGTIFF=YES'")]
    [InlineData("geotiff", "GTiff", "Float32", "'COMPRESS=PACKBITS'")]
    [InlineData("geotiff", "GTiff", "Float32", "'NBITS=16'")]
    [InlineData("geotiff", "GTiff", "Float32", "'NBITS=16','COMPRESS=DEFLATE','PREDICTOR=2'")]
    public void We_read_what_gdal_writes(string name, string driver, string type, string options)
    {
        using var folder = new TemporaryFolder();
        Gdal.Python($"""
            import numpy
            from osgeo import gdal, osr
            t = gdal.GDT_{type}; rows, columns, options = 21, 30, [{options}]
            a = (numpy.arange(rows).reshape(-1, 1) * 4 + numpy.arange(columns) * 1.0) + (0.25 if '{type}' == 'Float32' and 'NBITS=16' not in options else 0); a[1, 2] = 120; a[20, 0] = 120; a[3, 4] += 1
            d = gdal.GetDriverByName('MEM').Create('', columns, rows, 1, t)
            d.SetGeoTransform((25500000, 200, 0, 6900025, 0, -250))
            s = osr.SpatialReference(); s.ImportFromEPSG(28425); d.SetProjection(s.ExportToWkt())
            b = d.GetRasterBand(1); b.SetNoDataValue(120); a[10, 12] = 120; a[a == 120] = -9999 if '{driver}' == 'XYZ' else 120
            if '{driver}' == 'XYZ': b.SetNoDataValue(-9999)
            b.WriteArray(a); a[a == b.GetNoDataValue()] = numpy.nan
            o = gdal.GetDriverByName('{driver}').CreateCopy(r'{folder["a.dat"]}', d, 0, options); o = None
            a.astype('float32').tofile(r'{folder["a.raw"]}')
            """);
        using var content = GridContent.OfFile(folder["a.dat"]);
        Assert.Equal(name, GridFile.FormatOf(content).Name);
        var read = GridFile.Read(content);
        Assert.Equal(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["a.raw"])).ToArray(), read.Values);
        Assert.Equal(new GridGeometry(21, 30, 25_500_100, 6_899_900, 200, 250, read.Geometry.Crs), read.Geometry);
        // GDAL gives an ESRI ASCII grid a .prj file without a code, those of Surfer an .aux.xml; the system of an XYZ grid it drops.
        Assert.Equal(
            driver switch { "AAIGrid" => CrsDefinition.Read(File.ReadAllText(folder["a.prj"])), "XYZ" => Crs.Local, _ => Crs.Pulkovo1942GaussKruger25 }, read.Geometry.Crs);
    }

    [Theory]
    [InlineData("True", "'-co','TILED=YES','-co','BLOCKXSIZE=16','-co','BLOCKYSIZE=16','-co','COMPRESS=DEFLATE'")]
    [InlineData("True", "'-co','BLOCKYSIZE=3'")]
    [InlineData("True", "'-co','BIGTIFF=YES'")]
    [InlineData("False", "")]
    public void Mask_of_gdal_is_holes(string inside, string options)
    {
        using var folder = new TemporaryFolder();
        Gdal.Python($"""
            import numpy
            from osgeo import gdal
            gdal.SetConfigOption('GDAL_TIFF_INTERNAL_MASK', '{inside}')
            d = gdal.GetDriverByName('MEM').Create('', 37, 21, 1, gdal.GDT_Float32); d.SetGeoTransform((500, 10, 0, 900, 0, -20))
            d.GetRasterBand(1).WriteArray(numpy.arange(21 * 37).reshape(21, 37)); d.CreateMaskBand(gdal.GMF_PER_DATASET)
            m = numpy.full((21, 37), 255, 'u1'); m[2, 5:20] = 0; m[20, 36] = 0; m[0, 0] = 0; d.GetRasterBand(1).GetMaskBand().WriteArray(m)
            o = gdal.Translate(r'{folder["a.tif"]}', d, options=['-mask', 'auto', {options}]); o = None
            """);
        Assert.Equal(inside != "True", File.Exists(folder["a.tif.msk"]));
        var read = GridFile.Read(folder["a.tif"]);
        Assert.Equal([0, .. Enumerable.Range(2 * 37 + 5, 15), 20 * 37 + 36], Enumerable.Range(0, 21 * 37).Where(i => float.IsNaN(read.Values[i])));
        Assert.All(Enumerable.Range(0, 21 * 37).Where(i => !float.IsNaN(read.Values[i])), i => Assert.Equal(i, read.Values[i]));
        GridFile.Write(folder["a.tif"], read.Map(value => 7));
        Assert.DoesNotContain(GridFile.Read(folder["a.tif"]).Values, float.IsNaN);
    }

    [Fact]
    public void Mutated_mask_ends_in_a_grid_or_a_sentence()
    {
        var (grid, mask) = (Format("surfer7").Bytes(GridExamples.Asymmetric(11, 17)), Format("geotiff").Bytes(GridExamples.Asymmetric(11, 17).Map(value => value > 20 ? 1 : 0)));
        MutatedFile.EndsWell(mask, bytes =>
        {
            using var content = GridContent.OfBytes("a.grd", grid, new Dictionary<string, byte[]> { ["a.grd.msk"] = bytes });
            return GridFile.Read(content);
        }, TiffDirectory.MostExpansion);
    }

    [Fact]
    public void Mask_of_other_cells_is_refused()
    {
        var (grid, mask) = (Format("surfer7").Bytes(GridExamples.Asymmetric(5, 7)), Format("geotiff").Bytes(GridExamples.Asymmetric(7, 5).Map(_ => 1)));
        using var content = GridContent.OfBytes("a.grd", grid, new Dictionary<string, byte[]> { ["a.grd.msk"] = mask });
        Assert.Equal("a.grd.msk: expected a mask of 5 x 7 cells like the grid's; found 7 x 5", Assert.Throws<InvalidDataException>(() => GridFile.Read(content)).Message);
    }

    [Fact]
    public void System_of_a_projection_file_beside_is_taken()
    {
        var text = System.Text.Encoding.UTF8.GetBytes(CrsDefinition.WellKnownText(Crs.Wgs84Utm50North)!);
        var bytes = Format("surfer7").Bytes(GridExamples.Asymmetric(5, 7));
        using var content = GridContent.OfBytes("a.grd", bytes, new Dictionary<string, byte[]> { ["a.prj"] = text, ["b.prj"] = [] });
        Assert.Equal(Crs.Wgs84Utm50North, GridFile.Read(content).Geometry.Crs);
        using var broken = GridContent.OfBytes("b.grd", bytes, new Dictionary<string, byte[]> { ["b.prj"] = [1, 2, 3] });
        Assert.Equal("b.prj: expected one coordinate system as well-known text; found none", Assert.Throws<InvalidDataException>(() => GridFile.Read(broken)).Message);
    }

    [Fact]
    public void Projection_file_of_another_system_is_never_left_beside_a_grid()
    {
        using var folder = new TemporaryFolder();
        GridFile.Write(folder["a.grd"], GridExamples.Asymmetric(5, 7, Crs.Wgs84Utm50North), "surfer7");
        Assert.True(File.Exists(folder["a.prj"]));
        var refusal = Assert.Throws<InvalidDataException>(() => GridFile.Write(folder["a.grd"], GridExamples.Asymmetric(6, 7), "surfer7"));
        Assert.Contains("a.prj names WGS 84 / UTM zone 50N (EPSG:32650): take it away first", refusal.Message);
        Assert.Equal(5, GridFile.Read(folder["a.grd"]).Rows);
    }

    [Fact]
    public void Format_follows_the_extension_unless_it_is_named()
    {
        using var folder = new TemporaryFolder();
        var grid = GridExamples.Asymmetric(5, 7);
        foreach (var (file, format, magic) in new[] { ("a.grd", null, "DSRB"), ("b.grd", "surfer6", "DSBB"), ("c.grd", "surfer6-text", "DSAA"), ("d.ASC", null, "ncols"), ("e.tif", null, "II*") })
        {
            GridFile.Write(folder[file], grid, format);
            Assert.StartsWith(magic, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder[file])));
        }
        Assert.Contains("found 'png'", Assert.Throws<ArgumentException>(() => GridFile.Write(folder["f.grd"], grid, "png")).Message);
        Assert.Contains("found the extension '.png'", Assert.Throws<ArgumentException>(() => GridFile.Write(folder["f.png"], grid)).Message);
        Assert.Empty(Directory.GetFiles(folder.Path, "f.*"));
    }

    [Fact]
    public void Refused_grid_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var huge = GridExamples.Asymmetric(5, 7).Map(value => value * 1e38f);
        Assert.Throws<InvalidDataException>(() => GridFile.Write(folder["a.grd"], huge, "surfer7"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_is_no_grid_is_refused_with_the_formats_that_are()
    {
        using var content = GridContent.OfBytes("a.grd", "PK\u0003\u0004 and so on"u8.ToArray());
        Assert.StartsWith("a.grd: expected a grid (Surfer 7 grid, ", Assert.Throws<InvalidDataException>(() => GridFile.Read(content)).Message);
        using var empty = GridContent.OfBytes("a.grd", []);
        Assert.Throws<InvalidDataException>(() => GridFile.Read(empty));
    }

    [Theory]
    [InlineData("surfer7", "1.701410009187828E+38")]
    [InlineData("esri-ascii", "-9999")]
    [InlineData("geotiff", "")]
    public void Nodata_of_the_file_is_told(string name, string expected)
    {
        using var content = GridContent.OfBytes("a", Format(name).Bytes(GridExamples.Asymmetric(5, 7)));
        Assert.Equal(expected, Format(name).Nodata(content)?.ToString(CultureInfo.InvariantCulture) ?? "");
    }
}
