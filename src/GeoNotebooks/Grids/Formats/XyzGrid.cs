using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// A grid as columns of text: x, y and value of a node on each line, parted by white space, commas or semicolons, under one line of column names or none.
/// Lines may stand in any order and nodes may be missing, as long as all lie on one lattice along the axes. Blank are "nan", "*", -9999, -99999 and 1e30 upwards or downwards
/// (Geosoft's and Surfer's dummies among them). Written from north to south with -9999 for blanks, so that blank edges keep their place; GDAL takes "nan" for no number.
/// </summary>
internal sealed class XyzGrid : IGridFormat
{
    /// <summary>The shortest line: three digits, two separators and an end.</summary>
    private const int LeastLineBytes = 6;

    /// <summary>A lattice of which less than a tenth is there is a table of points.</summary>
    private const int MostNodesAPoint = 10;

    /// <summary>What is written for a blank. The text does not say so; the .aux.xml beside it does.</summary>
    public const double Blank = -9999;

    public string Name => "xyz";

    public string Title => "XYZ grid";

    public IReadOnlyList<string> Extensions => [".xyz"];

    public Action<Stream, Grid> Write => WriteTo;

    public double? Nodata(GridContent content) => Blank;

    public bool Recognises(GridContent content)
    {
        var head = content.Head.AsSpan();
        if (head.ContainsAnyInRange((byte)0, (byte)8))
            return false;
        // The last line of the head may be cut, unless the head is the whole file.
        var lines = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Take(2).Any(line => Words(line) is { Length: 3 } words
            && words[..2].All(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            && (words[2] == "*" || double.TryParse(words[2], NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
    }

    public Grid Read(GridContent content)
    {
        var (x, y, values, count, name) = Points(content);
        var (west, width, columns) = XyzLattice.Axis(content, x.AsSpan(0, count), "x");
        var (south, height, rows) = XyzLattice.Axis(content, y.AsSpan(0, count), "y");
        if (rows * columns > MostNodesAPoint * (long)count)
            throw content.Broken(FormattableString.Invariant($"expected the nodes of a lattice; {count} points lie on one of {rows} x {columns}: this is a table of points, grid it"));
        var geometry = content.RequireGeometry(rows, columns, west, south + (rows - 1) * height, width, height);
        var grid = new float[geometry.Count];
        Array.Fill(grid, float.NaN);
        var taken = new bool[grid.Length];
        for (var i = 0; i < count; i++)
        {
            var (column, row) = (XyzLattice.Index(content, x[i], west, width, "x"), rows - 1 - XyzLattice.Index(content, y[i], south, height, "y"));
            var node = (int)(row * columns + column);
            if (taken[node] && !grid[node].Equals(values[i]))
                throw content.Broken(FormattableString.Invariant($"expected one value a node; found {grid[node]} and {values[i]} at {x[i]}, {y[i]}"));
            (grid[node], taken[node]) = (values[i], true);
        }
        return new(geometry, grid, name ?? Path.GetFileNameWithoutExtension(content.Path), "1");
    }

    private static (double[] X, double[] Y, float[] Values, int Count, string? Name) Points(GridContent content)
    {
        var most = (int)Math.Min(Array.MaxLength, Math.Min(content.Length / LeastLineBytes + 1, Lines(content)));
        var (x, y, values, count) = (new double[most], new double[most], new float[most], 0);
        var text = new GridText(content, ",;");
        var (field, line, heading, headingLine) = (0, 0, new List<string>(), 0);
        while (text.Next(out var word))
        {
            if (line == 0 && IsName(word))
                headingLine = text.Line;
            if (text.Line == headingLine)
            {
                if (heading.Count <= 3)
                    heading.Add(Encoding.UTF8.GetString(word[..Math.Min(word.Length, 64)]));
                line = headingLine;
                continue;
            }
            if (field != 0 == (text.Line != line) || count == most)
                throw content.Broken(FormattableString.Invariant($"line {line}: expected x, y and a value; found {(field == 0 ? "more" : "less")}"));
            line = text.Line;
            var number = field == 2 && word.SequenceEqual("*"u8) ? double.NaN : text.Number(word, "x, y and a value");
            switch (field)
            {
                case 0:
                    x[count] = number;
                    break;
                case 1:
                    y[count] = number;
                    break;
                default:
                    values[count++] = Math.Abs(number) >= 1e30 || number is -9999 or -99999 ? float.NaN : (float)number;
                    break;
            }
            field = (field + 1) % 3;
        }
        if (field != 0 || count == 0)
            throw content.Broken(FormattableString.Invariant($"line {line}: expected x, y and a value; the file ends"));
        return (x, y, values, count, heading.Count == 3 ? heading[2] : null);
    }

    /// <summary>A column's name is no number, nor a broken one: a first point must not be taken for names.</summary>
    private static bool IsName(ReadOnlySpan<byte> word) =>
        !(char.IsAsciiDigit((char)word[0]) || word[0] is (byte)'-' or (byte)'+' or (byte)'.') && !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string[] Words(string line) => line.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries);

    private static long Lines(GridContent content)
    {
        var block = new byte[(int)Math.Min(1 << 16, content.Length)];
        var lines = 1L;
        for (var position = 0L; position < content.Length; position += block.Length)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, content.Length - position));
            content.Read(position, part);
            lines += part.Count((byte)'\n');
        }
        return lines;
    }

    private void WriteTo(Stream stream, Grid grid)
    {
        grid.Geometry.RequireUnrotated(Title);
        if (grid.Rows < 2 || grid.Columns < 2)
            throw new InvalidDataException($"{Title}: expected at least 2 rows and 2 columns; '{grid.Name}' has {grid.Rows} x {grid.Columns}");
        if (grid.Values.AsSpan().IndexOfAny(-9999f, -99999f) is >= 0 and var at || (at = Array.FindIndex(grid.Values, value => Math.Abs(value) >= 1e30f)) >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{Title}: expected measured values; '{grid.Name}' has {grid.Values[at]}, which stands for no value here"));
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var x = Enumerable.Range(0, grid.Columns).Select(column => grid.Geometry.X(column).ToString("R", CultureInfo.InvariantCulture)).ToArray();
        for (var row = 0; row < grid.Rows; row++)
        {
            var y = grid.Geometry.Y(row).ToString("R", CultureInfo.InvariantCulture);
            for (var column = 0; column < grid.Columns; column++)
                writer.WriteLine($"{x[column]} {y} {(grid[row, column] is var value && float.IsNaN(value) ? "-9999" : value.ToString("R", CultureInfo.InvariantCulture))}");
        }
    }
}
