namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The systems that files describe by datum and parameters instead of a code, where the parameters are those of a system that we know:
/// WGS 84 with UTM, and Pulkovo 1942 with the Gauss-Kruger zones of 6 degrees (EPSG register).
/// </summary>
internal static class KnownSystem
{
    /// <summary>WGS 84.</summary>
    public const int Wgs84 = 4326;

    /// <summary>Pulkovo 1942.</summary>
    public const int Pulkovo1942 = 4284;

    /// <summary>A transverse Mercator projection of a datum; null where its parameters are of no system that we know.</summary>
    /// <param name="datum">Code of the geographic system.</param>
    /// <param name="latitude">Latitude of origin, degrees.</param>
    /// <param name="meridian">Central meridian, degrees.</param>
    /// <param name="scale">Scale on it.</param>
    /// <param name="falseEasting">Metres.</param>
    /// <param name="falseNorthing">Metres.</param>
    public static Crs? TransverseMercator(int? datum, double latitude, double meridian, double scale, double falseEasting, double falseNorthing)
    {
        var zone = (int)Math.Round(meridian is >= -180 and <= 180 ? (meridian + 183) / 6 : 0);
        if (latitude != 0 || meridian != 6 * zone - 183)
            return null;
        return datum switch
        {
            Wgs84 when scale == 0.9996 && falseEasting == 500_000 && falseNorthing == 0 => Crs.FromEpsg(32600 + zone),
            Wgs84 when scale == 0.9996 && falseEasting == 500_000 && falseNorthing == 10_000_000 => Crs.FromEpsg(32700 + zone),
            Pulkovo1942 => GaussKruger(),
            _ => null,
        };

        // Zones are counted from Greenwich here. Eastings with the number of the zone before them are codes 28404 to 28432, without it 2494 to 2522.
        Crs? GaussKruger()
        {
            var number = zone > 30 ? zone - 30 : zone + 30;
            return scale != 1 || falseNorthing != 0 || number is < 4 or > 32 ? null
                : falseEasting == number * 1_000_000 + 500_000 ? Crs.FromEpsg(28400 + number)
                : falseEasting == 500_000 ? Crs.FromEpsg(2490 + number)
                : null;
        }
    }
}
