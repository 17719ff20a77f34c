using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>Files built byte by byte from the published layout.</summary>
public sealed class Surfer7GridTests
{
    private const int Header = 0x42525344, Grid = 0x44495247, Data = 0x41544144, Fault = 0x49544c46;
    private static readonly Surfer7Grid Format = new();
    private static readonly double[] SouthFirst = [1, 2, 3, 11, 12, 100, 21, 150, 23, 200, 32, 33];

    /// <summary>Four rows of three nodes from (500, 700), 10 apart eastward and 20 northward; blank value 100.</summary>
    private static byte[] File(int version, double rotation = 0, double blank = 100, double[]? values = null, int rows = 4, double width = 10, bool extra = true)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        values ??= SouthFirst;
        Array.ForEach([Header, 4, version], writer.Write);
        if (extra)
        {
            Array.ForEach([0x12345678, 5], writer.Write);
            writer.Write(new byte[5]);
        }
        Array.ForEach([Grid, 72, rows, 3], writer.Write);
        Array.ForEach([500, 700, width, 20, 1, 33, rotation, blank], writer.Write);
        Array.ForEach([Data, values.Length * 8], writer.Write);
        Array.ForEach(values, writer.Write);
        if (extra)
        {
            Array.ForEach([Fault, 2], writer.Write);
            writer.Write((short)7);
        }
        return stream.ToArray();
    }

    [Fact]
    public void Rows_begin_in_the_south_and_version_1_blanks_upwards()
    {
        var grid = Format.Grid(File(1));
        Assert.Equal([float.NaN, 32, 33, 21, float.NaN, 23, 11, 12, float.NaN, 1, 2, 3], grid.Values);
        Assert.Equal((4, 3, 500.0, 760.0, 10.0, 20.0), (grid.Rows, grid.Columns, grid.Geometry.West, grid.Geometry.North, grid.Geometry.CellWidth, grid.Geometry.CellHeight));
    }

    [Fact]
    public void Version_2_blanks_what_equals() =>
        Assert.Equal([200, 32, 33, 21, 150, 23, 11, 12, float.NaN, 1, 2, 3], Format.Grid(File(2)).Values);

    [Fact]
    public void Rotation_turns_about_the_lower_left_node()
    {
        var geometry = Format.Grid(File(1, rotation: 90)).Geometry;
        Assert.Equal(90, geometry.RotationDegrees);
        Assert.Equal((500.0, 700.0), (geometry.Position(3, 0).X, geometry.Position(3, 0).Y));
        Assert.Equal((440.0, 720.0), (geometry.Position(0, 2).X, geometry.Position(0, 2).Y));
    }

    [Fact]
    public void Broken_headers_are_refused_in_one_sentence()
    {
        Assert.Equal("grid.grd: expected version 1 or 2 of a Surfer 7 grid; found 3", Format.Refusal(File(3)));
        Assert.Equal("grid.grd: expected 1 to 2147483591 nodes; its header says -4 x 3", Format.Refusal(File(1, rows: -4)));
        Assert.Equal("grid.grd: expected 1 to 2147483591 nodes; its header says 2147483647 x 3", Format.Refusal(File(1, rows: int.MaxValue)));
        Assert.Equal("grid.grd: expected a cell width and height above 0; found NaN x 20", Format.Refusal(File(1, width: double.NaN)));
        Assert.Equal("grid.grd: expected a cell width and height above 0; found -10 x 20", Format.Refusal(File(1, width: -10)));
        Assert.Equal("grid.grd: expected 120 bytes of values (5 x 3 doubles); its header says 96", Format.Refusal(File(1, rows: 5)));
        Assert.StartsWith("grid.grd: expected 196 bytes (100 of header, 4 x 3 values of 8); the file has 195", Format.Refusal(File(1, extra: false)[..^1]));
        Assert.Equal("grid.grd: expected a section of values; the file ends without one at 92 bytes", Format.Refusal(File(1, extra: false)[..92]));
    }

    [Fact]
    public void Large_grids_are_read_by_several_threads()
    {
        var grid = GridExamples.Asymmetric(700, 1_100);
        Assert.True(GridExamples.Same(grid, Format.Grid(Format.Bytes(grid))));
    }

    [Fact]
    public void Grid_of_blanks_alone_comes_back()
    {
        var grid = GridExamples.Asymmetric(3, 4).Map(_ => float.NaN);
        Assert.Equal(grid.Values, Format.Grid(Format.Bytes(grid)).Values);
    }
}
