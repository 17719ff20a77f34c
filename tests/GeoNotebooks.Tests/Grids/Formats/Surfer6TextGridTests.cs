using System.Text;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

public sealed class Surfer6TextGridTests
{
    private static readonly Surfer6TextGrid Format = new();

    private static byte[] File(string text) => Encoding.ASCII.GetBytes(text);

    [Fact]
    public void Limits_are_nodes_and_rows_begin_in_the_south()
    {
        var grid = Format.Grid(File("DSAA\r\n2 3\r\n500 510\r\n7E+2 7.4e2\r\n1 22\r\n1 2\r\n11\r\n1.70141E+038\r\n\r\n2.1e+1\t22"));
        Assert.Equal([21, 22, 11, float.NaN, 1, 2], grid.Values);
        Assert.Equal((500.0, 740.0, 510.0, 700.0, 10.0, 20.0), (grid.Geometry.West, grid.Geometry.North, grid.Geometry.East, grid.Geometry.South, grid.Geometry.CellWidth, grid.Geometry.CellHeight));
    }

    [Theory]
    [InlineData("DSAA 2 2 0 1 0 1 0 9 1 2,5 3 4", "line 1: expected a value; found '2,5': write decimal points instead of commas")]
    [InlineData("DSAA\n2 2\n0 1\n0 1\n0 9\n1 2\n3", "expected a value; the file ends at line 7: it is cut short")]
    [InlineData("DSAA\n2 2\n0 1\n0 1\n0 9\n1 2\n3 4\n5", "line 8: expected the end of 4 values; found '5'")]
    [InlineData("DSAA\n2.5 2\n", "line 2: expected the number of columns; found 2.5")]
    [InlineData("DSAA\n2 99999999999 0 1 0 1 0 1", "line 2: expected the number of rows; found 99999999999")]
    [InlineData("DSAA\n2 2\nnan 1\n0 1\n0 9\n1 2\n3 4", "expected limits from west to east and from south to north; found NaN to 1 and 0 to 1")]
    public void Broken_files_are_refused_in_one_sentence(string text, string sentence) => Assert.Equal($"grid.grd: {sentence}", Format.Refusal(File(text)));

    [Fact]
    public void Size_is_held_against_the_file_before_anything_is_allocated() =>
        Assert.StartsWith("grid.grd: expected 2000000000 bytes (50000 x 20000 values of a digit and a space at least); the file has ", Format.Refusal(File("DSAA\n20000 50000\n0 1\n0 1\n0 9\n1 2\n3 4 5 6 7 8 9 10")));
}
