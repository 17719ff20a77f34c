namespace GeoNotebooks.Grids;

/// <summary>
/// Definitions of systems as OGC well-known text: for files that carry their system with them.
/// Parameters as in the EPSG register (<see cref="CrsRegister"/>).
/// </summary>
public static class CrsDefinition
{
    /// <summary>
    /// The system that well-known text defines: version 1, ESRI's form of it in .prj files, or version 2. It is known by the EPSG code that it carries, else by
    /// datum, ellipsoid, projection, central meridian, scale and false easting; a system that is not known has no code, and keeps its name and its text.
    /// </summary>
    /// <param name="wellKnownText">Text of a .prj file, a GeoPackage or a GeoTIFF.</param>
    /// <exception cref="InvalidDataException">The text carries the code of one system and the parameters of another.</exception>
    public static Crs Read(string wellKnownText) => CrsRecognition.Of(wellKnownText);

    /// <summary>
    /// The system with these parameters of a transverse Mercator projection, for formats that list them (GeoTIFF keys, MapInfo, Geosoft); null where we know none.
    /// A meridian that serves zones of six and of three degrees without a zone number gives the one of six.
    /// </summary>
    /// <param name="geographic">The geographic system that it is projected from.</param>
    /// <param name="centralMeridianDegrees">Central meridian in degrees, east positive.</param>
    /// <param name="scaleFactor">Scale on it.</param>
    /// <param name="falseEastingMetres">Its easting, with the number of the zone where eastings carry it.</param>
    /// <param name="falseNorthingMetres">Northing of the equator.</param>
    public static Crs? TransverseMercator(Crs geographic, double centralMeridianDegrees, double scaleFactor, double falseEastingMetres, double falseNorthingMetres) =>
        CrsRegister.Find(geographic.Epsg) is { Zone: null, Datum: var datum } && CrsRecognition.Meridian(centralMeridianDegrees) is { } meridian
        && CrsRegister.With(datum, meridian, scaleFactor, falseEastingMetres, falseNorthingMetres).FirstOrDefault() is { } found
            ? Crs.FromEpsg(found.Epsg)
            : null;

    /// <summary>Well-known text (version 1), the text that the system came with, or null for a system that we cannot define.</summary>
    public static string? WellKnownText(Crs crs) => CrsRegister.Find(crs.Epsg) switch
    {
        { Zone: { } zone } projected => Projected(projected, zone),
        { } geographic => Geographic(geographic.Datum),
        null => crs.WellKnownText,
    };

    private static string Geographic(GeodeticDatum datum) => FormattableString.Invariant(
        $"""GEOGCS["{datum.Name}",DATUM["{datum.DatumName}",SPHEROID["{datum.Ellipsoid.Name}",{datum.Ellipsoid.SemiMajorMetres},{datum.Ellipsoid.InverseFlattening},AUTHORITY["EPSG","{datum.Ellipsoid.Epsg}"]],AUTHORITY["EPSG","{datum.DatumEpsg}"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","{datum.GeographicEpsg}"]]""");

    private static string Projected(CrsParameters system, TransverseMercatorZone zone) => FormattableString.Invariant(
        $"""PROJCS["{system.Name}",{Geographic(system.Datum)},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{zone.CentralMeridianDegrees}],PARAMETER["scale_factor",{zone.ScaleFactor}],PARAMETER["false_easting",{zone.FalseEastingMetres}],PARAMETER["false_northing",{zone.FalseNorthingMetres}],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","{system.Epsg}"]]""");
}
