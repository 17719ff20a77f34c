namespace GeoNotebooks.Grids;

/// <summary>
/// Definitions of the systems that we know, as OGC well-known text: for files that carry their system with them and for ProjNET.
/// Parameters as in the EPSG register: Krassowsky 1940 (7024), WGS 84 (7030); Gauss-Kruger zone n has its central meridian at 6n - 3 degrees east.
/// </summary>
public static partial class CrsDefinition
{
    /// <summary>The system that well-known text defines, by the EPSG code at its end; text without one names a system without a code.</summary>
    /// <param name="wellKnownText">Text of a .prj file, a GeoPackage or a GeoTIFF.</param>
    public static Crs Read(string wellKnownText) =>
        Authority().Match(wellKnownText) is { Success: true } code
            ? Crs.FromEpsg(int.Parse(code.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))
            : new(FirstName().Match(wellKnownText) is { Success: true } name ? name.Groups[1].Value : "a system that is not named", null);

    [System.Text.RegularExpressions.GeneratedRegex("AUTHORITY\\[\"EPSG\", *\"(\\d{4,6})\"\\]\\s*\\]\\s*$")]
    private static partial System.Text.RegularExpressions.Regex Authority();

    [System.Text.RegularExpressions.GeneratedRegex("^\\s*\\w+\\[\"([^\"]*)\"")]
    private static partial System.Text.RegularExpressions.Regex FirstName();

    /// <summary>Well-known text (version 1), or null for a system that we cannot define.</summary>
    public static string? WellKnownText(Crs crs) => crs.Epsg switch
    {
        4284 => Pulkovo1942,
        4326 => Wgs84,
        >= 28404 and <= 28432 and var epsg => GaussKruger(epsg - 28400),
        >= 32601 and <= 32660 and var epsg => Utm(epsg - 32600, north: true),
        >= 32701 and <= 32760 and var epsg => Utm(epsg - 32700, north: false),
        _ => null,
    };

    private const string Pulkovo1942 =
        """GEOGCS["Pulkovo 1942",DATUM["Pulkovo_1942",SPHEROID["Krassowsky 1940",6378245,298.3,AUTHORITY["EPSG","7024"]],AUTHORITY["EPSG","6284"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4284"]]""";

    private const string Wgs84 =
        """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]""";

    private static string GaussKruger(int zone) =>
        TransverseMercator($"Pulkovo 1942 / Gauss-Kruger zone {zone}", Pulkovo1942, 6 * zone - 3, 1, zone * 1_000_000 + 500_000, 0, 28400 + zone);

    private static string Utm(int zone, bool north) =>
        TransverseMercator($"WGS 84 / UTM zone {zone}{(north ? "N" : "S")}", Wgs84, 6 * zone - 183, 0.9996, 500_000, north ? 0 : 10_000_000, (north ? 32600 : 32700) + zone);

    private static string TransverseMercator(
        string name, string geographic, int centralMeridian, double scale, int falseEasting, int falseNorthing, int epsg) => FormattableString.Invariant(
        $"""PROJCS["{name}",{geographic},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{centralMeridian}],PARAMETER["scale_factor",{scale}],PARAMETER["false_easting",{falseEasting}],PARAMETER["false_northing",{falseNorthing}],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","{epsg}"]]""");
}
