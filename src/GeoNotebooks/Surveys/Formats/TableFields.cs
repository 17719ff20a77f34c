using System.Text;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Records and fields as RFC 4180 (Shafranovich, 2005) has them, for any delimiter: a field that begins with a quote ends with one, and holds what it likes.</summary>
internal static class TableFields
{
    /// <summary>Whether a field begins after these bytes of a line: at its beginning or after a delimiter, blanks not counted.</summary>
    public static bool BeginsField(ReadOnlySpan<byte> before, byte delimiter)
    {
        if (delimiter == ' ')
            return before.IsEmpty || before[^1] is (byte)' ' or (byte)'\t';
        before = before.TrimEnd((byte)' ');
        return before.IsEmpty || before[^1] == delimiter;
    }

    /// <summary>The fields of the record that begins here, unquoted and trimmed; moves on to the next record.</summary>
    /// <param name="text">Decoded text.</param>
    /// <param name="at">Where the record begins; then where the next one does.</param>
    /// <param name="delimiter">What stands between fields; a space means any number of spaces and tabs.</param>
    public static List<string> Split(string text, ref int at, char delimiter)
    {
        var fields = new List<string>();
        var spaces = delimiter == ' ';
        while (true)
        {
            while (at < text.Length && (text[at] == ' ' || (spaces && text[at] == '\t')))
                at++;
            if (spaces && fields.Count > 0 && AtEnd(text, at))
                break;
            var quoted = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : "";
            var start = at;
            while (at < text.Length && text[at] != '\n' && text[at] != delimiter && !(spaces && text[at] == '\t'))
                at++;
            fields.Add($"{quoted}{text.AsSpan(start, at - start).Trim(" \r")}");
            if (at >= text.Length || text[at] == '\n')
                break;
            at++;
        }
        at = Math.Min(text.Length, text.IndexOf('\n', at) is >= 0 and var feed ? feed + 1 : text.Length);
        return fields;
    }

    private static bool AtEnd(string text, int at) => at >= text.Length || text[at] == '\n' || (text[at] == '\r' && (at + 1 >= text.Length || text[at + 1] == '\n'));

    private static string Quoted(string text, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (at + 1 >= text.Length || text[at + 1] != '"'))
            {
                at++;
                break;
            }
            if (text[at] == '"')
                at++;
            field.Append(text[at]);
        }
        return field.ToString().Trim();
    }
}
