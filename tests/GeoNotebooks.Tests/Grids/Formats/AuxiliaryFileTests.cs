using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

public sealed class AuxiliaryFileTests
{
    private static readonly IGridFormat Surfer = GridFile.Formats.Single(format => format.Name == "surfer7");
    private static readonly Grid Example = GridExamples.Asymmetric(5, 7) with { Name = "a", Unit = "1" };

    private static Grid Read(string auxiliary, IGridFormat? format = null)
    {
        using var content = GridContent.OfBytes("a.grd", (format ?? Surfer).Bytes(Example), new Dictionary<string, byte[]> { ["a.grd.aux.xml"] = Encoding.UTF8.GetBytes(auxiliary) });
        return GridFile.Read(content);
    }

    [Fact]
    public void What_it_says_of_the_first_band_completes_the_grid()
    {
        var blank = Example[3, 2];
        var read = Read($"""
            <PAMDataset>
              <Metadata><MDI key="AREA_OR_POINT">Point</MDI></Metadata>
              <SRS dataAxisToSRSAxisMapping="2,1">{CrsDefinition.WellKnownText(Crs.Pulkovo1942GaussKruger25)}</SRS>
              <PAMRasterBand band="2"><Description>other</Description><UnitType>nT</UnitType></PAMRasterBand>
              <PAMRasterBand band="1"><Histograms><HistItem><Scale>9</Scale></HistItem></Histograms><Description>&#x433;&lt;i></Description>
                <NoDataValue>{blank.ToString(System.Globalization.CultureInfo.InvariantCulture)}</NoDataValue><UnitType>mGal</UnitType><Offset>-3</Offset><Scale>2</Scale></PAMRasterBand>
            </PAMDataset>
            """);
        Assert.Equal((Crs.Pulkovo1942GaussKruger25, "\u0433<i>", "mGal"), (read.Geometry.Crs, read.Name, read.Unit));
        Assert.True(float.IsNaN(read[3, 2]));
        Assert.Equal(2 * Example[4, 1] - 3, read[4, 1]);
    }

    [Fact]
    public void What_the_grid_itself_says_stands()
    {
        var geoTiff = GridFile.Formats.Single(format => format.Name == "geotiff");
        using var content = GridContent.OfBytes(
            "a.tif", geoTiff.Bytes(GridExamples.Asymmetric(5, 7, Crs.Wgs84Utm50North)),
            new Dictionary<string, byte[]> { ["a.tif.aux.xml"] = Encoding.UTF8.GetBytes($"<PAMDataset><SRS>{CrsDefinition.WellKnownText(Crs.Pulkovo1942GaussKruger25)}</SRS><PAMRasterBand band='1'><UnitType>nT</UnitType></PAMRasterBand></PAMDataset>") });
        var read = GridFile.Read(content);
        Assert.Equal((Crs.Wgs84Utm50North, "mGal"), (read.Geometry.Crs, read.Unit));
    }

    [Theory]
    [InlineData("tif")]
    [InlineData("grd")]
    public void System_without_a_code_keeps_its_parameters(string extension)
    {
        using var folder = new TemporaryFolder();
        Gdal.Python($"""
            from osgeo import osr
            s = osr.SpatialReference(); s.ImportFromProj4('+proj=lcc +lat_1=61.5 +lat_2=63.5 +lat_0=60 +lon_0=148 +x_0=500000 +ellps=krass +units=m')
            open(r'{folder["wkt"]}', 'w').write(s.ExportToWkt())
            """);
        var crs = CrsDefinition.Read(File.ReadAllText(folder["wkt"]));
        Assert.Null(crs.Epsg);
        GridFile.Write(folder["a." + extension], GridExamples.Asymmetric(5, 7, crs));
        Assert.Equal(crs, GridFile.Read(folder["a." + extension]).Geometry.Crs);
        var answer = Gdal.Python($"""
            from osgeo import gdal, osr
            s = osr.SpatialReference(); s.ImportFromWkt(open(r'{folder["wkt"]}').read())
            print(gdal.Open(r'{folder["a." + extension]}').GetSpatialRef().IsSame(s))
            """);
        Assert.Equal("1", answer);
    }

    [Theory]
    [InlineData("<PAMDataset><SRS>", "expected metadata as XML; ")]
    [InlineData("<html/>", "expected <PAMDataset>; found 'html'")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><PAMDataset>&b;</PAMDataset>", "expected metadata as XML; ")]
    [InlineData("<PAMDataset><PAMRasterBand band='1'><Scale>two</Scale></PAMRasterBand></PAMDataset>", "expected a number as Scale; found 'two'")]
    public void Damaged_file_is_refused_by_name(string text, string sentence) =>
        Assert.StartsWith("a.grd.aux.xml: " + sentence, Assert.Throws<InvalidDataException>(() => Read(text)).Message);

    [Fact]
    public void Mutations_end_in_a_grid_or_a_sentence()
    {
        var grid = Surfer.Bytes(Example);
        var original = Encoding.UTF8.GetBytes(
            $"<PAMDataset><SRS>{CrsDefinition.WellKnownText(Crs.Pulkovo1942GaussKruger25)}</SRS><PAMRasterBand band='1'><NoDataValue>3</NoDataValue><Scale>2</Scale></PAMRasterBand></PAMDataset>");
        MutatedFile.EndsWell(original, bytes =>
        {
            using var content = GridContent.OfBytes("a.grd", grid, new Dictionary<string, byte[]> { ["a.grd.aux.xml"] = bytes });
            return GridFile.Read(content);
        });
    }

    [Fact]
    public void Older_one_does_not_outlive_its_grid()
    {
        using var folder = new TemporaryFolder();
        GridFile.Write(folder["a.grd"], Example with { Unit = "nT" }, "surfer7");
        Assert.Equal("nT", GridFile.Read(folder["a.grd"]).Unit);
        GridFile.Write(folder["a.grd"], Example, "geotiff");
        Assert.False(File.Exists(folder["a.grd.aux.xml"]));
        Assert.Equal("1", GridFile.Read(folder["a.grd"]).Unit);
    }
}
