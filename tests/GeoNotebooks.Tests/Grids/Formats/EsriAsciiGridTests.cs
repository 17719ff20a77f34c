using System.Text;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

public sealed class EsriAsciiGridTests
{
    private static readonly EsriAsciiGrid Format = new();

    private static byte[] File(string text) => Encoding.ASCII.GetBytes(text);

    [Fact]
    public void Corner_lies_half_a_cell_beyond_the_node_and_rows_begin_in_the_north()
    {
        var grid = Format.Grid(File("NCOLS 2\nNROWS 3\nXLLCORNER 500\nYLLCORNER 700\nCELLSIZE 10\nNODATA_VALUE -1e3\n1 2\n-1000 -1.2E1\n21 22\n"));
        Assert.Equal([1, 2, float.NaN, -12, 21, 22], grid.Values);
        Assert.Equal((505.0, 725.0, 515.0, 705.0), (grid.Geometry.West, grid.Geometry.North, grid.Geometry.East, grid.Geometry.South));
    }

    [Fact]
    public void Centre_is_the_node_and_cells_may_be_oblong()
    {
        var grid = Format.Grid(File("ncols 2\r\nnrows 3\r\nxllcenter 500\r\nyllcenter 700\r\ndx 10\r\ndy 20\r\n1 2 -9999 4 5 6"));
        Assert.Equal([1, 2, float.NaN, 4, 5, 6], grid.Values);
        Assert.Equal((500.0, 740.0, 510.0, 700.0), (grid.Geometry.West, grid.Geometry.North, grid.Geometry.East, grid.Geometry.South));
    }

    [Theory]
    [InlineData("ncols 2\nnrows 2\nxllcorner 0,5\nyllcorner 0\ncellsize 1\n1 2 3 4", "line 3: expected XLLCORNER; found '0,5': write decimal points instead of commas")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1,5 2 3 4", "line 6: expected a line of the header, or values; found '1,5': write decimal points instead of commas")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2,5 3 4", "line 6: expected a value; found '2,5': write decimal points instead of commas")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\n1 2 3 4", "expected CELLSIZE (or DX and DY) in the header; found none")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 0\ncellsize 1\n1 2 3 4", "expected YLLCENTER or YLLCORNER in the header; found none")]
    [InlineData("ncols 2\nnrows -2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3 4", "expected 1 to 2147483591 nodes; its header says -2 x 2")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize nan\n1 2 3 4", "expected the place of the first node; found NaN, NaN, rotated by 0 degrees")]
    [InlineData("ncols 2\nnrows 2\nxllcenter 0\nyllcenter 0\ncellsize 0\n1 2 3 4", "expected a cell width and height above 0; found 0 x 0")]
    [InlineData("ncols 2\nncols 2\n", "line 2: expected each line of the header once; found NCOLS")]
    [InlineData("ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3 4 5", "line 6: expected the end of 4 values; found '5'")]
    public void Broken_files_are_refused_in_one_sentence(string text, string sentence) => Assert.Equal($"grid.grd: {sentence}", Format.Refusal(File(text)));

    [Fact]
    public void Measured_value_of_the_usual_nodata_stays_a_value()
    {
        var grid = GridExamples.Asymmetric(3, 4).Map(value => value == 0.25f ? -9999 : value);
        var bytes = Format.Bytes(grid);
        Assert.Contains("nodata_value -99999.0", Encoding.ASCII.GetString(bytes));
        Assert.Equal(grid.Values, Format.Grid(bytes).Values);
    }

    [Fact]
    public void Gdal_reads_fractions_that_come_late()
    {
        using var folder = new TemporaryFolder();
        var values = new float[200 * 600];
        values[^1] = 0.5f;
        GeoNotebooks.Grids.Formats.GridFile.Write(folder["a.asc"], new(new(200, 600, 0, 0, 1, 1, GeoNotebooks.Grids.Crs.Local), values, "late", "1"));
        Assert.Equal("0.5", Gdal.Python($"from osgeo import gdal; print(gdal.Open(r'{folder["a.asc"]}').ReadAsArray()[-1, -1])"));
    }
}
