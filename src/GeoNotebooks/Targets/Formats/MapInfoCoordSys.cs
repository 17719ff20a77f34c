using System.Globalization;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// The coordinate system of a MapInfo file: the CoordSys clause of a .mif or the header of a .map. Numbers of projections and datums: MapInfo Professional
/// User Guide, appendix "Elements of a Coordinate System". Systems that the EPSG register has too get its code, others are named by their clause.
/// </summary>
/// <param name="Projection">1 for longitude and latitude, 8 for transverse Mercator; 0 for a plane that lies nowhere in particular.</param>
/// <param name="Datum">Number of the datum.</param>
/// <param name="IsMetric">True for coordinates in metres.</param>
/// <param name="Parameters">Origin longitude and latitude in degrees, scale, false easting and northing: as many as the projection has.</param>
/// <param name="Clause">The clause in words, which names a system without a code.</param>
internal sealed record MapInfoCoordSys(int Projection, int Datum, bool IsMetric, IReadOnlyList<double> Parameters, string Clause)
{
    /// <summary>The datum of Pulkovo 1942.</summary>
    public const int Pulkovo1942 = 1001;

    /// <summary>Pulkovo 1995 has no number of its own in MapInfo; it comes as custom parameters, for which this number stands here.</summary>
    public const int Pulkovo1995 = -1995;

    /// <summary>The datum of WGS 84.</summary>
    public const int Wgs84 = 104;

    private const int Custom = 9999;
    private const int CustomWithPrimeMeridian = 9998;
    private const int Krassovsky = 3;
    private const int Wgs84Ellipsoid = 28;

    /// <summary>Reads what follows "CoordSys" in a .mif.</summary>
    public static MapInfoCoordSys Parse(string clause)
    {
        var text = clause.Trim();
        if (text.StartsWith("NonEarth", StringComparison.OrdinalIgnoreCase))
            return new(0, 0, true, [], text);
        var at = text.IndexOf("Projection", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return new(1, Wgs84, false, [], "Earth");
        var end = text.IndexOf("Bounds", StringComparison.OrdinalIgnoreCase);
        var affine = text.IndexOf("Affine", StringComparison.OrdinalIgnoreCase);
        var body = text[(at + "Projection".Length)..(end < 0 ? text.Length : end)];
        var items = body.Split(',', StringSplitOptions.TrimEntries);
        double Number(int i) => i < items.Length && double.TryParse(items[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
        var (projection, datum, next) = ((int)Number(0), (int)Number(1), 2);
        if (datum is Custom or CustomWithPrimeMeridian)
        {
            datum = DatumOf((int)Number(2), Number(3), Number(4), Number(5));
            next = items.Skip(2).TakeWhile(item => !item.StartsWith('"')).Count() + 2;
        }
        var metric = next < items.Length && items[next].Trim('"').Equals("m", StringComparison.OrdinalIgnoreCase);
        if (next < items.Length && items[next].StartsWith('"'))
            next++;
        var parameters = Enumerable.Range(next, Math.Max(0, items.Length - next)).Select(Number).ToArray();
        return new(affine >= 0 ? -1 : projection % 1000, datum, metric, parameters, "MapInfo projection " + body.Trim());
    }

    /// <summary>The datum of an ellipsoid and its shift to WGS 84 in metres, as files before version 500 and custom datums give it; 0 for one that we do not know.</summary>
    /// <remarks>Pulkovo 1942: DMA TR 8350.2 (1991) and GOST R 51794 (2001); Pulkovo 1995: the same GOST.</remarks>
    public static int DatumOf(int ellipsoid, double x, double y, double z) => (ellipsoid, y, z) switch
    {
        (Krassovsky, > -131.5 and < -130, > -82.5 and < -81) => Pulkovo1995,
        (Krassovsky, > -124 and < -122, > -95 and < -93) or (Krassovsky, > -142 and < -140, > -81 and < -78) => Pulkovo1942,
        (Wgs84Ellipsoid, 0, 0) when x == 0 => Wgs84,
        _ => 0,
    };

    /// <summary>The system, with the EPSG code where it is one of those that maps of Russia come in, WGS 84 or a UTM zone of it.</summary>
    public Crs ToCrs() => (Projection, Datum) switch
    {
        (0, _) => Crs.Local,
        (1, Pulkovo1942) => Crs.FromEpsg(4284),
        (1, Pulkovo1995) => Crs.FromEpsg(4200),
        (1, Wgs84) => Crs.FromEpsg(4326),
        (8, _) when IsMetric && Parameters is [var meridian, 0, var scale, var easting, var northing, ..] => TransverseMercator(meridian, scale, easting, northing) is { } epsg ? Crs.FromEpsg(epsg) : new(Clause, null),
        _ => new(Clause, null),
    };

    private int? TransverseMercator(double meridian, double scale, double easting, double northing)
    {
        // Gauss-Kruger zone n has its meridian at 6n - 3 degrees; beyond 180 degrees it is written as west.
        var zone = (int)Math.Round((meridian < 0 ? meridian + 360 : meridian) / 6 + 0.5);
        var onMeridian = Math.Abs((meridian < 0 ? meridian + 360 : meridian) - (6 * zone - 3)) < 1e-9;
        if (!onMeridian)
            return null;
        if (Datum == Wgs84 && scale == 0.9996 && easting == 500_000 && northing is 0 or 10_000_000)
            return (northing == 0 ? 32600 : 32700) + (zone > 30 ? zone - 30 : zone + 30);
        if (scale != 1 || northing != 0)
            return null;
        return (Datum, easting - zone * 1_000_000) switch
        {
            (Pulkovo1942, 500_000) when zone is >= 4 and <= 32 => 28400 + zone,
            (Pulkovo1995, 500_000) when zone is >= 4 and <= 32 => 20000 + zone,
            // The register also has each zone without its number in front of the eastings, "CM 147E" and so on: 2494 is zone 4.
            (Pulkovo1942, _) when easting == 500_000 && zone is >= 4 and <= 30 => 2490 + zone,
            _ => null,
        };
    }
}
