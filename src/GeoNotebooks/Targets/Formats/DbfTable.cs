using System.Buffers.Binary;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// The frame of a dBase III table (header, columns, rows of one width), which shapefiles (.dbf) and MapInfo (.dat) share. Layout: dBase file structure,
/// Borland, 1993, as the Library of Congress describes it (fdd000325). The header is held against the file before a row is read.
/// </summary>
internal sealed class DbfTable
{
    private const int HeaderSize = 32;
    private const int FieldSize = 32;
    private readonly GridContent _content;
    private readonly int _headerLength;
    private readonly int _rowLength;

    private DbfTable(GridContent content, int count, int headerLength, int rowLength, byte language, IReadOnlyList<DbfColumn> fields) =>
        (_content, Count, _headerLength, _rowLength, Language, Fields) = (content, count, headerLength, rowLength, language, fields);

    /// <summary>Number of rows, deleted ones too.</summary>
    public int Count { get; }

    /// <summary>The language driver: a hint at the encoding, often wrong.</summary>
    public byte Language { get; }

    public IReadOnlyList<DbfColumn> Fields { get; }

    public static DbfTable Open(GridContent content)
    {
        content.RequireLength(HeaderSize + 1, "the header of a dBase table");
        var header = new byte[HeaderSize];
        content.Read(0, header);
        var count = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        int headerLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8));
        int rowLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(10));
        if (count < 0 || headerLength <= HeaderSize || rowLength < 1)
            throw content.Broken($"expected a dBase table; its header gives {count} rows of {rowLength} bytes behind {headerLength} bytes");
        content.RequireLength(headerLength + (long)count * rowLength, $"{count} rows of {rowLength} bytes");
        var fields = ReadFields(content, headerLength);
        if (fields.Sum(field => field.Length) + 1 > rowLength)
            throw content.Broken($"expected columns of {rowLength - 1} bytes together; found {fields.Sum(field => field.Length)}");
        return new(content, count, headerLength, rowLength, header[29], fields);
    }

    /// <summary>The bytes of each row; the first is '*' where the row is deleted. The same buffer each time.</summary>
    public IEnumerable<byte[]> Rows()
    {
        var row = new byte[_rowLength];
        for (var i = 0; i < Count; i++)
        {
            _content.Read(_headerLength + (long)i * _rowLength, row);
            yield return row;
        }
    }

    /// <summary>The attributes of each row, null for one that is deleted.</summary>
    /// <param name="valuesOf">Names and values of a row by its bytes and its number, from 1; of two values of one name the later stays.</param>
    public IEnumerable<IReadOnlyDictionary<string, object?>?> Attributes(Func<byte[], int, IEnumerable<(string Name, object? Value)>> valuesOf)
    {
        var number = 0;
        foreach (var row in Rows())
        {
            number++;
            if (row[0] == (byte)'*')
            {
                yield return null;
                continue;
            }
            var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in valuesOf(row, number))
                attributes[name] = value;
            yield return attributes;
        }
    }

    /// <summary>A value without the blanks and zeros that fill it up.</summary>
    public static byte[] Trimmed(byte[] row, DbfColumn field)
    {
        var value = row.AsSpan(field.Offset, field.Length);
        var zero = value.IndexOf((byte)0);
        return (zero < 0 ? value : value[..zero]).TrimEnd((byte)' ').ToArray();
    }

    private static List<DbfColumn> ReadFields(GridContent content, int headerLength)
    {
        var bytes = new byte[headerLength];
        content.Read(0, bytes);
        var fields = new List<DbfColumn>();
        var offset = 1;
        for (var at = HeaderSize; at + FieldSize <= headerLength && bytes[at] is not (0x0D or 0); at += FieldSize)
        {
            var name = bytes.AsSpan(at, 11);
            var zero = name.IndexOf((byte)0);
            var field = new DbfColumn((zero < 0 ? name : name[..zero]).TrimEnd((byte)' ').ToArray(), (char)bytes[at + 11], offset, bytes[at + 16], bytes[at + 17]);
            // In a column of text the digits behind the point are the high byte of its width (Clipper and FoxPro).
            if (field.Type == 'C' && field.Decimals > 0)
                field = field with { Length = field.Length + 256 * field.Decimals, Decimals = 0 };
            fields.Add(field);
            offset += field.Length;
        }
        return fields;
    }
}
