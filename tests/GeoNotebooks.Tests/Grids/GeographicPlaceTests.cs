using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class GeographicPlaceTests
{
    [Fact]
    public void Natalka_lies_where_it_should()
    {
        var (latitude, longitude) = GeographicPlace.Of(Crs.Pulkovo1942GaussKruger25, new(25_542_933, 6_837_972));
        Assert.Equal(61 + 38 / 60.0 + 49 / 3600.0, latitude, 1e-4);
        Assert.Equal(147 + 48 / 60.0 + 36 / 3600.0, longitude, 1e-4);
    }

    [Fact]
    public void Convergence_is_the_turn_of_the_meridian()
    {
        // Grid azimuth of a short step north along the meridian, by differences of the projection itself: GDAL's.
        var answer = Gdal.Python("""
            from osgeo import osr
            import math
            g = osr.SpatialReference(); g.ImportFromEPSG(4284); g.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            p = osr.SpatialReference(); p.ImportFromEPSG(28425); p.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            t = osr.CoordinateTransformation(g, p)
            a = t.TransformPoint(149.5, 62.0); b = t.TransformPoint(149.5, 62.001)
            print(a[0], a[1], math.degrees(math.atan2(b[0] - a[0], b[1] - a[1])))
            """).Split(' ').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        // East of the central meridian true north leans to the west of grid north; grid north lies east of true north.
        Assert.Equal(-answer[2], GeographicPlace.ConvergenceDegrees(Crs.Pulkovo1942GaussKruger25, new(answer[0], answer[1])), 1e-4);
    }

    [Fact]
    public void Local_plane_lies_nowhere() =>
        Assert.Throws<NotSupportedException>(() => GeographicPlace.Of(Crs.Local, new(0, 0)));

    [Fact]
    public void Convergence_has_the_sign_of_the_hemisphere_and_of_the_side()
    {
        // UTM 50N: on the meridian 117 E nothing; 300 km west of it grid north lies west of true north.
        Assert.Equal(0, GeographicPlace.ConvergenceDegrees(Crs.Wgs84Utm50North, new(500_000, 6_000_000)), 1e-9);
        Assert.InRange(GeographicPlace.ConvergenceDegrees(Crs.Wgs84Utm50North, new(200_000, 6_000_000)), -4.2, -3.2);
        var south = Crs.FromEpsg(32750);
        Assert.InRange(GeographicPlace.ConvergenceDegrees(south, new(200_000, 4_000_000)), 3.2, 4.2);
        Assert.Contains("expected a projected system", Assert.Throws<NotSupportedException>(() => GeographicPlace.ConvergenceDegrees(Crs.Wgs84, new(117, 50))).Message);
    }
}
