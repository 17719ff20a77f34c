using System.Globalization;
using System.Net;
using GeoNotebooks.Prospects.Evidence;
using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>Places side by side, a channel a row, each row in the same colours: whether two places are alike is seen at once.</summary>
internal static class PlaceViewsHtml
{
    private const int SidePixels = 112;

    public static string Of(IReadOnlyList<PlaceView> views)
    {
        if (views.Count == 0)
            return "";
        var heads = string.Concat(views.Select(view => string.Create(CultureInfo.InvariantCulture,
            $"<th style=\"font-weight:normal;font-size:85%;padding:1px 4px;text-align:left;max-width:{SidePixels}px\">{Text(view.Name)}<br><span style=\"opacity:.7\">E {view.Place.X:0}<br>N {view.Place.Y:0}</span></th>")));
        var rows = string.Concat(Enumerable.Range(0, views[0].Channels.Count).Select(channel => Row(views, channel)));
        var side = views[0].Channels[0].Geometry.Bounds.Width / 1000;
        return $"<table class=\"geonb-places\" style=\"margin:.5em 0;border-spacing:4px\"><tr><td></td>{heads}</tr>{rows}</table>"
            + string.Create(CultureInfo.InvariantCulture, $"<div style=\"font-size:85%;opacity:.75\">Tiles of {side:0.0} km, north up; each row in one range of colours.</div>");
    }

    private static string Row(IReadOnlyList<PlaceView> views, int channel)
    {
        var grids = views.Select(view => view.Channels[channel]).ToList();
        var values = grids.SelectMany(grid => grid.Values).Where(float.IsFinite).Order().ToArray();
        var name = Text(grids[0].Name.Replace('_', ' ')) + (grids[0].Unit is "" or "1" ? "" : $", {Text(grids[0].Unit)}");
        if (values.Length == 0)
            return $"<tr><td style=\"font-size:85%;padding:1px 8px\">{name}</td><td colspan=\"{grids.Count}\">no value</td></tr>";
        var (low, high) = (values[values.Length / 50], values[values.Length - 1 - values.Length / 50]);
        var range = high > low ? (low, (double)high) : (low - 0.5, low + 0.5);
        var cells = string.Concat(grids.Select(grid => $"<td style=\"padding:1px 3px\">{Picture(grid, range)}</td>"));
        return string.Create(CultureInfo.InvariantCulture, $"<tr><td style=\"font-size:85%;padding:1px 8px\">{name}<br><span style=\"opacity:.7\">{NumberText.Significant(range.Item1)} to {NumberText.Significant(range.Item2)}</span></td>{cells}</tr>");
    }

    private static string Picture(GeoNotebooks.Grids.Grid grid, (double Low, double High) range)
    {
        using var image = GridRaster.Of(new GridLayer(grid), range);
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return $"<img alt=\"{Text(grid.Name)}, north up\" width=\"{SidePixels}\" height=\"{SidePixels}\" src=\"data:image/png;base64,{Convert.ToBase64String(png.AsSpan())}\">";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
