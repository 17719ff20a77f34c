namespace GeoNotebooks.Grids;

/// <summary>The parameters of a zone of a transverse Mercator projection (Gauss-Kruger, UTM); the latitude of origin is the equator.</summary>
/// <param name="CentralMeridianDegrees">Above -180 and up to 180, east positive.</param>
/// <param name="ScaleFactor">Scale on the central meridian: 1 for Gauss-Kruger, 0.9996 for UTM.</param>
/// <param name="FalseEastingMetres">Easting of the central meridian.</param>
/// <param name="FalseNorthingMetres">Northing of the equator.</param>
/// <param name="WidthDegrees">Width of the zone: 6 or 3.</param>
internal sealed record TransverseMercatorZone(
    int CentralMeridianDegrees, double ScaleFactor, int FalseEastingMetres, int FalseNorthingMetres, int WidthDegrees)
{
    /// <summary>The number that eastings begin with (25 in 25 542 933), or null where they carry none.</summary>
    public int? Prefix => FalseEastingMetres > 1_000_000 ? FalseEastingMetres / 1_000_000 : null;

    /// <summary>The Gauss-Kruger zone: of six degrees n has its meridian at 6n - 3 degrees east, of three degrees at 3n.</summary>
    /// <param name="zone">Number of the zone.</param>
    /// <param name="widthDegrees">6 or 3.</param>
    /// <param name="prefixed">True where eastings begin with the number.</param>
    /// <param name="meridianMetres">Easting of the meridian without the number: 500 km, but 250 km in the three-degree zones of GSK-2011.</param>
    public static TransverseMercatorZone GaussKruger(int zone, int widthDegrees, bool prefixed, int meridianMetres = 500_000) => new(
        Folded(widthDegrees == 6 ? 6 * zone - 3 : 3 * zone), 1, (prefixed ? zone * 1_000_000 : 0) + meridianMetres, 0, widthDegrees);

    /// <summary>The UTM zone: n has its meridian at 6n - 183 degrees east.</summary>
    public static TransverseMercatorZone Utm(int zone, bool north) => new(6 * zone - 183, 0.9996, 500_000, north ? 0 : 10_000_000, 6);

    private static int Folded(int longitude) => longitude > 180 ? longitude - 360 : longitude;
}
