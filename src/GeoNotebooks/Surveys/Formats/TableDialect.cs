using System.Text;
using System.Text.Json.Serialization;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>How the characters of a table are stored.</summary>
public enum TableEncoding
{
    /// <summary>UTF-8; plain ASCII is a part of it.</summary>
    Utf8,

    /// <summary>UTF-8 that begins with a byte order mark.</summary>
    Utf8WithMark,

    /// <summary>UTF-16, low byte first, with a byte order mark.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, high byte first, with a byte order mark.</summary>
    Utf16BigEndian,

    /// <summary>Code page 1251, of Windows.</summary>
    Windows1251,

    /// <summary>Code page 866, of DOS.</summary>
    Dos866,

    /// <summary>KOI8-R, of Unix.</summary>
    Koi8R,
}

/// <summary>How the rows of a table stand in its file.</summary>
public enum TableLayout
{
    /// <summary>One row a line, fields between delimiters.</summary>
    Delimited,

    /// <summary>Geosoft XYZ: survey lines begin with a header such as "Line 10", comments with '/', and '*' is a blank.</summary>
    GeosoftXyz,
}

/// <summary>How a table of text is written down: found by looking at it, and reported to whoever imports it.</summary>
/// <param name="Layout">Plain rows, or Geosoft XYZ.</param>
/// <param name="Encoding">How characters are stored.</param>
/// <param name="Delimiter">What stands between fields; a space means any number of spaces and tabs.</param>
/// <param name="DecimalMark">'.' or ','.</param>
/// <param name="HasHeader">Whether names of columns are given, in the first row or (Geosoft XYZ and '#') in a comment.</param>
/// <param name="Comment">Lines that begin with it hold no data; null where there are none.</param>
/// <param name="Missing">What stands for "not measured" besides a blank, as far as it was met. Groups of thousands are never read: they are refused.</param>
public sealed record TableDialect(
    TableLayout Layout, TableEncoding Encoding, char Delimiter, char DecimalMark, bool HasHeader, char? Comment, IReadOnlyList<string> Missing)
{
    static TableDialect() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether any reader of CSV opens it: UTF-8 without a mark, commas, decimal points, a header, nothing but blanks for missing values.</summary>
    [JsonIgnore]
    public bool IsPlainCsv => this is { Layout: TableLayout.Delimited, Encoding: TableEncoding.Utf8, Delimiter: ',', DecimalMark: '.', HasHeader: true, Comment: null, Missing.Count: 0 };

    /// <summary>The dialect in words: "Windows-1251, semicolon, decimal comma, header, missing: *".</summary>
    public override string ToString() => string.Join(", ",
    [
        .. Layout == TableLayout.GeosoftXyz ? ["Geosoft XYZ"] : Array.Empty<string>(),
        NameOf(Encoding), NameOf(Delimiter), DecimalMark == ',' ? "decimal comma" : "decimal point", HasHeader ? "header" : "no header",
        .. Missing.Count > 0 ? [$"missing: {string.Join(' ', Missing)}"] : Array.Empty<string>(),
    ]);

    internal static string NameOf(char delimiter) => delimiter switch { ',' => "comma", ';' => "semicolon", '\t' => "tab", ' ' => "spaces", var other => $"'{other}'" };

    internal static string NameOf(TableEncoding encoding) => encoding switch
    {
        TableEncoding.Utf8 => "UTF-8",
        TableEncoding.Utf8WithMark => "UTF-8 with a byte order mark",
        TableEncoding.Utf16LittleEndian or TableEncoding.Utf16BigEndian => "UTF-16",
        TableEncoding.Windows1251 => "Windows-1251",
        TableEncoding.Dos866 => "CP866",
        _ => "KOI8-R",
    };

    /// <summary>The decoder of the bytes that the parser meets; UTF-16 has by then become UTF-8. It throws at bytes that the encoding does not have.</summary>
    internal static Encoding DecoderOf(TableEncoding encoding) => encoding switch
    {
        TableEncoding.Windows1251 => System.Text.Encoding.GetEncoding(1251, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        TableEncoding.Dos866 => System.Text.Encoding.GetEncoding(866, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        TableEncoding.Koi8R => System.Text.Encoding.GetEncoding(20866, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        _ => new UTF8Encoding(false, throwOnInvalidBytes: true),
    };
}
