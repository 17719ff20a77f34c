using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// A directory of a TIFF or BigTIFF (Adobe, TIFF 6.0, 1992, section 2; BigTIFF design, 2007), held against the file before LibTiff sees it: entries and blocks that lie
/// beyond the end, sizes that the file cannot hold. So a file that is cut short is found out even where what is lost would not be missed.
/// </summary>
internal sealed class TiffDirectory
{
    /// <summary>The most that a byte of a compressed file may unpack to.</summary>
    public const int MostExpansion = 200;

    /// <summary>A block or a grid below this size may unpack to more, as one value repeated does.</summary>
    public const long Small = 1 << 20;

    /// <summary>More than this neither deflate (1,032 to 1) nor LZW with codes of 12 bits (about 1,330 to 1) can reach: a header that says so is damaged.</summary>
    private const int PossibleExpansion = 1_400;

    /// <summary>Directories beyond these are not looked at: overviews come in one of each power of two.</summary>
    private const int MostDirectories = 32;

    private readonly GridContent _content;
    private readonly long _next;
    private readonly bool _bigEndian;
    private readonly bool _big;
    private readonly Dictionary<int, (int Type, long Count, long Position)> _entries = [];

    /// <summary>Reads the first directory.</summary>
    /// <exception cref="InvalidDataException">It, or what it names, lies beyond the end of the file, or it declares too much.</exception>
    public TiffDirectory(GridContent content)
        : this(content, null)
    {
    }

    private TiffDirectory(GridContent content, long? place)
    {
        _content = content;
        content.RequireLength(8, "the header of a TIFF");
        (_bigEndian, _big) = (content.Head[0] == (byte)'M', content.Head[content.Head[0] == (byte)'M' ? 3 : 2] == 43);
        if (_big && _bigEndian)
            throw content.Broken("expected a BigTIFF of little-endian order; big-endian ones cannot be decoded here: copy it first (gdal_translate)");
        var position = Position = place ?? (_big ? Integer(8, 8) : Integer(4, 4));
        var (countBytes, entryBytes, field) = _big ? (8, 20, 8) : (2, 12, 4);
        var count = Integer(position, countBytes);
        if (count is < 1 or > ushort.MaxValue)
            throw content.Broken($"expected a directory of 1 to {ushort.MaxValue} entries; found {count}");
        position += countBytes;
        content.RequireLength(position + count * entryBytes, $"a directory of {count} entries");
        for (var i = 0; i < count; i++, position += entryBytes)
        {
            var (tag, type, items) = ((int)Integer(position, 2), (int)Integer(position + 2, 2), Integer(position + 4, field));
            var bytes = items < 0 || items > content.Length ? long.MaxValue : items * TypeBytes(type);
            var at = bytes <= field ? position + 4 + field : Integer(position + 4 + field, field);
            if (at < 0 || bytes > content.Length || at > content.Length - bytes)
                throw content.Broken($"expected a whole TIFF; its entry {tag} ends beyond the file: it is cut short, or its directory is damaged");
            _entries.TryAdd(tag, (type, items, at));
        }
        // A file may end with its only directory, without the place of a next one.
        _next = position <= content.Length - field ? Integer(position, field) : 0;
        RequireBlocks();
    }

    /// <summary>Where the directory begins in the file.</summary>
    public long Position { get; }

    /// <summary>The directory of the mask among those that follow (GDAL writes holes so when told to), or null.</summary>
    public TiffDirectory? Mask()
    {
        var directory = this;
        for (var i = 0; i < MostDirectories && directory._next > 0; i++)
        {
            directory = new(_content, directory._next);
            if ((directory.Value(TiffTag.SUBFILETYPE, 0) & (long)FileType.MASK) != 0 && (directory.Rows, directory.Columns) == (Rows, Columns))
                return directory;
        }
        return null;
    }

    /// <summary>Number of rows.</summary>
    public int Rows => (int)Value(TiffTag.IMAGELENGTH, 0);

    /// <summary>Number of columns.</summary>
    public int Columns => (int)Value(TiffTag.IMAGEWIDTH, 0);

    /// <summary>Bytes of a block in the file; 0 where a sparse file leaves it out.</summary>
    public long BlockBytes(int block) => Value(IsTiled ? TiffTag.TILEBYTECOUNTS : TiffTag.STRIPBYTECOUNTS, 0, block);

    private bool IsTiled => _entries.ContainsKey((int)TiffTag.TILEWIDTH);

    private void RequireBlocks()
    {
        var (rows, columns) = (Value(TiffTag.IMAGELENGTH, 0), Value(TiffTag.IMAGEWIDTH, 0));
        _content.RequireCount(rows, columns);
        // Only one band is ever read; the bits of a picture with more are looked at once it is refused as such.
        if (Value(TiffTag.SAMPLESPERPIXEL, 1) != 1)
            return;
        var bits = Value(TiffTag.BITSPERSAMPLE, 1);
        var (width, height) = IsTiled
            ? (Value(TiffTag.TILEWIDTH, 0), Value(TiffTag.TILELENGTH, 0))
            : (columns, Math.Min(rows, Value(TiffTag.ROWSPERSTRIP, rows)));
        if (bits is < 1 or > 64 || width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue || (width * bits + 7) / 8 > int.MaxValue / height)
            throw _content.Broken($"expected blocks of less than 2 GB; found {height} x {width} samples of {bits} bits");
        var (offsets, sizes) = IsTiled ? (TiffTag.TILEOFFSETS, TiffTag.TILEBYTECOUNTS) : (TiffTag.STRIPOFFSETS, TiffTag.STRIPBYTECOUNTS);
        var blocks = ((rows - 1) / height + 1) * ((columns - 1) / width + 1);
        if (Count(offsets) < blocks || Count(sizes) < blocks)
            throw _content.Broken($"expected {blocks} blocks; its directory names {Math.Min(Count(offsets), Count(sizes))}");
        var largest = 0L;
        for (var block = 0; block < blocks; block++)
        {
            var (offset, size) = (Value(offsets, 0, block), Value(sizes, 0, block));
            if (offset < 0 || size < 0 || size > _content.Length || offset > _content.Length - size)
                throw _content.Broken($"expected a whole TIFF; its block {block} ends beyond the file: it is cut short, or its directory is damaged");
            largest = Math.Max(largest, size);
        }
        var (unpacked, whole) = ((width * bits + 7) / 8 * height, (columns * bits + 7) / 8 * rows);
        if (unpacked > Math.Max(Small, MostExpansion * largest) || whole > Math.Max(Small, MostExpansion * _content.Length) || whole > PossibleExpansion * _content.Length)
            throw _content.Broken($"expected at most {MostExpansion} bytes of values a byte of the file; {rows} x {columns} samples of {bits} bits are more: unpack it first (gdal_translate -co COMPRESS=NONE)");
    }

    private long Count(TiffTag tag) => _entries.TryGetValue((int)tag, out var entry) ? entry.Count : 0;

    private long Value(TiffTag tag, long otherwise, int index = 0) =>
        _entries.TryGetValue((int)tag, out var entry) && index < entry.Count && TypeBytes(entry.Type) is var bytes && entry.Type is 1 or 3 or 4 or 13 or 16
            ? Integer(entry.Position + (long)index * bytes, bytes)
            : otherwise;

    private long Integer(long position, int bytes)
    {
        Span<byte> raw = stackalloc byte[8];
        raw.Clear();
        if (_bigEndian)
        {
            _content.Read(position, raw[(8 - bytes)..]);
            return BinaryPrimitives.ReadInt64BigEndian(raw);
        }
        _content.Read(position, raw[..bytes]);
        return BinaryPrimitives.ReadInt64LittleEndian(raw);
    }

    private static int TypeBytes(int type) => type switch
    {
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 1,
    };
}
