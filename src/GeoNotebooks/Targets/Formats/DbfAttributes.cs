using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>The attributes of a shapefile: text, whole numbers, numbers, dates as ISO text and logical values; blank ones are null.</summary>
internal sealed class DbfAttributes
{
    /// <summary>So many rows are looked at for the encoding.</summary>
    private const int Sample = 20_000;

    private readonly GridContent _content;
    private readonly DbfTable _table;
    private readonly Encoding _encoding;
    private readonly (DbfColumn Field, string Name)[] _columns;

    private DbfAttributes(GridContent content, DbfTable table, Encoding encoding, string source)
    {
        (_content, _table, _encoding) = (content, table, encoding);
        TextEncoding = $"{encoding.WebName} ({source})";
        _columns = [.. table.Fields.Where(field => field.Type != 'M').Select(field => (field, encoding.GetString(field.NameBytes)))];
        var memos = table.Fields.Where(field => field.Type == 'M').Select(field => encoding.GetString(field.NameBytes)).ToList();
        Notes = memos.Count == 0 ? [] : [$"memo columns are left out: {string.Join(", ", memos)}"];
    }

    public int Count => _table.Count;

    public string TextEncoding { get; }

    public IReadOnlyList<string> Notes { get; }

    /// <param name="content">The .dbf.</param>
    /// <param name="codePage">Text of the .cpg, or null where there is none.</param>
    public static DbfAttributes Open(GridContent content, string? codePage)
    {
        var table = DbfTable.Open(content);
        var texts = table.Fields.Where(field => field.Type == 'C').ToList();
        var values = table.Rows().Take(Sample).SelectMany(row => texts.Select(field => DbfTable.Trimmed(row, field)));
        var source = "detected";
        if (codePage is not null && CyrillicText.Named(codePage) is { } named)
        {
            // A .cpg that says UTF-8 of text that is none would lose every letter.
            if (named.CodePage != CyrillicText.Utf8.CodePage || CyrillicText.Detect(values, CyrillicText.Utf8).CodePage == named.CodePage)
                return new(content, table, named, ".cpg");
            source = "detected; the .cpg says UTF-8, and the text is none";
        }
        var hint = table.Language switch
        {
            0xC9 => CyrillicText.Windows1251,
            0x26 or 0x65 => CyrillicText.Dos866,
            _ => null,
        };
        return new(content, table, CyrillicText.Detect(table.Fields.Select(field => field.NameBytes).Concat(values), hint), source);
    }

    /// <summary>The attributes of each row, null for one that is deleted.</summary>
    public IEnumerable<IReadOnlyDictionary<string, object?>?> Rows() =>
        _table.Attributes((row, number) => _columns.Select(column => (column.Name, Value(row, column.Field, column.Name, number))));

    private object? Value(byte[] row, DbfColumn field, string name, int number)
    {
        if (field.Type is 'I' && field.Length == 4)
            return (long)BinaryPrimitives.ReadInt32LittleEndian(row.AsSpan(field.Offset));
        if (field.Type is 'O' or 'B' && field.Length == 8)
            return BinaryPrimitives.ReadDoubleLittleEndian(row.AsSpan(field.Offset));
        var bytes = DbfTable.Trimmed(row, field);
        if (bytes.Length == 0)
            return null;
        var text = _encoding.GetString(bytes);
        return field.Type switch
        {
            'N' or 'F' => Number(text.Trim(), field, name, number),
            'D' => Date(text.Trim()),
            'L' => text[0] switch { 'T' or 't' or 'Y' or 'y' => true, 'F' or 'f' or 'N' or 'n' => false, _ => null },
            _ => text,
        };
    }

    private object? Number(string text, DbfColumn field, string name, int number)
    {
        // Stars stand for a number that did not fit into its column.
        if (text.Length == 0 || text.All(c => c == '*'))
            return null;
        if (field.Decimals == 0 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw _content.Broken($"row {number}, column '{name}': expected a number; found '{text}'");
    }

    private static string? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : text.All(c => c is '0' or ' ') ? null : text;
}
