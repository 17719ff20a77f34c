using System.Text;
using GeoNotebooks.Surveys.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// Which of the encodings that Russian files come in holds a text: UTF-8, Windows-1251, MS-DOS 866 or KOI8-R. Valid UTF-8 is UTF-8; among the others the
/// one that gives the likeliest Russian (<see cref="RussianText"/>).
/// </summary>
internal static class CyrillicText
{
    /// <summary>What a hint of the file's own is worth: about two letters.</summary>
    private const double HintWorth = 6;

    public static Encoding Windows1251 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    public static Encoding Dos866 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(866)!;

    public static Encoding Koi8R { get; } = CodePagesEncodingProvider.Instance.GetEncoding(20866)!;

    public static Encoding Utf8 { get; } = new UTF8Encoding(false);

    /// <summary>The likeliest encoding of some values, each a text of its own.</summary>
    /// <param name="values">Bytes of the values.</param>
    /// <param name="hint">What the file says of itself without being sure; null where it says nothing.</param>
    public static Encoding Detect(IEnumerable<byte[]> values, Encoding? hint = null)
    {
        var beyondAscii = values.Where(value => value.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF)).ToList();
        if (beyondAscii.Count == 0)
            return hint ?? Utf8;
        // A writer of fixed widths may have cut a letter in two, so that a few values may be broken.
        if (beyondAscii.Count(IsUtf8) * 10 >= beyondAscii.Count * 9)
            return Utf8;
        Encoding[] candidates = [Windows1251, Dos866, Koi8R];
        return candidates.MaxBy(encoding => beyondAscii.Sum(value => RussianText.Likelihood(encoding.GetString(value))) + (encoding.CodePage == hint?.CodePage ? HintWorth : 0))!;
    }

    /// <summary>The encoding of this name, as .cpg files and MapInfo's Charset clauses write it; null for a name that we do not know.</summary>
    public static Encoding? Named(string name) => name.Trim().Trim('"').ToUpperInvariant().Replace("_", "-", StringComparison.Ordinal) switch
    {
        "UTF-8" or "UTF8" or "65001" => Utf8,
        "WINDOWSCYRILLIC" or "1251" or "CP1251" or "ANSI 1251" or "WINDOWS-1251" or "LDID/201" => Windows1251,
        "CODEPAGE866" or "866" or "CP866" or "OEM 866" or "IBM866" or "LDID/38" or "LDID/101" => Dos866,
        "CODEPAGE855" or "855" or "CP855" => CodePagesEncodingProvider.Instance.GetEncoding(855),
        "KOI8-R" or "KOI8R" or "20866" => Koi8R,
        "WINDOWSLATIN1" or "1252" or "CP1252" or "ANSI 1252" or "WINDOWS-1252" or "LDID/87" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        "WINDOWSLATIN2" or "1250" or "CP1250" => CodePagesEncodingProvider.Instance.GetEncoding(1250),
        "ISO-8859-1" or "ISO8859-1" or "88591" or "ISO8859-1." => Encoding.Latin1,
        "ISO-8859-5" or "ISO8859-5" or "ISO 8859-5" or "88595" => CodePagesEncodingProvider.Instance.GetEncoding(28595),
        _ => null,
    };

    private static bool IsUtf8(byte[] value) => System.Text.Unicode.Utf8.IsValid(value);
}
