using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The text of an .ers header: blocks between "Name Begin" and "Name End", in them "Name = value"; '#' begins a comment, '{' a list, which may take several lines.
/// Kept are the entries by their block; statistics, regions and control points are passed over.
/// </summary>
internal sealed class ErMapperHeader
{
    private const int MostLength = 1 << 18;
    private const int MostEntries = 1000;
    private const int MostDepth = 32;

    private readonly GridContent _content;
    private readonly Dictionary<(string Block, string Name), string> _entries = new(new IgnoringCase());

    private ErMapperHeader(GridContent content) => _content = content;

    /// <summary>True when the bytes begin like a header of a raster: "DatasetHeader Begin" after comments and blank lines at most.</summary>
    public static bool IsOne(ReadOnlySpan<byte> head)
    {
        foreach (var range in head.SplitAny((byte)'\n', (byte)'\r'))
        {
            var line = head[range].Trim(" \t\uFEFF"u8);
            if (line.IsEmpty || line[0] == '#')
                continue;
            return line.StartsWith("DatasetHeader"u8) && line.EndsWith("Begin"u8);
        }
        return false;
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">Too long, or lines that are none of a header.</exception>
    public static ErMapperHeader Read(GridContent content)
    {
        if (content.Length > MostLength)
            throw content.Broken(FormattableString.Invariant($"expected an .ers header of at most {MostLength} bytes; found {content.Length}"));
        if (!IsOne(content.Head))
            throw content.Broken("expected an .ers header, which begins with 'DatasetHeader Begin'");
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        var header = new ErMapperHeader(content);
        header.Parse(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
        return header;
    }

    /// <summary>An entry without its quotes, or null.</summary>
    public string? Text(string block, string name) => _entries.GetValueOrDefault((block, name));

    /// <summary>An entry that must be a whole number.</summary>
    public long Whole(string block, string name) =>
        long.TryParse(Required(block, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(block, name, "a whole number");

    /// <summary>An entry that must be a finite number.</summary>
    public double Number(string block, string name) =>
        double.TryParse(Required(block, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Wrong(block, name, "a number");

    /// <summary>An entry that is a number, or degrees, minutes and seconds between colons; null where there is none.</summary>
    public double? Angle(string block, string name)
    {
        if (Text(block, name) is not { } text)
            return null;
        if (text.Split(':') is not [var degrees, var minutes, var seconds])
            return Number(block, name);
        var ok = Parsed(degrees, out var d) & Parsed(minutes, out var m) & Parsed(seconds, out var s);
        if (!ok || m is < 0 or > 60 || s is < 0 or > 60)
            throw Wrong(block, name, "degrees:minutes:seconds");
        // "-0:30:0" has its sign on a zero.
        return (Math.Abs(d) + m / 60 + s / 3600) * (degrees.TrimStart().StartsWith('-') ? -1 : 1);

        static bool Parsed(string part, out double value) =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private string Required(string block, string name) => Text(block, name) ?? throw _content.Broken($"expected {name} in {block}; the header has none");

    private InvalidDataException Wrong(string block, string name, string expected) => _content.Broken($"expected {expected} as {name} in {block}; found '{Shown(Text(block, name))}'");

    private static string Shown(ReadOnlySpan<char> text) => text[..Math.Min(40, text.Length)].ToString();

    private void Parse(string text)
    {
        var blocks = new List<string>();
        // How deep the block lies that is passed over, 0 when none is; how many braces are open.
        var (skipping, braces) = (0, 0);
        foreach (var whole in text.AsSpan().EnumerateLines())
        {
            var line = WithoutComment(whole, out var opened);
            var inList = braces > 0;
            braces = Math.Max(0, braces + opened);
            if (inList || line.IsEmpty)
                continue;
            if (line.IndexOf('=') is >= 0 and var equals)
            {
                if (skipping == 0 && blocks.Count > 0)
                    Keep(blocks[^1], line[..equals].Trim(), line[(equals + 1)..].Trim());
            }
            else if (Named(line, "Begin", out var begun))
            {
                if (blocks.Count == MostDepth)
                    throw _content.Broken($"expected at most {MostDepth} blocks within each other");
                blocks.Add(begun);
                if (skipping == 0 && begun.ToUpperInvariant() is "WARPCONTROL" or "REGIONINFO")
                    skipping = blocks.Count;
            }
            else if (Named(line, "End", out _) && blocks.Count > 0)
            {
                if (skipping == blocks.Count)
                    skipping = 0;
                blocks.RemoveAt(blocks.Count - 1);
            }
            else
            {
                throw _content.Broken($"expected 'Name = value', 'Name Begin' or 'Name End'; found '{Shown(line)}'");
            }
        }
    }

    private void Keep(string block, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (_entries.Count < MostEntries)
            _entries.TryAdd((block, name.ToString()), value is ['"', .. var inner, '"'] ? inner.ToString() : value.ToString());
    }

    private static bool Named(ReadOnlySpan<char> line, string word, out string name)
    {
        var ends = line.EndsWith(word, StringComparison.OrdinalIgnoreCase) && line.Length > word.Length && char.IsWhiteSpace(line[^(word.Length + 1)]);
        name = ends ? line[..^word.Length].Trim().ToString() : "";
        return ends;
    }

    /// <summary>A line up to its comment, and how many braces more it opens than it closes; those in quotes do not count.</summary>
    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line, out int opened)
    {
        var quoted = false;
        opened = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            else if (!quoted && line[i] == '#')
                return line[..i].Trim();
            else if (!quoted && line[i] is '{' or '}')
                opened += line[i] == '{' ? 1 : -1;
        }
        return line.Trim();
    }

    private sealed class IgnoringCase : IEqualityComparer<(string Block, string Name)>
    {
        public bool Equals((string Block, string Name) a, (string Block, string Name) b) =>
            a.Name.Equals(b.Name, StringComparison.OrdinalIgnoreCase) && a.Block.Equals(b.Block, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Block, string Name) entry) =>
            HashCode.Combine(entry.Block.GetHashCode(StringComparison.OrdinalIgnoreCase), entry.Name.GetHashCode(StringComparison.OrdinalIgnoreCase));
    }
}
