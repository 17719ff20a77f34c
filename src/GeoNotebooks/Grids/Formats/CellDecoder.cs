using System.Buffers.Binary;

namespace GeoNotebooks.Grids.Formats;

/// <summary>Bare cells of one type and byte order as numbers.</summary>
internal readonly record struct CellDecoder(CellType Type, bool BigEndian = false)
{
    /// <summary>Bytes of a cell.</summary>
    public int Size => Type switch
    {
        CellType.Byte or CellType.SByte => 1,
        CellType.UInt16 or CellType.Int16 => 2,
        CellType.UInt32 or CellType.Int32 or CellType.Single => 4,
        _ => 8,
    };

    /// <summary>Decodes as many cells as <paramref name="values"/> holds; every type fits a double exactly.</summary>
    public void Decode(ReadOnlySpan<byte> cells, Span<double> values)
    {
        var big = BigEndian;
        switch (Type)
        {
            case CellType.Byte:
                for (var i = 0; i < values.Length; i++)
                    values[i] = cells[i];
                break;
            case CellType.SByte:
                for (var i = 0; i < values.Length; i++)
                    values[i] = (sbyte)cells[i];
                break;
            case CellType.UInt16:
                for (var i = 0; i < values.Length; i++)
                    values[i] = big ? BinaryPrimitives.ReadUInt16BigEndian(cells[(2 * i)..]) : BinaryPrimitives.ReadUInt16LittleEndian(cells[(2 * i)..]);
                break;
            case CellType.Int16:
                for (var i = 0; i < values.Length; i++)
                    values[i] = big ? BinaryPrimitives.ReadInt16BigEndian(cells[(2 * i)..]) : BinaryPrimitives.ReadInt16LittleEndian(cells[(2 * i)..]);
                break;
            case CellType.UInt32:
                for (var i = 0; i < values.Length; i++)
                    values[i] = big ? BinaryPrimitives.ReadUInt32BigEndian(cells[(4 * i)..]) : BinaryPrimitives.ReadUInt32LittleEndian(cells[(4 * i)..]);
                break;
            case CellType.Int32:
                for (var i = 0; i < values.Length; i++)
                    values[i] = big ? BinaryPrimitives.ReadInt32BigEndian(cells[(4 * i)..]) : BinaryPrimitives.ReadInt32LittleEndian(cells[(4 * i)..]);
                break;
            case CellType.Single:
                for (var i = 0; i < values.Length; i++)
                    values[i] = big ? BinaryPrimitives.ReadSingleBigEndian(cells[(4 * i)..]) : BinaryPrimitives.ReadSingleLittleEndian(cells[(4 * i)..]);
                break;
            default:
                for (var i = 0; i < values.Length; i++)
                    values[i] = big ? BinaryPrimitives.ReadDoubleBigEndian(cells[(8 * i)..]) : BinaryPrimitives.ReadDoubleLittleEndian(cells[(8 * i)..]);
                break;
        }
    }
}
