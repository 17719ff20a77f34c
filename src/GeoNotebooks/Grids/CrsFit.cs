namespace GeoNotebooks.Grids;

/// <summary>How coordinates fit a system, read as x = easting (longitude), y = northing (latitude).</summary>
public enum CrsFit
{
    /// <summary>The system has no code that we know, or there are no coordinates: nothing can be said.</summary>
    NotChecked,

    /// <summary>They fit as they are.</summary>
    Fits,

    /// <summary>They fit when x and y change places: northing (latitude) came first, as the EPSG register lists it.</summary>
    Swapped,

    /// <summary>Eastings lack the number of the zone (542 933 for 25 542 933), carry another, or carry one where the system has none.</summary>
    OtherZonePrefix,

    /// <summary>They are degrees, and the system is in metres.</summary>
    Degrees,

    /// <summary>They are metres, and the system is in degrees.</summary>
    Metres,

    /// <summary>They fit neither the system nor one like it.</summary>
    Outside,
}
