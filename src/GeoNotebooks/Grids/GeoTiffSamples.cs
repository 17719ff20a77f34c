using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace GeoNotebooks.Grids;

/// <summary>Decodes the samples of a one-band TIFF, in strips or tiles, to float32 in image order.</summary>
internal static class GeoTiffSamples
{
    public static float[] Read(Tiff tiff, int rows, int columns, string path)
    {
        var bits = tiff.GetFieldDefaulted(TiffTag.BITSPERSAMPLE)[0].ToInt();
        var format = tiff.GetField(TiffTag.SAMPLEFORMAT) is [var f, ..] ? (SampleFormat)f.ToInt() : SampleFormat.UINT;
        if (rows <= 0 || columns <= 0 || (long)rows * columns > Array.MaxLength)
            throw new InvalidDataException($"{path}: expected a grid of at most {Array.MaxLength} nodes; its header says {rows} x {columns}");
        var decode = Decoder(format, bits)
            ?? throw new InvalidDataException($"{path}: expected 8, 16 or 32 bit integers or 32 or 64 bit floats; found {bits} bit {format}");
        // The number of blocks is known from the file's own tables: a header that promises more than the file holds fails on reading, before the grid is allocated whole.
        var (blockRows, blockColumns) = tiff.IsTiled()
            ? (tiff.GetField(TiffTag.TILELENGTH)[0].ToInt(), tiff.GetField(TiffTag.TILEWIDTH)[0].ToInt())
            : (Math.Min(rows, tiff.GetFieldDefaulted(TiffTag.ROWSPERSTRIP)[0].ToInt() is > 0 and var strip ? strip : rows), columns);
        var block = new byte[tiff.IsTiled() ? tiff.TileSize() : tiff.StripSize()];
        var values = new float[rows * columns];
        var index = 0;
        for (var row = 0; row < rows; row += blockRows)
            for (var column = 0; column < columns; column += blockColumns, index++)
            {
                var read = tiff.IsTiled() ? tiff.ReadEncodedTile(index, block, 0, block.Length) : tiff.ReadEncodedStrip(index, block, 0, -1);
                var height = Math.Min(blockRows, rows - row);
                if (read < height * (tiff.IsTiled() ? blockColumns : columns) * (bits / 8))
                    throw new InvalidDataException($"{path}: the block at row {row}, column {column} is cut short or damaged");
                for (var r = 0; r < height; r++)
                    for (var c = 0; c < Math.Min(blockColumns, columns - column); c++)
                        values[(row + r) * columns + column + c] = decode(block.AsSpan((r * blockColumns + c) * (bits / 8)));
            }
        return values;
    }

    private delegate float Decode(ReadOnlySpan<byte> bytes);

    // LibTiff has already brought the bytes into this machine's order.
    private static Decode? Decoder(SampleFormat format, int bits) => (format, bits) switch
    {
        (SampleFormat.IEEEFP, 32) => bytes => MemoryMarshal.Read<float>(bytes),
        (SampleFormat.IEEEFP, 64) => bytes => (float)MemoryMarshal.Read<double>(bytes),
        (SampleFormat.INT, 8) => bytes => (sbyte)bytes[0],
        (SampleFormat.INT, 16) => bytes => MemoryMarshal.Read<short>(bytes),
        (SampleFormat.INT, 32) => bytes => MemoryMarshal.Read<int>(bytes),
        (SampleFormat.UINT or SampleFormat.VOID, 8) => bytes => bytes[0],
        (SampleFormat.UINT or SampleFormat.VOID, 16) => bytes => MemoryMarshal.Read<ushort>(bytes),
        (SampleFormat.UINT or SampleFormat.VOID, 32) => bytes => MemoryMarshal.Read<uint>(bytes),
        _ => null,
    };
}
