using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>The attributes of a MapInfo table: a .dat has the frame of a dBase table, but numbers and dates in binary.</summary>
internal sealed class TabTable
{
    private const int Sample = 20_000;
    private readonly GridContent _content;
    private readonly DbfTable _table;
    private readonly Encoding _encoding;
    private readonly (DbfColumn Field, string Type, string Name)[] _columns;

    private TabTable(GridContent content, DbfTable table, TabDefinition definition, Encoding encoding, string report)
    {
        (_content, _table, _encoding, TextEncoding) = (content, table, encoding, report);
        _columns = [.. table.Fields.Zip(definition.Columns, (field, column) => (field, column.Type, encoding.GetString(Encoding.Latin1.GetBytes(column.Name))))];
    }

    public int Count => _table.Count;

    public string TextEncoding { get; }

    public static TabTable Open(GridContent content, TabDefinition definition)
    {
        var table = DbfTable.Open(content);
        if (table.Fields.Count != definition.Columns.Count)
            throw content.Broken($"expected the {definition.Columns.Count} columns of the .tab; found {table.Fields.Count}");
        foreach (var (field, column) in table.Fields.Zip(definition.Columns))
            if (Width(column.Type) is { } width && field.Length != width)
                throw content.Broken($"column '{column.Name}': expected {width} bytes for a value of type {column.Type}; found {field.Length}");
        var texts = table.Fields.Zip(definition.Columns).Where(pair => pair.Second.Type == "char").Select(pair => pair.First).ToList();
        var names = definition.Columns.Select(column => Encoding.Latin1.GetBytes(column.Name));
        var (encoding, report) = MapInfoText.EncodingOf(definition.Charset, names.Concat(table.Rows().Take(Sample).SelectMany(row => texts.Select(field => DbfTable.Trimmed(row, field)))));
        return new(content, table, definition, encoding, report);
    }

    /// <summary>The attributes of each row, null for one that is deleted.</summary>
    public IEnumerable<IReadOnlyDictionary<string, object?>?> Rows() =>
        _table.Attributes((row, number) => _columns.Select(column =>
            (column.Name, Value(row.AsSpan(column.Field.Offset, column.Field.Length), DbfTable.Trimmed(row, column.Field), column.Type, column.Name, number))));

    private static int? Width(string type) => type switch
    {
        "smallint" => 2,
        "integer" or "date" or "time" => 4,
        "float" or "datetime" or "largeint" => 8,
        "logical" => 1,
        _ => null,
    };

    private object? Value(ReadOnlySpan<byte> bytes, byte[] trimmed, string type, string name, int number)
    {
        switch (type)
        {
            case "smallint":
                return (long)BinaryPrimitives.ReadInt16LittleEndian(bytes);
            case "integer":
                return (long)BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case "largeint":
                return BinaryPrimitives.ReadInt64LittleEndian(bytes);
            case "float":
                return BinaryPrimitives.ReadDoubleLittleEndian(bytes);
            case "logical":
                return bytes[0] is (byte)'T' or (byte)'t' or (byte)'Y' or (byte)'y' or 1;
            case "date":
                return Date(bytes);
            case "time":
                return MapInfoMoment.Time(BinaryPrimitives.ReadInt32LittleEndian(bytes));
            case "datetime":
                return Date(bytes) is { } date ? $"{date}T{MapInfoMoment.Time(BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])) ?? "00:00:00"}" : null;
        }
        var text = _encoding.GetString(trimmed);
        if (text.Length == 0)
            return null;
        if (type != "decimal")
            return text;
        return double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw _content.Broken($"row {number}, column '{name}': expected a number; found '{text}'");
    }

    private static string? Date(ReadOnlySpan<byte> bytes) => MapInfoMoment.Date(BinaryPrimitives.ReadInt16LittleEndian(bytes), bytes[2], bytes[3]);
}
