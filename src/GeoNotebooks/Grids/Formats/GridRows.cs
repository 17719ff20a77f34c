using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace GeoNotebooks.Grids.Formats;

/// <summary>Rows of binary values of one size, read in blocks on several threads, and written one by one.</summary>
internal static class GridRows
{
    private const int BlockBytes = 1 << 18;

    /// <summary>Below this a second thread costs more than it saves.</summary>
    private const long ParallelBytes = 1 << 21;

    /// <summary>Turns the bytes of one or more nodes into values, as many as the second span holds.</summary>
    public delegate void Decoder(ReadOnlySpan<byte> from, Span<float> to);

    /// <summary>Reads all rows.</summary>
    /// <param name="content">The file.</param>
    /// <param name="position">Where the first row begins.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Values a row.</param>
    /// <param name="valueBytes">Bytes a value.</param>
    /// <param name="southFirst">True where the file begins with the southernmost row.</param>
    /// <param name="decode">Turns bytes into values.</param>
    /// <returns>Row after row from the north.</returns>
    /// <exception cref="InvalidDataException">The file is too short.</exception>
    public static float[] Read(GridContent content, long position, int rows, int columns, int valueBytes, bool southFirst, Decoder decode)
    {
        var rowBytes = (long)columns * valueBytes;
        var count = content.RequireCount(rows, columns);
        content.RequireLength(position + rows * rowBytes, FormattableString.Invariant($"{position} of header, {rows} x {columns} values of {valueBytes}"));
        if (rowBytes > Array.MaxLength)
            throw content.Broken(FormattableString.Invariant($"expected rows of less than 2 GB; found {columns} columns"));
        var values = GC.AllocateUninitializedArray<float>(count);
        var rowsABlock = (int)Math.Max(1, BlockBytes / rowBytes);
        void Block(int block)
        {
            var first = block * rowsABlock;
            var many = Math.Min(rowsABlock, rows - first);
            var bytes = ArrayPool<byte>.Shared.Rent((int)(many * rowBytes));
            try
            {
                content.Read(position + first * rowBytes, bytes.AsSpan(0, (int)(many * rowBytes)));
                for (var row = first; row < first + many; row++)
                    decode(bytes.AsSpan((int)((row - first) * rowBytes), (int)rowBytes), values.AsSpan((southFirst ? rows - 1 - row : row) * columns, columns));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }

        var blocks = (rows - 1) / rowsABlock + 1;
        if (rows * rowBytes < ParallelBytes)
            for (var block = 0; block < blocks; block++)
                Block(block);
        else
            try
            {
                Parallel.For(0, blocks, Block);
            }
            catch (AggregateException several)
            {
                ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
            }
        return values;
    }

    /// <summary>Doubles to values, NaN where they are blank: by equality, or from the blank value upwards.</summary>
    /// <remarks>Compiled at full speed from the first call: one large grid is read before the runtime would have come round to it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromDoubles(ReadOnlySpan<byte> from, Span<float> to, double blank, bool upwards)
    {
        var doubles = MemoryMarshal.Cast<byte, double>(from)[..to.Length];
        var (limit, none, width) = (new Vector<double>(blank), new Vector<double>(double.NaN), Vector<double>.Count);
        var i = 0;
        for (; i <= to.Length - 2 * width; i += 2 * width)
        {
            var (low, high) = (new Vector<double>(doubles[i..]), new Vector<double>(doubles[(i + width)..]));
            low = Vector.ConditionalSelect(upwards ? Vector.GreaterThanOrEqual(low, limit) : Vector.Equals(low, limit), none, low);
            high = Vector.ConditionalSelect(upwards ? Vector.GreaterThanOrEqual(high, limit) : Vector.Equals(high, limit), none, high);
            Vector.Narrow(low, high).CopyTo(to[i..]);
        }
        for (; i < to.Length; i++)
            to[i] = (upwards ? doubles[i] >= blank : doubles[i] == blank) ? float.NaN : (float)doubles[i];
    }

    /// <summary>Floats to values, NaN from the blank value upwards.</summary>
    public static void FromSingles(ReadOnlySpan<byte> from, Span<float> to, float blank)
    {
        var singles = MemoryMarshal.Cast<byte, float>(from);
        for (var i = 0; i < to.Length; i++)
            to[i] = singles[i] >= blank ? float.NaN : singles[i];
    }
}
