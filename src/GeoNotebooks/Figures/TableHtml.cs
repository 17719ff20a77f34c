using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Figures;

/// <summary>A DataFrame as an HTML table: names and types of the columns, the first rows, how many there are. All text is escaped.</summary>
internal static class TableHtml
{
    public const int Rows = 20;
    private const int Columns = 60;
    private const int LongestText = 120;

    public static string Of(DataFrame table)
    {
        var (rows, columns) = ((int)Math.Min(table.Rows.Count, Rows), Math.Min(table.Columns.Count, Columns));
        var html = new StringBuilder();
        html.Append("<div class=\"geonb-table\" style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;font-size:90%\"><thead><tr><th></th>");
        for (var c = 0; c < columns; c++)
            html.Append("<th style=\"text-align:right;padding:2px 8px\">").Append(Escape(table.Columns[c].Name))
                .Append("<br><span style=\"font-weight:normal;opacity:.65\">").Append(Escape(TypeName(table.Columns[c].DataType))).Append("</span></th>");
        html.Append("</tr></thead><tbody>");
        for (var r = 0; r < rows; r++)
        {
            html.Append("<tr><th style=\"opacity:.65;font-weight:normal\">").Append(r.ToString(CultureInfo.InvariantCulture)).Append("</th>");
            for (var c = 0; c < columns; c++)
                html.Append("<td style=\"text-align:right;padding:2px 8px\">").Append(Escape(Cell(table.Columns[c][r]))).Append("</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table><p style=\"opacity:.75\">").Append(Escape(Caption(table, rows, columns))).Append("</p></div>").ToString();
    }

    public static string Line(DataFrame table) => string.Create(CultureInfo.InvariantCulture,
        $"table: {table.Rows.Count} rows x {table.Columns.Count} columns ({string.Join(", ", table.Columns.Take(12).Select(column => column.Name))}{(table.Columns.Count > 12 ? ", ..." : "")})");

    private static string Caption(DataFrame table, int rows, int columns)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count} rows, {table.Columns.Count} columns");
        if (rows < table.Rows.Count)
            text += string.Create(CultureInfo.InvariantCulture, $"; the first {rows} rows are shown");
        if (columns < table.Columns.Count)
            text += string.Create(CultureInfo.InvariantCulture, $"; the first {columns} columns are shown");
        return text;
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => Number(number),
        float number => Number(number),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() is { Length: > LongestText } text ? string.Concat(text.AsSpan(0, LongestText), "...") : value.ToString() ?? "",
    };

    /// <summary>Coordinates keep their decimetres, other numbers six significant digits.</summary>
    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN" : value.ToString(Math.Abs(value) >= 1e5 && Math.Abs(value) < 1e12 ? "0.##" : "G6", CultureInfo.InvariantCulture);

    private static string TypeName(Type type) => type == typeof(float) ? "float" : type == typeof(double) ? "double" : type == typeof(string) ? "text"
        : type == typeof(int) ? "int" : type == typeof(long) ? "long" : type == typeof(bool) ? "bool" : type.Name;

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
