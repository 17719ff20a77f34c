using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using ParquetSharp;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class SurveyTableTests
{
    private const string Good = "x,y,field\n100,200,1.5\n300,200,\n300,400,-2\n";

    private static SurveyTable OpenCsv(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder["sheet.csv"], text);
        return SurveyTable.OpenFile(folder["sheet.csv"], Crs.Local);
    }

    [Fact]
    public void Points_without_a_value_are_left_out()
    {
        using var folder = new TemporaryFolder();
        var table = OpenCsv(folder, Good);
        var points = table.Points("field");
        Assert.Equal(3, table.RowCount);
        Assert.Equal([100.0, 300.0], points.X);
        Assert.Equal([200.0, 400.0], points.Y);
        Assert.Equal([1.5f, -2f], points.Values);
    }

    [Fact]
    public void Parquet_gives_the_same_points_and_drops_nan()
    {
        using var folder = new TemporaryFolder();
        Column[] columns = [new Column<double>("x"), new Column<double>("y"), new Column<float>("field")];
        using (var file = new ParquetFileWriter(folder["sheet.parquet"], columns))
        {
            using var group = file.AppendRowGroup();
            using (var x = group.NextColumn().LogicalWriter<double>()) x.WriteBatch([100, 300, 300]);
            using (var y = group.NextColumn().LogicalWriter<double>()) y.WriteBatch([200, 200, 400]);
            using (var field = group.NextColumn().LogicalWriter<float>()) field.WriteBatch([1.5f, float.NaN, -2f]);
            file.Close();
        }
        var points = SurveyTable.OpenFile(folder["sheet.parquet"], Crs.Local).Points("field");
        Assert.Equal([1.5f, -2f], points.Values);
        Assert.Equal([200.0, 400.0], points.Y);
    }

    [Theory]
    [InlineData("x,field\n1,2\n", "expected a column 'y'; found x, field")]
    [InlineData("x,y,field\n1,2,3\n4,five,6\n", "row 2, column 'y': expected a number; found 'five'")]
    [InlineData("x,y,field\n1,2,3\n4,5,6\n1,2,7\n", "rows 1 and 3: expected distinct points; both lie on 1, 2")]
    [InlineData("x,y,field\n1,2,3\n4,,6\n", "row 2: expected a place in 'x' and 'y'; found none")]
    public void Broken_sheet_is_refused_in_one_sentence(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InvalidDataException>(() => OpenCsv(folder, text));
        Assert.StartsWith(folder["sheet.csv"], error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("other", "expected a column 'other'")]
    [InlineData("blank", "all 2 rows are blank")]
    [InlineData("text", "row 2, column 'text': expected a number; found 'n/a'")]
    public void Column_that_cannot_be_used_is_named(string column, string expected)
    {
        using var folder = new TemporaryFolder();
        var table = OpenCsv(folder, "x,y,blank,text\n1,2,,3\n3,4,,n/a\n");
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => table.Points(column)).Message);
    }

    [Fact]
    public void File_that_is_no_table_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["sheet.parquet"], "PAR0 and nothing else");
        Assert.Contains("expected a table of points", Assert.Throws<InvalidDataException>(() => SurveyTable.OpenFile(folder["sheet.parquet"], Crs.Local)).Message);
    }

    [Fact]
    public void Summary_counts_blanks()
    {
        using var folder = new TemporaryFolder();
        var summary = OpenCsv(folder, Good).Summarise();
        Assert.Equal("field", summary["column"][2]);
        Assert.Equal(2.0, summary["values"][2]);
        Assert.Equal(1.0 / 3, (double)summary["blank share"][2], 1e-9);
        Assert.Equal(-2.0, summary["minimum"][2]);
    }
}
