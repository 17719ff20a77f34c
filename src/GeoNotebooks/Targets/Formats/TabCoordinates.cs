using System.Buffers.Binary;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// The coordinates of a .map, in chains of blocks: each says how many of its bytes count and where the next one lies. No more bytes are given out than the
/// file has, whatever the objects ask for, so that neither a ring of blocks nor many objects that share one chain can keep a reader busy.
/// </summary>
internal sealed class TabCoordinates(GridContent content, int blockSize)
{
    private const byte CoordinateBlock = 3;
    private const int BlockHeader = 8;

    private readonly byte[] _block = new byte[blockSize];
    private long _left = content.Length;
    private long _blockAt = -1;
    private int _at;
    private int _end;
    private long _next;
    private int _blocks;

    /// <summary>Stands at the first byte of an object's coordinates.</summary>
    public TabCoordinates Open(int place, int row)
    {
        _blocks = 0;
        var start = (uint)place - (uint)place % blockSize;
        Load(start, row);
        _at = (int)((uint)place - start);
        if (_at < BlockHeader || _at > _end)
            throw content.Broken($"row {row}: expected coordinates within their block; found {(uint)place}");
        return this;
    }

    /// <summary>How many points each section of a region or polyline has; the coordinates of all follow.</summary>
    public List<int> Sections(int count, bool compressed, int version, int row)
    {
        var size = (version >= 450 ? 4 : 2) + (version >= 800 ? 4 : 2) + (compressed ? 8 : 16) + 4;
        Require((long)count * size, row, $"{count} sections");
        var sections = new List<int>();
        Span<byte> section = stackalloc byte[size];
        for (var i = 0; i < count; i++)
        {
            Take(section, row);
            sections.Add(version >= 450 ? BinaryPrimitives.ReadInt32LittleEndian(section) : BinaryPrimitives.ReadUInt16LittleEndian(section));
        }
        return sections;
    }

    /// <summary>Points as whole numbers; compressed ones are given from an origin of the object.</summary>
    public List<(int X, int Y)> Points(int count, bool compressed, (int X, int Y) origin, int row)
    {
        var size = compressed ? 4 : 8;
        Require((long)count * size, row, $"{count} points");
        var points = new List<(int, int)>(count);
        Span<byte> point = stackalloc byte[size];
        for (var i = 0; i < count; i++)
        {
            Take(point, row);
            points.Add(compressed
                ? (unchecked(origin.X + BinaryPrimitives.ReadInt16LittleEndian(point)), unchecked(origin.Y + BinaryPrimitives.ReadInt16LittleEndian(point[2..])))
                : (BinaryPrimitives.ReadInt32LittleEndian(point), BinaryPrimitives.ReadInt32LittleEndian(point[4..])));
        }
        return points;
    }

    private void Require(long bytes, int row, string what)
    {
        if (bytes < 0 || bytes > _left)
            throw content.Broken($"row {row}: expected {what}; that is more than the file can hold");
        _left -= bytes;
    }

    private void Take(Span<byte> into, int row)
    {
        while (into.Length > 0)
        {
            if (_at == _end)
            {
                if (_next == 0)
                    throw content.Broken($"row {row}: expected further coordinates; their chain of blocks ends");
                Load(_next, row);
                _at = BlockHeader;
                continue;
            }
            var bytes = Math.Min(into.Length, _end - _at);
            _block.AsSpan(_at, bytes).CopyTo(into);
            into = into[bytes..];
            _at += bytes;
        }
    }

    private void Load(long start, int row)
    {
        if (++_blocks > content.Length / blockSize)
            throw content.Broken($"row {row}: expected a chain of blocks with an end; found a ring");
        if (start != _blockAt)
        {
            if (start % blockSize != 0 || start + blockSize > content.Length)
                throw content.Broken($"row {row}: expected a block of coordinates within the {content.Length} bytes of the file; found {start}");
            _blockAt = -1;
            content.Read(start, _block);
            if (_block[0] != CoordinateBlock)
                throw content.Broken($"row {row}: expected a block of coordinates at {start}; found a block of kind {_block[0]}");
            _blockAt = start;
        }
        _end = BlockHeader + BinaryPrimitives.ReadUInt16LittleEndian(_block.AsSpan(2));
        _next = BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(4));
        if (_end > blockSize)
            throw content.Broken($"row {row}: expected at most {blockSize - BlockHeader} bytes of coordinates in a block; found {_end - BlockHeader}");
    }
}
