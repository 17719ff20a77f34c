using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>The words of a text file, one after the other, in constant memory.</summary>
/// <param name="content">The file.</param>
/// <param name="separators">Characters that part words besides white space.</param>
internal sealed class GridText(GridContent content, string separators = "")
{
    private const int BlockBytes = 1 << 16;

    private readonly byte[] _block = new byte[(int)Math.Min(BlockBytes, content.Length)];
    private readonly bool[] _parts = Parts(separators);
    private long _position;
    private int _at;
    private int _end;

    /// <summary>The line of the last word, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next word, good until the next call; false at the end of the file.</summary>
    /// <exception cref="InvalidDataException">A word without end: no text.</exception>
    public bool Next(out ReadOnlySpan<byte> word)
    {
        while (true)
        {
            while (_at < _end && _parts[_block[_at]])
                if (_block[_at++] == (byte)'\n')
                    Line++;
            var to = _at;
            while (to < _end && !_parts[_block[to]])
                to++;
            if (to < _end || (_position == content.Length && to > _at))
            {
                word = _block.AsSpan(_at, to - _at);
                _at = to;
                return true;
            }
            if (_position == content.Length)
            {
                word = default;
                return false;
            }
            if (to - _at == _block.Length)
                throw Broken("words of text", $"{to - _at} bytes without a space");
            Fill();
        }
    }

    /// <summary>The next word as a number.</summary>
    /// <param name="what">What it is, for messages.</param>
    public double Number(string what) => Next(out var word) ? Number(word, what) : throw content.Broken($"expected {what}; the file ends at line {Line}: it is cut short");

    /// <summary>A word as a number; NaN for "nan".</summary>
    public double Number(ReadOnlySpan<byte> word, string what) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : word.Contains((byte)',') ? throw Broken(what, $"{Quoted(word)}: write decimal points instead of commas")
        : throw Broken(what, Quoted(word));

    /// <summary>The next word as a whole number.</summary>
    public long Whole(string what) =>
        Number(what) is var number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (long)number : throw Broken(what, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>One sentence on the line of the last word.</summary>
    public InvalidDataException Broken(string expected, string found) => content.Broken($"line {Line.ToString(CultureInfo.InvariantCulture)}: expected {expected}; found {found}");

    /// <summary>A word for messages: short and printable.</summary>
    public static string Quoted(ReadOnlySpan<byte> word) =>
        $"'{string.Concat(Encoding.Latin1.GetString(word[..Math.Min(word.Length, 24)]).Select(character => char.IsControl(character) ? '?' : character))}'";

    private void Fill()
    {
        var kept = _end - _at;
        _block.AsSpan(_at, kept).CopyTo(_block);
        var more = (int)Math.Min(_block.Length - kept, content.Length - _position);
        content.Read(_position, _block.AsSpan(kept, more));
        // A byte order mark before the first word is no part of it.
        _at = _position == 0 && _block.AsSpan(0, more).StartsWith("\uFEFF"u8) ? 3 : 0;
        _position += more;
        _end = kept + more;
    }

    private static bool[] Parts(string separators)
    {
        var parts = new bool[256];
        foreach (var character in " \t\r\n\v\f" + separators)
            parts[character] = true;
        return parts;
    }
}
