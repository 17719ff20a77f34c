using NetTopologySuite.Geometries;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace GeoNotebooks.Grids;

/// <summary>Where a point of a projected system lies on the ellipsoid of that system (no change of datum: <see cref="CrsTransformation"/> makes that).</summary>
public static class GeographicPlace
{
    /// <summary>Latitude and longitude in degrees.</summary>
    /// <exception cref="NotSupportedException">The system is not one that we can define.</exception>
    public static (double LatitudeDegrees, double LongitudeDegrees) Of(Crs crs, Coordinate point)
    {
        var projected = Projected(crs);
        var place = new CoordinateTransformationFactory()
            .CreateFromCoordinateSystems(projected, projected.GeographicCoordinateSystem).MathTransform.Transform(point.X, point.Y);
        return (place.y, place.x);
    }

    /// <summary>
    /// Grid convergence of a transverse Mercator system in degrees: the angle of grid north from true north, positive eastward,
    /// (longitude - central meridian) sin(latitude) to first order: right to a hundredth of a degree within a zone.
    /// </summary>
    public static double ConvergenceDegrees(Crs crs, Coordinate point)
    {
        var (latitude, longitude) = Of(crs, point);
        // Across the 180th meridian the difference is the short way round.
        var east = Math.IEEERemainder(longitude - CrsRegister.Find(crs.Epsg)!.Zone!.CentralMeridianDegrees, 360);
        return east * Math.Sin(latitude * Math.PI / 180);
    }

    private static ProjectedCoordinateSystem Projected(Crs crs) => ProjNetSystem.Of(crs) as ProjectedCoordinateSystem
        ?? throw new NotSupportedException($"expected a projected system that can be defined (Pulkovo 1942, Pulkovo 1995 or GSK-2011 Gauss-Kruger, or WGS 84 UTM); found {crs}");
}
