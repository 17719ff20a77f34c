using System.Globalization;

namespace GeoNotebooks.Grids;

/// <summary>Finds the code of a system that well-known text describes: by the code that it carries, else by its datum, ellipsoid and projection.</summary>
internal static class CrsRecognition
{
    /// <summary>The system that the text describes; without a code where we do not know it, its name and text kept.</summary>
    /// <exception cref="InvalidDataException">The text carries the code of one system and the parameters of another.</exception>
    public static Crs Of(string text)
    {
        if (WellKnownTextNode.Parse(text) is not { } root)
            return new("a system that is not named", null) { WellKnownText = text };
        var system = Horizontal(root);
        if (Code(system) is { } epsg)
        {
            Agree(epsg, system);
            return CrsRegister.Find(epsg) is null ? new(Named(system), epsg) { WellKnownText = text } : Crs.FromEpsg(epsg);
        }
        if (Known(system) is { } known)
            return Crs.FromEpsg(known.Epsg);
        var name = Named(root);
        return name == Crs.Local.Name ? Crs.Local : new(name, null) { WellKnownText = text };
    }

    /// <summary>The horizontal system within one bound to a shift or compounded with a height.</summary>
    private static WellKnownTextNode Horizontal(WellKnownTextNode node) => node.Keyword switch
    {
        "COMPD_CS" or "COMPOUNDCRS" => node.Child("PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEODCRS", "BOUNDCRS") is { } part ? Horizontal(part) : node,
        "BOUNDCRS" => node.Child("SOURCECRS") is { Children: [var source, ..] } ? Horizontal(source) : node,
        _ => node,
    };

    private static string Named(WellKnownTextNode node) => string.IsNullOrWhiteSpace(node.Name) ? "a system that is not named" : node.Name;

    private static int? Code(WellKnownTextNode node) =>
        node.Child("AUTHORITY", "ID") is { Values: [var authority, var code, ..] } && authority.Equals("EPSG", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var epsg) && epsg is > 0 and < 1_000_000
            ? epsg
            : null;

    /// <summary>A code that a program has left behind on other parameters would move the data by a zone: that is refused, never believed.</summary>
    private static void Agree(int epsg, WellKnownTextNode system)
    {
        if (CrsRegister.Find(epsg) is not { Zone: { } zone } known || Projection(system) is not { } found)
            return;
        if (Meridian(found.CentralMeridian) != zone.CentralMeridianDegrees || Math.Abs(found.FalseEasting - zone.FalseEastingMetres) > 0.001
            || Math.Abs(found.FalseNorthing - zone.FalseNorthingMetres) > 0.001 || Math.Abs(found.Scale - zone.ScaleFactor) > 1e-9)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"well-known text of EPSG:{epsg}: expected {known.Name}, central meridian {zone.CentralMeridianDegrees}, false easting {zone.FalseEastingMetres}, scale {zone.ScaleFactor}; found {found.CentralMeridian}, {found.FalseEasting}, {found.Scale}"));
    }

    /// <summary>A meridian in whole degrees above -180 and up to 180, or null: programs write 183 for 177 W, and degrees that have been radians.</summary>
    internal static int? Meridian(double degrees)
    {
        var whole = Math.Round(degrees);
        return Math.Abs(degrees - whole) < 1e-9 && whole is > -180 and <= 360 ? (int)(whole > 180 ? whole - 360 : whole) : null;
    }

    private static CrsParameters? Known(WellKnownTextNode system)
    {
        var projected = system.Keyword is "PROJCS" or "PROJCRS" or "PROJECTEDCRS";
        var geographic = projected ? system.Child("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS") : system;
        if (geographic?.Keyword is not ("GEOGCS" or "GEOGCRS" or "GEODCRS" or "GEOGRAPHICCRS" or "BASEGEOGCRS" or "BASEGEODCRS") || Datum(geographic) is not { } datum)
            return null;
        if (!projected)
            return CrsRegister.Find(datum.GeographicEpsg);
        if (Projection(system) is not { } found || Meridian(found.CentralMeridian) is not { } meridian)
            return null;
        var candidates = CrsRegister.With(datum, meridian, found.Scale, found.FalseEasting, found.FalseNorthing).ToArray();
        // One meridian without a prefix belongs to a zone of six degrees and to one of three: the name decides, else six degrees.
        return candidates.FirstOrDefault(candidate => Bare(candidate.Name) == Bare(system.Name))
            ?? candidates.FirstOrDefault(candidate => candidate.Zone!.WidthDegrees == (Bare(system.Name).Contains("3degree", StringComparison.Ordinal) ? 3 : 6))
            ?? candidates.FirstOrDefault();
    }

    /// <summary>A datum is known by its name (or its code), and believed when its ellipsoid is the right one: the ellipsoid alone fits several.</summary>
    private static GeodeticDatum? Datum(WellKnownTextNode geographic)
    {
        if (geographic.Child("DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE") is not { } node
            || (node.Child("SPHEROID", "ELLIPSOID") ?? geographic.Child("ELLIPSOID")) is not { } spheroid
            || geographic.Child("PRIMEM", "PRIMEMERIDIAN")?.Number(1) is not (null or 0)
            || geographic.Child("UNIT", "ANGLEUNIT")?.Number(1) is { } unit && Math.Abs(unit - Math.PI / 180) > 1e-9)
            return null;
        return GeodeticDatum.All.FirstOrDefault(datum =>
            spheroid.Number(1) is { } axis && Math.Abs(axis - datum.Ellipsoid.SemiMajorMetres) < 0.01
            && spheroid.Number(2) is { } flattening && Math.Abs(flattening - datum.Ellipsoid.InverseFlattening) < 1e-5
            && (Code(geographic) == datum.GeographicEpsg || Code(node) == datum.DatumEpsg || IsNameOf(datum, node.Name) || IsNameOf(datum, geographic.Name)));
    }

    private static bool IsNameOf(GeodeticDatum datum, string name) =>
        datum.OtherNames.Append(datum.Name).Append(datum.DatumName).Any(other => Bare(other) == Bare(name));

    private static (double CentralMeridian, double Scale, double FalseEasting, double FalseNorthing)? Projection(WellKnownTextNode system)
    {
        var conversion = system.Child("CONVERSION") ?? system;
        var method = Bare(conversion.Child("PROJECTION", "METHOD")?.Name ?? "");
        if (method is not ("transversemercator" or "gk"))
            return null;
        double? meridian = null, scale = null, easting = null, northing = null, origin = 0;
        foreach (var parameter in conversion.Children.Where(child => child.Keyword == "PARAMETER"))
        {
            var value = parameter.Number(1);
            switch (Bare(parameter.Name))
            {
                case "centralmeridian" or "longitudeofnaturalorigin" or "longitudeofcenter": meridian = value; break;
                case "scalefactor" or "scalefactoratnaturalorigin": scale = value; break;
                case "falseeasting": easting = value; break;
                case "falsenorthing": northing = value; break;
                case "latitudeoforigin" or "latitudeofnaturalorigin": origin = value; break;
            }
        }
        var metres = (system.Child("UNIT", "LENGTHUNIT") ?? system.Child("CS")?.Child("LENGTHUNIT"))?.Number(1) ?? 1;
        return metres == 1 && origin == 0 && meridian is { } m && scale is { } s && easting is { } e
            ? (m, s, e, northing ?? 0)
            : null;
    }

    /// <summary>A name without what programs write differently: case, signs, "Gauss-Kruger" or "GK", the word "zone".</summary>
    private static string Bare(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()
            .Replace("gausskruger", "gk", StringComparison.Ordinal).Replace("zone", "", StringComparison.Ordinal);
}
