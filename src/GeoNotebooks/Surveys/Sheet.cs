using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Surveys;

/// <summary>
/// A sheet of the Soviet topographic series, such as "P-55-XXII" of 1:200 000. A sheet of 1:1 000 000 (4 degrees of latitude, 6 of longitude;
/// letter by latitude from the equator, number by longitude from 180 W) holds those of the finer series in equal rows and columns, numbered row after row from the
/// north-west: 4 of 1:500 000, 36 of 1:200 000, 144 of 1:100 000 (J. Davies, sovietmaps.com, "International Map of the World"; KB Panorama, "Topographic map nomenclature").
/// Edges are meridians and parallels of Pulkovo 1942. Band V ends at 88 degrees; the polar sheets beyond are not part of it. In the south
/// rows are taken to count from the north too. North of 60 degrees sheets were printed two and more on one: that is <see cref="PublishedSheet"/>.
/// </summary>
/// <param name="Band">Letter of the 1:1 000 000 sheet: 'A' begins at the equator.</param>
/// <param name="Zone">Number of the 1:1 000 000 sheet: 1 begins at 180 W; Gauss-Kruger zones count from Greenwich, 30 fewer.</param>
/// <param name="Row">Row within it, 1 (northernmost) to 6 (to 1, 2 or 12 in the other series).</param>
/// <param name="Column">Column within it, 1 (westernmost) to 6 (to 1, 2 or 12).</param>
public sealed record Sheet(char Band, int Zone, int Row, int Column)
{
    private const int Bands = 22;
    private const int Zones = 60;

    private static readonly CrsTransformation ToZone25 = CrsTransformation.Between(Crs.Pulkovo1942, Crs.Pulkovo1942GaussKruger25);

    /// <summary>The series: 1:200 000 unless another is named.</summary>
    public SheetSeries Series { get; init; } = SheetSeries.OneTo200000;

    /// <summary>True south of the equator, where bands count southward and rows still from the north.</summary>
    public bool IsSouthern { get; init; }

    /// <summary>
    /// Reads a sheet's name, whatever its series: capitals or not, spaces or dashes, Latin letters or the Russian ones that look like them. The quarter of a
    /// 1:500 000 sheet is a Russian letter (А, Б, В, Г) or a Latin one (A, B, C, D); the south is named "(Ю.П.)", "(S)" or by an S in front, as in "SA-32".
    /// </summary>
    /// <exception cref="ArgumentException">The text is not the name of one sheet.</exception>
    public static Sheet Parse(string name)
    {
        if (SheetName.Split(name) is { } parts)
        {
            if (parts.Rest.Contains(',', StringComparison.Ordinal))
                throw new ArgumentException($"expected the name of one sheet, such as P-55-XXII; found '{name}', sheets printed as one");
            if (Of(parts, parts.Rest) is { } sheet)
                return sheet;
        }
        throw new ArgumentException($"expected the name of a sheet, such as P-55, P-55-Б, P-55-XXII or P-55-101; found '{name}'");
    }

    /// <summary>The sheet that holds a place: edges belong to the sheet north and east of them.</summary>
    /// <param name="series">The series.</param>
    /// <param name="latitudeDegrees">Latitude on Pulkovo 1942, from 88 S to short of 88 N.</param>
    /// <param name="longitudeDegrees">Longitude on Pulkovo 1942, east positive; any turn of the circle.</param>
    /// <exception cref="ArgumentException">The place is beyond 88 degrees.</exception>
    public static Sheet At(SheetSeries series, double latitudeDegrees, double longitudeDegrees)
    {
        var n = (int)series;
        if (!(latitudeDegrees >= -Bands * 4 && latitudeDegrees < Bands * 4) || !double.IsFinite(longitudeDegrees))
            throw new ArgumentException(FormattableString.Invariant($"expected a place between 88 S and 88 N; found latitude {latitudeDegrees}, longitude {longitudeDegrees}"));
        // 4 / n is not exact in binary: the division may land a hair beside an edge, which the edges themselves then put right.
        var found = Placed(series, (int)Math.Floor(latitudeDegrees * n / 4), (int)Math.Floor((longitudeDegrees + 180) * n / 6))!;
        return latitudeDegrees < found.South ? found.Neighbour(1, 0)! : latitudeDegrees >= found.North ? found.Neighbour(-1, 0)! : found;
    }

    /// <summary>The sheet's name, such as "P-55-XXII"; quarters of 1:500 000 in Russian letters, "(Ю.П.)" for the south.</summary>
    public string Name => Text(Band, latin: false, south: " (Ю.П.)");

    /// <summary>The name in Latin letters and figures alone.</summary>
    public string LatinName => Text(Band, latin: true, south: " (S)");

    /// <summary>The name with Russian letters where there are any that look like the Latin ones.</summary>
    public string RussianName => Text(SheetLetters.LookAlike(Band), latin: false, south: " (Ю.П.)");

    /// <summary>Number within the 1:1 000 000 sheet, 1 in the north-west.</summary>
    public int Number => (Row - 1) * Divisions + Column;

    /// <summary>Latitude of the northern edge in degrees.</summary>
    public double North => Top - (Row - 1) * (4.0 / Divisions);

    /// <summary>Latitude of the southern edge in degrees.</summary>
    public double South => Top - Row * (4.0 / Divisions);

    /// <summary>Longitude of the western edge in degrees, east positive.</summary>
    public double West => (Zone - 31) * 6 + (Column - 1) * (6.0 / Divisions);

    /// <summary>Longitude of the eastern edge in degrees.</summary>
    public double East => West + 6.0 / Divisions;

    /// <summary>Longitudes (x) and latitudes (y) of the edges in degrees on Pulkovo 1942.</summary>
    public Envelope Extent => new(West, East, South, North);

    /// <summary>The sheet so many rows south and columns east, across the edges of bands, zones, the equator and 180 degrees; null beyond 88 degrees.</summary>
    public Sheet? Neighbour(int rowsSouth, int columnsEast) => Placed(Series, RowOfGlobe - rowsSouth, ColumnOfGlobe + columnsEast);

    /// <summary>The sheets about this one, from the north-west by rows: eight, or five at 88 degrees.</summary>
    public IReadOnlyList<Sheet> Neighbours() =>
    [
        .. from row in Enumerable.Range(-1, 3)
           from column in Enumerable.Range(-1, 3)
           where (row, column) != (0, 0)
           let sheet = Neighbour(row, column)
           where sheet is not null
           select sheet,
    ];

    /// <summary>The sheets of a finer series that this one holds, row after row from the north-west; itself in its own series.</summary>
    /// <exception cref="ArgumentException">Sheets of that series do not fit within this one.</exception>
    public IReadOnlyList<Sheet> Parts(SheetSeries series)
    {
        var parts = (int)series / Divisions;
        if ((int)series % Divisions != 0)
            throw new ArgumentException($"expected a series whose sheets fit within {Name}; found {series}");
        return
        [
            .. from row in Enumerable.Range((Row - 1) * parts + 1, parts)
               from column in Enumerable.Range((Column - 1) * parts + 1, parts)
               select new Sheet(Band, Zone, row, column) { Series = series, IsSouthern = IsSouthern },
        ];
    }

    /// <summary>The sheet of a coarser series that holds this one; itself in its own series.</summary>
    /// <exception cref="ArgumentException">Sheets of this series do not fit within those of that one.</exception>
    public Sheet Within(SheetSeries series)
    {
        var parts = Divisions / (int)series;
        return Divisions % (int)series == 0
            ? new(Band, Zone, (Row - 1) / parts + 1, (Column - 1) / parts + 1) { Series = series, IsSouthern = IsSouthern }
            : throw new ArgumentException($"expected a series whose sheets hold {Name}; found {series}");
    }

    /// <summary>The sheet's outline; its edges are curved in the plane and carry a vertex each 5'. Neighbours share vertices exactly.</summary>
    /// <param name="crs">A system that we can define; on another datum than Pulkovo 1942 the outline is shifted (<see cref="CrsTransformation"/>).</param>
    /// <exception cref="NotSupportedException">The system is not known.</exception>
    /// <exception cref="ArgumentException">The sheet lies too far from the meridian of the system.</exception>
    public Polygon Outline(Crs crs) => SheetOutline.Of(Extent, crs);

    /// <summary>
    /// Projects latitude and longitude on the Krassovsky ellipsoid (datum Pulkovo 1942) to Gauss-Kruger zone 25: x easting with the zone prefix, y northing, in metres, rounded to
    /// a tenth of a millimetre so that neighbouring sheets meet.
    /// </summary>
    public static Coordinate ProjectedToZone25(double latitudeDegrees, double longitudeDegrees) => SheetOutline.Vertex(ToZone25, latitudeDegrees, longitudeDegrees);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The sheet of these figures in the band and zone of a name, or null.</summary>
    internal static Sheet? Of(SheetName name, string figures)
    {
        if (figures.Length == 0)
            return new(name.Band, name.Zone, 1, 1) { Series = SheetSeries.OneToMillion, IsSouthern = name.IsSouthern };
        if (SheetNumerals.Read(figures, name.IsRussian) is not { } read)
            return null;
        var n = (int)read.Series;
        return new(name.Band, name.Zone, (read.Number - 1) / n + 1, (read.Number - 1) % n + 1) { Series = read.Series, IsSouthern = name.IsSouthern };
    }

    /// <summary>Rows from the equator northward: 0 stands on it, -1 hangs from it.</summary>
    private int RowOfGlobe => IsSouthern ? -((Band - 'A') * Divisions + Row) : (Band - 'A' + 1) * Divisions - Row;

    /// <summary>Columns from 180 W eastward.</summary>
    internal int ColumnOfGlobe => (Zone - 1) * Divisions + Column - 1;

    private int Divisions => (int)Series;

    private int Top => IsSouthern ? -4 * (Band - 'A') : 4 * (Band - 'A' + 1);

    internal static Sheet? Placed(SheetSeries series, int rowOfGlobe, int columnOfGlobe)
    {
        var n = (int)series;
        var southern = rowOfGlobe < 0;
        var outward = southern ? -1 - rowOfGlobe : rowOfGlobe;
        if (outward >= Bands * n)
            return null;
        var column = ((columnOfGlobe % (Zones * n)) + Zones * n) % (Zones * n);
        return new((char)('A' + outward / n), column / n + 1, southern ? outward % n + 1 : n - outward % n, column % n + 1) { Series = series, IsSouthern = southern };
    }

    private string Text(char band, bool latin, string south)
    {
        var figures = SheetNumerals.Text(Series, Number, latin);
        return FormattableString.Invariant($"{band}-{Zone}{(figures.Length > 0 ? "-" : "")}{figures}{(IsSouthern ? south : "")}");
    }
}
