using System.Buffers.Binary;
using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>Files that GDAL writes, and files built here that GDAL reads.</summary>
public sealed class ErMapperGridTests
{
    private static readonly ErMapperGrid Format = new();

    /// <summary>The map of <see cref="StoredOrders"/>, its first cell at the cell 1.5, 0.25 of the registration; a guide's worth of what else a header holds.</summary>
    private const string Header = """
        # made by a test = Begin
        DatasetHeader Begin
        	Version		= "6.0"
        	LastUpdated	= Tue Nov 24 10:00:00 GMT 2026
        	DataSetType	= ERStorage
        	DataType	= Raster
        	ByteOrder	= MSBFirst
        	HeaderOffset	= 5
        	CoordinateSpace Begin
        		Datum		= "WGS84"
        		Projection	= "NUTM50"
        		CoordinateType	= EN
        		Units		= "METERS"
        		Rotation	= 0:0:0.0
        	CoordinateSpace End
        	RasterInfo Begin
        		CellType	= IEEE4ByteReal
        		NullCellValue	= -99999.1
        		CellInfo Begin
        			Xdimension	= 25
        			Ydimension	= 40
        		CellInfo End
        		NrOfLines	= 2
        		NrOfCellsPerLine	= 3
        		RegistrationCoord Begin
        			Eastings	= 500000
        			Northings	= 6000000
        		RegistrationCoord End
        		RegistrationCellX	= 1.5
        		RegistrationCellY	= 0.25
        		NrOfBands	= 1
        		BandId Begin
        			Value	= "Total field # reduced"
        			Units	= "nT"
        		BandId End
        		RegionInfo Begin
        			RegionName	= "All"
        			Stats Begin
        				MinimumValue	= {
        					3
        				}
        			Stats End
        		RegionInfo End
        	RasterInfo End
        DatasetHeader End

        """;

    [Fact]
    public void Header_and_cells_make_a_grid()
    {
        var grid = Read(Header, Cells());
        Assert.Equal(StoredOrders.Values, grid.Values);
        Assert.Equal(("Total field # reduced", "nT"), (grid.Name, grid.Unit));
        Assert.Equal(Crs.Wgs84Utm50North, grid.Geometry.Crs);
        // The registration cell 1.5, 0.25 counts from the corner of the first cell, whose centre is 0.5, 0.5.
        Assert.Equal((500_000 - 25, 6_000_000 - 10), (grid.Geometry.West, grid.Geometry.North));
        Assert.Equal((25, 40), (grid.Geometry.CellWidth, grid.Geometry.CellHeight));
    }

    [Fact]
    public void Gdal_reads_the_same()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["made.ers"], Header.Replace("-99999.1", "-99999.1015625", StringComparison.Ordinal));
        File.WriteAllBytes(folder["made"], Cells());
        var (ours, theirs) = (GridFile.Read(folder["made.ers"]), GdalRaster.Read(folder["made.ers"], "ERS"));
        theirs.LiesLike(ours.Geometry);
        Assert.Equal(theirs.Values, ours.Values);
        using var content = GridContent.OfFile(folder["made.ers"]);
        Assert.Equal(-99999.1015625, new ErMapperGrid().Nodata(content));
    }

    [Theory]
    [InlineData("Byte", 32650), InlineData("Int16", 32715), InlineData("UInt16", 28425), InlineData("Int32", 4326), InlineData("UInt32", 4284), InlineData("Float32", 2515), InlineData("Float64", 32601)]
    public void What_gdal_writes_is_read(string type, int epsg)
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(
            $"""
            from osgeo import gdal, osr
            import numpy
            memory = gdal.GetDriverByName('MEM').Create('', 5, 4, 1, gdal.GetDataTypeByName('{type}'))
            memory.SetGeoTransform([30, 0.25, 0, 70, 0, -0.5])
            system = osr.SpatialReference()
            system.ImportFromEPSG({epsg})
            memory.SetProjection(system.ExportToWkt())
            band = memory.GetRasterBand(1)
            band.WriteArray(numpy.arange(20).reshape(4, 5) * 12 + 1)
            band.SetNoDataValue(85)
            gdal.GetDriverByName('ERS').CreateCopy('{folder["a.ers"]}', memory)
            """);
        var (ours, theirs) = (GridFile.Read(folder["a.ers"]), GdalRaster.Read(folder["a.ers"], "ERS"));
        theirs.LiesLike(ours.Geometry);
        Assert.Equal(theirs.Values, ours.Values);
        Assert.True(float.IsNaN(ours.Values[7]));
        Assert.Equal(49, ours[0, 4]);
        Assert.Equal(Crs.FromEpsg(epsg), ours.Geometry.Crs);
    }

    [Theory]
    [InlineData("Byte"), InlineData("Int16"), InlineData("Float64")]
    public void Grid_of_many_buffers_is_read(string type)
    {
        using var folder = new TemporaryFolder();
        Gdal.Python(
            $"""
            from osgeo import gdal
            import numpy
            memory = gdal.GetDriverByName('MEM').Create('', 131, 70, 1, gdal.GetDataTypeByName('{type}'))
            memory.SetGeoTransform([30, 0.25, 0, 70, 0, -0.5])
            memory.GetRasterBand(1).WriteArray(numpy.arange(9170).reshape(70, 131) % 251)
            gdal.GetDriverByName('ERS').CreateCopy('{folder["a.ers"]}', memory)
            """);
        Assert.Equal([.. Enumerable.Range(0, 9170).Select(i => (float)(i % 251))], GridFile.Read(folder["a.ers"]).Values);
    }

    [Fact]
    public void Degrees_minutes_and_seconds_are_read()
    {
        var header = With("Eastings	= 500000", "Longitude	= 147:30:36.0").Replace("Northings	= 6000000", "Latitude	= -0:30:0.0", StringComparison.Ordinal)
            .Replace("NUTM50", "GEODETIC", StringComparison.Ordinal).Replace("= 25", "= 0.25", StringComparison.Ordinal).Replace("= 40", "= 0.5", StringComparison.Ordinal);
        var geometry = Read(header, Cells()).Geometry;
        Assert.Equal(147.51 - 0.25, geometry.West, 1e-12);
        Assert.Equal(-0.5 - 0.125, geometry.North, 1e-12);
        Assert.Equal(Crs.FromEpsg(4326), geometry.Crs);
    }

    [Fact]
    public void Registration_without_a_cell_is_the_corner_of_the_first()
    {
        var header = With("		RegistrationCellX	= 1.5\n", "").Replace("		RegistrationCellY	= 0.25\n", "", StringComparison.Ordinal);
        var geometry = Read(header, Cells()).Geometry;
        Assert.Equal((500_012.5, 5_999_980), (geometry.West, geometry.North));
    }

    [Theory]
    [InlineData("RAW", "RAW", "local metric plane"), InlineData("NAD27", "NUTM11", "NUTM11 on NAD27"), InlineData("EPSG:28425", "EPSG:28425", "EPSG:28425")]
    [InlineData("WGS84", "SUTM7", "EPSG:32707"), InlineData("WGS84", "NUTM61", "NUTM61 on WGS84")]
    public void Names_of_systems_are_known_or_kept(string datum, string projection, string code) =>
        Assert.Equal(code, Read(With("\"WGS84\"", $"\"{datum}\"").Replace("NUTM50", projection, StringComparison.Ordinal), Cells()).Geometry.Crs.Code);

    [Theory]
    [InlineData("../made"), InlineData("/etc/hostname"), InlineData("..\\made"), InlineData("..")]
    public void Name_of_the_cells_does_not_leave_the_folder(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["sub"]);
        File.WriteAllText(Path.Combine(folder["sub"], "a.ers"), With("HeaderOffset", $"DataFile = \"{name}\"\nHeaderOffset"));
        File.WriteAllBytes(folder["made"], Cells());
        Assert.Matches(
            "a.ers: expected the (name of a data file in the same folder|cells in a file '[.][.]' beside the header)",
            Assert.Throws<InvalidDataException>(() => GridFile.Read(Path.Combine(folder["sub"], "a.ers"))).Message);
    }

    [Fact]
    public void Named_file_of_cells_is_read()
    {
        using var content = GridContent.OfBytes("made.ers", Encoding.UTF8.GetBytes(With("HeaderOffset", "DataFile = \"cells.bin\"\nHeaderOffset")), new Dictionary<string, byte[]> { ["cells.bin"] = Cells() });
        Assert.Equal(StoredOrders.Values, Format.Read(content).Values);
    }

    [Theory]
    [InlineData("NrOfBands	= 1", "NrOfBands	= 2", "expected one band of numbers; found 2")]
    [InlineData("NrOfLines	= 2", "NrOfLines	= -2", "its header says -2 x 3")]
    [InlineData("NrOfLines	= 2", "NrOfLines	= 99999999999999999999", "expected a whole number as NrOfLines")]
    [InlineData("NrOfLines	= 2", "NrOfLines	= 2000000", "expected 2000000 x 3 cells of 4 bytes after 5 bytes; the file has 29")]
    [InlineData("NrOfLines	= 2", "NrOfLine	= 2", "expected NrOfLines in RasterInfo; the header has none")]
    [InlineData("HeaderOffset	= 5", "HeaderOffset	= 9223372036854775807", "the file has 29")]
    [InlineData("HeaderOffset	= 5", "HeaderOffset	= -1", "the file has 29")]
    [InlineData("Xdimension	= 25", "Xdimension	= nan", "expected a number as Xdimension")]
    [InlineData("Xdimension	= 25", "Xdimension	= -25", "cell width and height above 0")]
    [InlineData("Rotation	= 0:0:0.0", "Rotation	= 0:30:0.0", "expected an image with north up; found one rotated by 0.5 degrees")]
    [InlineData("ERStorage", "Translated", "expected a header of bare cells")]
    [InlineData("IEEE4ByteReal", "Complex", "found 'Complex'")]
    [InlineData("MSBFirst", "Middle", "found 'Middle'")]
    [InlineData("METERS", "FEET", "expected coordinates in metres or degrees; found 'FEET'")]
    [InlineData("RasterInfo Begin", "RasterInfo", "found 'RasterInfo'")]
    public void Damage_is_told_in_one_sentence(string from, string to, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => Read(With(from, to), Cells())).Message);

    [Fact]
    public void Colours_are_not_numbers() => Assert.Contains("cells hold colours", Assert.Throws<InvalidDataException>(() =>
        Read(With("IEEE4ByteReal", "Unsigned8BitInteger").Replace("NrOfBands	= 1", "NrOfBands	= 3", StringComparison.Ordinal), Cells())).Message);

    [Fact]
    public void Missing_cells_are_told()
    {
        using var content = GridContent.OfBytes("alone.ers", Encoding.UTF8.GetBytes(Header));
        Assert.Contains("expected the cells in a file 'alone' beside the header; there is none", Assert.Throws<InvalidDataException>(() => Format.Read(content)).Message);
    }

    [Fact]
    public void Algorithm_is_no_grid()
    {
        using var content = GridContent.OfBytes("a.alg", Encoding.UTF8.GetBytes("Algorithm Begin\nAlgorithm End\n"));
        Assert.False(Format.Recognises(content));
    }

    [Fact]
    public void Mutated_headers_end_well() => MutatedFile.EndsWell(Format, Encoding.UTF8.GetBytes(Header), new Dictionary<string, byte[]> { ["mutated"] = Cells() });

    [Fact]
    public void Mutated_cells_end_well() => MutatedFile.EndsWell(Cells(), bytes => Read(Header, bytes));

    private static string With(string from, string to)
    {
        Assert.Contains(from, Header);
        return Header.Replace(from, to, StringComparison.Ordinal);
    }

    private static Grid Read(string header, byte[] cells)
    {
        using var content = GridContent.OfBytes("made.ers", Encoding.UTF8.GetBytes(header), new Dictionary<string, byte[]> { ["made"] = cells });
        return Format.Read(content);
    }

    /// <summary>Five bytes that HeaderOffset passes over, then the map, big-endian.</summary>
    private static byte[] Cells()
    {
        var bytes = new byte[5 + 6 * 4];
        for (var i = 0; i < 6; i++)
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(5 + 4 * i), StoredOrders.Map[i] == 'e' ? -99999.1f : (float)StoredOrders.Value(StoredOrders.Map[i]));
        return bytes;
    }
}
