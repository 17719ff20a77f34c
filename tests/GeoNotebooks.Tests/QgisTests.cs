using System.Globalization;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Reports;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests;

/// <summary>QGIS opens what we export, in the right place: it goes by latitude and longitude, so that a swapped axis or another zone would miss.</summary>
[Trait("Category", "Slow")]
public sealed class QgisTests
{
    // Natalka on Pulkovo 1942: 61 deg 38' 49" N, 147 deg 48' 36" E.
    private const double Latitude = 61 + 38 / 60.0 + 49 / 3600.0, Longitude = 147 + 48 / 60.0 + 36 / 3600.0;

    private const string Script = """
        import os, sys
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject, QgsRasterLayer, QgsVectorLayer
        QgsApplication.setPrefixPath("/usr", True)
        application = QgsApplication([], False)
        application.initQgis()
        raster, vector = QgsRasterLayer(sys.argv[1], "grid"), QgsVectorLayer(sys.argv[2] + "|layername=deposits", "deposits", "ogr")
        zones = QgsVectorLayer(sys.argv[2] + "|layername=zones", "zones", "ogr")
        place = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4284"), raster.crs(), QgsProject.instance()).transform(QgsPointXY(float(sys.argv[4]), float(sys.argv[3])))
        value, found = raster.dataProvider().sample(place, 1)
        feature = next(vector.getFeatures())
        print(raster.isValid(), raster.crs().authid(), value if found else None, raster.extent().xMinimum(), raster.extent().yMaximum(), sep="\n")
        print(vector.isValid(), vector.crs().authid(), feature["name"], feature.geometry().asPoint().distance(place), sep="\n")
        print(type(zones.renderer()).__name__, zones.renderer().symbol().symbolLayer(0).strokeColor().name(), zones.labeling().settings().fieldName if zones.labeling() else None, sep="\n")
        print(raster.renderer().type(), raster.renderer().shader().rasterShaderFunction().colorRampItemList()[16].color.name(), raster.dataProvider().hasPyramids(), sep="\n")
        sys.stdout.flush()
        os._exit(0)  # layers that Python takes down after QGIS end in a crash
        """;

    [Fact]
    public void Grid_and_layer_lie_where_they_belong()
    {
        using var folder = new TemporaryFolder();
        var crs = Crs.FromEpsg(28425);
        var geometry = new GridGeometry(400, 600, 25_538_000, 6_841_000, 200, 100, crs);
        var (deposit, values) = (new Coordinate(25_542_933, 6_837_972), new float[geometry.Count]);
        Assert.True(geometry.TryLocate(deposit.X, deposit.Y, out var row, out var column));
        values[row * geometry.Columns + column] = 7;
        var sign = new Grid(geometry, values, "sign", "1");
        GeoTiff.Write(folder["grid.tif"], sign, overviews: true);
        QgisStyle.WriteBeside(folder["grid.tif"], new(sign, Palette.Inferno));
        GeoPackage.Write(folder["layers.gpkg"], [new("deposits", crs, [new(new Point(deposit), new Dictionary<string, object?> { ["name"] = "Наталка" })]), new("zones", crs, [new(new Point(deposit).Buffer(900), new Dictionary<string, object?> { ["rank"] = 1L })])],
            new Dictionary<string, string> { ["zones"] = QgisStyle.Polygons("#56b4e9", label: "rank") });
        File.WriteAllText(folder["look.py"], Script);

        var lines = LookWithQgis(FormattableString.Invariant($"{folder["look.py"]} {folder["grid.tif"]} {folder["layers.gpkg"]} {Latitude:R} {Longitude:R}")).Split('\n');
        Assert.Equal(["True", "EPSG:28425", "7.0", "25537900.0", "6841050.0", "True", "EPSG:28425", "Наталка"], lines[..8]);
        Assert.InRange(double.Parse(lines[8], CultureInfo.InvariantCulture), 0, 1);
        // Drawn as our figures draw them, from afar too.
        Assert.Equal(["QgsSingleSymbolRenderer", "#56b4e9", "rank", "singlebandpseudocolor", "#fcffa4", "True"], lines[9..15]);
    }

    private static string LookWithQgis(string arguments)
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/qgis") || Environment.GetEnvironmentVariable("CI") == "true", "QGIS is not installed (package python3-qgis)");
        return Gdal.Run("/usr/bin/python3", arguments);
    }
}
