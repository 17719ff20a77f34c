using System.Globalization;
using System.Text;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>The attributes of a .mid: a line for each object, fields parted by the delimiter of the .mif, text in quotes with inner quotes doubled.</summary>
internal sealed class MidTable
{
    private const int Sample = 20_000;
    private readonly GridContent _content;
    private readonly MifHeader _header;
    private readonly Encoding _encoding;
    private readonly string[] _names;

    private MidTable(GridContent content, MifHeader header, Encoding encoding, string report)
    {
        (_content, _header, _encoding, TextEncoding) = (content, header, encoding, report);
        _names = [.. header.Columns.Select(column => Decoded(column.Name))];
    }

    public string TextEncoding { get; }

    public static MidTable Open(GridContent content, MifHeader header)
    {
        var names = header.Columns.Select(column => Encoding.Latin1.GetBytes(column.Name));
        var (encoding, report) = MapInfoText.EncodingOf(header.Charset, names.Concat(Lines(content).Take(Sample).Select(Encoding.Latin1.GetBytes)));
        return new(content, header, encoding, report);
    }

    public IEnumerable<Dictionary<string, object?>> Rows()
    {
        var number = 0;
        foreach (var line in Lines(_content))
        {
            number++;
            // Editors leave an empty line at the end.
            if (line.Length == 0 && _names.Length > 1)
                continue;
            var fields = Fields(line);
            if (fields.Count < _names.Length)
                throw _content.Broken($"row {number}: expected {_names.Length} fields; found {fields.Count}");
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < _names.Length; i++)
                values[_names[i]] = Value(Decoded(fields[i]), _header.Columns[i].Type, number, _names[i]);
            yield return values;
        }
    }

    private static IEnumerable<string> Lines(GridContent content)
    {
        using var stream = content.OpenStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private string Decoded(string bytes) => _encoding.GetString(Encoding.Latin1.GetBytes(bytes));

    private List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == _header.Delimiter && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(line[i]);
        }
        fields.Add(field.ToString());
        return fields;
    }

    private object? Value(string text, string type, int number, string name)
    {
        if (type is "char")
            return text.Length == 0 ? null : text.Replace("\\n", "\n", StringComparison.Ordinal);
        text = text.Trim();
        if (text.Length == 0)
            return null;
        switch (type)
        {
            case "integer" or "smallint" or "largeint" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return whole;
            case "integer" or "smallint" or "largeint" or "decimal" or "float" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value):
                return value;
            case "integer" or "smallint" or "largeint" or "decimal" or "float":
                throw _content.Broken($"row {number}, column '{name}': expected a number; found '{text}'");
            case "logical":
                return text[0] is 'T' or 't' or 'Y' or 'y' or '1';
            default:
                return MapInfoMoment.Iso(text, type);
        }
    }
}
