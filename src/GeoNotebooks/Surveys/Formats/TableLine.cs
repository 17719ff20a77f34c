using System.Globalization;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Where something went wrong in a table, in one sentence.</summary>
internal static class TableLine
{
    public static InvalidDataException Broken(string name, long line, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name}: line {line}: {what}"));

    public static InvalidDataException Broken(string name, long line, string column, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name}: line {line}, column '{column}': {what}"));

    /// <summary>A piece of the file, short enough for a sentence and without signs that would break it.</summary>
    public static string Shown(string text)
    {
        var shown = string.Concat(text.Take(40).Select(sign => char.IsControl(sign) ? '?' : sign));
        return text.Length > 40 ? $"'{shown}...'" : $"'{shown}'";
    }
}
