using System.Globalization;
using System.Text;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Numbers as text, in any encoding that holds ASCII. What is no number is told apart from what is missing.</summary>
internal static class TableNumber
{
    /// <summary>What stands for "not measured" in tables of every origin; Geosoft's '*' is one of them, and so is what C programs print for NaN. Compared without regard to case.</summary>
    public static readonly IReadOnlyList<string> MissingTokens = ["*", "-", "--", "NaN", "-NaN", "1.#QNAN", "-1.#IND", "NA", "N/A", "#N/A", "null"];

    /// <summary>Powers of ten that a double holds exactly.</summary>
    private static readonly double[] Powers = [.. Enumerable.Range(0, 23).Select(i => double.Parse($"1e{i}", CultureInfo.InvariantCulture))];

    /// <summary>Reads a whole field as a finite number; blanks around it have been taken off.</summary>
    /// <remarks>
    /// A mantissa below 2^53 and a power of ten up to 22 are both exact as doubles, so that one multiplication or division rounds correctly
    /// (Clinger, 1990, "How to read floating point numbers accurately"); the framework's parser takes the rest.
    /// </remarks>
    public static bool TryRead(ReadOnlySpan<byte> text, byte decimalMark, out double value)
    {
        var (i, mantissa, digits, scale) = (0, 0UL, 0, 0);
        value = 0;
        if (text.IsEmpty)
            return false;
        var negative = text[0] == '-';
        if (negative || text[0] == '+')
            i = 1;
        var start = i;
        for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
            mantissa = mantissa * 10 + (uint)(text[i] - '0');
        digits = i - start;
        if (i < text.Length && text[i] == decimalMark)
        {
            var point = ++i;
            for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
                mantissa = mantissa * 10 + (uint)(text[i] - '0');
            scale = i - point;
            digits += scale;
        }
        if (digits == 0)
            return false;
        if (i == text.Length && digits <= 19 && mantissa <= 1UL << 53 && scale <= 22)
        {
            value = mantissa / Powers[scale];
            value = negative ? -value : value;
            return true;
        }
        return TrySlowly(text, i, decimalMark, out value);
    }

    /// <summary>Whether a field stands for "not measured"; a blank one does.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> text, IReadOnlyList<byte[]> tokens)
    {
        if (text.IsEmpty)
            return true;
        foreach (var token in tokens)
            if (Ascii.EqualsIgnoreCase(text, token))
                return true;
        return false;
    }

    /// <summary>Whether a field is a number whose digits stand in groups of three, such as "1 234 567,8" or "1,234.5".</summary>
    public static bool HasThousands(string text)
    {
        var digits = text.AsSpan().TrimStart("+-");
        var (group, groups, separator) = (0, 0, '\0');
        for (var i = 0; i <= digits.Length; i++)
        {
            if (i < digits.Length && char.IsAsciiDigit(digits[i]))
            {
                group++;
                continue;
            }
            var first = groups == 0;
            if (first ? group is < 1 or > 3 : group != 3)
                return false;
            if (i == digits.Length)
                return !first;
            var mark = digits[i];
            if (!first && mark is '.' or ',' && mark != separator)
                return digits[(i + 1)..].IndexOfAnyExceptInRange('0', '9') < 0;
            if (mark is not (',' or '.' or '\'' or ' ' or '\u00A0' or '\u202F') || !first && mark != separator)
                return false;
            (separator, group, groups) = (mark, 0, groups + 1);
        }
        return false;
    }

    private static bool TrySlowly(ReadOnlySpan<byte> text, int from, byte decimalMark, out double value)
    {
        value = 0;
        // What follows the digits can only be an exponent.
        if (from < text.Length)
        {
            if ((text[from] | 0x20) != 'e')
                return false;
            var exponent = text[(from + 1)..];
            if (!exponent.IsEmpty && exponent[0] is (byte)'+' or (byte)'-')
                exponent = exponent[1..];
            if (exponent.IsEmpty || exponent.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                return false;
        }
        if (decimalMark == '.')
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        if (text.Length > 128)
            return false;
        Span<byte> copy = stackalloc byte[text.Length];
        text.CopyTo(copy);
        copy.Replace(decimalMark, (byte)'.');
        return double.TryParse(copy, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
