using System.Buffers.Binary;
using GeoNotebooks.Grids.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// The shapes of a .shp, one record after the other. Layout: ESRI Shapefile Technical Description, July 1998. Every count is held against the length of
/// its record before anything is read by it. Heights (Z) are kept, measures (M) are passed over.
/// </summary>
internal sealed class ShapeRecords
{
    public const int FileCode = 9994;
    private const int HeaderSize = 100;
    private const int RecordHeaderSize = 8;

    private readonly GridContent _content;
    private readonly GeometryFactory _factory;
    private readonly int _type;
    private readonly long _end;

    public ShapeRecords(GridContent content, GeometryFactory factory)
    {
        (_content, _factory) = (content, factory);
        content.RequireLength(HeaderSize, "the header of a shapefile");
        _end = 2L * BinaryPrimitives.ReadInt32BigEndian(content.Head.AsSpan(24));
        _type = BinaryPrimitives.ReadInt32LittleEndian(content.Head.AsSpan(32));
        if (_type is not (0 or 1 or 3 or 5 or 8 or 11 or 13 or 15 or 18 or 21 or 23 or 25 or 28))
            throw content.Broken($"expected points, lines or polygons; found shapes of type {_type}");
        if (_end < HeaderSize)
            throw content.Broken($"expected a length of at least {HeaderSize} bytes in the header; found {_end}");
        content.RequireLength(_end, "the length that the header gives");
    }

    /// <summary>Shapes in the order of the file, each with where its record begins and how many bytes it holds.</summary>
    public IEnumerable<(long Position, int Length, Geometry Shape)> Read()
    {
        var number = 0;
        var header = new byte[RecordHeaderSize];
        for (long at = HeaderSize; at < _end;)
        {
            number++;
            if (at + RecordHeaderSize > _end)
                throw _content.Broken($"record {number}: expected a header of {RecordHeaderSize} bytes; {_end - at} are left");
            _content.Read(at, header);
            var length = 2L * BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
            if (length < 4 || at + RecordHeaderSize + length > _end)
                throw _content.Broken($"record {number}: expected a length between 4 and {_end - at - RecordHeaderSize} bytes; found {length}");
            var record = new byte[length];
            _content.Read(at + RecordHeaderSize, record);
            yield return (at, (int)length, Shape(record, number));
            at += RecordHeaderSize + length;
        }
    }

    private Geometry Shape(byte[] record, int number)
    {
        var type = BinaryPrimitives.ReadInt32LittleEndian(record);
        if (type == 0)
            return Empty();
        if (type != _type)
            throw _content.Broken($"record {number}: expected a shape of type {_type}; found {type}");
        return (type % 10) switch
        {
            1 => Point(record, number),
            8 => MultiPoint(record, number),
            3 => Lines(Parts(record, number)),
            _ => RingNesting.ToGeometry([.. Parts(record, number).Select(part => RingNesting.Ring(part, _factory)).OfType<LinearRing>()], _factory),
        };
    }

    private Geometry Empty() => (_type % 10) switch
    {
        1 => _factory.CreatePoint(),
        8 => _factory.CreateMultiPoint(),
        3 => _factory.CreateLineString(),
        5 => _factory.CreatePolygon(),
        _ => _factory.CreateGeometryCollection(),
    };

    private Point Point(byte[] record, int number)
    {
        Require(record, _type == 11 ? 28 : 20, number);
        return _factory.CreatePoint(Coordinate(record, 4, _type == 11 ? 20 : null, number));
    }

    private MultiPoint MultiPoint(byte[] record, int number)
    {
        Require(record, 40, number);
        var count = Count(record, 36, number);
        Require(record, 40 + 16L * count + Heights(count), number);
        return _factory.CreateMultiPointFromCoords([.. Points(record, 40, 0, count, count, number)]);
    }

    private Geometry Lines(IEnumerable<List<Coordinate>> parts)
    {
        var lines = parts.Where(part => part.Count > 1).Select(part => _factory.CreateLineString([.. part])).ToArray();
        return lines.Length switch { 0 => Empty(), 1 => lines[0], _ => _factory.CreateMultiLineString(lines) };
    }

    private IEnumerable<List<Coordinate>> Parts(byte[] record, int number)
    {
        Require(record, 44, number);
        var (parts, count) = (Count(record, 36, number), Count(record, 40, number));
        Require(record, 44 + 4L * parts + 16L * count + Heights(count), number);
        for (var part = 0; part < parts; part++)
        {
            var from = BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(44 + 4 * part));
            var to = part + 1 < parts ? BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(48 + 4 * part)) : count;
            if (from < 0 || to < from || to > count)
                throw _content.Broken($"record {number}, part {part + 1}: expected points within 0 to {count}; found {from} to {to}");
            yield return [.. Points(record, 44 + 4 * parts, from, to, count, number)];
        }
    }

    private IEnumerable<Coordinate> Points(byte[] record, int at, int from, int to, int count, int number)
    {
        // Heights come behind all points, after their own least and greatest.
        var heights = Heights(count) > 0 ? at + 16 * count + 16 : (int?)null;
        for (var i = from; i < to; i++)
            yield return Coordinate(record, at + 16 * i, heights + 8 * i, number);
    }

    private Coordinate Coordinate(byte[] record, int at, int? height, int number)
    {
        var (x, y) = (BinaryPrimitives.ReadDoubleLittleEndian(record.AsSpan(at)), BinaryPrimitives.ReadDoubleLittleEndian(record.AsSpan(at + 8)));
        if (!double.IsFinite(x) || !double.IsFinite(y))
            throw _content.Broken(FormattableString.Invariant($"record {number}: expected finite coordinates; found {x}, {y}"));
        return height is { } z ? new CoordinateZ(x, y, BinaryPrimitives.ReadDoubleLittleEndian(record.AsSpan(z))) : new Coordinate(x, y);
    }

    private long Heights(int count) => _type is > 10 and < 20 ? 16 + 8L * count : 0;

    private int Count(byte[] record, int at, int number)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(at));
        return count >= 0 ? count : throw _content.Broken($"record {number}: expected a count of at least 0; found {count}");
    }

    private void Require(byte[] record, long length, int number)
    {
        if (record.Length < length)
            throw _content.Broken($"record {number}: expected {length} bytes by its counts; found {record.Length}");
    }
}
