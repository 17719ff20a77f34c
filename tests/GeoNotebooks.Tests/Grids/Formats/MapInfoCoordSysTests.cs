using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>MapInfo's clauses as GDAL writes them for every zone, with PROJ's register of codes behind it.</summary>
public sealed class MapInfoCoordSysTests
{
    [Fact]
    public void Every_zone_is_known_by_its_parameters()
    {
        // PROJ holds the codes, GDAL's MIF driver writes each as a CoordSys clause.
        var lines = Gdal.Python(
            """
            from osgeo import gdal, ogr, osr
            gdal.UseExceptions()
            for code in [4326, 4284, *range(32601, 32661), *range(32701, 32761), *range(28404, 28433), *range(2494, 2523)]:
                system = osr.SpatialReference()
                system.ImportFromEPSG(code)
                made = ogr.GetDriverByName('MapInfo File').CreateDataSource('/vsimem/a.mif')
                made.CreateLayer('a', system, ogr.wkbPoint).CreateField(ogr.FieldDefn('b'))
                made = None
                file = gdal.VSIFOpenL('/vsimem/a.mif', 'rb')
                text = gdal.VSIFReadL(1, 4000, file).decode()
                gdal.VSIFCloseL(file)
                print(code, [line for line in text.splitlines() if line.startswith('CoordSys')][0])
            """).Split('\n');
        Assert.Equal(180, lines.Length);
        foreach (var line in lines)
            Assert.Equal($"EPSG:{line[..line.IndexOf(' ', StringComparison.Ordinal)]}", MapInfoCoordSys.Parse(line).ToCrs().Code);
    }

    [Theory]
    [InlineData("", "local metric plane"), InlineData("NonEarth Units \"m\"", "local metric plane")]
    [InlineData("Earth Projection 8, 104, \"ft\", 117, 0, 0.9996, 500000, 0", "MapInfo projection 8, 104, \"ft\", 117, 0, 0.9996, 500000, 0")]
    [InlineData("Earth Projection 8, 104, \"m\", 118, 0, 0.9996, 500000, 0", "MapInfo projection 8, 104, \"m\", 118, 0, 0.9996, 500000, 0")]
    [InlineData("Earth Projection x", "MapInfo projection x")]
    public void Other_systems_keep_their_clause(string clause, string code) => Assert.Equal(code, MapInfoCoordSys.Parse(clause).ToCrs().Code);
}
