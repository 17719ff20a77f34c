using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace GeoNotebooks.Surveys;

/// <summary>
/// A sheet of the Soviet topographic series at 1:200 000, such as "P-55-XXII". A sheet of 1:1 000 000 (4 degrees of latitude, 6 of longitude;
/// letter by latitude from the equator, number by longitude from 180 W) holds 36 of them in 6 rows and 6 columns, numbered in Roman figures row after row from the
/// north-west; each is 40' of latitude by 1 degree of longitude.
/// </summary>
/// <param name="Band">Letter of the 1:1 000 000 sheet: 'A' begins at the equator.</param>
/// <param name="Zone">Number of the 1:1 000 000 sheet: 1 begins at 180 W; Gauss-Kruger zones count from Greenwich, 30 fewer.</param>
/// <param name="Row">Row within it, 1 (northernmost) to 6.</param>
/// <param name="Column">Column within it, 1 (westernmost) to 6.</param>
public sealed record Sheet(char Band, int Zone, int Row, int Column)
{
    private static readonly string[] Numerals =
    [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII",
        "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX", "XXXI", "XXXII", "XXXIII", "XXXIV", "XXXV", "XXXVI",
    ];

    private static readonly MathTransform Projection = GaussKruger25();

    /// <summary>Reads a sheet's name.</summary>
    /// <exception cref="ArgumentException">The text is not the name of such a sheet.</exception>
    public static Sheet Parse(string name)
    {
        var parts = name.Split('-');
        var number = parts.Length == 3 ? Array.IndexOf(Numerals, parts[2]) : -1;
        return number >= 0 && parts[0].Length == 1 && parts[0][0] is >= 'A' and <= 'V' && int.TryParse(parts[1], out var zone) && zone is >= 1 and <= 60
            ? new(parts[0][0], zone, number / 6 + 1, number % 6 + 1)
            : throw new ArgumentException($"expected the name of a 1:200 000 sheet, such as P-55-XXII; found '{name}'");
    }

    /// <summary>The sheet's name, such as "P-55-XXII".</summary>
    public string Name => FormattableString.Invariant($"{Band}-{Zone}-{Numerals[(Row - 1) * 6 + Column - 1]}");

    /// <summary>Latitude of the northern edge in degrees.</summary>
    public double North => (Band - 'A' + 1) * 4 - (Row - 1) * (2.0 / 3);

    /// <summary>Latitude of the southern edge in degrees.</summary>
    public double South => (Band - 'A' + 1) * 4 - Row * (2.0 / 3);

    /// <summary>Longitude of the western edge in degrees, east positive.</summary>
    public double West => (Zone - 31) * 6 + Column - 1;

    /// <summary>Longitude of the eastern edge in degrees.</summary>
    public double East => West + 1;

    /// <summary>The sheet so many rows south and columns east within the same 1:1 000 000 sheet, or null beyond its edge.</summary>
    public Sheet? Neighbour(int rowsSouth, int columnsEast) =>
        Row + rowsSouth is >= 1 and <= 6 && Column + columnsEast is >= 1 and <= 6 ? this with { Row = Row + rowsSouth, Column = Column + columnsEast } : null;

    /// <summary>The sheet's outline; its edges are curved in the plane and carry a vertex each 5'. Neighbours share vertices exactly.</summary>
    /// <param name="crs">Only <see cref="Crs.Pulkovo1942GaussKruger25"/> is known.</param>
    public Polygon Outline(Crs crs)
    {
        if (crs != Crs.Pulkovo1942GaussKruger25)
            throw new ArgumentException($"the outline of sheet {Name} is known in {Crs.Pulkovo1942GaussKruger25}; asked for in {crs}");
        const int WestEast = 12, NorthSouth = 8;
        var ring = new List<Coordinate>();
        for (var i = 0; i < WestEast; i++)
            ring.Add(ProjectedToZone25(South, West + i / (double)WestEast));
        for (var i = 0; i < NorthSouth; i++)
            ring.Add(ProjectedToZone25(South + (North - South) * i / NorthSouth, East));
        for (var i = 0; i < WestEast; i++)
            ring.Add(ProjectedToZone25(North, East - i / (double)WestEast));
        for (var i = 0; i < NorthSouth; i++)
            ring.Add(ProjectedToZone25(North - (North - South) * i / NorthSouth, West));
        ring.Add(ring[0].Copy());
        return new(new LinearRing([.. ring]));
    }

    /// <summary>
    /// Projects latitude and longitude on the Krassovsky ellipsoid (datum Pulkovo 1942) to Gauss-Kruger zone 25: x easting with the zone prefix, y northing, in metres, rounded to
    /// a tenth of a millimetre so that neighbouring sheets meet.
    /// </summary>
    public static Coordinate ProjectedToZone25(double latitudeDegrees, double longitudeDegrees)
    {
        var (x, y) = Projection.Transform(longitudeDegrees, latitudeDegrees);
        return new(Math.Round(x, 4), Math.Round(y, 4));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static MathTransform GaussKruger25()
    {
        var factory = new CoordinateSystemFactory();
        var krassovsky = factory.CreateFlattenedSphere("Krassovsky 1940", 6378245, 298.3, LinearUnit.Metre);
        var datum = factory.CreateHorizontalDatum("Pulkovo 1942", DatumType.HD_Geocentric, krassovsky, null);
        var geographic = factory.CreateGeographicCoordinateSystem(
            "Pulkovo 1942", AngularUnit.Degrees, datum, PrimeMeridian.Greenwich, new("Lon", AxisOrientationEnum.East), new("Lat", AxisOrientationEnum.North));
        var projection = factory.CreateProjection("Gauss-Kruger zone 25", "Transverse_Mercator",
        [
            new("latitude_of_origin", 0), new("central_meridian", 147), new("scale_factor", 1), new("false_easting", 25_500_000), new("false_northing", 0),
        ]);
        var projected = factory.CreateProjectedCoordinateSystem(
            "Pulkovo 1942 / Gauss-Kruger zone 25", geographic, projection, LinearUnit.Metre, new("East", AxisOrientationEnum.East), new("North", AxisOrientationEnum.North));
        return new CoordinateTransformationFactory().CreateFromCoordinateSystems(geographic, projected).MathTransform;
    }
}
