using System.Globalization;
using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class CrsTransformationTests
{
    [Fact]
    public void Natalka_is_where_it_should_be()
    {
        var place = CrsTransformation.Between(Crs.Pulkovo1942, Crs.Pulkovo1942GaussKruger25).Transform(new Coordinate(147 + 48 / 60.0 + 36 / 3600.0, 61 + 38 / 60.0 + 49 / 3600.0));
        Assert.Equal(25_542_933, place.X, 1.0);
        Assert.Equal(6_837_972, place.Y, 1.0);
    }

    /// <summary>
    /// PROJ with the same seven parameters, for points over the whole of each zone. What is left is ProjNET: its series from the plane to the ellipsoid
    /// are 4 mm off at the edge of a zone in the south, and its reverse of a shift 2 mm.
    /// </summary>
    [Theory]
    [InlineData(28425, "+proj=tmerc +lon_0=147 +x_0=25500000 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22", 4326, "+proj=longlat +datum=WGS84", 147, 3)]
    [InlineData(2515, "+proj=tmerc +lon_0=147 +x_0=500000 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22", 32655, "+proj=utm +zone=55 +datum=WGS84", 147, 3)]
    [InlineData(28432, "+proj=tmerc +lon_0=-171 +x_0=32500000 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22", 4326, "+proj=longlat +datum=WGS84", 189, 3)]
    [InlineData(20011, "+proj=tmerc +lon_0=63 +x_0=11500000 +ellps=krass +towgs84=24.47,-130.89,-81.56,0,0,0.13,-0.22", 4326, "+proj=longlat +datum=WGS84", 63, 1)]
    [InlineData(20011, "+proj=tmerc +lon_0=63 +x_0=11500000 +ellps=krass +towgs84=24.47,-130.89,-81.56,0,0,0.13,-0.22", 28411, "+proj=tmerc +lon_0=63 +x_0=11500000 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22", 63, 4)]
    [InlineData(20907, "+proj=tmerc +lon_0=39 +x_0=7500000 +a=6378136.5 +rf=298.2564151 +towgs84=0,0,0", 4326, "+proj=longlat +datum=WGS84", 39, 1)]
    [InlineData(20907, "+proj=tmerc +lon_0=39 +x_0=7500000 +a=6378136.5 +rf=298.2564151 +towgs84=0,0,0", 28407, "+proj=tmerc +lon_0=39 +x_0=7500000 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22", 39, 4)]
    [InlineData(32650, "+proj=utm +zone=50 +datum=WGS84", 4326, "+proj=longlat +datum=WGS84", 117, 0)]
    [InlineData(32733, "+proj=utm +zone=33 +south +datum=WGS84", 4326, "+proj=longlat +datum=WGS84", 15, 0)]
    [InlineData(2566, "+proj=tmerc +lon_0=147 +x_0=49500000 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22", 4326, "+proj=longlat +datum=WGS84", 147, 3)]
    public void Same_parameters_give_the_same_place_as_PROJ(int from, string fromProj, int to, string toProj, double meridian, double accuracyMetres)
    {
        var there = CrsTransformation.Between(Crs.FromEpsg(from), Crs.FromEpsg(to));
        var back = CrsTransformation.Between(Crs.FromEpsg(to), Crs.FromEpsg(from));
        Assert.Equal(accuracyMetres, there.AccuracyMetres);
        var points = Points(fromProj, toProj, meridian);
        Assert.Equal(7 * 9, points.Length);
        foreach (var (a, b) in points)
        {
            Near(b, there.Transform(a), Crs.FromEpsg(to).IsGeographic, 0.005);
            Near(a, back.Transform(b), Crs.FromEpsg(from).IsGeographic, 0.005);
        }
    }

    /// <summary>What PROJ does of itself, in Russia, with its database: the best of the operations there.</summary>
    [Theory]
    [InlineData(28425, 147.81, 61.65)]
    [InlineData(28407, 37.6, 55.7)]
    [InlineData(20011, 63.5, 57.0)]
    [InlineData(20925, 147.81, 61.65)]
    public void PROJ_of_itself_agrees_within_the_accuracy_stated(int epsg, double longitude, double latitude)
    {
        var transformation = CrsTransformation.Between(Crs.Wgs84, Crs.FromEpsg(epsg));
        var answer = Numbers(Gdal.Python(FormattableString.Invariant($"""
            from osgeo import osr
            w = osr.SpatialReference(); w.ImportFromEPSG(4326); w.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            s = osr.SpatialReference(); s.ImportFromEPSG({epsg}); s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            print(*osr.CoordinateTransformation(w, s).TransformPoint({longitude}, {latitude})[:2])
            """)));
        var ours = transformation.Transform(new Coordinate(longitude, latitude));
        Assert.InRange(ours.Distance(new(answer[0], answer[1])), 0, transformation.AccuracyMetres);
    }

    [Fact]
    public void The_shift_is_stated()
    {
        var shift = CrsTransformation.Between(Crs.Pulkovo1942GaussKruger25, Crs.FromEpsg(20025)).Shift;
        Assert.Equal(
            "Pulkovo 1942 to WGS 84 by EPSG:5044, parameters of GOST R 51794-2008: 23.57, -140.95, -79.8 m; 0, 0.35, 0.79 seconds of arc as position vector; -0.22 ppm, good to 3 m; "
            + "then WGS 84 to Pulkovo 1995 by the reverse of EPSG:5043, parameters of GOST R 51794-2008: 24.47, -130.89, -81.56 m; 0, 0, 0.13 seconds of arc as position vector; -0.22 ppm, good to 1 m",
            shift);
        var none = CrsTransformation.Between(Crs.Pulkovo1942GaussKruger25, Crs.FromEpsg(2515));
        Assert.Equal((0.0, "no change of datum: both systems are on Pulkovo 1942"), (none.AccuracyMetres, none.Shift));
        Assert.Equal(542_933, none.Transform(25_542_933, 6_837_972).X, 1e-4);
    }

    [Fact]
    public void Arrays_and_geometries_move_point_by_point()
    {
        var transformation = CrsTransformation.Between(Crs.Pulkovo1942GaussKruger25, Crs.Wgs84);
        var (x, y) = transformation.Transform(25_542_933, 6_837_972);
        double[] xs = [25_542_933, 25_500_000], ys = [6_837_972, 6_800_000];
        transformation.Transform(xs, ys);
        Assert.Equal((x, y), (xs[0], ys[0]));
        Assert.Throws<ArgumentException>(() => transformation.Transform(new double[2], new double[3]));

        var line = new LineString([new CoordinateZ(25_542_933, 6_837_972, 812), new CoordinateZ(25_500_000, 6_800_000, 640)]);
        var moved = transformation.Transform((Geometry)line);
        Assert.Equal([new(x, y), new(xs[1], ys[1])], moved.Coordinates);
        Assert.Equal([812.0, 640.0], moved.Coordinates.Select(point => point.Z));
        Assert.Equal(4326, moved.SRID);
        Assert.Equal(25_542_933, line.Coordinates[0].X);
        Assert.True(moved.EnvelopeInternal.MaxX < 180);
    }

    [Fact]
    public void What_cannot_be_brought_over_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => CrsTransformation.Between(Crs.Local, Crs.Wgs84));
        var toZone = CrsTransformation.Between(Crs.Wgs84, Crs.Pulkovo1942GaussKruger25);
        Assert.Throws<ArgumentException>(() => toZone.Transform(61.6, 147.8));
        Assert.Throws<ArgumentException>(() => toZone.Transform(double.NaN, 60));
    }

    private static (Coordinate From, Coordinate To)[] Points(string from, string to, double meridian) =>
        [.. Gdal.Python(FormattableString.Invariant($"""
            from osgeo import osr
            def system(text):
                s = osr.SpatialReference(); s.ImportFromProj4(text + " +type=crs"); s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER); return s
            datum = [word for word in "{from}".split() if word.split("=")[0] in ("+ellps", "+a", "+rf", "+towgs84", "+datum")]
            a, b, g = system("{from}"), system("{to}"), system(" ".join(["+proj=longlat"] + datum))
            onto, over = osr.CoordinateTransformation(g, a), osr.CoordinateTransformation(a, b)
            sign = -1 if "+south" in "{from}" else 1
            for k in range(7):
                for latitude in (2, 15, 36, 45, 55, 61.6, 68, 75, 81):
                    p = onto.TransformPoint({meridian} - 3 + k, sign * latitude)
                    q = over.TransformPoint(p[0], p[1])
                    print(repr(p[0]), repr(p[1]), repr(q[0]), repr(q[1]))
            """)).Split('\n').Select(Numbers).Select(n => (new Coordinate(n[0], n[1]), new Coordinate(n[2], n[3])))];

    private static void Near(Coordinate expected, Coordinate actual, bool degrees, double metres)
    {
        var scale = degrees ? 111_320 : 1;
        var east = degrees ? Math.IEEERemainder(actual.X - expected.X, 360) * Math.Cos(expected.Y * Math.PI / 180) : actual.X - expected.X;
        var off = scale * Math.Sqrt(east * east + (actual.Y - expected.Y) * (actual.Y - expected.Y));
        Assert.True(off <= metres, string.Create(CultureInfo.InvariantCulture, $"{off} m off at {expected}: {actual}"));
    }

    private static double[] Numbers(string line) => [.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}
