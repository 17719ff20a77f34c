using System.IO.Compression;
using System.Text;
using GeoNotebooks.Runs;
using GeoNotebooks.Surveys;
using GeoNotebooks.Surveys.Formats;
using Microsoft.Data.Analysis;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class SurveyImportTests
{
    /// <summary>Imports bytes under a name and gives the columns back as DuckDB reads them: an independent reader of Parquet.</summary>
    internal static (ImportReport Report, DataFrame Frame) Import(byte[] bytes, string name = "points.csv", TableMapping? mapping = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder[name], bytes);
        var report = SurveyImport.ToParquet(folder[name], folder["out.parquet"], mapping);
        using var connection = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM read_parquet('{folder["out.parquet"]}')";
        using var rows = command.ExecuteReader();
        var columns = Enumerable.Range(0, rows.FieldCount).Select(_ => new List<object?>()).ToArray();
        while (rows.Read())
            for (var i = 0; i < columns.Length; i++)
                columns[i].Add(rows.IsDBNull(i) ? null : rows.GetValue(i));
        return (report, new(columns.Select((values, i) => rows.GetFieldType(i) == typeof(double)
            ? (DataFrameColumn)new DoubleDataFrameColumn(rows.GetName(i), values.Select(value => (double?)value)) : new StringDataFrameColumn(rows.GetName(i), values.Select(value => (string?)value)))));
    }

    private static (ImportReport Report, DataFrame Frame) Import(string text, string name = "points.csv", TableMapping? mapping = null) => Import(Encoding.UTF8.GetBytes(text), name, mapping);

    private static string Error(byte[] bytes, string name = "points.csv", TableMapping? mapping = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder[name], bytes);
        var error = Assert.Throws<InvalidDataException>(() => SurveyImport.ToParquet(folder[name], folder["out.parquet"], mapping));
        Assert.StartsWith($"{folder[name]}: ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal([folder[name]], Directory.GetFiles(folder.Path));
        return error.Message[(folder[name].Length + 2)..];
    }

    private static string Error(string text, string name = "points.csv", TableMapping? mapping = null) => Error(Encoding.UTF8.GetBytes(text), name, mapping);

    [Theory]
    [InlineData("x,y,v,s\n1,2.5,,a\n-3,4e2,5,b\n", ',', '.', true)]
    [InlineData("x;y;v;s\r\n1;2,5;;a\r\n-3;4e2;5;b", ';', ',', true)]
    [InlineData("x\ty\tv\ts\n1\t2.5\t\ta\n-3\t400\t5\tb\n", '\t', '.', true)]
    [InlineData("x\ty\tv\ts\n1\t2,5\t\ta\n\n-3\t400\t5\tb\n", '\t', ',', true)]
    [InlineData("  x    y  v s\n  1  2.5  * a  \n -3 400  5 b\n", ' ', '.', true)]
    [InlineData("x y v s\n1 2,5 * a\n-3 400 5 b\n", ' ', ',', true)]
    [InlineData("1, 2.5, , a\n-3, 400, 5, b\n", ',', '.', false)]
    [InlineData("1|2.5|NaN|a\n-3|400|5|b\n", '|', '.', false)]
    [InlineData("x,y,v,s\n1,2.5,-nan,a\n-3,400,5,b\n", ',', '.', true)]
    [InlineData("x;y;v;s;\n1;2,5;;a;\n-3;400;5;b;\n", ';', ',', true)]
    [InlineData("\"x\",\"y\",\"v\",\"s\"\n\"1\",\"2,5\",\"\",\"a\"\n\"-3\",\"400\",\"5\",\"b\"\n", ',', ',', true)]
    [InlineData("# a remark\n# x y v s\n1 2.5 - a\n-3 400 5 b\n", ' ', '.', true)]
    public void Delimiter_decimal_mark_and_header_are_found(string text, char delimiter, char mark, bool header)
    {
        var (report, frame) = Import(text);
        Assert.Equal((delimiter, mark, header, 2L), (report.Dialect!.Delimiter, report.Dialect.DecimalMark, report.Dialect.HasHeader, report.Rows));
        if (header)
            Assert.Equal(["x", "y", "v", "s"], report.Fields.Select(field => field.Name).Take(4));
        else
            Assert.Equal(["column1", "column2", "column3", "column4"], report.Fields.Select(field => field.Name));
        Assert.Equal([1.0, 2.5, null, "a"], frame.Rows[0].Take(4));
        Assert.Equal([-3.0, 400.0, 5.0, "b"], frame.Rows[1].Take(4));
    }

    [Theory]
    [InlineData(TableEncoding.Utf8)]
    [InlineData(TableEncoding.Utf8WithMark)]
    [InlineData(TableEncoding.Utf16LittleEndian)]
    [InlineData(TableEncoding.Utf16BigEndian)]
    [InlineData(TableEncoding.Windows1251)]
    [InlineData(TableEncoding.Dos866)]
    [InlineData(TableEncoding.Koi8R)]
    public void Russian_text_comes_through_in_every_encoding(TableEncoding encoding)
    {
        var writer = encoding switch
        {
            TableEncoding.Utf8WithMark => new UTF8Encoding(true),
            TableEncoding.Utf16LittleEndian => Encoding.Unicode,
            TableEncoding.Utf16BigEndian => Encoding.BigEndianUnicode,
            var page => TableDialect.DecoderOf(page),
        };
        var (report, frame) = Import([.. writer.Preamble, .. writer.GetBytes("Восток;Север;Участок\n25542933,5;6837972;Наталка\n25542934,5;6837973;\"Омчак; \"\"Южный\"\"\"\n")]);
        Assert.Equal(encoding, report.Dialect!.Encoding);
        Assert.Equal(["Восток", "Север", "Участок"], frame.Columns.Select(column => column.Name));
        Assert.Equal([25542933.5, 6837972.0, "Наталка"], frame.Rows[0]);
        Assert.Equal("Омчак; \"Южный\"", frame.Rows[1][2]);
    }

    [Fact]
    public void Two_xz_streams_in_one_file_are_not_taken_for_one()
    {
        var text = Encoding.UTF8.GetBytes("x;y;v\n1;2;3\n");
        var one = Pack(text, ".xz");
        Assert.Equal(1, Import(one, "a.csv.xz").Report.Rows);
        Assert.Equal(1, Import([.. one, 0, 0, 0, 0], "a.csv.xz").Report.Rows);
        Assert.Contains("expected one xz stream", Assert.Throws<InvalidDataException>(() => Import([.. one, .. one], "a.csv.xz")).Message);
    }

    [Fact]
    public void Geosoft_lines_flights_and_dummies_become_columns()
    {
        const string Text = "/ Geosoft XYZ, made by hand\n//Flight 7\n//Date 2019/07/21\n/      X        Y    MAG\n/=======================\nLine  10\n  100.0  200.0   5.5\n  110.0  200.0     *\nTIE 20.1\n//Flight 8\n/ a remark\n  100.0  205.0  -1.5\nRandom 0\n  1 2 3\n";
        var (report, frame) = Import(Text, "survey.xyz");
        Assert.Equal((TableLayout.GeosoftXyz, 4L), (report.Dialect!.Layout, report.Rows));
        Assert.Equal(["*"], report.Dialect.Missing);
        Assert.Equal(["line", "line_type", "flight", "date", "X", "Y", "MAG"], frame.Columns.Select(column => column.Name));
        Assert.Equal(["10", "line", "7", "2019/07/21", 100.0, 200.0, 5.5], frame.Rows[0]);
        Assert.Equal(["10", "line", "7", "2019/07/21", 110.0, 200.0, null], frame.Rows[1]);
        Assert.Equal(["20.1", "tie", "8", "2019/07/21", 100.0, 205.0, -1.5], frame.Rows[2]);
        Assert.Equal(["0", "random", "8", "2019/07/21", 1.0, 2.0, 3.0], frame.Rows[3]);
    }

    [Fact]
    public void Quoted_field_may_hold_delimiters_and_line_feeds()
    {
        var (_, frame) = Import("x,y,note\n1,2,\"first\nsecond, with \"\"quotes\"\"\"\n3,4,plain 5\" pipe\n");
        Assert.Equal("first\nsecond, with \"quotes\"", frame.Rows[0][2]);
        Assert.Equal("plain 5\" pipe", frame.Rows[1][2]);
    }

    [Fact]
    public void Mapping_renames_scales_and_blanks()
    {
        var mapping = new TableMapping
        {
            Columns = [new("Lon", "x"), new("Lat", "y"), new("G", "gravity", "mGal", Factor: 0.001, Missing: ["-9999"]), new("Id", Type: "string")],
            OnlyMapped = true,
        };
        mapping = TableMapping.OfJson(mapping.ToJson(), "mapping.json");
        var (report, frame) = Import("Id,Lon,Lat,G,Other\n007,1,2,-9999.0,8\n008,3,4,1500,9\n", mapping: mapping);
        Assert.Equal(["Id", "x", "y", "gravity"], frame.Columns.Select(column => column.Name));
        Assert.Equal("mGal", report.Fields[3].Unit);
        Assert.Equal(["007", 1.0, 2.0, null], frame.Rows[0]);
        Assert.Equal(["008", 3.0, 4.0, 1.5], frame.Rows[1]);
        Assert.Contains("-9999", report.Dialect!.Missing);
        Assert.Equal("line 3, column 'Lat': expected a coordinate; found a blank", Error("Lon,Lat,G,Id\n1,2,3,a\n1,,3,b\n", mapping: mapping));
        Assert.Equal("expected a column 'Lat'; found Lon, G, Id", Error("Lon,G,Id\n1,2,3\n", mapping: mapping));
        Assert.StartsWith("m: expected a column with a source", Assert.Throws<InvalidDataException>(() => TableMapping.OfJson("""{"columns":[{"source":"a","factor":0}]}""", "m")).Message);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".xz")]
    [InlineData(".zip")]
    public void Compressed_tables_open_whole_and_fail_cut_off(string extension)
    {
        var random = new Random(5);
        var text = Encoding.UTF8.GetBytes("x;y;v\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => FormattableString.Invariant($"{i},5;{i * 2};{random.Next(100000)}\n"))));
        var packed = Pack(text, extension);
        var (report, frame) = Import(packed, $"points.csv{extension}");
        Assert.Equal(3000, report.Rows);
        Assert.Equal(2999.5, frame.Rows[2999][0]);
        foreach (var length in (int[])[packed.Length / 2, packed.Length - 40, packed.Length - 9, packed.Length - 1])
            Assert.Contains("cut off or damaged", Error(packed[..length], $"points.csv{extension}"));
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".xz")]
    [InlineData(".zip")]
    public void Bomb_is_refused_unless_its_size_is_told(string extension)
    {
        var text = Encoding.UTF8.GetBytes("x,y\n" + string.Concat(Enumerable.Repeat("1,2\n", 2_000_000)));
        var packed = Pack(text, extension);
        Assert.True(text.Length > 200L * packed.Length);
        Assert.Contains("looks like a bomb", Error(packed, $"points.csv{extension}"));
        Assert.Contains("as its description says; found more", Error(packed, $"points.csv{extension}", new() { UncompressedBytes = 1_000_000 }));
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["points"], packed);
        Assert.Equal(2_000_000, SurveyImport.ToParquet(folder["points"], folder["out.parquet"], new() { UncompressedBytes = text.Length }).Rows);
    }

    [Fact]
    public void Parquet_is_copied_under_the_mapping()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["points.csv"], "a,b,c\n1,2,-99\n3,4,6\n");
        SurveyImport.ToParquet(folder["points.csv"], folder["points.parquet"]);
        var mapping = new TableMapping { Columns = [new("a", "x"), new("b", "y"), new("c", "v", "nT", Factor: 0.5, Missing: ["-99"])] };
        var (report, frame) = Import(Pack(File.ReadAllBytes(folder["points.parquet"]), ".gz"), "points.parquet.gz", mapping);
        Assert.Equal(2, report.Rows);
        Assert.Equal([1.0, 2.0, null], frame.Rows[0]);
        Assert.Equal([3.0, 4.0, 3.0], frame.Rows[1]);
        Assert.Contains("cannot be read as Parquet", Error("PAR1 and no more", "broken.parquet"));
    }

    [Theory]
    [InlineData("", "expected a table of points; the file is empty")]
    [InlineData("  \n\n", "expected a table of points; the file is empty")]
    [InlineData("x,y,v\n", "expected rows below the header; found none")]
    [InlineData("one\ntwo\n", "expected at least two columns between commas, semicolons, tabs or spaces; found one")]
    [InlineData("x,y,v\n1,2,3\n1,2\n", "line 3: expected 3 fields; found 2")]
    [InlineData("x,y,v\n1,2,3\n4,5,6\n1,2,3,4\n", "line 4: expected 3 fields; found 4")]
    [InlineData("x y v\n1 2 3\n1 2 3 4\n", "line 3: expected 3 fields; found 4")]
    [InlineData("x,y,v\n1,2,\"three\n4,5,6\n", "line 2: expected a closing quote; the one that opens here never closes")]
    [InlineData("x,y,v\n1,2,\"three\" and\n4,5,6\n", "line 2, column 'v': expected a delimiter after the closing quote; found more text")]
    [InlineData("x,y,v\n1,2,3\n1,\0,3\n", "line 3: expected text; found a NUL byte (a binary file, or UTF-16 without a byte order mark)")]
    [InlineData("x;y;v\nm;m;nT\n1;2;3\n4;5;6\n", "line 2: expected numbers below the header; found a second header, 'm, m, nT'")]
    [InlineData("x;y;v\n1;2;3,5\n4;5;1 234,5\n", "line 3, column 'v': expected a number; found '1 234,5', and groups of thousands are not read")]
    [InlineData("x,y,v\n1,2,3.5\n4,5,\"1,234.5\"\n", "line 3, column 'v': expected a number; found '1,234.5', and groups of thousands are not read")]
    [InlineData("x,y\n1,5,2,5\n3,5,4,5\n", "line 2: expected 2 fields; found 4: decimal commas cannot be told from commas between fields, export the table with semicolons")]
    [InlineData("x,y,X\n1,2,3\n", "expected columns of different names; 'x' comes 2 times")]
    [InlineData("x,y\r1,2\r3,4\r", "expected lines that end with a line feed; found carriage returns alone")]
    [InlineData("/ only\n/ remarks\n", "expected rows of points; found comments alone")]
    [InlineData("/ X Y line\nLine 10\n1 2 3\n", "expected no column 'line'; it is made of the line headers")]
    public void Broken_table_is_refused_in_one_sentence(string text, string expected) => Assert.Equal(expected, Error(text));

    [Fact]
    public void Error_beyond_the_sample_names_line_and_column()
    {
        var rows = new StringBuilder("x;y;v\n");
        for (var i = 0; i < 100_000; i++)
            rows.Append(i).Append(",5;").Append(i).Append(";7\n");
        Assert.Equal("line 100002, column 'v': expected a number; found 'wet'", Error(rows + "1;2;wet\n"));
        Assert.Equal("line 100002, column 'x': expected a number with a decimal comma; found '1.5'", Error(rows + "1.5;2;7\n"));
        Assert.Equal("line 100002, column 'y': expected a number; found '1 234', and groups of thousands are not read", Error(rows + "1;1 234;7\n"));
        Assert.StartsWith("line 100002, column 'v': expected a number", Error([.. Encoding.UTF8.GetBytes(rows.ToString()), .. "1;2;"u8, 0xC0, 0xC1, (byte)'\n']));
    }

    [Fact]
    public void Second_encoding_beyond_the_sample_is_refused()
    {
        var rows = "x;y;s\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i};{i};жила\n"));
        var cp1251 = TableDialect.DecoderOf(TableEncoding.Windows1251);
        Assert.Equal("line 100002, column 's': expected UTF-8 as in the first rows; found bytes that it does not have (the mapping may name the encoding)",
            Error([.. Encoding.UTF8.GetBytes(rows), .. cp1251.GetBytes("1;2;дайка\n")]));
        Assert.Equal("line 100002, column 's': expected Windows-1251 as in the first rows; found UTF-8", Error([.. cp1251.GetBytes(rows), .. "1;2;дайка\n"u8]));
    }

    [Fact]
    public void Line_of_a_hundred_megabytes_is_refused_without_being_held()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["points.csv"]))
        {
            file.Write("x,y,v\n1,2,3\n"u8);
            var digits = new byte[1 << 20];
            digits.AsSpan().Fill((byte)'7');
            for (var i = 0; i < 100; i++)
                file.Write(digits);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => SurveyImport.ToParquet(folder["points.csv"], folder["out.parquet"]));
        Assert.EndsWith("line 3: expected a row of at most 1 MiB; found a longer one", error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void Cancelled_import_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["points.csv"], "x,y,v\n" + string.Concat(Enumerable.Range(0, 2_500_000).Select(i => $"{i},{i},123456\n")));
        using var cancellation = new CancellationTokenSource();
        var told = 0;
        var progress = new ProgressAction<ImportProgress>(report =>
        {
            told++;
            Assert.InRange(report.Bytes, 1, report.TotalBytes);
            cancellation.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => SurveyImport.ToParquet(folder["points.csv"], folder["out.parquet"], null, progress, cancellation.Token));
        Assert.Equal(1, told);
        Assert.Equal([folder["points.csv"]], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Chunks_do_not_show()
    {
        // 60 MB in four chunks, quoted line feeds among them, against what was written.
        using var folder = new TemporaryFolder();
        const int Rows = 1_500_000;
        using (var writer = new StreamWriter(folder["points.csv"]))
        {
            writer.Write("x,y,v,s\n");
            for (var i = 0; i < Rows; i++)
                writer.Write(FormattableString.Invariant($"{i},{i * 2},{i / 8.0},{(i % 1000 == 0 ? $"\"two\nlines {i}\"" : "some text to fill")}\n"));
        }
        Assert.Equal(Rows, SurveyImport.ToParquet(folder["points.csv"], folder["out.parquet"]).Rows);
        using var connection = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*), sum(CASE WHEN x = i AND y = 2 * i AND v = i / 8.0 AND s = CASE WHEN i % 1000 = 0 THEN 'two' || chr(10) || 'lines ' || i ELSE 'some text to fill' END THEN 1 ELSE 0 END)::BIGINT FROM (SELECT *, file_row_number AS i FROM read_parquet('{folder["out.parquet"]}', file_row_number = true))";
        using var rows = command.ExecuteReader();
        Assert.True(rows.Read());
        Assert.Equal((Rows, Rows), (rows.GetInt64(0), rows.GetInt64(1)));
    }

    internal static byte[] Pack(byte[] content, string extension)
    {
        var packed = new MemoryStream();
        if (extension == ".gz")
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(content);
        else if (extension == ".zip")
            using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            using (var entry = zip.CreateEntry("points.csv").Open())
                entry.Write(content);
        else
            return Xz(content);
        return packed.ToArray();
    }

    /// <summary>The program that everybody packs with; no library of ours writes xz.</summary>
    private static byte[] Xz(byte[] content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["content"], content);
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("xz", ["-k", folder["content"]]) { UseShellExecute = false })!;
        process.WaitForExit();
        return File.ReadAllBytes(folder["content.xz"]);
    }
}
