using System.Globalization;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The system of a GXF file (#MAP_PROJECTION): a line with its name, one with the datum, the major axis and the eccentricity, one with the method and its
/// parameters: "Transverse Mercator", latitude, longitude, scale, false easting, false northing; or "Geographic".
/// </summary>
internal static class GxfSystem
{
    /// <summary>The system of these lines: by its parameters where they are of a system that we know, otherwise by its name; a local plane where there are none.</summary>
    public static Crs Read(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || Fields(lines[0]) is not [var name, ..] || name.Length == 0)
            return Crs.Local;
        var datum = Datum(lines.Count > 1 && Fields(lines[1]) is [var named, ..] ? named : name.Split('/')[0].Trim());
        var method = lines.Count > 2 ? Fields(lines[2]) : [];
        if (method.Length == 0 ? datum is not null && !name.Contains('/', StringComparison.Ordinal) : method[0].Equals("Geographic", StringComparison.OrdinalIgnoreCase))
            return datum ?? new(name, null);
        var numbers = Array.ConvertAll(method, field => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
        var known = datum is not null && numbers is [_, 0, var meridian, var scale, var east, var north] && method[0].Equals("Transverse Mercator", StringComparison.OrdinalIgnoreCase)
            ? CrsDefinition.TransverseMercator(datum, meridian, scale, east, north)
            : null;
        return known ?? new(name, null);
    }

    /// <summary>What commas and blanks part, where they are not in quotes; without the quotes.</summary>
    public static string[] Fields(string line)
    {
        var fields = new List<string>();
        for (var i = 0; i < line.Length;)
        {
            if (line[i] is ' ' or '\t' or ',')
            {
                i++;
                continue;
            }
            var quoted = line[i] == '"';
            var start = quoted ? i + 1 : i;
            var end = line.IndexOfAny(quoted ? ['"'] : [' ', '\t', ','], start) is >= 0 and var found ? found : line.Length;
            fields.Add(line[start..end]);
            i = end + 1;
        }
        return [.. fields];
    }

    private static Crs? Datum(string name) => name.ToUpperInvariant() switch
    {
        "WGS 84" or "WGS84" => Crs.Wgs84,
        "PULKOVO 1942" => Crs.Pulkovo1942,
        _ => null,
    };
}
