using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Surfer 6 binary grids, DSBB (Golden Software, Surfer help, "Surfer 6 Binary Grid File Format"): columns and rows as 16-bit integers, the first and last node of each axis and
/// the extremes as doubles, then floats, the southernmost row first; little-endian.
/// </summary>
internal sealed class Surfer6Grid : IGridFormat
{
    private const int HeaderBytes = 56;

    public string Name => "surfer6";

    public string Title => "Surfer 6 binary grid";

    public IReadOnlyList<string> Extensions => [".grd"];

    public Action<Stream, Grid> Write => WriteTo;

    public bool Recognises(GridContent content) => content.Head.AsSpan().StartsWith("DSBB"u8);

    public double? Nodata(GridContent content) => SurferLimits.Blank;

    public Grid Read(GridContent content)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        content.RequireLength(HeaderBytes, "the header of a Surfer 6 binary grid");
        content.Read(0, header);
        var (columns, rows) = (BinaryPrimitives.ReadInt16LittleEndian(header[4..]), BinaryPrimitives.ReadInt16LittleEndian(header[6..]));
        var limits = MemoryMarshal.Cast<byte, double>(header[8..]);
        var geometry = SurferLimits.Place(content, rows, columns, limits[0], limits[1], limits[2], limits[3]);
        if (content.Length > HeaderBytes + sizeof(float) * (long)geometry.Count)
            throw content.Broken($"expected {HeaderBytes + sizeof(float) * (long)geometry.Count} bytes ({rows} x {columns} floats behind the header); the file has {content.Length}");
        var values = GridRows.Read(
            content, HeaderBytes, rows, columns, sizeof(float), southFirst: true, static (from, to) => GridRows.FromSingles(from, to, SurferLimits.Blank));
        return new(geometry, values, Path.GetFileNameWithoutExtension(content.Path), "1");
    }

    private void WriteTo(Stream stream, Grid grid)
    {
        var (lowest, highest) = SurferLimits.Of(grid, Title);
        SurferLimits.RequireTwoNodesEachWay(grid, Title);
        var geometry = grid.Geometry;
        if (geometry.Rows > short.MaxValue || geometry.Columns > short.MaxValue)
            throw new InvalidDataException($"{Title}: expected at most {short.MaxValue} rows and columns; '{grid.Name}' has {geometry.Rows} x {geometry.Columns}: write a Surfer 7 grid");
        using var writer = new BinaryWriter(stream, System.Text.Encoding.ASCII, leaveOpen: true);
        writer.Write("DSBB"u8);
        writer.Write((short)geometry.Columns);
        writer.Write((short)geometry.Rows);
        foreach (var number in new[] { geometry.West, geometry.East, geometry.South, geometry.North, lowest, highest })
            writer.Write(number);
        var singles = new float[geometry.Columns];
        for (var row = geometry.Rows - 1; row >= 0; row--)
        {
            for (var column = 0; column < singles.Length; column++)
                singles[column] = grid[row, column] is var value && float.IsNaN(value) ? SurferLimits.Blank : value;
            writer.Write(MemoryMarshal.AsBytes(singles.AsSpan()));
        }
    }
}
