using System.Globalization;
using System.Text;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>
/// Reads the rows of a chunk. Numbers are read where they stand, byte by byte, since delimiters and digits are ASCII in every encoding that gets here; a field that is
/// no plain number takes the slow way. One parser serves one chunk at a time.
/// </summary>
internal ref struct TableParser
{
    /// <summary>Powers of ten that a double holds exactly.</summary>
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    private readonly TablePlan _plan;
    private readonly TableBatch _batch;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly byte _delimiter, _decimalMark;
    private readonly bool _spaces;
    private readonly Encoding _decoder;
    private readonly (int Start, int Length)[] _lastText;
    private int _at;
    private long _line;

    private TableParser(TablePlan plan, TableChunk chunk, TableBatch batch)
    {
        _bytes = chunk.Bytes;
        (_plan, _batch, _line) = (plan, batch, chunk.FirstLine);
        (_delimiter, _decimalMark, _spaces) = ((byte)plan.Dialect.Delimiter, (byte)plan.Dialect.DecimalMark, plan.Dialect.Delimiter == ' ');
        _decoder = TableDialect.DecoderOf(plan.Dialect.Encoding);
        _lastText = new (int, int)[plan.Columns.Count];
    }

    /// <summary>Reads all rows of a chunk into a batch with room for them.</summary>
    /// <exception cref="InvalidDataException">A row that does not fit: line, column, what was expected and what was found.</exception>
    public static void Parse(TablePlan plan, TableChunk chunk, TableBatch batch)
    {
        var parser = new TableParser(plan, chunk, batch);
        while (parser._at < parser._bytes.Length)
            parser.ReadLine();
    }

    private void ReadLine()
    {
        if (IsBlankLine() || (_plan.Dialect.Comment is not null && IsRemark()))
        {
            _at += _bytes[_at..].IndexOf((byte)'\n') + 1;
            _line++;
            return;
        }
        var row = _batch.RowCount;
        var columns = _plan.Columns;
        var line = _line;
        for (var i = 0; i < columns.Count; i++)
        {
            if (_spaces)
                SkipSpaces();
            if (columns[i].Kind != TableColumnKind.Number || !TryReadPlain(i, row))
                ReadSlowly(i, row, line);
            // A field ends at a delimiter or at the end of its line.
            if (_spaces)
                SkipSpaces();
            var ends = _bytes[_at] == '\n' || (_bytes[_at] == '\r' && _bytes[_at + 1] == '\n');
            if (ends && i + 1 < columns.Count)
                throw WrongCount(line, i + 1);
            if (!ends && i + 1 == columns.Count)
                RequireEnd(line);
            else if (!ends && !_spaces)
                _at++;
        }
        _at += _bytes[_at] == '\r' ? 2 : 1;
        _line++;
        if (_plan.Dialect.Layout == TableLayout.GeosoftXyz)
            _batch.LineOfRow[row] = _batch.Lines.Count - 1;
        _batch.RowCount++;
    }

    private readonly bool IsBlankLine() => _bytes[_at] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t'
        && _bytes[_at..(_at + _bytes[_at..].IndexOf((byte)'\n'))].IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0
        && (_delimiter != '\t' || _bytes[_at] is (byte)'\n' or (byte)'\r');

    /// <summary>Whether a line is a comment or a line header; what it says of the survey line is kept.</summary>
    private readonly bool IsRemark()
    {
        var start = _at;
        while (_bytes[start] is (byte)' ' or (byte)'\t')
            start++;
        var isComment = _bytes[start] == _plan.Dialect.Comment;
        if (_plan.Dialect.Layout != TableLayout.GeosoftXyz || (!isComment && !char.IsAsciiLetter((char)_bytes[start])))
            return isComment;
        var line = _bytes[start..(start + _bytes[start..].IndexOf((byte)'\n'))];
        if (line.Length > 200 || _batch.Lines[^1].Read(Encoding.Latin1.GetString(line)) is not { } changed)
            return isComment;
        _batch.Lines.Add(changed);
        return true;
    }

    private void SkipSpaces()
    {
        while (_bytes[_at] is (byte)' ' or (byte)'\t')
            _at++;
    }

    /// <summary>Digits with at most one decimal mark, up to a delimiter or the line's end: nearly every field there is. See <see cref="TableNumber.TryRead"/> for why it is exact.</summary>
    private bool TryReadPlain(int column, int row)
    {
        var bytes = _bytes;
        var at = _at;
        var negative = bytes[at] == '-';
        if (negative)
            at++;
        var (mantissa, start, digit) = (0UL, at, 0u);
        while ((digit = (uint)(bytes[at] - '0')) <= 9)
        {
            mantissa = mantissa * 10 + digit;
            at++;
        }
        var (digits, scale) = (at - start, 0);
        if (bytes[at] == _decimalMark && _decimalMark != _delimiter)
        {
            var point = ++at;
            while ((digit = (uint)(bytes[at] - '0')) <= 9)
            {
                mantissa = mantissa * 10 + digit;
                at++;
            }
            scale = at - point;
            digits += scale;
        }
        var end = bytes[at];
        if (digits is 0 or > 18 || mantissa > 1UL << 53 || !(end == _delimiter || end == '\n' || (end == '\r' && bytes[at + 1] == '\n') || (_spaces && end == '\t')))
            return false;
        var value = mantissa / Powers[scale];
        _at = at;
        Store(column, row, negative ? -value : value);
        return true;
    }

    private readonly void Store(int column, int row, double value)
    {
        var of = _plan.Columns[column];
        if (of.MissingNumbers.Count > 0 && of.MissingNumbers.Contains(value))
        {
            _batch.Missing.Add(value.ToString(CultureInfo.InvariantCulture));
            value = double.NaN;
            if (of.IsPlace)
                throw TableLine.Broken(_plan.Name, _line, of.Source, "expected a coordinate; found a missing value");
        }
        _batch.Numbers[column]![row] = value * of.Factor;
    }

    private void ReadSlowly(int i, int row, long line)
    {
        var column = _plan.Columns[i];
        var field = Field(column.Source, out var doubled);
        if (column.Kind == TableColumnKind.Text)
            _batch.Texts[i]![row] = TableNumber.IsMissing(field, column.Missing) ? null : Text(i, row, field, doubled, line);
        if (column.Kind != TableColumnKind.Number)
            return;
        if (TableNumber.TryRead(field, _decimalMark, out var value))
        {
            Store(i, row, value);
            return;
        }
        if (!TableNumber.IsMissing(field, column.Missing))
            throw NoNumber(column, field, line);
        if (column.IsPlace)
            throw TableLine.Broken(_plan.Name, line, column.Source, field.IsEmpty ? "expected a coordinate; found a blank" : $"expected a coordinate; found {TableLine.Shown(Encoding.Latin1.GetString(field))}");
        if (!field.IsEmpty)
            _batch.Missing.Add(Encoding.ASCII.GetString(field));
        _batch.Numbers[i]![row] = double.NaN;
    }

    /// <summary>The next field without its quotes and the blanks around it; moves to the delimiter. Whether quotes within are still doubled.</summary>
    private ReadOnlySpan<byte> Field(string column, out bool doubled)
    {
        doubled = false;
        while (_bytes[_at] == ' ')
            _at++;
        if (_bytes[_at] != '"')
        {
            var length = _spaces ? _bytes[_at..].IndexOfAny((byte)' ', (byte)'\t', (byte)'\n') : _bytes[_at..].IndexOfAny(_delimiter, (byte)'\n');
            var field = _bytes.Slice(_at, length);
            _at += length;
            if (_bytes[_at] == '\n' && field is [.., (byte)'\r'])
            {
                field = field[..^1];
                _at--;
            }
            return field.TrimEnd((byte)' ');
        }
        var (open, line) = (_at + 1, _line);
        for (_at = open; ; _at++)
        {
            var stop = _at < _bytes.Length ? _bytes[_at..].IndexOfAny((byte)'"', (byte)'\n') : -1;
            if (stop < 0 || (_bytes[_at + stop] == '\n' && _plan.Dialect.Comment is not null))
                throw TableLine.Broken(_plan.Name, line, column, "expected a closing quote; the one that opens here never closes");
            _at += stop;
            if (_bytes[_at] == '\n')
                _line++;
            else if (_at + 1 < _bytes.Length && _bytes[_at + 1] == '"')
                (doubled, _at) = (true, _at + 1);
            else
                break;
        }
        var quoted = _bytes[open.._at++];
        while (_bytes[_at] == ' ' && !_spaces)
            _at++;
        var ends = _bytes[_at] == _delimiter || _bytes[_at] == '\n' || (_bytes[_at] == '\r' && _bytes[_at + 1] == '\n') || (_spaces && _bytes[_at] == '\t');
        if (!ends)
            throw TableLine.Broken(_plan.Name, line, column, "expected a delimiter after the closing quote; found more text");
        return quoted.Trim((byte)' ');
    }

    /// <summary>A field of text; the one above it is taken again where they are equal, as names of sheets and lines are.</summary>
    private readonly string Text(int column, int row, ReadOnlySpan<byte> field, bool doubled, long line)
    {
        _bytes.Overlaps(field, out var start);
        var (lastStart, lastLength) = _lastText[column];
        _lastText[column] = (start, field.Length);
        if (row > 0 && lastLength == field.Length && _bytes.Slice(lastStart, lastLength).SequenceEqual(field) && _batch.Texts[column]![row - 1] is { } above)
            return above;
        var source = _plan.Columns[column].Source;
        var isCodePage = _plan.Dialect.Encoding is TableEncoding.Windows1251 or TableEncoding.Dos866 or TableEncoding.Koi8R;
        if (isCodePage && TextEncodingGuess.IsRussianUtf8(field))
            throw TableLine.Broken(_plan.Name, line, source, $"expected {TableDialect.NameOf(_plan.Dialect.Encoding)} as in the first rows; found UTF-8");
        try
        {
            var text = _decoder.GetString(field);
            return doubled ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        }
        catch (DecoderFallbackException)
        {
            throw TableLine.Broken(_plan.Name, line, source, $"expected {TableDialect.NameOf(_plan.Dialect.Encoding)} as in the first rows; found bytes that it does not have (the mapping may name the encoding)");
        }
    }

    private readonly InvalidDataException NoNumber(TableColumn column, ReadOnlySpan<byte> field, long line)
    {
        var text = Encoding.Latin1.GetString(field[..Math.Min(field.Length, 64)]);
        try
        {
            text = _decoder.GetString(field.Length <= 400 ? field : field[..64]);
        }
        catch (DecoderFallbackException)
        {
            // Shown byte by byte then.
        }
        var mark = _decimalMark == ',' ? "comma" : "point";
        var expected = TableNumber.TryRead(field, _decimalMark == ',' ? (byte)'.' : (byte)',', out _) ? $"expected a number with a decimal {mark}" : "expected a number";
        var hint = TableNumber.HasThousands(text) ? ", and groups of thousands are not read" : "";
        return TableLine.Broken(_plan.Name, line, column.Source, $"{expected}; found {TableLine.Shown(text)}{hint}");
    }

    /// <summary>Beyond the last field nothing but one empty field may stand, as programs write that end every line with a delimiter.</summary>
    private void RequireEnd(long line)
    {
        var rest = _bytes[_at..(_at + _bytes[_at..].IndexOf((byte)'\n'))];
        if (_spaces || rest[1..].IndexOfAnyExcept((byte)' ', (byte)'\r') >= 0)
        {
            var (at, text) = (0, Encoding.Latin1.GetString(rest[..Math.Min(rest.Length, 1 << 16)]));
            throw WrongCount(line, _plan.Columns.Count + TableFields.Split(text, ref at, (char)_delimiter).Count - (_spaces ? 0 : 1));
        }
        _at += rest.Length;
    }

    private readonly InvalidDataException WrongCount(long line, int found) => TableLine.Broken(_plan.Name, line, string.Create(
        CultureInfo.InvariantCulture, $"expected {_plan.Columns.Count} fields; found {found}"));
}
