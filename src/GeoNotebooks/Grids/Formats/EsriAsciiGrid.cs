using System.Globalization;
using System.Text;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// ESRI ASCII grids (Esri, "Esri ASCII raster format"): a header of names and numbers (ncols, nrows, xllcorner or xllcenter, yllcorner or yllcenter, cellsize, nodata_value),
/// then the values, the northernmost row first. Oblong cells have dx and dy instead of cellsize, as in GDAL. Written with the centre of the lower left cell, which is a node.
/// </summary>
internal sealed class EsriAsciiGrid : IGridFormat
{
    private const double UsualNodata = -9999;

    public string Name => "esri-ascii";

    public string Title => "ESRI ASCII grid";

    public IReadOnlyList<string> Extensions => [".asc"];

    public Action<Stream, Grid> Write => WriteTo;

    public bool Recognises(GridContent content)
    {
        var start = content.Head.AsSpan().TrimStart(" \t\r\n"u8);
        return start.Length > 5 && Encoding.ASCII.GetString(start[..5]).ToUpperInvariant() is "NCOLS" or "NROWS";
    }

    public double? Nodata(GridContent content) => Header(content, new(content), out _).Nodata;

    public Grid Read(GridContent content)
    {
        var text = new GridText(content);
        var (geometry, nodata) = Header(content, text, out var first);
        content.RequireLength(2L * geometry.Count, FormattableString.Invariant($"{geometry.Rows} x {geometry.Columns} values of a digit and a space at least"));
        var (values, blank) = (new float[geometry.Count], (float)nodata);
        for (var node = 0; node < values.Length; node++)
            values[node] = (float)(node == 0 ? first : text.Number("a value")) is var value && value == blank ? float.NaN : value;
        if (text.Next(out var word))
            throw text.Broken($"the end of {geometry.Count} values", GridText.Quoted(word));
        return new(geometry, values, Path.GetFileNameWithoutExtension(content.Path), "1");
    }

    /// <summary>Reads the header, and the first value with it: nothing else marks the header's end.</summary>
    private static (GridGeometry Geometry, double Nodata) Header(GridContent content, GridText text, out double first)
    {
        var entries = new Dictionary<string, double>();
        while (true)
        {
            if (!text.Next(out var word))
                throw content.Broken($"expected a header and values; the file ends at line {text.Line}: it is cut short");
            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out first))
                break;
            var name = word.Length <= 12 ? Encoding.ASCII.GetString(word).ToUpperInvariant() : "";
            if (name is not ("NCOLS" or "NROWS" or "XLLCORNER" or "YLLCORNER" or "XLLCENTER" or "YLLCENTER" or "CELLSIZE" or "DX" or "DY" or "NODATA_VALUE" or "NODATA"))
                text.Number(word, "a line of the header, or values");
            if (!entries.TryAdd(name == "NODATA" ? "NODATA_VALUE" : name, text.Number(name)))
                throw text.Broken("each line of the header once", name);
        }
        double? Entry(string name) => entries.TryGetValue(name, out var number) ? number : null;
        double Needed(string name, double? number) => number ?? throw content.Broken($"expected {name} in the header; found none");
        long Whole(string name) => Needed(name, Entry(name)) is var number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (long)number : throw content.Broken(FormattableString.Invariant($"expected a whole number for {name}; found {number}"));
        var (rows, columns) = (Whole("NROWS"), Whole("NCOLS"));
        var width = Needed("CELLSIZE (or DX and DY)", Entry("DX") ?? Entry("CELLSIZE"));
        var height = Needed("CELLSIZE (or DX and DY)", Entry("DY") ?? Entry("CELLSIZE"));
        var west = Needed("XLLCENTER or XLLCORNER", Entry("XLLCENTER") ?? Entry("XLLCORNER") + width / 2);
        var south = Needed("YLLCENTER or YLLCORNER", Entry("YLLCENTER") ?? Entry("YLLCORNER") + height / 2);
        return (content.RequireGeometry(rows, columns, west, south + (rows - 1) * height, width, height), Entry("NODATA_VALUE") ?? UsualNodata);
    }

    private void WriteTo(Stream stream, Grid grid)
    {
        grid.Geometry.RequireUnrotated(Title);
        var geometry = grid.Geometry;
        var nodata = UsualNodata;
        // A measured value must not read as nodata: one more nine until none does.
        while (grid.Values.AsSpan().Contains((float)nodata))
            nodata = nodata * 10 - 9;
        // GDAL takes the whole grid for integers where it sees no decimal point early: the one of nodata settles it.
        var blank = nodata.ToString("0.0", CultureInfo.InvariantCulture);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(FormattableString.Invariant($"ncols {geometry.Columns}\nnrows {geometry.Rows}\nxllcenter {geometry.West:R}\nyllcenter {geometry.South:R}"));
        writer.WriteLine(geometry.CellWidth == geometry.CellHeight
            ? FormattableString.Invariant($"cellsize {geometry.CellWidth:R}")
            : FormattableString.Invariant($"dx {geometry.CellWidth:R}\ndy {geometry.CellHeight:R}"));
        writer.WriteLine($"nodata_value {blank}");
        for (var row = 0; row < geometry.Rows; row++)
        {
            for (var column = 0; column < geometry.Columns; column++)
            {
                if (column > 0)
                    writer.Write(' ');
                writer.Write(grid[row, column] is var value && float.IsNaN(value) ? blank : value.ToString("R", CultureInfo.InvariantCulture));
            }
            writer.Write('\n');
        }
    }
}
