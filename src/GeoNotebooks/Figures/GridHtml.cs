using System.Globalization;
using System.Net;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Figures;

/// <summary>A grid as a notebook shows it: a small picture and its statistics.</summary>
internal static class GridHtml
{
    public static string Of(Grid grid)
    {
        var statistics = GridStatistics.Of(grid);
        var g = grid.Geometry;
        (string Name, string Value)[] rows =
        [
            ("name", grid.Name),
            ("unit", grid.Unit),
            ("nodes", Invariant($"{grid.Rows} rows x {grid.Columns} columns, {g.CellWidthMetres:0.###} x {g.CellHeightMetres:0.###} m")),
            ("system", g.Crs.ToString()),
            ("west, east", Invariant($"{g.West:0.##}, {g.East:0.##} m")),
            ("south, north", Invariant($"{g.South:0.##}, {g.North:0.##} m")),
            ("with a value", Invariant($"{statistics.ValidCount} of {g.Count} nodes")),
            ("range", $"{NumberText.Significant(statistics.Minimum, 5)} to {NumberText.Significant(statistics.Maximum, 5)}"),
            ("mean, deviation", $"{NumberText.Significant(statistics.Mean, 5)}, {NumberText.Significant(statistics.StandardDeviation, 5)}"),
        ];
        var table = string.Concat(rows.Select(row =>
            $"<tr><th style=\"text-align:left;padding:1px 8px;font-weight:normal;opacity:.7\">{WebUtility.HtmlEncode(row.Name)}</th><td style=\"text-align:left;padding:1px 8px\">{WebUtility.HtmlEncode(row.Value)}</td></tr>"));
        return $"<div class=\"geonb-grid\" style=\"display:flex;gap:1em;align-items:center;flex-wrap:wrap\">{Picture(grid)}<table style=\"font-size:90%\">{table}</table></div>";
    }

    public static string Line(Grid grid)
    {
        var statistics = GridStatistics.Of(grid);
        return Invariant($"grid '{grid.Name}': {grid.Rows} x {grid.Columns} nodes, ")
            + $"{NumberText.Significant(statistics.Minimum)} to {NumberText.Significant(statistics.Maximum)} {grid.Unit}, {grid.Geometry.Crs.Code}";
    }

    /// <summary>A small picture of a grid, its longer side so many pixels.</summary>
    public static string Picture(Grid grid, int sidePixels = 240)
    {
        var small = BlockMean.Of(grid, BlockMean.SideFor(grid.Geometry, 40_000));
        var layer = new GridLayer(small);
        if (layer.Range is not { } range)
            return "<p>No data: no node has a value.</p>";
        using var image = GridRaster.Of(layer, range);
        using var png = image.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        var (width, height) = (grid.Geometry.Bounds.Width, grid.Geometry.Bounds.Height);
        var scale = sidePixels / Math.Max(width, height);
        return Invariant($"<img alt=\"{WebUtility.HtmlEncode(grid.Name)}, north up\" width=\"{Math.Max(width * scale, 1):0}\" height=\"{Math.Max(height * scale, 1):0}\" ")
            + $"src=\"data:image/png;base64,{Convert.ToBase64String(png.AsSpan())}\">";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
