using System.Buffers.Binary;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// The shapes of a MapInfo table. A .map is made of blocks: a header with the scale of the whole-numbered coordinates, blocks of objects, and chains of
/// blocks of coordinates. Sources as in <see cref="TabFormat"/>. An object that asks for more coordinates than the file can hold is refused.
/// </summary>
internal sealed class TabMap
{
    private const int Magic = 42424242;
    private const int HeaderSize = 512;
    private const byte ObjectBlock = 2;
    private const int ObjectBlockHeader = 20;

    private readonly GridContent _content;
    private readonly GeometryFactory _factory;
    private readonly TabScale _scale;
    private readonly int _blockSize;
    private readonly byte[] _block;
    private readonly TabCoordinates _coordinates;
    private long _blockAt = -1;

    public TabMap(GridContent content, GeometryFactory factory)
    {
        (_content, _factory) = (content, factory);
        content.RequireLength(HeaderSize, "the header of a .map");
        var header = content.Head.AsSpan();
        if (BinaryPrimitives.ReadInt32LittleEndian(header[0x100..]) != Magic)
            throw content.Broken($"expected the mark {Magic} of a .map; found {BinaryPrimitives.ReadInt32LittleEndian(header[0x100..])}");
        _blockSize = BinaryPrimitives.ReadUInt16LittleEndian(header[0x106..]);
        if (_blockSize < HeaderSize || _blockSize % HeaderSize != 0)
            throw content.Broken($"expected blocks of a multiple of {HeaderSize} bytes; found {_blockSize}");
        _block = new byte[_blockSize];
        _scale = TabScale.Read(content);
        _coordinates = new TabCoordinates(content, _blockSize);
        Crs = TabSystem.Read(header).ToCrs();
    }

    public static Geometry Nothing { get; } = new GeometryFactory().CreateGeometryCollection();

    public Crs Crs { get; }

    /// <summary>The kind and shape of a row's object; the shape is null for a kind that is left out.</summary>
    /// <param name="place">Where the object begins, 0 for none.</param>
    /// <param name="row">Number of the row, from 1, which the object must bear.</param>
    public (string Kind, Geometry? Shape) Shape(long place, int row)
    {
        if (place == 0)
            return ("none", Nothing);
        var reader = ObjectAt(place, row);
        var (type, id) = (reader.Byte(), reader.Int32());
        if ((id & 0x3FFFFFFF) != row)
            throw Broken(row, $"expected an object of this row at {place}; found one of row {id & 0x3FFFFFFF}");
        var compressed = type % 3 == 1;
        return type switch
        {
            0 => ("none", Nothing),
            0x01 or 0x02 => ("point", Point(reader.Point(compressed))),
            // Styles of symbols come before the place of the point.
            0x28 or 0x29 => ("point", Point(reader.Skip(12).Point(compressed))),
            0x2B or 0x2C => ("point", Point(reader.Skip(2).Point(compressed))),
            0x04 or 0x05 => ("line", _factory.CreateLineString([_scale.ToCoordinate(reader.Point(compressed)), _scale.ToCoordinate(reader.Point(compressed))])),
            0x07 or 0x08 => ("polyline", Polyline(reader, compressed, row)),
            0x25 or 0x26 => ("polyline", Lines(reader, compressed, 300, row)),
            0x31 or 0x32 => ("polyline", Lines(reader, compressed, 450, row)),
            0x40 or 0x41 => ("polyline", Lines(reader, compressed, 800, row)),
            0x0D or 0x0E => ("region", Region(reader, compressed, 300, row)),
            0x2E or 0x2F => ("region", Region(reader, compressed, 450, row)),
            0x3D or 0x3E => ("region", Region(reader, compressed, 800, row)),
            0x34 or 0x35 => ("multipoint", MultiPoint(reader, compressed, 650, row)),
            0x43 or 0x44 => ("multipoint", MultiPoint(reader, compressed, 800, row)),
            0x13 or 0x14 => ("rectangle", _factory.ToGeometry(new Envelope(_scale.ToCoordinate(reader.Point(compressed)), _scale.ToCoordinate(reader.Point(compressed))))),
            0x0A or 0x0B => ("arc", null),
            0x10 or 0x11 => ("text", null),
            0x16 or 0x17 => ("rounded rectangle", null),
            0x19 or 0x1A => ("ellipse", null),
            0x37 or 0x38 or 0x46 or 0x47 => ("collection", null),
            _ => throw Broken(row, $"expected an object of a kind that we know; found number {type}"),
        };
    }

    private TabObject ObjectAt(long place, int row)
    {
        var start = place - place % _blockSize;
        if (start != _blockAt)
        {
            if (start + _blockSize > _content.Length)
                throw Broken(row, $"expected an object within the {_content.Length} bytes of the file; found {place}");
            _blockAt = -1;
            _content.Read(start, _block);
            if (_block[0] != ObjectBlock)
                throw Broken(row, $"expected a block of objects at {start}; found a block of kind {_block[0]}");
            _blockAt = start;
        }
        if (place - start < ObjectBlockHeader)
            throw Broken(row, $"expected an object behind the header of its block; found {place}");
        return new(_block, (int)(place - start), message => Broken(row, message));
    }

    private Point Point((int X, int Y) point) => _factory.CreatePoint(_scale.ToCoordinate(point));

    private LineString Polyline(TabObject reader, bool compressed, int row)
    {
        var (at, bytes) = (reader.Int32(), reader.Int32() & 0x7FFFFFFF);
        var origin = reader.Origin(compressed);
        var size = compressed ? 4 : 8;
        // What the header of the object counts are whole bytes of what the file holds.
        var points = _coordinates.Open(at, row).Points(bytes / size, compressed, origin, row);
        return points.Count < 2 ? _factory.CreateLineString() : _factory.CreateLineString([.. points.Select(_scale.ToCoordinate)]);
    }

    private Geometry Lines(TabObject reader, bool compressed, int version, int row)
    {
        var lines = Sections(reader, compressed, version, row).Where(part => part.Length > 1).Select(_factory.CreateLineString).ToArray();
        return lines.Length switch { 0 => _factory.CreateLineString(), 1 => lines[0], _ => _factory.CreateMultiLineString(lines) };
    }

    private Geometry Region(TabObject reader, bool compressed, int version, int row) =>
        RingNesting.ToGeometry([.. Sections(reader, compressed, version, row).Select(part => RingNesting.Ring(part, _factory)).OfType<LinearRing>()], _factory);

    private MultiPoint MultiPoint(TabObject reader, bool compressed, int version, int row)
    {
        var (at, count) = (reader.Int32(), reader.Int32());
        reader.Skip(15 + (version == 800 ? 33 : 0) + 2);
        return _factory.CreateMultiPointFromCoords([.. _coordinates.Open(at, row).Points(count, compressed, reader.Origin(compressed), row).Select(_scale.ToCoordinate)]);
    }

    private List<Coordinate[]> Sections(TabObject reader, bool compressed, int version, int row)
    {
        var at = reader.Int32();
        reader.Int32();
        var count = version == 800 ? reader.Int32() : reader.UInt16();
        if (version == 800)
            reader.Skip(33);
        var origin = reader.Origin(compressed);
        var coordinates = _coordinates.Open(at, row);
        var sizes = coordinates.Sections(count, compressed, version, row);
        return [.. sizes.Select(size => coordinates.Points(size, compressed, origin, row).Select(_scale.ToCoordinate).ToArray())];
    }

    private InvalidDataException Broken(int row, string sentence) => _content.Broken($"row {row}: {sentence}");
}
