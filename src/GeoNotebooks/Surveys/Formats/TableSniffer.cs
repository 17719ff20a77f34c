using System.Globalization;
using System.Text;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>What a look at the beginning of a table told.</summary>
/// <param name="Dialect">How it is written down.</param>
/// <param name="Names">Names of the columns, those of a Geosoft XYZ file's line headers left out.</param>
/// <param name="AreNumbers">For each column whether it holds numbers.</param>
/// <param name="SkipBytes">Where the rows begin.</param>
/// <param name="SkipLines">How many lines stand before them.</param>
internal sealed record SniffedTable(TableDialect Dialect, IReadOnlyList<string> Names, IReadOnlyList<bool> AreNumbers, int SkipBytes, int SkipLines);

/// <summary>Finds out how a table is written down by looking at its first rows, at most a megabyte or 2,000 of them.</summary>
internal sealed class TableSniffer
{
    public const int SampleBytes = 1 << 20;

    private const int MostRows = 2000;

    private readonly string _name;
    private readonly TableMapping _mapping;
    private readonly TableEncoding _encoding;
    private readonly string _text;
    private readonly int _markLength;
    private readonly bool _isXyz;
    private readonly char? _comment;

    /// <summary>Rows as they stand: offset in the text, line from 1.</summary>
    private readonly List<(int Offset, int Line)> _rows = [];
    private readonly List<string> _comments = [];

    private TableSniffer(ReadOnlySpan<byte> sample, bool whole, string name, TableMapping mapping, TableEncoding? transcoded)
    {
        (_name, _mapping) = (name, mapping);
        if (sample.IndexOf((byte)0) is >= 0 and var nul)
            throw TableLine.Broken(name, 1 + sample[..nul].Count((byte)'\n'), "expected text; found a NUL byte (a binary file, or UTF-16 without a byte order mark)");
        // A row that the sample's end cuts says nothing.
        if (!whole)
            sample = sample[..(sample.LastIndexOf((byte)'\n') + 1)];
        (_encoding, _markLength) = TextEncodingGuess.Of(sample, name);
        _encoding = transcoded ?? mapping.Encoding ?? _encoding;
        _text = Decoded(sample[_markLength..]);
        if (string.IsNullOrWhiteSpace(_text))
            throw new InvalidDataException(whole ? $"{name}: expected a table of points; the file is empty" : $"{name}: expected rows of at most 1 MiB; found a longer one in line 1");
        if (!_text.Contains('\n') && _text.Contains('\r'))
            throw new InvalidDataException($"{name}: expected lines that end with a line feed; found carriage returns alone");
        var lines = LinesOf(_text).ToList();
        _isXyz = lines.Any(line => SurveyLine.IsHeader(line.Text)) || lines.FirstOrDefault(line => line.Text.Length > 0).Text is ['/', ..];
        _comment = _isXyz ? '/' : lines.FirstOrDefault(line => line.Text.Length > 0).Text is ['#', ..] ? '#' : null;
        // Only the first row's comments name columns; a quoted line feed is met when rows are split.
        foreach (var (offset, line, text) in lines)
            if (_comment is { } comment && text.StartsWith(comment))
            {
                if (_rows.Count == 0)
                    _comments.Add(text.TrimStart(comment).Trim());
            }
            else if (text.Length > 0 && !(_isXyz && SurveyLine.IsHeader(text)))
                _rows.Add((offset, line));
        if (_rows.Count == 0)
            throw new InvalidDataException($"{name}: expected rows of points; found comments alone");
    }

    /// <summary>Looks at a table.</summary>
    /// <param name="sample">Its beginning.</param>
    /// <param name="whole">Whether that is all of it.</param>
    /// <param name="name">The file.</param>
    /// <param name="mapping">What is known already.</param>
    /// <param name="transcoded">The encoding of the file when the sample is a translation into UTF-8.</param>
    /// <exception cref="InvalidDataException">It is no table of at least two columns, or cannot be told: one sentence.</exception>
    public static SniffedTable Look(ReadOnlySpan<byte> sample, bool whole, string name, TableMapping mapping, TableEncoding? transcoded = null) =>
        new TableSniffer(sample, whole, name, mapping, transcoded).Look();

    private SniffedTable Look()
    {
        var (delimiter, rows) = Divide();
        var decimalMark = _mapping.DecimalMark ?? DecimalMarkOf(rows);
        var width = WidthOf(rows);
        var inComment = _comment is null || _mapping.HasHeader == false
            ? null : _comments.Select(comment => SplitLine(comment, delimiter)).LastOrDefault(names => names.Count == width && !names.Exists(field => IsNumber(field, decimalMark)));
        var hasHeader = inComment is null && (_mapping.HasHeader ?? IsHeader(rows, decimalMark));
        var body = hasHeader ? rows[1..] : rows;
        if (body.Count == 0)
            throw new InvalidDataException($"{_name}: expected rows below the header; found none");
        var names = inComment ?? (hasHeader ? rows[0].Fields : [.. Enumerable.Range(1, width).Select(i => $"column{i.ToString(CultureInfo.InvariantCulture)}")]);
        if (hasHeader)
        {
            RequireOneHeader(body, decimalMark);
            RequireNoDecimalCommaAmongCommas(names.Count, body, delimiter);
        }
        names = [.. names.Select((field, i) => field.Length > 0 ? field : $"column{(i + 1).ToString(CultureInfo.InvariantCulture)}")];
        RequireDifferent(names);
        var numbers = names.Select((column, i) => HoldsNumbers(column, i, body, decimalMark)).ToArray();
        var missing = TableNumber.MissingTokens.Concat(_mapping.Missing)
            .Where(token => body.Exists(row => row.Fields.Where((field, i) => i < numbers.Length && numbers[i] && field.Equals(token, StringComparison.OrdinalIgnoreCase)).Any())).Distinct();
        var dialect = new TableDialect(
            _isXyz ? TableLayout.GeosoftXyz : TableLayout.Delimited, _encoding, delimiter, decimalMark, hasHeader || inComment is not null, _comment, [.. missing]);
        // Line headers of a Geosoft file stand before its first row and are read with the rows.
        var first = hasHeader ? rows[0].Next : 0;
        var skipBytes = _markLength + TableDialect.DecoderOf(_encoding).GetByteCount(_text.AsSpan(0, first));
        return new(dialect, names, numbers, skipBytes, _text.AsSpan(0, first).Count('\n'));
    }

    /// <summary>The delimiter under which rows have the same number of fields, and the fields are numbers.</summary>
    private (char Delimiter, List<TableRecord> Rows) Divide()
    {
        char[] candidates = _mapping.Delimiter is { } given ? [given] : ['\t', ';', ',', '|', ' '];
        var best = candidates.Select(delimiter => (Delimiter: delimiter, Rows: RecordsUnder(delimiter)))
            .Select(candidate => (candidate.Delimiter, candidate.Rows, Score: Score(candidate.Rows, candidate.Delimiter)))
            .MaxBy(candidate => candidate.Score);
        if (best.Score == 0)
            throw new InvalidDataException($"{_name}: expected at least two columns between commas, semicolons, tabs or spaces; found one");
        return (best.Delimiter, best.Rows);
    }

    private double Score(List<TableRecord> rows, char delimiter)
    {
        var body = rows.Count > 1 ? rows[1..] : rows;
        var width = WidthOf(rows);
        if (width < 2)
            return 0;
        var agreeing = body.Where(row => row.Fields.Count == width).ToList();
        var fields = agreeing.SelectMany(row => row.Fields).Where(field => field.Length > 0).ToList();
        var numbers = fields.Count(field => IsNumber(field, '.') || IsNumber(field, ',') || IsMissing(field));
        var foreign = fields.Count(field => field.AsSpan().IndexOfAny('\t', ';') >= 0);
        var score = (double)agreeing.Count / body.Count * (0.2 + (double)numbers / Math.Max(1, fields.Count)) * (1 - 0.9 * foreign / Math.Max(1, fields.Count));
        return rows[0].Fields.Count == width || _comment == '#' ? score : score * (delimiter == ' ' ? 0.3 : 0.5);
    }

    private List<TableRecord> RecordsUnder(char delimiter)
    {
        var records = new List<TableRecord>();
        var next = 0;
        foreach (var (offset, line) in _rows)
        {
            // A quoted field may hold the beginning of a line that looked like a row.
            if (offset < next)
                continue;
            next = offset;
            var fields = TableFields.Split(_text, ref next, delimiter);
            records.Add(new(fields, line, next));
            if (records.Count == MostRows)
                break;
        }
        return records;
    }

    private static char DecimalMarkOf(List<TableRecord> rows)
    {
        var fields = rows.SelectMany(row => row.Fields).ToList();
        var (points, commas) = (fields.Count(field => IsNumber(field, '.') && field.Contains('.')), fields.Count(field => IsNumber(field, ',') && field.Contains(',')));
        return commas > points ? ',' : '.';
    }

    /// <summary>A first row is a header when it holds no number where the rows below it hold some, or where there are none at all.</summary>
    private bool IsHeader(List<TableRecord> rows, char decimalMark)
    {
        if (rows[0].Fields.TrueForAll(field => field.Length == 0))
            return false;
        var numeric = Enumerable.Range(0, rows[0].Fields.Count)
            .Where(i => rows.Count == 1 || rows[1..].Exists(row => i < row.Fields.Count && IsNumber(row.Fields[i], decimalMark))).ToList();
        return numeric.TrueForAll(i => !IsNumber(rows[0].Fields[i], decimalMark) && !(IsMissing(rows[0].Fields[i]) && rows[0].Fields[i].Length > 0));
    }

    private void RequireOneHeader(List<TableRecord> body, char decimalMark)
    {
        if (body.Count < 2)
            return;
        var (second, below) = (body[0].Fields, body[1..]);
        var numeric = Enumerable.Range(0, second.Count).Where(i => second[i].Length > 0 && below.Exists(row => i < row.Fields.Count && IsNumber(row.Fields[i], decimalMark))
            && below.TrueForAll(row => i >= row.Fields.Count || row.Fields[i].Length == 0 || IsNumber(row.Fields[i], decimalMark) || IsMissing(row.Fields[i]))).ToList();
        if (numeric.Count > 1 && numeric.TrueForAll(i => !IsNumber(second[i], decimalMark) && !IsMissing(second[i])))
            throw TableLine.Broken(_name, body[0].Line, $"expected numbers below the header; found a second header, {TableLine.Shown(string.Join(", ", second))}");
    }

    private void RequireNoDecimalCommaAmongCommas(int names, List<TableRecord> body, char delimiter)
    {
        if (delimiter == ',' && names > 1 && body.Exists(row => row.Fields.Count == 2 * names) && body.TrueForAll(row => row.Fields.Count > names))
            throw TableLine.Broken(_name, body[0].Line, string.Create(CultureInfo.InvariantCulture,
                $"expected {names} fields; found {body[0].Fields.Count}: decimal commas cannot be told from commas between fields, export the table with semicolons"));
    }

    private void RequireDifferent(List<string> names)
    {
        if (names.GroupBy(field => field, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{_name}: expected columns of different names; '{twice.Key}' comes {twice.Count()} times"));
        if (_isXyz && names.Find(field => SurveyLine.Columns.Contains(field, StringComparer.OrdinalIgnoreCase)) is { } taken)
            throw new InvalidDataException($"{_name}: expected no column '{taken}'; it is made of the line headers");
    }

    /// <summary>A column holds numbers when nothing but numbers and missing values was met. Where all are blank, numbers may follow.</summary>
    private bool HoldsNumbers(string column, int i, List<TableRecord> body, char decimalMark)
    {
        if (_mapping.Columns.FirstOrDefault(mapped => mapped.Source == column) is { } mapped && (mapped.Type is not null || mapped.Name is "x" or "y"))
            return mapped.Type is not "string";
        TableRecord? grouped = null;
        foreach (var row in body)
        {
            if (i >= row.Fields.Count || IsNumber(row.Fields[i], decimalMark) || IsMissing(row.Fields[i]))
                continue;
            if (!TableNumber.HasThousands(row.Fields[i]))
                return false;
            grouped ??= row;
        }
        return grouped is null ? true : throw TableLine.Broken(_name, grouped.Line, column, $"expected a number; found {TableLine.Shown(grouped.Fields[i])}, and groups of thousands are not read");
    }

    private static int WidthOf(List<TableRecord> rows)
    {
        var body = rows.Count > 1 ? rows[1..] : rows;
        return body.GroupBy(row => row.Fields.Count).OrderByDescending(group => group.Count()).First().Key;
    }

    private static List<string> SplitLine(string text, char delimiter)
    {
        var at = 0;
        return TableFields.Split(text, ref at, delimiter == ' ' && text.Contains(',') ? ',' : delimiter);
    }

    private static bool IsNumber(string field, char decimalMark) =>
        field.Length is > 0 and < 64 && TableNumber.TryRead(Encoding.UTF8.GetBytes(field), (byte)decimalMark, out _) && !(decimalMark == ',' && field[^1] == ',');

    private bool IsMissing(string field) =>
        field.Length == 0 || TableNumber.MissingTokens.Contains(field, StringComparer.OrdinalIgnoreCase) || _mapping.Missing.Contains(field, StringComparer.OrdinalIgnoreCase);

    private string Decoded(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return TableDialect.DecoderOf(_encoding).GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + (exception.Index >= 0 ? bytes[..Math.Min(exception.Index, bytes.Length)].Count((byte)'\n') : 0);
            throw TableLine.Broken(_name, line, $"expected {TableDialect.NameOf(_encoding)}; found bytes that it does not have");
        }
    }

    private static IEnumerable<(int Offset, int Line, string Text)> LinesOf(string text)
    {
        for (int at = 0, line = 1; at < text.Length && line <= 4 * MostRows; line++)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var feed ? feed : text.Length;
            yield return (at, line, text[at..end].Trim());
            at = end + 1;
        }
    }

    private sealed record TableRecord(List<string> Fields, int Line, int Next);
}
