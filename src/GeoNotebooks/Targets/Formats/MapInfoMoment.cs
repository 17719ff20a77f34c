using System.Globalization;

namespace GeoNotebooks.Targets.Formats;

/// <summary>Dates and times of MapInfo's text files, such as 20200102 and 20200102130405123, as ISO 8601 writes them; what is none stays as it is.</summary>
internal static class MapInfoMoment
{
    public static string Iso(string text, string type) => type switch
    {
        "date" when DateOnly.TryParseExact(text, (string[])["yyyyMMdd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "time" when TimeOnly.TryParseExact(text, (string[])["HHmmssfff", "HHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time.ToString("HH:mm:ss.FFF", CultureInfo.InvariantCulture),
        "datetime" when DateTime.TryParseExact(text, (string[])["yyyyMMddHHmmssfff", "yyyyMMddHHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture),
        _ => text,
    };

    /// <summary>A date of a .dat, or null for one that was left blank.</summary>
    public static string? Date(int year, int month, int day) =>
        year == 0 && month == 0 && day == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");

    /// <summary>A time of a .dat, in milliseconds since midnight; null for one that was left blank.</summary>
    public static string? Time(int milliseconds) => milliseconds is < 0 or >= 86_400_000
        ? null
        : TimeSpan.FromMilliseconds(milliseconds).ToString(milliseconds % 1000 == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
