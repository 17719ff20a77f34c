using ParquetSharp;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Writes batches of rows into a Parquet file, one row group a batch: numbers as doubles, text as strings, what is missing as null.</summary>
internal sealed class ParquetSink : IDisposable
{
    private readonly TablePlan _plan;
    private readonly ParquetFileWriter _file;
    private readonly List<int> _columns;
    private SurveyLine _line = new("", "", "", "");
    private double[] _dense = [];
    private short[] _levels = [];

    /// <param name="path">The file.</param>
    /// <param name="plan">Its columns.</param>
    public ParquetSink(string path, TablePlan plan)
    {
        _plan = plan;
        _columns = [.. Enumerable.Range(0, plan.Columns.Count).Where(i => plan.Columns[i].Kind != TableColumnKind.LeftOut)];
        var columns = _columns.Select(i => plan.Columns[i].Kind == TableColumnKind.Number ? (Column)new Column<double?>(plan.Columns[i].Name) : new Column<string?>(plan.Columns[i].Name)).ToList();
        if (plan.Dialect.Layout == TableLayout.GeosoftXyz)
            columns.InsertRange(0, SurveyLine.Columns.Select(name => new Column<string?>(name)));
        // Measured values hardly repeat: a dictionary, and compression without one, cost much time and saved 4 % of the merged table's size.
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Compression.Uncompressed);
        foreach (var i in _columns.Where(i => plan.Columns[i].Kind == TableColumnKind.Number))
            builder.DisableDictionary(plan.Columns[i].Name).DisableStatistics(plan.Columns[i].Name);
        using var properties = builder.Build();
        _file = new(path, [.. columns], properties);
    }

    /// <summary>Appends a batch.</summary>
    public void Write(TableBatch batch)
    {
        if (batch.RowCount > 0)
        {
            using var group = _file.AppendRowGroup();
            if (_plan.Dialect.Layout == TableLayout.GeosoftXyz)
                WriteLines(group, batch);
            foreach (var i in _columns)
                if (batch.Numbers[i] is { } numbers)
                    WriteNumbers(group, numbers.AsSpan(0, batch.RowCount));
                else
                    WriteTexts(group, batch.Texts[i]!.AsSpan(0, batch.RowCount));
        }
        if (batch.Lines.Count > 0)
            _line = batch.Lines[^1].After(_line);
    }

    /// <summary>Writes the end of the file; without it the file is none.</summary>
    public void Close() => _file.Close();

    public void Dispose() => _file.Dispose();

    private void WriteNumbers(RowGroupWriter group, ReadOnlySpan<double> values)
    {
        if (_dense.Length < values.Length)
            (_dense, _levels) = (new double[values.Length], new short[values.Length]);
        var levels = _levels.AsSpan(0, values.Length);
        levels.Fill(1);
        if (HasMissing(values))
        {
            var count = 0;
            for (var i = 0; i < values.Length; i++)
            {
                var isMissing = double.IsNaN(values[i]);
                _dense[count] = values[i];
                levels[i] = isMissing ? (short)0 : (short)1;
                count += isMissing ? 0 : 1;
            }
            values = _dense.AsSpan(0, count);
        }
        using var column = (ColumnWriter<double>)group.NextColumn();
        column.WriteBatch(levels.Length, levels, [], values);
    }

    private static bool HasMissing(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            if (double.IsNaN(value))
                return true;
        return false;
    }

    private static void WriteTexts(RowGroupWriter group, ReadOnlySpan<string?> values)
    {
        using var column = group.NextColumn().LogicalWriter<string?>();
        column.WriteBatch(values);
    }

    private void WriteLines(RowGroupWriter group, TableBatch batch)
    {
        var lines = batch.Lines.ConvertAll(line => line.After(_line));
        var texts = new string?[batch.RowCount];
        for (var column = 0; column < SurveyLine.Columns.Count; column++)
        {
            for (var row = 0; row < texts.Length; row++)
                texts[row] = lines[batch.LineOfRow[row]][column] is { Length: > 0 } text ? text : null;
            WriteTexts(group, texts);
        }
    }
}
