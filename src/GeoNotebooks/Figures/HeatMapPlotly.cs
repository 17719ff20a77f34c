using static GeoNotebooks.Figures.PlotlySheet;

namespace GeoNotebooks.Figures;

/// <summary>A map of numbers for plotly.</summary>
internal static class HeatMapPlotly
{
    private const int Digits = 4;

    public static void Add(HeatMapFigure map, PlotlySheet sheet, PlotlyCell cell)
    {
        var (range, right) = (map.Range, cell.Right - 0.12 * (cell.Right - cell.Left));
        // Places are numbers and names are ticks: two rows of one name would otherwise fall into one.
        sheet.Trace("heatmap", cell,
            ("name", Escape(map.Title)),
            ("z", Each(map, value => double.IsFinite(value) ? NumberText.Round(value, Digits) : (object?)null)),
            ("text", Each(map, map.TextOf)), ("texttemplate", map.Decimals is null ? null : "%{text}"), ("textfont", Map(("size", 10))),
            ("customdata", Each(map.Rows.Count, map.Columns.Count, (r, c) => $"{Escape(map.Rows[r])}, {Escape(map.Columns[c])}")),
            ("zmin", NumberText.Round(range.Low, 6)), ("zmax", NumberText.Round(range.High, 6)), ("zauto", false), ("hoverongaps", false), ("xgap", 0.5), ("ygap", 0.5),
            ("colorscale", Enumerable.Range(0, 33).Select(i => new object[] { Math.Round(i / 32.0, 4), map.Palette.At(i / 32.0).ToString() }).ToArray()),
            ("colorbar", Map(("title", Map(("text", Lines(map.Label, 90, 11)), ("font", Map(("size", 11))))), ("x", Math.Round(right + 0.01, 4)), ("xanchor", "left"),
                ("y", Math.Round((cell.Bottom + cell.Top) / 2, 4)), ("len", Math.Round((cell.Top - cell.Bottom) * 0.9, 4)), ("thickness", 14), ("outlinewidth", 0.7), ("tickfont", Map(("size", 11))))),
            ("hovertemplate", "%{customdata}: %{z}<extra></extra>"));
        sheet.Layout($"xaxis{cell.Suffix}", Axis("y", map.Columns, cell, cell.Left, right, -45, ("side", "top")));
        sheet.Layout($"yaxis{cell.Suffix}", Axis("x", map.Rows, cell, cell.Bottom, cell.Top, 0, ("autorange", "reversed")));
    }

    private static Dictionary<string, object> Axis(string other, IReadOnlyList<string> names, PlotlyCell cell, double low, double high, int angle, (string, object?) own) => Map(
        ("domain", new[] { Math.Round(low, 4), Math.Round(high, 4) }), ("anchor", $"{other}{cell.Suffix}"), ("tickvals", Enumerable.Range(0, names.Count).ToArray()),
        ("ticktext", names.Select(Escape).ToArray()), ("tickangle", angle), ("tickfont", Map(("size", 10))), ("showgrid", false), ("zeroline", false), ("automargin", true), own);

    private static object?[][] Each(HeatMapFigure map, Func<double, object?> value) => Each(map.Rows.Count, map.Columns.Count, (r, c) => value(map.Values[r, c]));

    private static object?[][] Each(int rows, int columns, Func<int, int, object?> value) =>
        [.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Select(c => value(r, c)).ToArray())];
}
