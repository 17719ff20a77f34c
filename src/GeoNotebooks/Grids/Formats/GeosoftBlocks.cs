using System.Buffers.Binary;
using System.IO.Compression;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The compressed body of a Geosoft grid: signature, kind of compression, number of blocks, vectors a block (4 bytes each), where each block begins in the file
/// (8 bytes), how long it is (4 bytes), then the blocks. A block is 16 bytes of its own, then a zlib stream, whichever kind of compression the header names.
/// Source: harmonica's reader (Fatiando a Terra, 2022); Geosoft's own page describes the table, but not the 16 bytes.
/// </summary>
internal sealed class GeosoftBlocks
{
    /// <summary>The most bytes that one compressed byte may become.</summary>
    public const int MostExpansion = 200;

    private const int BlockHeader = 16;

    private readonly GridContent _content;
    private readonly long[] _offsets;
    private readonly int[] _lengths;
    private readonly int _vectors;
    private readonly int _vectorsPerBlock;
    private readonly int _vectorLength;

    private GeosoftBlocks(GridContent content, long[] offsets, int[] lengths, int vectors, int vectorsPerBlock, int vectorLength) =>
        (_content, _offsets, _lengths, _vectors, _vectorsPerBlock, _vectorLength) = (content, offsets, lengths, vectors, vectorsPerBlock, vectorLength);

    /// <summary>Reads the table of blocks and holds it against the file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="start">Where the body begins.</param>
    /// <param name="vectors">Vectors of the grid.</param>
    /// <param name="vectorLength">Bytes of one, unpacked.</param>
    public static GeosoftBlocks Open(GridContent content, int start, int vectors, int vectorLength)
    {
        if ((long)vectors * vectorLength > MostExpansion * content.Length)
            throw content.Broken(FormattableString.Invariant(
                $"expected at most {MostExpansion} bytes from one compressed byte; the header declares {vectors} vectors of {vectorLength} bytes in a file of {content.Length}"));
        content.RequireLength(start + 16, "the head of the compressed grid");
        Span<byte> head = stackalloc byte[16];
        content.Read(start, head);
        var blocks = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        var perBlock = BinaryPrimitives.ReadInt32LittleEndian(head[12..]);
        if (perBlock < 1 || blocks != ((long)vectors + perBlock - 1) / perBlock || blocks > Array.MaxLength / 12)
            throw content.Broken($"expected blocks for {vectors} vectors; found {blocks} blocks of {perBlock}");
        content.RequireLength(start + 16 + 12L * blocks, $"a table of {blocks} blocks");
        var table = new byte[12 * blocks];
        content.Read(start + 16, table);
        var (offsets, lengths) = (new long[blocks], new int[blocks]);
        long total = 0;
        for (var i = 0; i < blocks; i++)
        {
            offsets[i] = BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(8 * i));
            lengths[i] = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(8 * blocks + 4 * i));
            total += lengths[i];
            // Blocks that share bytes would let a small file stand for a large one.
            if (offsets[i] < 0 || lengths[i] <= BlockHeader || offsets[i] > content.Length - lengths[i] || total > content.Length)
                throw content.Broken(FormattableString.Invariant(
                    $"expected block {i} within the file of {content.Length} bytes; the table puts {lengths[i]} bytes at {offsets[i]}: it is cut short, or its table is damaged"));
        }
        return new(content, offsets, lengths, vectors, perBlock, vectorLength);
    }

    /// <summary>The vectors one after another; each is overwritten by the next.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read()
    {
        var packed = new byte[_lengths.Max() - BlockHeader];
        var vector = new byte[_vectorLength];
        for (var block = 0; block < _offsets.Length; block++)
        {
            var length = _lengths[block] - BlockHeader;
            _content.Read(_offsets[block] + BlockHeader, packed.AsSpan(0, length));
            using var stream = new ZLibStream(new MemoryStream(packed, 0, length, writable: false), CompressionMode.Decompress);
            var count = Math.Min(_vectorsPerBlock, _vectors - block * (long)_vectorsPerBlock);
            for (var i = 0; i < count; i++)
            {
                Unpack(stream, vector, block, ends: false);
                yield return vector;
            }
            // Reading to the end of the stream makes zlib compare its checksum.
            Unpack(stream, vector.AsSpan(0, 1), block, ends: true);
        }
    }

    private void Unpack(ZLibStream stream, Span<byte> into, int block, bool ends)
    {
        int read;
        try
        {
            read = stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        }
        // A stream that asks for a dictionary, which no grid has, is an IOException (ZLibException).
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw _content.Broken($"expected a zlib stream in block {block}; it is damaged or packed by another method", exception);
        }
        if (read != (ends ? 0 : into.Length))
            throw _content.Broken($"expected {_vectorsPerBlock} vectors of {_vectorLength} bytes in a block; block {block} holds {(ends ? "more" : "fewer")}");
    }
}
