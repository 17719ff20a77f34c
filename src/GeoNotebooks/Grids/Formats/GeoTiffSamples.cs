using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace GeoNotebooks.Grids.Formats;

/// <summary>Decodes the samples of a one-band TIFF, in strips or tiles, to float32 in image order.</summary>
internal static class GeoTiffSamples
{
    /// <summary>Reads all blocks; those that a sparse file leaves out are filled.</summary>
    public static float[] Read(Tiff tiff, GridContent content, TiffDirectory directory, int rows, int columns, float leftOut)
    {
        var bits = tiff.GetFieldDefaulted(TiffTag.BITSPERSAMPLE)[0].ToInt();
        var format = tiff.GetField(TiffTag.SAMPLEFORMAT) is [var f, ..] ? (SampleFormat)f.ToInt() : SampleFormat.UINT;
        var decode = Decoder(format, bits)
            ?? throw content.Broken($"expected 1, 8, 16 or 32 bit integers or 16, 32 or 64 bit floats; found {bits} bit {format}");
        var tiled = tiff.IsTiled();
        var (blockRows, blockColumns) = tiled
            ? (tiff.GetField(TiffTag.TILELENGTH)[0].ToInt(), tiff.GetField(TiffTag.TILEWIDTH)[0].ToInt())
            : (Math.Min(rows, tiff.GetFieldDefaulted(TiffTag.ROWSPERSTRIP)[0].ToInt() is > 0 and var strip ? strip : rows), columns);
        var (block, bytes) = (new byte[tiled ? tiff.TileSize() : tiff.StripSize()], bits / 8);
        var rowBytes = (blockColumns * bits + 7) / 8;
        // The floating-point predictor restores this machine's order by itself, and LibTiff.NET then swaps the bytes of a big-endian file once more.
        var swapBack = tiff.IsByteSwapped() && tiff.GetField(TiffTag.PREDICTOR) is [var predictor, ..] && predictor.ToInt() == (int)Predictor.FLOATINGPOINT;
        var values = new float[rows * columns];
        var index = 0;
        for (var row = 0; row < rows; row += blockRows)
            for (var column = 0; column < columns; column += blockColumns, index++)
            {
                var (height, width) = (Math.Min(blockRows, rows - row), Math.Min(blockColumns, columns - column));
                if (directory.BlockBytes(index) == 0)
                {
                    for (var r = 0; r < height; r++)
                        values.AsSpan((row + r) * columns + column, width).Fill(leftOut);
                    continue;
                }
                var read = tiled ? tiff.ReadEncodedTile(index, block, 0, block.Length) : tiff.ReadEncodedStrip(index, block, 0, -1);
                if (read < (long)height * rowBytes)
                    throw content.Broken($"the block at row {row}, column {column} is cut short or damaged");
                for (var at = 0; swapBack && at <= read - bytes; at += bytes)
                    block.AsSpan(at, bytes).Reverse();
                for (var r = 0; r < height; r++)
                    decode(block.AsSpan(r * rowBytes, (width * bits + 7) / 8), values.AsSpan((row + r) * columns + column, width));
            }
        return values;
    }

    // LibTiff has already brought the bytes into this machine's order.
    private static GridRows.Decoder? Decoder(SampleFormat format, int bits) => (format, bits) switch
    {
        (SampleFormat.IEEEFP, 16) => Of<Half>(value => (float)value),
        (SampleFormat.IEEEFP, 32) => (from, to) => MemoryMarshal.Cast<byte, float>(from).CopyTo(to),
        (SampleFormat.IEEEFP, 64) => (from, to) => GridRows.FromDoubles(from, to, double.NaN, upwards: false),
        (SampleFormat.INT, 8) => Of<sbyte>(value => value),
        (SampleFormat.INT, 16) => Of<short>(value => value),
        (SampleFormat.INT, 32) => Of<int>(value => value),
        (SampleFormat.UINT or SampleFormat.VOID, 1) => Bits,
        (SampleFormat.UINT or SampleFormat.VOID, 8) => Of<byte>(value => value),
        (SampleFormat.UINT or SampleFormat.VOID, 16) => Of<ushort>(value => value),
        (SampleFormat.UINT or SampleFormat.VOID, 32) => Of<uint>(value => value),
        _ => null,
    };

    /// <summary>Eight to a byte, the first in the highest bit.</summary>
    private static void Bits(ReadOnlySpan<byte> from, Span<float> to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = (from[i >> 3] >> (7 - (i & 7))) & 1;
    }

    private static GridRows.Decoder Of<T>(Func<T, float> convert)
        where T : unmanaged => (from, to) =>
        {
            var samples = MemoryMarshal.Cast<byte, T>(from);
            for (var i = 0; i < to.Length; i++)
                to[i] = convert(samples[i]);
        };
}
