using NetTopologySuite.Geometries;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace GeoNotebooks.Grids;

/// <summary>Where a point of a projected system lies on the ellipsoid of that system (no change of datum: <see cref="CrsTransformation"/> makes that).</summary>
public static class GeographicPlace
{
    /// <summary>Long enough for ten digits of an angle, short enough for the curve of a meridian.</summary>
    private const double StepMetres = 1_000;

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
    /// Grid convergence in degrees: the angle of grid north from true north, positive eastward. It is the azimuth of a short step to grid north, by the radii of curvature of the
    /// ellipsoid along the meridian and across it, and so holds for any projection.
    /// </summary>
    /// <exception cref="NotSupportedException">The system is not one that we can define, or not projected.</exception>
    public static double ConvergenceDegrees(Crs crs, Coordinate point)
    {
        var (south, west) = Of(crs, new(point.X, point.Y - StepMetres));
        var (north, east) = Of(crs, new(point.X, point.Y + StepMetres));
        var ellipsoid = Projected(crs).GeographicCoordinateSystem.HorizontalDatum.Ellipsoid;
        var flattening = 1 / ellipsoid.InverseFlattening;
        var (sine, cosine) = Math.SinCos((south + north) / 2 * Math.PI / 180);
        // Radius along the meridian over that across it: (1 - e^2) / (1 - e^2 sin^2).
        var squared = flattening * (2 - flattening);
        var ratio = (1 - squared) / (1 - squared * sine * sine);
        // Across the 180th meridian the difference is the short way round.
        return Math.Atan2(Math.IEEERemainder(east - west, 360) * cosine, (north - south) * ratio) * 180 / Math.PI;
    }

    /// <summary>
    /// How long a metre on the ground is on the map, to the north: 1 where the map is true. It is the length of a short step on the map over that along the meridian of the ellipsoid, and so holds for any conformal projection.
    /// </summary>
    /// <exception cref="NotSupportedException">The system is not one that we can define, or not projected.</exception>
    public static double ScaleFactor(Crs crs, Coordinate point)
    {
        var (south, west) = Of(crs, new(point.X, point.Y - StepMetres));
        var (north, east) = Of(crs, new(point.X, point.Y + StepMetres));
        var ellipsoid = Projected(crs).GeographicCoordinateSystem.HorizontalDatum.Ellipsoid;
        var flattening = 1 / ellipsoid.InverseFlattening;
        var squared = flattening * (2 - flattening);
        var (sine, cosine) = Math.SinCos((south + north) / 2 * Math.PI / 180);
        var root = 1 - squared * sine * sine;
        // Radii of curvature along the meridian and across it.
        var (along, across) = (ellipsoid.SemiMajorAxis * (1 - squared) / Math.Pow(root, 1.5), ellipsoid.SemiMajorAxis / Math.Sqrt(root));
        var ground = double.Hypot((north - south) * Math.PI / 180 * along, Math.IEEERemainder(east - west, 360) * Math.PI / 180 * across * cosine);
        return 2 * StepMetres / ground;
    }

    private static ProjectedCoordinateSystem Projected(Crs crs) => ProjNetSystem.Of(crs) as ProjectedCoordinateSystem
        ?? throw new NotSupportedException($"expected a projected system that can be defined (Pulkovo 1942, Pulkovo 1995 or GSK-2011 Gauss-Kruger, or WGS 84 UTM); found {crs}");
}
