using System.Globalization;
using System.Text;
using CsCheck;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

public sealed class XyzGridTests
{
    private static readonly XyzGrid Format = new();

    private static byte[] File(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Lines_may_stand_in_any_order_and_nodes_may_be_missing()
    {
        var grid = Format.Grid(File("500 700 1\n510 740 22\n510 700 2\n500 720 *\n500 740 21\n"));
        Assert.Equal([21, 22, float.NaN, float.NaN, 1, 2], grid.Values);
        Assert.Equal((500.0, 740.0, 510.0, 700.0, 10.0, 20.0), (grid.Geometry.West, grid.Geometry.North, grid.Geometry.East, grid.Geometry.South, grid.Geometry.CellWidth, grid.Geometry.CellHeight));
    }

    [Theory]
    [InlineData("-9999")]
    [InlineData("1.70141e+38")]
    [InlineData("-1.0e+32")]
    [InlineData("NaN")]
    public void Dummies_are_blank(string dummy) => Assert.Equal([3, 4, 1, float.NaN], Format.Grid(File($"0 0 1\n1 0 {dummy}\n0 1 3\n1 1 4\n")).Values);

    [Fact]
    public void Column_names_are_skipped_and_name_the_grid()
    {
        var grid = Format.Grid(File("easting,northing,gravity\r\n0,0,1\r\n1,0,2\r\n0,1,3\r\n1,1,4"));
        Assert.Equal("gravity", grid.Name);
        Assert.Equal([3, 4, 1, 2], grid.Values);
    }

    [Fact]
    public void Order_of_the_lines_and_rounded_coordinates_do_not_matter() =>
        Gen.Select(GridExamples.Any(), Gen.Int[0, int.MaxValue]).Sample((grid, seed) =>
        {
            // A third of a cell step of 25 to 75, printed to two digits.
            var geometry = grid.Geometry with { CellWidth = 25 + grid.Geometry.CellWidth / 100 / 3, CellHeight = 75 - grid.Geometry.CellHeight / 100 / 3 };
            var lines = Enumerable.Range(0, geometry.Count).Select(i => string.Create(CultureInfo.InvariantCulture,
                $"{geometry.X(i % geometry.Columns):0.00}\t{geometry.Y(i / geometry.Columns):0.00}\t{grid.Values[i]:R}")).ToArray();
            new Random(seed).Shuffle(lines);
            var read = Format.Grid(File(string.Join('\n', lines)));
            Assert.Equal(grid.Values, read.Values);
            Assert.Equal(geometry.CellWidth, read.Geometry.CellWidth, 0.011);
        }, iter: 100);

    [Fact]
    public void Byte_order_mark_costs_no_point()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. File("0 0 1\n1 0 2\n0 1 3\n1 1 4\n")];
        Assert.Equal([3, 4, 1, 2], Format.Grid(bytes).Values);
        using var content = GridContent.OfBytes("a", bytes);
        Assert.True(Format.Recognises(content));
    }

    [Theory]
    [InlineData("0.0.0 0 1\n1 0 2\n0 1 3\n1 1 4\n", "line 1: expected x, y and a value; found '0.0.0'")]
    [InlineData("0 0 1\n1 0 2\n0 1 3\n1 1\n", "line 4: expected x, y and a value; the file ends")]
    [InlineData("0 0 1\n1 0\n0 1 3\n1 1 4\n", "line 2: expected x, y and a value; found less")]
    [InlineData("0 0 1\n1 0 2 9\n0 1 3\n1 1 4\n", "line 2: expected x, y and a value; found more")]
    [InlineData("0 0 1\n1 0 x\n0 1 3\n1 1 4\n", "line 2: expected x, y and a value; found 'x'")]
    [InlineData("0 0 1\n1 0 2\n0 1 3\n1 1 4\n1 1 5\n", "expected one value a node; found 4 and 5 at 1, 1")]
    [InlineData("0 0 1\n0 1 3\n0 2 4\n", "expected at least two different x on a lattice; found 0 alone")]
    [InlineData("0 0 1\nnan 1 3\n0 2 4\n", "expected numbers for x; found one that is none")]
    [InlineData("0 0 1\n1 0 2\n2.3 1 3\n0 1 4\n", "expected x on a lattice with a step of 1.15; found 1 between its lines: this is a table of points, grid it")]
    public void Broken_files_are_refused_in_one_sentence(string text, string sentence) => Assert.Equal($"grid.grd: {sentence}", Format.Refusal(File(text)));

    [Fact]
    public void Points_on_a_line_are_no_grid() => Assert.Contains(
        "100 points lie on one of 100 x 100: this is a table of points",
        Format.Refusal(File(string.Join('\n', Enumerable.Range(0, 100).Select(i => $"{i} {i} {i}")))));

    [Fact]
    public void Values_that_stand_for_none_are_refused() => Assert.Equal(
        "XYZ grid: expected measured values; 'gravity' has -9999, which stands for no value here",
        Assert.Throws<InvalidDataException>(() => Format.Bytes(GridExamples.Asymmetric(3, 4).Map(value => value == 0.25f ? -9999 : value))).Message);

    [Theory]
    [InlineData("a,b,c,d\n1,2,3,4\n")]
    [InlineData("LINE 10\nLINE 20\n1 2 3\n")]
    [InlineData("id name\n1 two\n")]
    public void Tables_are_not_taken_for_grids(string text)
    {
        using var content = GridContent.OfBytes("a.xyz", File(text));
        Assert.False(Format.Recognises(content));
    }
}
