using System.Globalization;

namespace GeoNotebooks.Grids.Formats;

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
        if (text.StartsWith("CoordSys", StringComparison.OrdinalIgnoreCase))
            text = text["CoordSys".Length..].TrimStart();
        if (text.Length == 0 || text.StartsWith("NonEarth", StringComparison.OrdinalIgnoreCase))
            return new(0, 0, true, [], text);
        var at = text.IndexOf("Projection", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return new(1, Wgs84, false, [], "Earth");
        var end = text.IndexOf("Bounds", StringComparison.OrdinalIgnoreCase);
        var affine = text.IndexOf("Affine", StringComparison.OrdinalIgnoreCase);
        var body = text[(at + "Projection".Length)..(end < 0 ? text.Length : end)];
        var items = body.Split(',', StringSplitOptions.TrimEntries);
        double Number(int i) => i < items.Length && double.TryParse(items[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
        var (projection, datum, next) = (Number(0) is >= 1 and < 10_000 and var method ? (int)method : -1, Number(1) is >= 0 and <= Custom and var number ? (int)number : 0, 2);
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

    /// <summary>The system, with its EPSG code where the register has it by these parameters; else one by the name of its clause.</summary>
    public Crs ToCrs()
    {
        var geographic = Datum switch { Pulkovo1942 => Crs.Pulkovo1942, Pulkovo1995 => Crs.FromEpsg(4200), Wgs84 => Crs.Wgs84, _ => null };
        var known = (Projection, Parameters) switch
        {
            (0, _) => Crs.Local,
            (1, _) => geographic,
            (8, [var meridian, 0, var scale, var easting, var northing, ..]) when IsMetric && geographic is not null =>
                CrsDefinition.TransverseMercator(geographic, meridian, scale, easting, northing),
            _ => null,
        };
        return known ?? new(Clause, null);
    }
}
