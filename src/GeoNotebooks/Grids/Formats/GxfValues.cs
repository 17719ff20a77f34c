using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The values after #GRID, in the order of the file. Plain ones are numbers between blanks, commas and ends of lines. Compressed ones are groups of as many characters
/// as #GTYPE says, digits of base 90 from '%' (0) to '~' (89), the highest first; a group that begins with '!' is a dummy, one that begins with a double quote says
/// that the group after it is a number of times and the one after that the value that is repeated.
/// </summary>
internal sealed class GxfValues(GridContent content, byte[] bytes, GxfHeader header)
{
    private const int MostExpansion = 200;
    private const byte Zero = (byte)'%';
    private const byte Ninety = (byte)'~';

    private readonly double _dummy = double.TryParse(header.Dummy, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    private int _position = header.Body;
    private long _read;
    private long _repeats;
    private float _repeated;

    /// <summary>Throws where the file cannot hold so many values.</summary>
    public void RequireRoomFor(int count)
    {
        if (header.Digits == 0)
            content.RequireLength(header.Body + 2L * count - 1, FormattableString.Invariant($"{count} values of at least one digit and a blank each"));
        else if (sizeof(float) * (long)count > MostExpansion * content.Length)
            throw content.Broken(FormattableString.Invariant($"expected at most {MostExpansion} bytes from one compressed byte; the header declares {count} values in a file of {content.Length} bytes"));
    }

    /// <summary>Reads the next vector.</summary>
    public void Read(Span<float> vector)
    {
        for (var i = 0; i < vector.Length; i++, _read++)
            vector[i] = header.Digits == 0 ? Plain() : Compressed();
    }

    /// <summary>Throws where the file holds more values than it declares.</summary>
    public void RequireEnd()
    {
        SkipBlanks();
        if (_repeats > 0 || (_position < bytes.Length && bytes[_position] is not ((byte)'#' or 0 or 26)))
            throw content.Broken(FormattableString.Invariant($"expected {_read} values, as #POINTS and #ROWS declare; found more"));
    }

    private float Plain()
    {
        SkipBlanks();
        var start = _position;
        while (_position < bytes.Length && !IsBlank(bytes[_position]))
            _position++;
        var token = bytes.AsSpan(start, _position - start);
        if (token.IsEmpty || token[0] == '#')
            throw content.Broken(FormattableString.Invariant($"expected {(long)header.Points * header.Vectors} values after #GRID; found {_read}: the file is cut short, or its header is damaged"));
        if (token.SequenceEqual(header.Dummy))
            return float.NaN;
        if (!double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw content.Broken(FormattableString.Invariant($"value {_read + 1} after #GRID: expected a number; found '{Shown(token)}'"));
        return value == _dummy ? float.NaN : Finite(value);
    }

    private float Compressed()
    {
        if (_repeats == 0)
        {
            var group = Group();
            if (group[0] != '"')
                return Value(group);
            _repeats = Digits(Group());
            _repeated = Value(Group());
            if (_repeats < 1 || _repeats > (long)header.Points * header.Vectors - _read)
                throw content.Broken(FormattableString.Invariant($"expected at most {(long)header.Points * header.Vectors} values after #GRID; a value after {_read} of them is repeated {_repeats} times"));
        }
        _repeats--;
        return _repeated;
    }

    private ReadOnlySpan<byte> Group()
    {
        SkipBlanks();
        if (_position > bytes.Length - header.Digits)
            throw content.Broken(FormattableString.Invariant($"expected {(long)header.Points * header.Vectors} values after #GRID; found {_read}: the file is cut short, or its header is damaged"));
        var group = bytes.AsSpan(_position, header.Digits);
        _position += header.Digits;
        return group;
    }

    private float Value(ReadOnlySpan<byte> group) => group[0] == '!' ? float.NaN : Finite(Digits(group));

    private long Digits(ReadOnlySpan<byte> group)
    {
        long value = 0;
        foreach (var digit in group)
            value = digit is >= Zero and <= Ninety
                ? 90 * value + digit - Zero
                : throw content.Broken(FormattableString.Invariant($"value {_read + 1} after #GRID: expected {header.Digits} digits of base 90; found '{Shown(group)}'"));
        return value;
    }

    private float Finite(double stored) => (float)(stored * header.Scale + header.Offset) is var value && float.IsFinite(value) ? value : float.NaN;

    private void SkipBlanks()
    {
        while (_position < bytes.Length && IsBlank(bytes[_position]))
            _position++;
    }

    /// <summary>A comma parts plain values; in compressed ones it is a digit.</summary>
    private bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' || (character == ',' && header.Digits == 0);

    private static string Shown(ReadOnlySpan<byte> token)
    {
        var shown = new StringBuilder(20);
        foreach (var character in token[..Math.Min(20, token.Length)])
            shown.Append(character is >= 32 and < 127 ? (char)character : '?');
        return shown.ToString();
    }
}
