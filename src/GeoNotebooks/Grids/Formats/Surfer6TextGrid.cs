using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Surfer 6 text grids, DSAA (Golden Software, Surfer help, "Surfer 6 Text Grid File Format"): columns and rows, the first and last node of each axis, the extremes,
/// then the values, the southernmost row first.
/// </summary>
internal sealed class Surfer6TextGrid : IGridFormat
{
    private const int ValuesALine = 10;

    public string Name => "surfer6-text";

    public string Title => "Surfer 6 text grid";

    public IReadOnlyList<string> Extensions => [".grd"];

    public Action<Stream, Grid> Write => WriteTo;

    public bool Recognises(GridContent content) => content.Head.AsSpan().StartsWith("DSAA"u8);

    public double? Nodata(GridContent content) => SurferLimits.Blank;

    public Grid Read(GridContent content)
    {
        var text = new GridText(content);
        text.Next(out _);
        var (columns, rows) = (text.Whole("the number of columns"), text.Whole("the number of rows"));
        var (west, east, south, north) = (text.Number("the first x"), text.Number("the last x"), text.Number("the first y"), text.Number("the last y"));
        var geometry = SurferLimits.Place(content, rows, columns, west, east, south, north);
        text.Number("the smallest value");
        text.Number("the largest value");
        content.RequireLength(2L * geometry.Count, FormattableString.Invariant($"{rows} x {columns} values of a digit and a space at least"));
        var values = new float[geometry.Count];
        for (var row = geometry.Rows - 1; row >= 0; row--)
            for (var column = 0; column < geometry.Columns; column++)
                values[row * geometry.Columns + column] = text.Number("a value") is var value && value >= SurferLimits.BlankText ? float.NaN : (float)value;
        if (text.Next(out var word))
            throw text.Broken($"the end of {geometry.Count} values", GridText.Quoted(word));
        return new(geometry, values, Path.GetFileNameWithoutExtension(content.Path), "1");
    }

    private void WriteTo(Stream stream, Grid grid)
    {
        var (lowest, highest) = SurferLimits.Of(grid, Title);
        SurferLimits.RequireTwoNodesEachWay(grid, Title);
        var geometry = grid.Geometry;
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine("DSAA");
        writer.WriteLine(FormattableString.Invariant($"{geometry.Columns} {geometry.Rows}"));
        writer.WriteLine(FormattableString.Invariant($"{geometry.West:R} {geometry.East:R}"));
        writer.WriteLine(FormattableString.Invariant($"{geometry.South:R} {geometry.North:R}"));
        writer.WriteLine(lowest >= SurferLimits.Blank ? "1.70141e+38 1.70141e+38" : FormattableString.Invariant($"{(float)lowest:R} {(float)highest:R}"));
        for (var row = geometry.Rows - 1; row >= 0; row--)
        {
            for (var column = 0; column < geometry.Columns; column++)
            {
                if (column > 0)
                    writer.Write(column % ValuesALine == 0 ? "\r\n" : " ");
                writer.Write(grid[row, column] is var value && float.IsNaN(value) ? "1.70141e+38" : value.ToString("R", CultureInfo.InvariantCulture));
            }
            writer.Write("\r\n\r\n");
        }
    }
}
