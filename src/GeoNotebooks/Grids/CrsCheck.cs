using System.Globalization;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Grids;

/// <summary>
/// Whether coordinates fit the system that they are said to be in, as x = easting, y = northing: so that the order of the axes and the number of the
/// zone are checked where data come in and never guessed. A mistake is told by size: with the zone's number eastings have eight digits, without it they lie
/// within 500 km of 500 000, northings are distances from the equator. What size cannot tell (a swap of latitude and longitude that
/// both suit the area of the datum) passes as it is.
/// </summary>
public sealed record CrsCheck
{
    // A zone's own half million each way is where its centre may lie; the rest of a wide region may reach as far again.
    private const double CentreReachMetres = 500_000;
    private const double ReachMetres = 1_000_000;
    private const double PoleMetres = 10_100_000;

    private CrsCheck(Crs crs, Envelope extent, CrsFit fit, CrsParameters? likely, bool swapped) =>
        (Crs, Extent, Fit, Likely, IsSwapped, Sentence) = (crs, extent, fit, likely is null ? null : Crs.FromEpsg(likely.Epsg), swapped, Words(crs, extent, fit, likely, swapped));

    /// <summary>The system that was asked about.</summary>
    public Crs Crs { get; }

    /// <summary>The coordinates: x first.</summary>
    public Envelope Extent { get; }

    /// <summary>What was found.</summary>
    public CrsFit Fit { get; }

    /// <summary>The system that the coordinates most likely are in; null where none is known that fits.</summary>
    public Crs? Likely { get; }

    /// <summary>True when the coordinates fit only with x and y in each other's place.</summary>
    public bool IsSwapped { get; }

    /// <summary>The finding in one sentence: what was expected, what was found, the likely system.</summary>
    public string Sentence { get; }

    /// <summary>Checks one point.</summary>
    /// <exception cref="ArgumentException">A coordinate is not a number.</exception>
    public static CrsCheck Of(Crs crs, double x, double y) => Of(crs, new Envelope(x, x, y, y));

    /// <summary>Checks the extent of a table, a layer or a grid.</summary>
    public static CrsCheck Of(Crs crs, Envelope extent)
    {
        if (CrsRegister.Find(crs.Epsg) is not { } system || extent.IsNull)
            return new(crs, extent, CrsFit.NotChecked, null, false);
        var swapped = new Envelope(extent.MinY, extent.MaxY, extent.MinX, extent.MaxX);
        var (asIs, asSwapped) = (Fits(system, extent), Fits(system, swapped));
        if (asIs && !(asSwapped && InArea(system, swapped) && !InArea(system, extent)))
            return new(crs, extent, CrsFit.Fits, system, false);
        if (asSwapped)
            return new(crs, extent, CrsFit.Swapped, system, true);
        foreach (var (box, isSwapped) in new[] { (extent, false), (swapped, true) })
            if (Relatives(system, box).FirstOrDefault(relative => Fits(relative, box) && InArea(relative, box)) is { } likely)
                return new(crs, extent, likely.Zone is null ? CrsFit.Degrees : system.Zone is null ? CrsFit.Metres : CrsFit.OtherZonePrefix, likely, isSwapped);
        return new(crs, extent, system.Zone is null && Math.Abs(extent.Centre.X) > 1000 ? CrsFit.Metres : CrsFit.Outside, null, false);
    }

    /// <summary>Throws the sentence unless the coordinates fit, or nothing can be said of them.</summary>
    /// <param name="where">The file and field that hold the coordinates, for the message.</param>
    /// <exception cref="InvalidDataException">The coordinates do not fit.</exception>
    public void ThrowUnlessFits(string where)
    {
        if (Fit is not (CrsFit.Fits or CrsFit.NotChecked))
            throw new InvalidDataException($"{where}: {Sentence}");
    }

    private static bool Fits(CrsParameters system, Envelope box)
    {
        if (system.Zone is not { } zone)
            return box.MinX >= -180 && box.MaxX <= 360 && box.MinY >= -90 && box.MaxY <= 90;
        // The first 1000 m about the corner of a plane are degrees, or nothing.
        return Math.Abs(box.Centre.X) + Math.Abs(box.Centre.Y) > 1000
            && Math.Abs(box.Centre.X - zone.FalseEastingMetres) <= CentreReachMetres
            && box.MinX >= zone.FalseEastingMetres - ReachMetres && box.MaxX <= zone.FalseEastingMetres + ReachMetres
            && box.MinY >= zone.FalseNorthingMetres - PoleMetres && box.MaxY <= zone.FalseNorthingMetres + PoleMetres;
    }

    /// <summary>Within the latitudes where the datum is in use; a degree is 110.6 to 111.7 km along the meridian.</summary>
    private static bool InArea(CrsParameters system, Envelope box) => system.Zone is { } zone
        ? (box.MinY - zone.FalseNorthingMetres) / 110_500 >= system.Datum.AreaSouth && (box.MaxY - zone.FalseNorthingMetres) / 111_700 <= system.Datum.AreaNorth
        : box.MinY >= system.Datum.AreaSouth && box.MaxY <= system.Datum.AreaNorth;

    /// <summary>The systems that one takes for another: the same zone without its number, the zone whose number the eastings carry, degrees of the datum.</summary>
    private static IEnumerable<CrsParameters> Relatives(CrsParameters system, Envelope box)
    {
        if (system.Zone is { Prefix: not null } zone)
            foreach (var bare in SameWidth(zone, CrsRegister.With(system.Datum, zone.CentralMeridianDegrees, 1, zone.FalseEastingMetres % 1_000_000, 0)))
                yield return bare;
        var prefix = (int)Math.Clamp(Math.Floor(box.Centre.X / 1_000_000), 0, 99);
        var datum = system.Datum.Ellipsoid == ReferenceEllipsoid.Krassowsky1940 || system.Datum == GeodeticDatum.Gsk2011 ? system.Datum : GeodeticDatum.Pulkovo1942;
        var width = system.Zone is { WidthDegrees: 3 } || prefix > 32 ? 3 : 6;
        var carried = TransverseMercatorZone.GaussKruger(prefix, width, prefixed: true, width == 3 && datum == GeodeticDatum.Gsk2011 ? 250_000 : 500_000);
        foreach (var numbered in CrsRegister.With(datum, carried.CentralMeridianDegrees, 1, carried.FalseEastingMetres, 0))
            yield return numbered;
        if (system.Zone is not null)
            yield return CrsRegister.Find(system.Datum.GeographicEpsg)!;
    }

    private static IEnumerable<CrsParameters> SameWidth(TransverseMercatorZone zone, IEnumerable<CrsParameters> systems) =>
        systems.Where(system => system.Zone!.WidthDegrees == zone.WidthDegrees);

    private static string Words(Crs crs, Envelope extent, CrsFit fit, CrsParameters? likely, bool swapped)
    {
        if (fit == CrsFit.NotChecked)
            return $"the coordinates cannot be checked against {crs}";
        var axes = crs.IsGeographic ? "longitude, latitude in degrees" : "easting, northing in metres";
        var expected = CrsRegister.Find(crs.Epsg)?.Zone is { } zone
            ? string.Create(CultureInfo.InvariantCulture, $"{axes} of {crs}, eastings within 500 km of {zone.FalseEastingMetres}")
            : $"{axes} of {crs}";
        var found = $"x {Span(extent.MinX, extent.MaxX)}, y {Span(extent.MinY, extent.MaxY)}";
        var system = likely is null ? "" : Named(likely);
        var why = fit switch
        {
            CrsFit.Fits => "which fits",
            CrsFit.Swapped => "x and y are swapped",
            CrsFit.OtherZonePrefix when likely!.Zone!.Prefix is { } number => string.Create(CultureInfo.InvariantCulture, $"the eastings carry the zone number {number}, the likely system is {system}"),
            CrsFit.OtherZonePrefix => $"the eastings carry no zone number, the likely system is {system}",
            CrsFit.Degrees => $"these are degrees, the likely system is {system}",
            CrsFit.Metres when likely is not null => $"these are metres, the likely system is {system} or the same zone on another datum",
            CrsFit.Metres => "these are metres of a projected system",
            _ => "they fit no system like it",
        };
        return $"expected {expected}; found {found}: {why}{(swapped && fit != CrsFit.Swapped ? ", with x and y swapped" : "")}";
    }

    private static string Named(CrsParameters system)
    {
        var same = system.Zone is not { } zone ? [] : SameWidth(zone, CrsRegister.With(
            system.Datum, zone.CentralMeridianDegrees, zone.ScaleFactor, zone.FalseEastingMetres, zone.FalseNorthingMetres)).Where(other => other != system).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{system.Name} (EPSG:{system.Epsg}{string.Concat(same.Select(other => FormattableString.Invariant($" or {other.Epsg}")))})");
    }

    private static string Span(double from, double to) => from == to
        ? from.ToString("0.######", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{from:0.######} to {to:0.######}");
}
