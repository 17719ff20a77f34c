using System.Buffers.Binary;

namespace GeoNotebooks.Targets.Formats;

/// <summary>Reads the fields of one object of a .map, one after the other, within its block.</summary>
internal sealed class TabObject(byte[] block, int at, Func<string, InvalidDataException> broken)
{
    private int _at = at;

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public TabObject Skip(int bytes)
    {
        Take(bytes);
        return this;
    }

    /// <summary>A point; a compressed one is given from the centre of the block.</summary>
    public (int X, int Y) Point(bool compressed)
    {
        if (!compressed)
            return (Int32(), Int32());
        var (x, y) = (BinaryPrimitives.ReadInt16LittleEndian(Take(2)), BinaryPrimitives.ReadInt16LittleEndian(Take(2)));
        return (unchecked(BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(4)) + x), unchecked(BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(8)) + y));
    }

    /// <summary>The origin of an object's compressed coordinates, which stands behind the place of its label; (0, 0) where they are not compressed.</summary>
    public (int X, int Y) Origin(bool compressed)
    {
        if (!compressed)
            return (0, 0);
        Skip(4);
        return (Int32(), Int32());
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (_at + bytes > block.Length)
            throw broken("expected a whole object; its block ends before");
        var span = block.AsSpan(_at, bytes);
        _at += bytes;
        return span;
    }
}
