namespace GeoNotebooks.Targets.Formats;

/// <summary>A column of a MapInfo table.</summary>
/// <param name="Name">Its name, one character a byte until the encoding is known.</param>
/// <param name="Type">Its type in small letters, such as "char" or "smallint".</param>
internal sealed record MapInfoColumn(string Name, string Type)
{
    /// <summary>Splits "name Char(254)" or "name Char (254)".</summary>
    public static MapInfoColumn? Parse(string line)
    {
        var words = line.Trim().Split((char[])[' ', '\t', '('], 3, StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? null : new(words[0], words[1].TrimEnd(';', ')').ToLowerInvariant());
    }
}
