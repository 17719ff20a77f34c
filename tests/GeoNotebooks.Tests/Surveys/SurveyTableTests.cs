using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using GeoNotebooks.Surveys.Formats;
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
    [InlineData("text", "row 2, column 'text': expected a number; found 'wet'")]
    public void Column_that_cannot_be_used_is_named(string column, string expected)
    {
        using var folder = new TemporaryFolder();
        var table = OpenCsv(folder, "x,y,blank,text\n1,2,,3\n3,4,,wet\n");
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

    [Fact]
    public void Table_of_any_dialect_just_opens()
    {
        using var folder = new TemporaryFolder();
        var path = folder["sheet.csv"];
        File.WriteAllBytes(path, TableDialect.DecoderOf(TableEncoding.Windows1251).GetBytes("x;y;поле;участок\n100,5;200;1,5;Наталка\n300;200;*;Омчак\n300;400;-2;Омчак\n"));
        var kept = SurveyImport.KeptAt(path, new() { Columns = [new("x", Type: "number"), new("y", Type: "number")] });
        try
        {
            var table = SurveyTable.OpenFile(path, Crs.Local);
            Assert.Equal(3, table.RowCount);
            Assert.True(File.Exists(kept));
            Assert.Equal([100.5, 300.0], table.Points("поле").X);
            Assert.Equal([1.5f, -2f], table.Points("поле").Values);
            Assert.Equal($"{path}: row 1, column 'участок': expected a number; found 'Наталка'", Assert.Throws<InvalidDataException>(() => table.Points("участок")).Message);
        }
        finally
        {
            File.Delete(kept);
        }
    }

    [Theory]
    [InlineData("x;y;v\n1,5;2;3\n1,5;2;4\n", "rows 1 and 2: expected distinct points; both lie on 1.5, 2")]
    [InlineData("x;y;v\n1,5;2;3\n;2;4\n", "line 3, column 'x': expected a coordinate; found a blank")]
    [InlineData("x;y;v\n1,5;2;3\nNaN;2;4\n", "line 3, column 'x': expected a coordinate; found 'NaN'")]
    [InlineData("a;b\n1,5;2\n", "expected a column 'x'; found a, b")]
    public void Foreign_table_keeps_the_rules(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        try
        {
            var error = Assert.Throws<InvalidDataException>(() => OpenCsv(folder, text));
            Assert.Equal($"{folder["sheet.csv"]}: {expected}", error.Message);
        }
        finally
        {
            File.Delete(SurveyImport.KeptAt(folder["sheet.csv"], new() { Columns = [new("x", Type: "number"), new("y", Type: "number")] }));
        }
    }

    [Fact]
    public void Whole_columns_of_any_number_type_become_a_frame()
    {
        using var folder = new TemporaryFolder();
        Column[] columns = [new Column<double>("x"), new Column<int>("y"), new Column<float?>("field"), new Column<long?>("count")];
        using (var file = new ParquetFileWriter(folder["sheet.parquet"], columns))
        {
            // Two row groups, the second longer than one batch of the reader.
            foreach (var (start, rows) in new[] { (0, 3), (3, 100_000) })
            {
                using var group = file.AppendRowGroup();
                var range = Enumerable.Range(start, rows).ToList();
                using (var x = group.NextColumn().LogicalWriter<double>()) x.WriteBatch([.. range.Select(i => i / 2.0)]);
                using (var y = group.NextColumn().LogicalWriter<int>()) y.WriteBatch([.. range]);
                using (var field = group.NextColumn().LogicalWriter<float?>()) field.WriteBatch([.. range.Select(i => i % 3 == 0 ? null : i % 7 == 0 ? float.NaN : (float?)i)]);
                using (var count = group.NextColumn().LogicalWriter<long?>()) count.WriteBatch([.. range.Select(i => i % 5 == 0 ? null : (long?)(i * 10L))]);
            }
            file.Close();
        }
        var frame = SurveyTable.OpenFile(folder["sheet.parquet"], Crs.Local).ToDataFrame(int.MaxValue, "count", "x", "field", "y");
        Assert.Equal(100_003, frame.Rows.Count);
        for (var i = 0; i < 100_003; i++)
        {
            double? field = i % 3 == 0 || i % 7 == 0 ? null : i, count = i % 5 == 0 ? null : i * 10.0;
            Assert.True(Equals(frame["count"][i], count) && Equals(frame["x"][i], i / 2.0) && Equals(frame["field"][i], field) && Equals(frame["y"][i], (double)i), $"row {i}");
        }
        Assert.Equal(Enumerable.Range(0, 100_003).Count(i => i % 5 == 0), frame["count"].NullCount);
        // The frame is the user's to change.
        frame["x"][5] = 77.0;
        frame["x"][6] = null;
        Assert.Equal((77.0, (object?)null), (frame["x"][5], frame["x"][6]));
    }

    [Fact]
    public void Stations_of_southern_africa_open_as_they_were_published()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("GEONB_MIRROR") is { Length: > 0 }, "GEONB_MIRROR names no folder of downloaded data sets.");
        using var folder = new TemporaryFolder();
        var path = Path.Combine(Environment.GetEnvironmentVariable("GEONB_MIRROR")!, "southern-africa-gravity", "southern-africa-gravity.csv.xz");
        var mapping = TableMapping.OfPlace("longitude", "latitude");
        mapping = mapping with { Columns = [.. mapping.Columns, new("gravity_mgal", "gravity", "mGal"), new("height_sea_level_m", "height", "m")] };
        var report = SurveyImport.ToParquet(path, folder["africa.parquet"], mapping);
        Assert.Equal(14_359, report.Rows);
        Assert.Equal(["x", "y", "height", "gravity"], report.Fields.Select(field => field.Name));
        var frame = ParquetFrame.Load([folder["africa.parquet"]], ["x", "y", "height", "gravity"])!;
        // The first row of the file, as its text has it.
        Assert.Equal([18.34444, -34.12971, 32.2, 979656.12], frame.Rows[0]);
        Assert.All(frame.Columns, column => Assert.Equal(0, column.NullCount));
        // Some stations were occupied twice, which a table of points does not allow.
        Assert.Equal((frame["x"][939], frame["y"][939]), (frame["x"][940], frame["y"][940]));
        Assert.Contains("rows 940 and 941: expected distinct points", Assert.Throws<InvalidDataException>(() => SurveyTable.OpenFile(folder["africa.parquet"], Crs.Local)).Message);
    }

    [Fact]
    public async Task A_published_compilation_opens_by_its_manifest()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("GEONB_MIRROR") is { Length: > 0 }, "GEONB_MIRROR names no folder of downloaded data sets.");
        using var folder = new TemporaryFolder();
        var package = await new PackageFetcher { CacheFolder = folder.Path }.FetchAsync(ManifestFolder.Open("southern-africa-gravity"), null, TestContext.Current.CancellationToken);
        var gravity = SurveyTable.Open(package, "").Points("gravity");
        Assert.Equal((14_359, "mGal", Crs.Wgs84), (gravity.Count, gravity.Unit, gravity.Crs));
        Assert.Equal((18.34444, -34.12971, 979656.12f), (gravity.X[0], gravity.Y[0], gravity.Values[0]));
        Assert.InRange(gravity.Y.Max(), -18, -17);
    }

    [Theory]
    [InlineData("6837972,25542933", "EPSG:28425", "x")]
    [InlineData("542933,6837972", "EPSG:28425", "2515")]
    [InlineData("147.81,61.65", "EPSG:28425", "4284")]
    public void A_place_that_does_not_fit_the_system_is_told(string place, string crs, string likely)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["points.csv"], $"x,y,v\n{place},1\n");
        var error = Assert.Throws<InvalidDataException>(() => SurveyTable.OpenFile(folder["points.csv"], Crs.Parse(crs)));
        Assert.StartsWith($"{folder["points.csv"]}, columns 'x' and 'y': ", error.Message);
        Assert.Contains(likely, error.Message);
    }

    [Fact]
    public void A_column_named_row_is_a_column_like_any_other()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["points.csv"], "x,y,row,v\n1000,2000,7,1.5\n1100,2000,north,2.5\n");
        var table = SurveyTable.OpenFile(folder["points.csv"], Crs.Local);
        Assert.Equal([1.5f, 2.5f], table.Points("v").Values);
        Assert.Contains("row 2, column 'row': expected a number; found 'north'", Assert.Throws<InvalidDataException>(() => table.Points("row")).Message);
    }

    [Fact]
    public void What_is_not_measured_may_show_far_down_in_a_plain_table()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["points.csv"], "x,y,v\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},2000,{(i == 4000 ? "*" : $"{i}.5")}\n")));
        Assert.Equal(4999, SurveyTable.OpenFile(folder["points.csv"], Crs.Local).Points("v").Count);
    }

    [Fact]
    public void Words_of_an_imported_table_are_a_column_of_words()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["points.csv"], "x;y;участок;v\n1000,5;2000;Наталка;1,5\n1100,5;2000;Омчак;2,5\n");
        var table = SurveyTable.OpenFile(folder["points.csv"], Crs.Local);
        Assert.Equal(["number", "number", "string", "number"], table.Fields.Select(field => field.Type));
        Assert.Equal(["x", "y", "v"], table.ToDataFrame().Columns.Select(column => column.Name));
        var frame = table.ToDataFrame(10, "участок", "v");
        Assert.Equal(["Наталка", "Омчак"], frame["участок"].Cast<string>());
        Assert.Equal(2.5, frame["v"][1]);
    }

    [Theory]
    [InlineData("southern-africa-gravity", "gravity")]
    [InlineData("bushveld-gravity", "gravity_bouguer")]
    [InlineData("britain-magnetic", "magnetic_anomaly")]
    [InlineData("osborne-magnetic", "magnetic_anomaly")]
    public void Every_table_of_a_manifest_opens_by_its_schema(string id, string column)
    {
        using var folder = new TemporaryFolder();
        var manifest = ManifestFolder.Open(id);
        var resource = manifest.Resources.Single();
        // Two rows on one point, as compilations have them, in the place that the manifest gives.
        var row = string.Join(',', resource.Schema!.Fields.Select(field => field.Name switch
        {
            "longitude" => FormattableString.Invariant($"{(manifest.Extent![0] + manifest.Extent[2]) / 2}"),
            "latitude" => FormattableString.Invariant($"{(manifest.Extent![1] + manifest.Extent[3]) / 2}"),
            _ => field.Type == "string" ? "FL1-1" : "7",
        }));
        File.WriteAllText(folder["points.csv"], string.Join(',', resource.Schema.Fields.Select(field => field.Name)) + $"\n{row}\n{row}\n");
        var here = DataResource.Describe(folder.Path, "points.csv", "points", resource.Schema);
        var points = SurveyTable.Open(manifest with { Folder = folder.Path, Resources = [here] }, "").Points(column);
        Assert.Equal([7, 7], points.Values);
        Assert.NotEqual("1", points.Unit);
    }
}
