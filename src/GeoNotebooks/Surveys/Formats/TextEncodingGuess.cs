using System.Text;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Tells the encodings of a table of Russian words apart by how plausible its words become.</summary>
internal static class TextEncodingGuess
{
    private static readonly TableEncoding[] CodePages = [TableEncoding.Windows1251, TableEncoding.Dos866, TableEncoding.Koi8R];

    /// <summary>The encoding of a sample that begins where its file begins, and how many bytes its byte order mark takes.</summary>
    /// <exception cref="InvalidDataException">It holds words in UTF-8 and words in a code page.</exception>
    public static (TableEncoding Encoding, int MarkLength) Of(ReadOnlySpan<byte> sample, string name)
    {
        if (sample.StartsWith(Encoding.UTF8.Preamble))
            return (TableEncoding.Utf8WithMark, 3);
        if (sample.StartsWith(Encoding.Unicode.Preamble))
            return (TableEncoding.Utf16LittleEndian, 2);
        if (sample.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return (TableEncoding.Utf16BigEndian, 2);
        var words = WordsOf(sample);
        if (words.TrueForAll(word => IsUtf8(word.Bytes)))
            return (TableEncoding.Utf8, 0);
        // No Russian word of a code page happens to be Cyrillic in UTF-8: its letters would pair with signs.
        if (words.Find(word => IsRussianUtf8(word.Bytes)) is { Bytes: not null } odd)
        {
            var other = words.Find(word => !IsUtf8(word.Bytes));
            throw new InvalidDataException($"{name}: expected one encoding; found UTF-8 in line {odd.Line} and another one in line {other.Line}");
        }
        return (CodePages.MaxBy(page => Plausibility(words, page)), 0);
    }

    /// <summary>Whether bytes are two or more Cyrillic letters of UTF-8 and nothing else.</summary>
    public static bool IsRussianUtf8(ReadOnlySpan<byte> bytes)
    {
        var letters = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            if (bytes[i] is not (0xD0 or 0xD1) || i + 1 == bytes.Length || bytes[i + 1] is < 0x80 or > 0xBF)
                return false;
            (letters, i) = (letters + 1, i + 1);
        }
        return letters >= 2;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    /// <summary>Runs of bytes beyond ASCII, and the lines that they stand in; at most 2,000, which is plenty.</summary>
    private static List<(byte[] Bytes, int Line)> WordsOf(ReadOnlySpan<byte> sample)
    {
        var (words, line, start) = (new List<(byte[], int)>(), 1, -1);
        for (var i = 0; i < sample.Length && words.Count < 2000; i++)
        {
            if (sample[i] >= 0x80)
            {
                start = start < 0 ? i : start;
                continue;
            }
            if (start >= 0)
                words.Add((sample[start..i].ToArray(), line));
            start = -1;
            if (sample[i] == '\n')
                line++;
        }
        if (start >= 0)
            words.Add((sample[start..].ToArray(), line));
        return words;
    }

    private static double Plausibility(List<(byte[] Bytes, int Line)> words, TableEncoding page)
    {
        var decoder = Encoding.GetEncoding(page switch { TableEncoding.Windows1251 => 1251, TableEncoding.Dos866 => 866, _ => 20866 });
        return words.Sum(word => RussianText.Likelihood(decoder.GetString(word.Bytes)));
    }
}
