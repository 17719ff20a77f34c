using System.Buffers.Binary;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Geosoft binary grids, version 2 (GRD): a header of 512 bytes, then vectors of bytes, shorts, longs, floats or doubles, bare or in compressed blocks, in any of
/// eight orders, turned by any angle about the bottom left node. Values lie on nodes; stored dummies become NaN, and a number beyond float's range does too.
/// Little-endian. The system is the one that an .xml beside the grid names by its EPSG code, otherwise a local plane; the .gi file is binary and not published.
/// Source: Geosoft, Grid file format (version 2), help of Oasis montaj; the compressed blocks as harmonica (Fatiando a Terra, 2022) found them.
/// </summary>
public sealed class GeosoftGrid : IGridFormat
{
    private const int HeaderLength = 512;
    private const int CompressedFlag = 1024;

    /// <inheritdoc/>
    public string Name => "geosoft";

    /// <inheritdoc/>
    public string Title => "Geosoft grid";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".grd"];

    /// <inheritdoc/>
    public Action<Stream, Grid>? Write => null;

    /// <summary>The format has no mark: five integers that make sense together stand for one.</summary>
    public bool Recognises(GridContent content)
    {
        if (content.Head.Length < HeaderLength)
            return false;
        var header = new Header(content.Head);
        return header.ElementSize is 1 or 2 or 4 or 8 && header.SizeAndFlag < 2 * CompressedFlag && header.SignFlag is >= 0 and <= 3
            && header.Elements > 0 && header.Vectors > 0 && StorageOrder.Of(header.Order) is not null;
    }

    /// <inheritdoc/>
    public Grid Read(GridContent content)
    {
        if (content.Length < HeaderLength)
            throw content.Broken(FormattableString.Invariant($"expected a Geosoft grid with a header of 512 bytes; the file has {content.Length}"));
        var header = new Header(content.Head);
        var decoder = new CellDecoder(header.Type(content));
        var order = StorageOrder.Of(header.Order) ?? throw content.Broken($"expected a storage order (KX) of -4 to -1 or 1 to 4; found {header.Order}");
        if (header.Factor == 0 || !double.IsFinite(header.Factor) || !double.IsFinite(header.Base))
            throw content.Broken(FormattableString.Invariant($"expected finite ZBASE and ZMULT, and ZMULT other than 0; found {header.Base} and {header.Factor}"));
        var (rows, columns) = order.Shape(header.Elements, header.Vectors);
        var count = content.RequireCount(rows, columns);
        var (width, height) = order.VectorsAreRows ? (header.ElementStep, header.VectorStep) : (header.VectorStep, header.ElementStep);
        var geometry = content.RequireGeometryFromSouthWest(rows, columns, header.X, header.Y, width, height, header.Rotation, GeosoftMetadata.SystemOf(content));
        var vectorLength = (long)header.Elements * decoder.Size;
        if (vectorLength > Array.MaxLength)
            throw content.Broken($"expected vectors of at most {Array.MaxLength} bytes; the header declares {vectorLength}");
        var vectors = header.Compressed
            ? GeosoftBlocks.Open(content, HeaderLength, header.Vectors, (int)vectorLength).Read()
            : Bare(content, header.Vectors, (int)vectorLength);

        var values = new float[count];
        var vector = new float[header.Elements];
        var placed = 0;
        foreach (var bytes in vectors)
        {
            Decode(bytes.Span, decoder, header, vector);
            order.Place(placed++, vector, values, rows, columns);
        }
        return new(geometry, values, header.Label.Length > 0 ? header.Label : Path.GetFileNameWithoutExtension(content.Path), "1");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Bare(GridContent content, int vectors, int vectorLength)
    {
        // Before the first vector is asked for: the caller makes room by the word of the header.
        content.RequireLength(HeaderLength + (long)vectors * vectorLength, FormattableString.Invariant($"{vectors} vectors of {vectorLength} bytes after the header"));
        return Read();

        IEnumerable<ReadOnlyMemory<byte>> Read()
        {
            var bytes = new byte[vectorLength];
            for (var i = 0; i < vectors; i++)
            {
                content.Read(HeaderLength + (long)i * vectorLength, bytes);
                yield return bytes;
            }
        }
    }

    private static void Decode(ReadOnlySpan<byte> cells, CellDecoder decoder, Header header, Span<float> values)
    {
        Span<double> stored = stackalloc double[512];
        for (var from = 0; from < values.Length; from += stored.Length)
        {
            var piece = stored[..Math.Min(stored.Length, values.Length - from)];
            decoder.Decode(cells[(from * decoder.Size)..], piece);
            for (var i = 0; i < piece.Length; i++)
            {
                var value = IsDummy(piece[i], decoder.Type) ? float.NaN : (float)(piece[i] / header.Factor + header.Base);
                values[from + i] = float.IsFinite(value) ? value : float.NaN;
            }
        }
    }

    private static bool IsDummy(double stored, CellType type) => type switch
    {
        CellType.Byte => stored == byte.MaxValue,
        CellType.SByte => stored == -127,
        CellType.UInt16 => stored == ushort.MaxValue,
        CellType.Int16 => stored == -32767,
        CellType.UInt32 => stored == uint.MaxValue,
        CellType.Int32 => stored == -2147483647,
        _ => !(stored > -1e32),
    };

    /// <summary>The first 512 bytes; fields by their offsets.</summary>
    private sealed class Header
    {
        public Header(ReadOnlySpan<byte> bytes)
        {
            (SizeAndFlag, SignFlag, Elements, Vectors, Order) = (Integer(bytes, 0), Integer(bytes, 4), Integer(bytes, 8), Integer(bytes, 12), Integer(bytes, 16));
            (ElementStep, VectorStep, X, Y, Rotation) = (Number(bytes, 20), Number(bytes, 28), Number(bytes, 36), Number(bytes, 44), Number(bytes, 52));
            (Base, Factor) = (Number(bytes, 60), Number(bytes, 68));
            Label = Encoding.Latin1.GetString(bytes.Slice(76, 48)).Split('\0')[0].Trim();

            static int Integer(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadInt32LittleEndian(header[offset..]);
            static double Number(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadDoubleLittleEndian(header[offset..]);
        }

        public int SizeAndFlag { get; }

        public int SignFlag { get; }

        public int Elements { get; }

        public int Vectors { get; }

        public int Order { get; }

        public double ElementStep { get; }

        public double VectorStep { get; }

        public double X { get; }

        public double Y { get; }

        public double Rotation { get; }

        public double Base { get; }

        public double Factor { get; }

        public string Label { get; }

        public bool Compressed => (SizeAndFlag & CompressedFlag) != 0;

        public int ElementSize => SizeAndFlag & ~CompressedFlag;

        public CellType Type(GridContent content) => (ElementSize, SignFlag) switch
        {
            (4, 3) => throw content.Broken("cells hold colours, not measured values; ask for the source grid or the primary points"),
            (1, 0) => CellType.Byte,
            (1, 1) => CellType.SByte,
            (2, 0) => CellType.UInt16,
            (2, 1) => CellType.Int16,
            (4, 0) => CellType.UInt32,
            (4, 1) => CellType.Int32,
            (4, 2) => CellType.Single,
            (8, 0 or 1 or 2) => CellType.Double,
            _ => throw content.Broken($"expected elements of 1, 2, 4 or 8 bytes, signed, unsigned or floating; found a size of {SizeAndFlag} with the sign flag {SignFlag}"),
        };
    }
}
