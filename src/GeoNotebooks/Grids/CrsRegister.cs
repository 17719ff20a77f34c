using System.Collections.Frozen;

namespace GeoNotebooks.Grids;

/// <summary>
/// The systems that we know, by EPSG code (register version 10.076): geographic ones, WGS 84 UTM, and Gauss-Kruger on Pulkovo 1942, Pulkovo 1995 and
/// GSK-2011 in zones of six and three degrees. A Gauss-Kruger zone has up to three codes: eastings with the zone's number in front
/// (28425 "zone 25"), without it (2515 "CM 147E"), and an older code for the same without (28485 "25N", deprecated).
/// </summary>
internal static class CrsRegister
{
    private static readonly FrozenDictionary<int, CrsParameters> ByCode =
        Geographic().Concat(Utm()).Concat(GaussKruger()).ToFrozenDictionary(system => system.Epsg);

    /// <summary>All systems, by code.</summary>
    public static IEnumerable<CrsParameters> All => ByCode.Values.OrderBy(system => system.Epsg);

    /// <summary>The system with this code, or null.</summary>
    public static CrsParameters? Find(int? epsg) => epsg is { } code ? ByCode.GetValueOrDefault(code) : null;

    /// <summary>The systems of a datum with this projection; those in force first, zones of six degrees before those of three.</summary>
    public static IEnumerable<CrsParameters> With(GeodeticDatum datum, int centralMeridianDegrees, double scaleFactor, double falseEasting, double falseNorthing) =>
        ByCode.Values
            .Where(system => system.Datum == datum && system.Zone is { } zone
                && zone.CentralMeridianDegrees == centralMeridianDegrees && Math.Abs(zone.ScaleFactor - scaleFactor) < 1e-9
                && Math.Abs(zone.FalseEastingMetres - falseEasting) < 0.001 && Math.Abs(zone.FalseNorthingMetres - falseNorthing) < 0.001)
            .OrderBy(system => system.Superseded).ThenByDescending(system => system.Zone!.WidthDegrees).ThenBy(system => system.Epsg);

    private static IEnumerable<CrsParameters> Geographic() =>
        GeodeticDatum.All.Select(datum => new CrsParameters(datum.GeographicEpsg, datum.Name, datum, null, false));

    private static IEnumerable<CrsParameters> Utm()
    {
        for (var zone = 1; zone <= 60; zone++)
        {
            yield return new(32600 + zone, $"WGS 84 / UTM zone {zone}N", GeodeticDatum.Wgs84, TransverseMercatorZone.Utm(zone, north: true), false);
            yield return new(32700 + zone, $"WGS 84 / UTM zone {zone}S", GeodeticDatum.Wgs84, TransverseMercatorZone.Utm(zone, north: false), false);
        }
    }

    private static IEnumerable<CrsParameters> GaussKruger()
    {
        var (p42, p95, gsk) = (GeodeticDatum.Pulkovo1942, GeodeticDatum.Pulkovo1995, GeodeticDatum.Gsk2011);
        return
        [
            .. Zones(p42, 28402, 2, 3, 6, "Gauss-Kruger zone", superseded: true), .. Zones(p42, 28404, 4, 32, 6, "Gauss-Kruger zone"),
            .. Meridians(p42, 2492, 2, 3, 6, "Gauss-Kruger CM", superseded: true), .. Meridians(p42, 2494, 4, 32, 6, "Gauss-Kruger CM"),
            .. Unprefixed(p42, 28462, 2, 32),
            .. Zones(p42, 2523, 7, 33, 3, "3-degree Gauss-Kruger zone"), .. Zones(p42, 2551, 34, 59, 3, "3-degree Gauss-Kruger zone"),
            .. Zones(p42, 3389, 60, 60, 3, "3-degree Gauss-Kruger zone"), .. Zones(p42, 2578, 61, 64, 3, "3-degree Gauss-Kruger zone"),
            .. Meridians(p42, 2582, 7, 24, 3, "3-degree Gauss-Kruger CM"), .. Meridians(p42, 2601, 25, 64, 3, "3-degree Gauss-Kruger CM"),

            .. Zones(p95, 20004, 4, 32, 6, "Gauss-Kruger zone"), .. Meridians(p95, 2463, 4, 32, 6, "Gauss-Kruger CM"), .. Unprefixed(p95, 20064, 4, 32),
            .. Zones(p95, 2641, 7, 59, 3, "3-degree Gauss-Kruger zone"), .. Zones(p95, 3390, 60, 60, 3, "3-degree Gauss-Kruger zone"),
            .. Zones(p95, 2695, 61, 64, 3, "3-degree Gauss-Kruger zone"),
            .. Meridians(p95, 2699, 7, 43, 3, "3-degree Gauss-Kruger CM"), .. Meridians(p95, 2738, 44, 64, 3, "3-degree Gauss-Kruger CM"),

            .. Zones(gsk, 20904, 4, 32, 6, "Gauss-Kruger zone"), .. Meridians(gsk, 21004, 4, 32, 6, "Gauss-Kruger CM"),
            .. Zones(gsk, 21207, 7, 64, 3, "GSK 3GK zone", meridianMetres: 250_000), .. Meridians(gsk, 21307, 7, 64, 3, "GSK 3GK CM", meridianMetres: 250_000),
        ];
    }

    private static IEnumerable<CrsParameters> Zones(
        GeodeticDatum datum, int epsg, int from, int to, int width, string words, bool superseded = false, int meridianMetres = 500_000) =>
        Enumerable.Range(from, to - from + 1).Select(zone => new CrsParameters(
            epsg + zone - from, $"{datum.Name} / {words} {zone}", datum, TransverseMercatorZone.GaussKruger(zone, width, prefixed: true, meridianMetres), superseded));

    private static IEnumerable<CrsParameters> Meridians(
        GeodeticDatum datum, int epsg, int from, int to, int width, string words, bool superseded = false, int meridianMetres = 500_000) =>
        Enumerable.Range(from, to - from + 1).Select(number =>
        {
            var zone = TransverseMercatorZone.GaussKruger(number, width, prefixed: false, meridianMetres);
            var meridian = zone.CentralMeridianDegrees is < 0 and var west ? $"{-west}W" : $"{zone.CentralMeridianDegrees}E";
            return new CrsParameters(epsg + number - from, $"{datum.Name} / {words} {meridian}", datum, zone, superseded);
        });

    private static IEnumerable<CrsParameters> Unprefixed(GeodeticDatum datum, int epsg, int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(zone => new CrsParameters(
            epsg + zone - from, $"{datum.Name} / Gauss-Kruger {zone}N", datum, TransverseMercatorZone.GaussKruger(zone, 6, prefixed: false), Superseded: true));
}
