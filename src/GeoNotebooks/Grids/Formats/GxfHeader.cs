using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The labelled objects before the values of a GXF file. A label stands at the beginning of a line after '#', its first letters tell it; what belongs to it follows
/// on its line or on the lines below. Lines that belong to no label are comments. A line that ends in '\' goes on in the next.
/// </summary>
internal sealed class GxfHeader
{
    private const int MostLines = 3;
    private const int LongestLine = 1024;

    /// <summary>As much of each label as tells it from the others.</summary>
    private static readonly string[] Labels = ["POIN", "ROWS", "PTSE", "RWSE", "XORI", "YORI", "ROTA", "SENS", "TRAN", "DUMM", "GTYP", "MAP_P", "UNIT", "TITL"];

    private readonly GridContent _content;
    private readonly Dictionary<string, List<string>> _objects = [];

    private GxfHeader(GridContent content, ReadOnlySpan<byte> bytes)
    {
        _content = content;
        Body = Collect(bytes);
        (Points, Vectors) = (Count("POIN", "#POINTS"), Count("ROWS", "#ROWS"));
        var sense = (int)Math.Clamp(Number("SENS", "#SENSE", 1), int.MinValue, int.MaxValue);
        Order = StorageOrder.Of(sense) ?? throw content.Broken($"expected a #SENSE of -4 to -1 or 1 to 4; found {sense}");
        Crs = GxfSystem.Read(_objects.GetValueOrDefault("MAP_P") ?? []);
        var metres = Crs.IsGeographic ? 1 : Metres();
        (PointStep, VectorStep) = (metres * Number("PTSE", "#PTSEPARATION", 1), metres * Number("RWSE", "#RWSEPARATION", 1));
        (X, Y, Rotation) = (metres * Number("XORI", "#XORIGIN", 0), metres * Number("YORI", "#YORIGIN", 0), Number("ROTA", "#ROTATION", 0));
        Digits = (int)Math.Clamp(Number("GTYP", "#GTYPE", 0), -1, 100);
        if (Digits is < 0 or > 9)
            throw content.Broken("expected a #GTYPE of 0 (plain values) to 9 (digits a value)");
        (Scale, Offset) = Transform();
        Dummy = First("DUMM") is { } dummy ? Encoding.Latin1.GetBytes(dummy) : [];
        Title = First("TITL")?.Trim('"') ?? "";
    }

    /// <summary>Position of the first byte after the line of #GRID.</summary>
    public int Body { get; }

    /// <summary>Values in a vector (#POINTS).</summary>
    public int Points { get; }

    /// <summary>Number of vectors (#ROWS).</summary>
    public int Vectors { get; }

    /// <summary>The order of the values (#SENSE).</summary>
    public StorageOrder Order { get; }

    /// <summary>Distance between the values of a vector, metres or degrees.</summary>
    public double PointStep { get; }

    /// <summary>Distance between vectors.</summary>
    public double VectorStep { get; }

    /// <summary>Easting of the bottom left node.</summary>
    public double X { get; }

    /// <summary>Northing of the bottom left node.</summary>
    public double Y { get; }

    /// <summary>Degrees counter-clockwise about the bottom left node.</summary>
    public double Rotation { get; }

    /// <summary>Base-90 digits a value, 0 for plain text (#GTYPE).</summary>
    public int Digits { get; }

    /// <summary>What a stored value is multiplied by (#TRANSFORM).</summary>
    public double Scale { get; }

    /// <summary>What is then added.</summary>
    public double Offset { get; }

    /// <summary>The text that stands for no value (#DUMMY); empty where there is none.</summary>
    public byte[] Dummy { get; }

    /// <summary>#TITLE, or nothing.</summary>
    public string Title { get; }

    /// <summary>The system (#MAP_PROJECTION).</summary>
    public Crs Crs { get; }

    /// <summary>True when a label of the format begins a line of these bytes, and none of them is 0.</summary>
    public static bool BeginsLikeOne(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)0))
            return false;
        foreach (var range in head.SplitAny((byte)'\n', (byte)'\r'))
            if (LabelOf(head[range]) is not (null or "TITL" or "UNIT"))
                return true;
        return false;
    }

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">No #GRID, or an object that does not hold what it should.</exception>
    public static GxfHeader Read(GridContent content, ReadOnlySpan<byte> bytes) => new(content, bytes);

    private static string? LabelOf(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] != '#')
            return null;
        foreach (var label in Labels)
            if (line.Length > label.Length && Ascii.EqualsIgnoreCase(line.Slice(1, label.Length), label))
                return label;
        return line.Length >= 5 && Ascii.EqualsIgnoreCase(line.Slice(1, 4), "GRID") ? "GRID" : null;
    }

    private int Collect(ReadOnlySpan<byte> bytes)
    {
        List<string>? open = null;
        var continued = false;
        for (var position = 0; position < bytes.Length;)
        {
            var length = bytes[position..].IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var found ? found : bytes.Length - position;
            var line = bytes.Slice(position, length);
            position += length + 1;
            if (!line.IsEmpty && line[0] == '#')
            {
                var label = LabelOf(line);
                if (label == "GRID")
                    return Math.Min(position, bytes.Length);
                continued = false;
                open = label is not null && !_objects.ContainsKey(label) ? _objects[label] = [] : null;
                // The value may stand on the line of its label.
                line = line.IndexOfAny((byte)' ', (byte)'\t') is > 0 and var space ? line[space..] : [];
            }
            line = line.Trim(" \t"u8);
            if (open is null || line.IsEmpty || (open.Count == MostLines && !continued))
                continue;
            if (line.Length > LongestLine)
                throw _content.Broken($"expected lines of at most {LongestLine} characters before #GRID; found one of {line.Length}");
            var text = Encoding.Latin1.GetString(line);
            var goesOn = text.EndsWith('\\');
            text = goesOn ? text[..^1] : text;
            if (continued && open.Count > 0 && open[^1].Length < LongestLine)
                open[^1] += text;
            else if (!continued)
                open.Add(text);
            continued = goesOn;
        }
        throw _content.Broken("expected the values of the grid (#GRID); the file ends before them: it is cut short or no GXF file");
    }

    private string? First(string label) => _objects.GetValueOrDefault(label) is [var first, ..] ? first : null;

    private double Number(string label, string name, double otherwise) => First(label) is not { } text ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : throw _content.Broken($"expected a number after {name}; found '{Shown(text)}'");

    private int Count(string label, string name) => First(label) is not { } text
        ? throw _content.Broken($"expected {name}; the file has none")
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value
        : throw _content.Broken($"expected a count above 0 after {name}; found '{Shown(text)}'");

    private (double Scale, double Offset) Transform()
    {
        if (First("TRAN") is not { } text)
            return (1, 0);
        if (GxfSystem.Fields(text) is [var scale, var offset, ..]
            && double.TryParse(scale, NumberStyles.Float, CultureInfo.InvariantCulture, out var s) && double.IsFinite(s) && s != 0
            && double.TryParse(offset, NumberStyles.Float, CultureInfo.InvariantCulture, out var o) && double.IsFinite(o))
            return (s, o);
        throw _content.Broken($"expected a scale other than 0 and an offset after #TRANSFORM; found '{Shown(text)}'");
    }

    private double Metres()
    {
        if (First("UNIT") is not { } text)
            return 1;
        var fields = GxfSystem.Fields(text);
        if (fields is [var name] && name.ToUpperInvariant() is "M" or "METRE" or "METER" or "METRES" or "METERS")
            return 1;
        if (fields is [_, var factor, ..] && double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var metres) && metres > 0 && double.IsFinite(metres))
            return metres;
        throw _content.Broken($"expected a unit of length and its metres after #UNIT_LENGTH; found '{Shown(text)}'");
    }

    private static string Shown(string text) => text[..Math.Min(40, text.Length)];
}
