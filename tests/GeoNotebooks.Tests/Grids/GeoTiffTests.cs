using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class GeoTiffTests
{
    /// <summary>Every node differs, none of the symmetries of the rectangle maps it onto itself, and one node is blank.</summary>
    public static Grid Asymmetric(int rows, int columns, Crs crs)
    {
        var values = Enumerable.Range(0, rows * columns).Select(i => (float)(1000 * (i / columns) + i % columns)).ToArray();
        values[columns + 2] = float.NaN;
        return new(new(rows, columns, 25_500_100, 6_899_900, 200, 250, crs), values, "gravity", "mGal");
    }

    [Theory]
    [InlineData(5, 7)]
    [InlineData(300, 513)]
    public void Written_grid_comes_back(int rows, int columns)
    {
        using var folder = new TemporaryFolder();
        var written = Asymmetric(rows, columns, Crs.Pulkovo1942GaussKruger25);
        GeoTiff.Write(folder["a.tif"], written);
        var read = GeoTiff.Read(folder["a.tif"]);
        Assert.Equal(("gravity", "mGal"), (read.Name, read.Unit));
        Assert.Equal(written.Geometry, read.Geometry);
        Assert.Equal(written.Values, read.Values);
    }

    [Fact]
    public void Local_plane_stays_local()
    {
        using var folder = new TemporaryFolder();
        GeoTiff.Write(folder["a.tif"], Asymmetric(5, 7, Crs.Local));
        Assert.Equal(Crs.Local, GeoTiff.Read(folder["a.tif"]).Geometry.Crs);
    }

    [Fact]
    public void Gdal_reads_the_same_values_place_and_system()
    {
        using var folder = new TemporaryFolder();
        var grid = Asymmetric(300, 513, Crs.Pulkovo1942GaussKruger25);
        GeoTiff.Write(folder["a.tif"], grid);
        var answer = Gdal.Python($"""
            from osgeo import gdal, osr
            d = gdal.Open(r'{folder["a.tif"]}'); b = d.GetRasterBand(1); a = b.ReadAsArray()
            print(a.shape, float(a[0, 1]), float(a[299, 512]), str(a[1, 2]), d.GetGeoTransform(), osr.SpatialReference(d.GetProjection()).GetAuthorityCode(None), b.GetDescription(), b.GetUnitType())
            """);
        Assert.Equal("(300, 513) 1.0 299512.0 nan (25500000.0, 200.0, 0.0, 6900025.0, 0.0, -250.0) 28425 gravity mGal", answer);
    }

    [Theory]
    [InlineData("Float32", "")]
    [InlineData("Int16", "-co TILED=YES -co COMPRESS=LZW -co PREDICTOR=2")]
    [InlineData("Float64", "-co COMPRESS=DEFLATE -co PREDICTOR=3")]
    public void Files_of_gdal_are_read(string type, string options)
    {
        using var folder = new TemporaryFolder();
        GeoTiff.Write(folder["a.tif"], Asymmetric(21, 30, Crs.Wgs84Utm50North));
        Gdal.Run("gdal_translate", $"-q -ot {type} -a_nodata -1 {options} {folder["a.tif"]} {folder["b.tif"]}");
        var read = GeoTiff.Read(folder["b.tif"]);
        Assert.Equal(32650, read.Geometry.Crs.Epsg);
        Assert.Equal(20_029f, read[20, 29]);
        Assert.Equal(4003f, read[4, 3]);
    }

    [Fact]
    public void Colours_are_refused()
    {
        using var folder = new TemporaryFolder();
        GeoTiff.Write(folder["a.tif"], Asymmetric(5, 7, Crs.Local));
        Gdal.Run("gdal_translate", $"-q -ot Byte -b 1 -b 1 -b 1 -colorinterp red,green,blue -co PHOTOMETRIC=RGB {folder["a.tif"]} {folder["rgb.tif"]}");
        Assert.Contains("cells hold colours (RGB), not measured values", Assert.Throws<InvalidDataException>(() => GeoTiff.Read(folder["rgb.tif"])).Message);
    }

    [Fact]
    public void Truncated_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        GeoTiff.Write(folder["a.tif"], Asymmetric(300, 513, Crs.Local));
        var bytes = File.ReadAllBytes(folder["a.tif"]);
        foreach (var length in new[] { 0, 4, bytes.Length / 2, bytes.Length * 9 / 10 })
        {
            File.WriteAllBytes(folder["cut.tif"], bytes[..length]);
            Assert.Throws<InvalidDataException>(() => GeoTiff.Read(folder["cut.tif"]));
        }
    }
}
