using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Surfer 7 binary grids, DSRB (Golden Software, Surfer help, "Surfer 7 Grid File Format"): sections behind tags of two 32-bit integers (name, size), little-endian.
/// The grid section gives rows, columns, the lower left node, the distances, the extremes, a rotation and the blank value; the data section holds doubles, the southernmost
/// row first. Version 1: blank from the blank value upwards; version 2: blank where equal to it. Unknown sections are skipped.
/// </summary>
/// <remarks>
/// The layout has a field for a rotation about the lower left node, which neither Surfer nor GDAL heeds: it is read, but a rotated grid is not written,
/// since they would show it unturned.
/// </remarks>
internal sealed class Surfer7Grid : IGridFormat
{
    private const int HeaderTag = 0x42525344, GridTag = 0x44495247, DataTag = 0x41544144;
    private const int TagBytes = 8, GridBytes = 72;

    public string Name => "surfer7";

    public string Title => "Surfer 7 grid";

    public IReadOnlyList<string> Extensions => [".grd"];

    public Action<Stream, Grid> Write => WriteTo;

    public bool Recognises(GridContent content) => content.Head.AsSpan().StartsWith("DSRB"u8);

    public double? Nodata(GridContent content) => Sections(content).Blank;

    public Grid Read(GridContent content)
    {
        var (geometry, blank, version, position) = Sections(content);
        var values = GridRows.Read(
            content, position, geometry.Rows, geometry.Columns, sizeof(double), southFirst: true, (from, to) => GridRows.FromDoubles(from, to, blank, upwards: version == 1));
        return new(geometry, values, Path.GetFileNameWithoutExtension(content.Path), "1");
    }

    private static (GridGeometry Geometry, double Blank, int Version, long Position) Sections(GridContent content)
    {
        Span<byte> tag = stackalloc byte[TagBytes];
        Span<byte> grid = stackalloc byte[GridBytes];
        var (version, found, position) = (0, false, 0L);
        while (true)
        {
            if (position > content.Length - TagBytes)
                throw content.Broken($"expected a section of values; the file ends without one at {content.Length} bytes");
            content.Read(position, tag);
            var (name, size) = (BinaryPrimitives.ReadInt32LittleEndian(tag), BinaryPrimitives.ReadInt32LittleEndian(tag[4..]));
            position += TagBytes;
            if (size < 0 || (name == HeaderTag && size < 4) || (name == GridTag && size < GridBytes))
                throw content.Broken($"expected the size of a section; found {size} bytes at {position - 4}");
            if (name == HeaderTag && position == TagBytes)
            {
                content.Read(position, tag[..4]);
                version = BinaryPrimitives.ReadInt32LittleEndian(tag);
                if (version is not (1 or 2))
                    throw content.Broken($"expected version 1 or 2 of a Surfer 7 grid; found {version}");
            }
            else if (version == 0)
                throw content.Broken("expected a header section first; found another");
            else if (name == GridTag && !found)
            {
                content.Read(position, grid);
                found = true;
            }
            else if (name == DataTag)
            {
                var (geometry, blank) = found ? Place(content, grid) : throw content.Broken("expected a grid section before the values; found none");
                if (size != 8L * geometry.Count)
                    throw content.Broken(FormattableString.Invariant($"expected {8L * geometry.Count} bytes of values ({geometry.Rows} x {geometry.Columns} doubles); its header says {size}"));
                return (geometry, blank, version, position);
            }
            position += size;
        }
    }

    private static (GridGeometry Geometry, double Blank) Place(GridContent content, ReadOnlySpan<byte> grid)
    {
        var (rows, columns) = (BinaryPrimitives.ReadInt32LittleEndian(grid), BinaryPrimitives.ReadInt32LittleEndian(grid[4..]));
        var numbers = MemoryMarshal.Cast<byte, double>(grid[8..]);
        var (west, south, width, height, rotation, blank) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[6], numbers[7]);
        var up = (rows - 1.0) * height;
        var place = rotation == 0
            ? content.RequireGeometry(rows, columns, west, south + up, width, height)
            : content.RequireGeometry(rows, columns, west - up * double.SinPi(rotation / 180), south + up * double.CosPi(rotation / 180), width, height, rotation);
        return (place, blank);
    }

    private void WriteTo(Stream stream, Grid grid)
    {
        var (lowest, highest) = SurferLimits.Of(grid, Title);
        var geometry = grid.Geometry;
        if (geometry.Count > int.MaxValue / sizeof(double))
            throw new InvalidDataException($"{Title}: expected at most {int.MaxValue / sizeof(double)} nodes; '{grid.Name}' has {geometry.Count}");
        using var writer = new BinaryWriter(stream, System.Text.Encoding.ASCII, leaveOpen: true);
        foreach (var number in new[] { HeaderTag, 4, 1, GridTag, GridBytes, geometry.Rows, geometry.Columns })
            writer.Write(number);
        foreach (var number in new[] { geometry.West, geometry.South, geometry.CellWidth, geometry.CellHeight, lowest, highest, 0, SurferLimits.Blank })
            writer.Write(number);
        writer.Write(DataTag);
        writer.Write(geometry.Count * sizeof(double));
        var doubles = new double[geometry.Columns];
        for (var row = geometry.Rows - 1; row >= 0; row--)
        {
            var values = grid.Values.AsSpan(row * geometry.Columns, geometry.Columns);
            for (var column = 0; column < values.Length; column++)
                doubles[column] = float.IsNaN(values[column]) ? SurferLimits.Blank : values[column];
            writer.Write(MemoryMarshal.AsBytes(doubles.AsSpan()));
        }
    }
}
