using System.Globalization;
using NetTopologySuite.Geometries;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace GeoNotebooks.Grids;

/// <summary>
/// Brings coordinates from one system into another: x easting or longitude, y northing or latitude, in metres or degrees. Between datums geocentric
/// coordinates are shifted by seven parameters (Bursa-Wolf), by way of WGS 84, with the height above the ellipsoid taken as zero; ProjNET
/// computes the projection (within 5 mm of PROJ 9.1 in a zone of six degrees, 16 mm at nine degrees from the meridian). Heights that points carry are left as they are.
/// </summary>
public sealed class CrsTransformation
{
    // Beyond this the series of the projection give numbers that mean nothing.
    private const double ReachDegrees = 15;

    private readonly MathTransform? _toPlace;
    private readonly MathTransform? _toPlane;
    private readonly double _meridian;
    private readonly bool _fromPlaces;

    private CrsTransformation(CrsParameters from, CrsParameters to, Crs source, Crs target, double accuracyMetres, string shift)
    {
        (From, To, AccuracyMetres, Shift) = (source, target, accuracyMetres, shift);
        var places = ProjNetSystem.Geographic(to.Datum);
        _toPlace = from.Zone is null && from.Datum == to.Datum ? null : Path(ProjNetSystem.Of(from), places);
        _toPlane = to.Zone is null ? null : Path(places, ProjNetSystem.Of(to));
        _fromPlaces = from.Zone is null;
        _meridian = to.Zone?.CentralMeridianDegrees ?? 0;
    }

    /// <summary>The system of what is given.</summary>
    public Crs From { get; }

    /// <summary>The system of what is returned.</summary>
    public Crs To { get; }

    /// <summary>
    /// Accuracy of the change of datum in metres, as the EPSG register states it; the sum of both where it goes by way of WGS 84, and 0 on one datum.
    /// The old network is distorted: far from Pulkovo, in Siberia and the Far East, local parameters for Pulkovo 1942 differ from these by metres.
    /// </summary>
    public double AccuracyMetres { get; }

    /// <summary>One sentence on the change of datum: its source, its parameters and its accuracy.</summary>
    public string Shift { get; }

    /// <summary>The transformation between two systems that we can define.</summary>
    /// <exception cref="NotSupportedException">One of them is not known.</exception>
    public static CrsTransformation Between(Crs from, Crs to)
    {
        var (known, wanted) = (Known(from), Known(to));
        var (source, target) = (known.Datum, wanted.Datum);
        return source == target
            ? new(known, wanted, from, to, 0, $"no change of datum: both systems are on {source.Name}")
            : new(known, wanted, from, to, source.ToWgs84.AccuracyMetres + target.ToWgs84.AccuracyMetres, Sentence(source, target));
    }

    /// <summary>One point; its height, if it has one, is kept.</summary>
    /// <exception cref="ArgumentException">The point lies more than 15 degrees from the meridian of the system, its latitude is beyond a pole, or it is not a number.</exception>
    public Coordinate Transform(Coordinate point)
    {
        var (x, y) = Transform(point.X, point.Y);
        var moved = point.Copy();
        (moved.X, moved.Y) = (x, y);
        return moved;
    }

    /// <summary>One point.</summary>
    /// <exception cref="ArgumentException">The point cannot be brought into the system.</exception>
    public (double X, double Y) Transform(double x, double y)
    {
        var (longitude, latitude, _) = _toPlace?.Transform(x, y, 0) ?? (x, y, 0);
        var inside = Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 360 && !(_fromPlaces && Math.Abs(y) > 90)
            && (_toPlane is null || Math.Abs(Math.IEEERemainder(longitude - _meridian, 360)) <= ReachDegrees);
        if (!inside)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"expected a point of {From} that lies in {To}; found ({x}, {y})"));
        if (_toPlane is null)
            return (longitude, latitude);
        var (easting, northing, _) = _toPlane.Transform(longitude, latitude, 0);
        return (easting, northing);
    }

    /// <summary>Points, in order.</summary>
    public Coordinate[] Transform(IReadOnlyList<Coordinate> points) => [.. points.Select(Transform)];

    /// <summary>Points in two arrays, moved in place.</summary>
    /// <exception cref="ArgumentException">The arrays differ in length, or a point cannot be brought into the system.</exception>
    public void Transform(Span<double> x, Span<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"expected as many x as y; found {x.Length} and {y.Length}");
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = Transform(x[i], y[i]);
    }

    /// <summary>A copy of a geometry with every vertex moved; no vertices are added, so long edges stay straight in the new plane.</summary>
    public Geometry Transform(Geometry geometry)
    {
        var moved = geometry.Copy();
        moved.Apply(new Move(this));
        moved.GeometryChanged();
        moved.SRID = To.Epsg ?? 0;
        return moved;
    }

    private static MathTransform Path(CoordinateSystem from, CoordinateSystem to) => new CoordinateTransformationFactory().CreateFromCoordinateSystems(from, to).MathTransform;

    private static CrsParameters Known(Crs crs) => CrsRegister.Find(crs.Epsg)
        ?? throw new NotSupportedException($"expected a system that can be defined (Pulkovo 1942, Pulkovo 1995 or GSK-2011, WGS 84 UTM, or a geographic one); found {crs}");

    private static string Sentence(GeodeticDatum source, GeodeticDatum target)
    {
        var steps = new List<string>(2);
        if (source != GeodeticDatum.Wgs84)
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"{source.Name} to WGS 84 by {source.ToWgs84}, good to {source.ToWgs84.AccuracyMetres} m"));
        if (target != GeodeticDatum.Wgs84)
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"WGS 84 to {target.Name} by the reverse of {target.ToWgs84}, good to {target.ToWgs84.AccuracyMetres} m"));
        return string.Join("; then ", steps);
    }

    private sealed class Move(CrsTransformation transformation) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                var (x, y) = transformation.Transform(sequence.GetX(i), sequence.GetY(i));
                sequence.SetX(i, x);
                sequence.SetY(i, y);
            }
        }
    }
}
