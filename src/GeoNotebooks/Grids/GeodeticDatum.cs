namespace GeoNotebooks.Grids;

/// <summary>A datum that we know, with the geographic system on it.</summary>
/// <param name="Name">Name of the geographic system in the EPSG register, such as "Pulkovo 1942".</param>
/// <param name="GeographicEpsg">Code of that system.</param>
/// <param name="DatumName">Name of the datum as OGC well-known text writes it.</param>
/// <param name="DatumEpsg">Code of the datum.</param>
/// <param name="Ellipsoid">Its ellipsoid.</param>
/// <param name="ToWgs84">The shift to WGS 84.</param>
/// <param name="AreaSouth">Southern edge of the area of use in degrees (EPSG register).</param>
/// <param name="AreaNorth">Northern edge of the area of use in degrees.</param>
/// <param name="OtherNames">Names that ESRI and other programs give the datum or its geographic system.</param>
internal sealed record GeodeticDatum(
    string Name, int GeographicEpsg, string DatumName, int DatumEpsg, ReferenceEllipsoid Ellipsoid, DatumShift ToWgs84, double AreaSouth, double AreaNorth,
    params string[] OtherNames)
{
    public static GeodeticDatum Pulkovo1942 { get; } = new(
        "Pulkovo 1942", 4284, "Pulkovo_1942", 6284, ReferenceEllipsoid.Krassowsky1940, DatumShift.Pulkovo1942, 35.14, 81.91,
        "D_Pulkovo_1942", "GCS_Pulkovo_1942", "S-42", "SK-42", "System_1942");

    public static GeodeticDatum Pulkovo1995 { get; } = new(
        "Pulkovo 1995", 4200, "Pulkovo_1995", 6200, ReferenceEllipsoid.Krassowsky1940, DatumShift.Pulkovo1995, 39.87, 85.19,
        "D_Pulkovo_1995", "GCS_Pulkovo_1995", "SK-95");

    public static GeodeticDatum Gsk2011 { get; } = new(
        "GSK-2011", 7683, "Geodezicheskaya_Sistema_Koordinat_2011", 1159, ReferenceEllipsoid.Gsk2011, DatumShift.Gsk2011, 39.87, 85.19,
        "D_GSK_2011", "GCS_GSK_2011", "D_Geodezicheskaya_Sistema_Koordinat_2011");

    public static GeodeticDatum Wgs84 { get; } = new(
        "WGS 84", 4326, "WGS_1984", 6326, ReferenceEllipsoid.Wgs84, DatumShift.None, -90, 90,
        "D_WGS_1984", "GCS_WGS_1984", "WGS84", "World Geodetic System 1984", "World Geodetic System 1984 ensemble");

    public static GeodeticDatum Etrs89 { get; } = new(
        "ETRS89", 4258, "European_Terrestrial_Reference_System_1989", 6258, ReferenceEllipsoid.Grs1980, DatumShift.Etrs89, 32.88, 84.73,
        "D_ETRS_1989", "GCS_ETRS_1989", "European Terrestrial Reference System 1989 ensemble");

    public static GeodeticDatum Nad83 { get; } = new(
        "NAD83", 4269, "North_American_Datum_1983", 6269, ReferenceEllipsoid.Grs1980, DatumShift.Nad83, 14.92, 86.45,
        "D_North_American_1983", "GCS_North_American_1983", "North American Datum 1983");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GeodeticDatum> All { get; } = [Pulkovo1942, Pulkovo1995, Gsk2011, Wgs84, Etrs89, Nad83];
}
