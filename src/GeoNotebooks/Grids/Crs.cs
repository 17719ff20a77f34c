using System.Globalization;

namespace GeoNotebooks.Grids;

/// <summary>
/// A coordinate reference system, by its EPSG code where it has one. Coordinates are always held as
/// x = easting and y = northing in metres (x = longitude and y = latitude in degrees for a geographic system), whatever axis order the EPSG register
/// gives (it lists northing first for Gauss-Kruger, latitude first for geographic systems); <see cref="CrsCheck"/> tells whether numbers fit that order.
/// </summary>
/// <param name="Name">The name shown on figures and in messages.</param>
/// <param name="Epsg">The EPSG code, or null for a local metric plane.</param>
public sealed record Crs(string Name, int? Epsg)
{
    /// <summary>A plane in metres that lies nowhere in particular.</summary>
    public static Crs Local { get; } = new("local metric plane", null);

    /// <summary>Pulkovo 1942 / Gauss-Kruger zone 25: central meridian 147 E, eastings with the zone prefix (false easting 25 500 000 m).</summary>
    public static Crs Pulkovo1942GaussKruger25 { get; } = new("Pulkovo 1942 / Gauss-Kruger zone 25", 28425);

    /// <summary>Pulkovo 1942, longitude and latitude: the system of the Soviet sheets.</summary>
    public static Crs Pulkovo1942 { get; } = new("Pulkovo 1942", 4284);

    /// <summary>WGS 84, longitude and latitude.</summary>
    public static Crs Wgs84 { get; } = new("WGS 84", 4326);

    /// <summary>WGS 84 / UTM zone 50N: central meridian 117 E.</summary>
    public static Crs Wgs84Utm50North { get; } = new("WGS 84 / UTM zone 50N", 32650);

    /// <summary>The well-known text that the system came with; kept for one without a code that we know, so that it can be written back.</summary>
    public string? WellKnownText { get; init; }

    /// <summary>The system with this EPSG code; a code without a name of ours is called "EPSG:n".</summary>
    public static Crs FromEpsg(int epsg) => new(CrsRegister.Find(epsg)?.Name ?? string.Create(CultureInfo.InvariantCulture, $"EPSG:{epsg}"), epsg);

    /// <summary>True where coordinates are longitude (x) and latitude (y) in degrees.</summary>
    public bool IsGeographic
    {
        get => CrsRegister.Find(Epsg) is { } known
            ? known.Zone is null
            : field || (WellKnownText?.TrimStart() is { } text
                && (text.StartsWith("GEOG", StringComparison.OrdinalIgnoreCase) || text.StartsWith("GEODCRS", StringComparison.OrdinalIgnoreCase)));

        // For a system that is not in our register, by the file that names it.
        init;
    }

    /// <summary>"EPSG:28425", or the name of a system without a code.</summary>
    public string Code => Epsg is { } epsg ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{epsg}") : Name;

    /// <summary>Reads "EPSG:28425" back; any other text names a system without a code.</summary>
    public static Crs Parse(string code) =>
        code.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(code.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var epsg)
            ? FromEpsg(epsg)
            : code == Local.Name ? Local : new(code, null);

    /// <summary>Two systems are the same when their codes are; without codes, when their names and well-known texts are.</summary>
    public bool Equals(Crs? other) => other is not null && Code == other.Code && (Epsg is not null || WellKnownText == other.WellKnownText);

    /// <inheritdoc/>
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Epsg is null ? Name : $"{Name} ({Code})";
}
