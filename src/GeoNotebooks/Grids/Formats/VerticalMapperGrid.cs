using System.Buffers.Binary;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Vertical Mapper (Northwood) numeric grids: a header of 1,024 bytes, then codes of 16 bits, rows from the north. Code 0 is no value (NaN); codes 1 to 65535
/// divide the range between the smallest and the largest value evenly, so that a value is exact to 1/65534 of it. The extent goes through the nodes.
/// Classified grids (.grc) are refused: their codes are names. Source: the header as GDAL's NWT_GRD driver reads it (P. Casson, 2007; E. Rouault, 2009-2012).
/// </summary>
public sealed class VerticalMapperGrid : IGridFormat
{
    private const int HeaderLength = 1024;
    private const double Steps = ushort.MaxValue - 1;

    /// <inheritdoc/>
    public string Name => "vertical-mapper";

    /// <inheritdoc/>
    public string Title => "Vertical Mapper grid";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".grd"];

    /// <inheritdoc/>
    public bool HoldsCrs => true;

    /// <inheritdoc/>
    public Action<Stream, Grid>? Write => null;

    /// <inheritdoc/>
    public bool Recognises(GridContent content) => content.Head.AsSpan().StartsWith("HGPC1"u8) || content.Head.AsSpan().StartsWith("HGPC8"u8);

    /// <inheritdoc/>
    public Grid Read(GridContent content)
    {
        var head = content.Head.AsSpan();
        if (!Recognises(content))
            throw content.Broken("expected a Vertical Mapper grid, which begins with 'HGPC1'");
        if (head[4] == '8')
            throw content.Broken("expected a numeric grid; found a classified one, whose cells hold classes, not measured values");
        content.RequireLength(HeaderLength, "the header of a Vertical Mapper grid");
        if (head[1023] != 0)
            throw content.Broken($"expected codes of 16 bits (type 0); found the type {head[1023]}");
        // The counts of 16 bits are 0 where they would not fit; those of 32 bits then follow later.
        long columns = BinaryPrimitives.ReadUInt16LittleEndian(head[9..]) is > 0 and var few ? few : BinaryPrimitives.ReadInt32LittleEndian(head[128..]);
        long rows = BinaryPrimitives.ReadUInt16LittleEndian(head[11..]) is > 0 and var low ? low : BinaryPrimitives.ReadInt32LittleEndian(head[132..]);
        var count = content.RequireCount(rows, columns);
        content.RequireLength(HeaderLength + 2L * count, FormattableString.Invariant($"{rows} x {columns} codes of 2 bytes after the header"));
        var (smallest, largest) = (BinaryPrimitives.ReadSingleLittleEndian(head[45..]), BinaryPrimitives.ReadSingleLittleEndian(head[49..]));
        if (!(smallest <= largest) || !float.IsFinite(smallest) || !float.IsFinite(largest))
            throw content.Broken(FormattableString.Invariant($"expected a smallest and a largest value; found {smallest} and {largest}"));
        var (name, unit, system) = (Text(head.Slice(61, 32)), Text(head.Slice(93, 32)), Text(head.Slice(256, 256)));
        return new(
            Geometry(content, (int)rows, (int)columns, MapInfoCoordSys.Parse(system).ToCrs()), Values(content, count, smallest, ((double)largest - smallest) / Steps),
            name.Length > 0 ? name : Path.GetFileNameWithoutExtension(content.Path), unit.Length > 0 ? unit : "1");
    }

    private static GridGeometry Geometry(GridContent content, int rows, int columns, Crs crs)
    {
        var (west, east) = (BinaryPrimitives.ReadDoubleLittleEndian(content.Head.AsSpan(13)), BinaryPrimitives.ReadDoubleLittleEndian(content.Head.AsSpan(21)));
        var (south, north) = (BinaryPrimitives.ReadDoubleLittleEndian(content.Head.AsSpan(29)), BinaryPrimitives.ReadDoubleLittleEndian(content.Head.AsSpan(37)));
        var width = columns > 1 ? (east - west) / (columns - 1) : double.NaN;
        var height = rows > 1 ? (north - south) / (rows - 1) : width;
        return content.RequireGeometry(rows, columns, west, north, columns > 1 ? width : height, height, crs: crs);
    }

    private static float[] Values(GridContent content, int count, double smallest, double step)
    {
        var values = new float[count];
        var bytes = new byte[8192];
        for (var from = 0; from < count; from += bytes.Length / 2)
        {
            var codes = Math.Min(bytes.Length / 2, count - from);
            content.Read(HeaderLength + 2L * from, bytes.AsSpan(0, 2 * codes));
            for (var i = 0; i < codes; i++)
            {
                var code = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i));
                values[from + i] = code == 0 ? float.NaN : (float)(smallest + (code - 1) * step);
            }
        }
        return values;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.Latin1.GetString(field).Split('\0')[0].Trim();
}
