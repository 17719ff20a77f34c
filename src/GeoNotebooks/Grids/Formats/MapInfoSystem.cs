using System.Globalization;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// A system as MapInfo writes it: "Earth Projection", number of the projection, number of the datum, unit, parameters. Projection 1 is longitude and latitude,
/// 8 transverse Mercator; datum 104 is WGS 84, 1001 Pulkovo 1942. Source: MapInfo Professional reference, CoordSys clause.
/// </summary>
internal static class MapInfoSystem
{
    /// <summary>The system of a clause; one that we do not know keeps the clause as its name, and an empty or non-earth one is a local plane.</summary>
    public static Crs Read(string clause)
    {
        var start = clause.IndexOf("Projection", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return Crs.Local;
        var fields = clause[(start + "Projection".Length)..].Split(',', StringSplitOptions.TrimEntries);
        var numbers = Array.ConvertAll(fields, field => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
        var datum = numbers.Length < 2 ? null : numbers[1] switch { 104 => Crs.Wgs84, 1001 => Crs.Pulkovo1942, _ => null };
        var known = (numbers, fields) switch
        {
            ([1, _, ..], _) => datum,
            ([8, _, _, var meridian, 0, var scale, var east, var north], [_, _, "\"m\"", ..]) when datum is not null =>
                CrsDefinition.TransverseMercator(datum, meridian, scale, east, north),
            _ => null,
        };
        return known ?? new(clause, null);
    }
}
