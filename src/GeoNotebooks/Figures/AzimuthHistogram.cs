using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace GeoNotebooks.Figures;

/// <summary>
/// Length of lines by azimuth. A line has no head and no tail, so azimuths are axial, 0 to 180 degrees: one drawn from south to north counts as one drawn from north to south. They are grid
/// azimuths, clockwise from the northing axis in the plane of the map; true north differs from it by the convergence of the meridians, a few degrees at the edge of a zone.
/// </summary>
public sealed record AzimuthHistogram
{
    // Below this an azimuth is rounding noise, which must not decide on which side of an edge a line falls.
    private const int AzimuthDecimals = 9;

    private readonly (double Azimuth, double Metres)[] _segments;

    private AzimuthHistogram((double Azimuth, double Metres)[] segments, double binDegrees)
    {
        var bins = 180 / binDegrees;
        if (!(binDegrees is > 0 and <= 90) || Math.Abs(bins - Math.Round(bins)) > 1e-9)
            throw new ArgumentException(FormattableString.Invariant($"bins of azimuth divide 180 degrees into two parts or more, all of them equal; found bins of {binDegrees} degrees"));
        _segments = segments;
        BinDegrees = binDegrees;
        var lengths = new double[(int)Math.Round(bins)];
        foreach (var (azimuth, metres) in segments)
            lengths[(int)Math.Floor(Math.Round(azimuth / binDegrees + 0.5, AzimuthDecimals)) % lengths.Length] += metres;
        LengthsMetres = lengths;
    }

    /// <summary>Width of a bin in degrees. Bin i is centred on i times the width, the first on north; an azimuth on the edge between two belongs to the later one.</summary>
    public double BinDegrees { get; }

    /// <summary>Length of lines in each bin, in metres; the first bin holds azimuths up to half a width on both sides of north.</summary>
    public IReadOnlyList<double> LengthsMetres { get; }

    /// <summary>Length of all lines, in metres.</summary>
    public double TotalMetres => _segments.Sum(segment => segment.Metres);

    /// <summary>
    /// Mean azimuth, 0 to 180 degrees, weighted by length, and how closely azimuths keep to it: 0 when none is preferred, 1 when all lines are parallel. Angles are doubled,
    /// averaged as directions and halved again (Krumbein 1939, Journal of Geology 47, 673-706; Mardia and Jupp 2000, Directional Statistics, chapter 1). NaN and 0 without lines.
    /// </summary>
    public (double AzimuthDegrees, double Strength) Mean
    {
        get
        {
            var (north, east) = (0.0, 0.0);
            foreach (var (azimuth, metres) in _segments)
                (north, east) = (north + metres * double.CosPi(azimuth / 90), east + metres * double.SinPi(azimuth / 90));
            var length = Math.Sqrt(north * north + east * east);
            return length > 1e-12 * TotalMetres ? (Axial(Math.Atan2(east, north) * 90 / Math.PI), length / TotalMetres) : (double.NaN, 0);
        }
    }

    /// <summary>Sums the lengths of the segments of lines by azimuth.</summary>
    /// <param name="lines">Lines, x = easting and y = northing in metres of a projected system. Geometries of other kinds among them are passed over, and so are segments of no length.</param>
    /// <param name="binDegrees">Width of a bin, a whole part of 180 degrees.</param>
    /// <param name="toleranceMetres">
    /// How far a line may be moved to make it smoother before its azimuths are taken (Douglas and Peucker 1973, Cartographica 10, 112-122). A line traced along the nodes of a grid runs in steps of 45
    /// degrees, which would look like preferred directions; a tolerance of a cell and a half takes the steps away. 0 for lines as they are.
    /// </param>
    /// <exception cref="ArgumentException">Bins do not divide 180 degrees evenly, the tolerance is below zero, or a vertex has no place.</exception>
    public static AzimuthHistogram Of(IEnumerable<Geometry> lines, double binDegrees = 10, double toleranceMetres = 0)
    {
        if (!(toleranceMetres >= 0))
            throw new ArgumentException(FormattableString.Invariant($"expected a tolerance of 0 m or more; found {toleranceMetres}"));
        var segments = new List<(double, double)>();
        foreach (var line in lines.SelectMany(PolygonLayer.PartsOf<LineString>))
        {
            if (line.Coordinates.FirstOrDefault(point => !double.IsFinite(point.X + point.Y)) is { } nowhere)
                throw new ArgumentException(FormattableString.Invariant($"expected lines whose vertices all have a place; found one at {nowhere.X}, {nowhere.Y}"));
            var points = toleranceMetres > 0 ? DouglasPeuckerSimplifier.Simplify(line, toleranceMetres).Coordinates : line.Coordinates;
            for (var i = 1; i < points.Length; i++)
            {
                var (east, north) = (points[i].X - points[i - 1].X, points[i].Y - points[i - 1].Y);
                if (Math.Sqrt(east * east + north * north) is > 0 and var metres)
                    segments.Add((Axial(Math.Atan2(east, north) * 180 / Math.PI), metres));
            }
        }
        return new([.. segments], binDegrees);
    }

    /// <summary>Sums the lengths of the segments of a layer's lines by azimuth.</summary>
    /// <param name="layer">Lines in a projected system.</param>
    /// <param name="binDegrees">Width of a bin, a whole part of 180 degrees.</param>
    /// <param name="toleranceMetres">How far a line may be moved to make it smoother before its azimuths are taken.</param>
    /// <exception cref="InvalidDataException">The layer is in degrees.</exception>
    /// <exception cref="ArgumentException">Bins do not divide 180 degrees evenly, the tolerance is below zero, or a vertex has no place.</exception>
    public static AzimuthHistogram Of(VectorLayer layer, double binDegrees = 10, double toleranceMetres = 0) => layer.Crs.IsGeographic
        ? throw new InvalidDataException($"azimuths of '{layer.Name}': expected lines in metres; these are in degrees of {layer.Crs}: bring them into a projected system first")
        : Of(layer.Features.Select(feature => feature.Shape), binDegrees, toleranceMetres);

    /// <summary>The same lines in other bins.</summary>
    /// <exception cref="ArgumentException">Bins do not divide 180 degrees evenly.</exception>
    public AzimuthHistogram InBins(double binDegrees) => new(_segments, binDegrees);

    /// <summary>Share of the length, 0 to 1, whose azimuth lies within so many degrees of one, on both sides; NaN without lines. Lines of no preferred azimuth have a share of the tolerance / 90.</summary>
    /// <param name="azimuthDegrees">Clockwise from grid north, any number of turns.</param>
    /// <param name="toleranceDegrees">Up to 90, where all lines count.</param>
    public double ShareWithin(double azimuthDegrees, double toleranceDegrees) =>
        _segments.Where(segment => AngleBetween(segment.Azimuth, azimuthDegrees) <= toleranceDegrees + 1e-9).Sum(segment => segment.Metres) / TotalMetres;

    /// <summary>An azimuth as that of a line, from 0 to below 180 degrees.</summary>
    internal static double Axial(double degrees)
    {
        var axial = Math.Round(degrees % 180, AzimuthDecimals);
        axial = axial < 0 ? axial + 180 : axial;
        return axial == 180 ? 0 : axial;
    }

    /// <summary>The angle between two lines, 0 to 90 degrees.</summary>
    private static double AngleBetween(double first, double second)
    {
        var angle = Axial(first - second);
        return Math.Min(angle, 180 - angle);
    }
}
