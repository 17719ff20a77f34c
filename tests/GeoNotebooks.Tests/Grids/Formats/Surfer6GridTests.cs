using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>Files built byte by byte from the published layout.</summary>
public sealed class Surfer6GridTests
{
    private static readonly Surfer6Grid Format = new();

    private static byte[] File(short columns, short rows, double east, params float[] southFirst)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("DSBB"u8);
        writer.Write(columns);
        writer.Write(rows);
        Array.ForEach([500, east, 700, 740, 1, 33], writer.Write);
        Array.ForEach(southFirst, writer.Write);
        return stream.ToArray();
    }

    [Fact]
    public void Limits_are_nodes_and_rows_begin_in_the_south()
    {
        var grid = Format.Grid(File(2, 3, 510, 1, 2, 11, 1.70141e38f, 21, 22));
        Assert.Equal([21, 22, 11, float.NaN, 1, 2], grid.Values);
        Assert.Equal((500.0, 740.0, 510.0, 700.0, 10.0, 20.0), (grid.Geometry.West, grid.Geometry.North, grid.Geometry.East, grid.Geometry.South, grid.Geometry.CellWidth, grid.Geometry.CellHeight));
    }

    [Fact]
    public void Broken_headers_are_refused_in_one_sentence()
    {
        Assert.Equal("grid.grd: expected at least 2 rows and 2 columns; its header says 3 x -2", Format.Refusal(File(-2, 3, 510, 1, 2, 3, 4, 5, 6)));
        Assert.Equal("grid.grd: expected limits from west to east and from south to north; found 500 to NaN and 700 to 740", Format.Refusal(File(2, 3, double.NaN, 1, 2, 3, 4, 5, 6)));
        Assert.Equal("grid.grd: expected limits from west to east and from south to north; found 500 to 490 and 700 to 740", Format.Refusal(File(2, 3, 490, 1, 2, 3, 4, 5, 6)));
        Assert.Equal("grid.grd: expected 80 bytes (3 x 2 floats behind the header); the file has 84", Format.Refusal(File(2, 3, 510, 1, 2, 3, 4, 5, 6, 7)));
        Assert.StartsWith("grid.grd: expected 80 bytes (56 of header, 3 x 2 values of 4); the file has 76: it is cut short", Format.Refusal(File(2, 3, 510, 1, 2, 3, 4, 5)));
    }

    [Fact]
    public void Grids_that_it_cannot_hold_are_refused()
    {
        var grid = GridExamples.Asymmetric(2, 32_768);
        Assert.Contains("expected at most 32767 rows and columns; 'gravity' has 2 x 32768: write a Surfer 7 grid", Assert.Throws<InvalidDataException>(() => Format.Bytes(grid)).Message);
        Assert.Contains("expected at least 2 rows and 2 columns", Assert.Throws<InvalidDataException>(() => Format.Bytes(grid.Window(0, 0, 1, 9))).Message);
    }
}
