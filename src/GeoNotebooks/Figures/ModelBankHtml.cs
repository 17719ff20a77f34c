using System.Globalization;
using System.Net;
using System.Text;
using GeoNotebooks.Bank;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoNotebooks.Figures;

/// <summary>A bank as a notebook shows it: its models as a table, and where on the globe each was trained.</summary>
internal static class ModelBankHtml
{
    private const double WidthPixels = 420, HighestPixels = 300, MarginPixels = 38, LegendPixels = 280;

    // Okabe and Ito 2008: told apart by every eye.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    public static string Of(ModelBank bank)
    {
        var entries = bank.List();
        return entries.Count == 0
            ? $"<p>The bank {Text(bank.Folder)} holds no model.</p>"
            : $"<div class=\"geonb-bank\">{TableHtml.Of(bank.Table())}{Map(entries)}</div>";
    }

    /// <summary>Footprints by longitude and latitude, an east-west degree shortened as in their middle latitude, north up; models of one footprint share a label.</summary>
    private static string Map(IReadOnlyList<BankEntry> entries)
    {
        var places = entries.Where(entry => entry.Card.Footprint is not null).GroupBy(entry => entry.Card.Footprint!)
            .Select(group => (Shape: new WKTReader().Read(group.Key), Names: string.Join(", ", group.Select(entry => entry.Name)))).ToList();
        if (places.Count == 0)
            return "<p>No card says where its model was trained.</p>";
        var extent = new Envelope();
        foreach (var (shape, _) in places)
            extent.ExpandToInclude(shape.EnvelopeInternal);
        extent.ExpandBy(Math.Max(extent.Width, 1) * 0.15, Math.Max(extent.Height, 1) * 0.25);
        var narrow = Math.Cos(extent.Centre.Y * Math.PI / 180);
        var scale = Math.Min((WidthPixels - MarginPixels) / (extent.Width * narrow), (HighestPixels - MarginPixels) / extent.Height);
        var (width, height) = (extent.Width * narrow * scale, extent.Height * scale);
        double X(double longitude) => MarginPixels + (longitude - extent.MinX) * narrow * scale;
        double Y(double latitude) => (extent.MaxY - latitude) * scale + 2;
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg role=\"img\" aria-label=\"training ground of each model, north up\" width=\"{width + MarginPixels + LegendPixels:0}\" height=\"{Math.Max(height + MarginPixels, 16 * places.Count + 10):0}\" style=\"font:11px sans-serif\"><rect x=\"{MarginPixels}\" y=\"2\" width=\"{width:0.0}\" height=\"{height:0.0}\" fill=\"#f4f6f8\" stroke=\"#9aa3ad\"/>"));
        foreach (var longitude in Ticks(extent.MinX, extent.MaxX))
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(longitude):0.0}\" x2=\"{X(longitude):0.0}\" y1=\"2\" y2=\"{height + 2:0.0}\" stroke=\"#d5dae0\"/><text x=\"{X(longitude):0.0}\" y=\"{height + 16:0.0}\" text-anchor=\"middle\" fill=\"currentColor\">{longitude:0.##}&#176;</text>");
        foreach (var latitude in Ticks(extent.MinY, extent.MaxY))
            svg.Append(CultureInfo.InvariantCulture, $"<line y1=\"{Y(latitude):0.0}\" y2=\"{Y(latitude):0.0}\" x1=\"{MarginPixels}\" x2=\"{width + MarginPixels:0.0}\" stroke=\"#d5dae0\"/><text x=\"{MarginPixels - 3}\" y=\"{Y(latitude) + 4:0.0}\" text-anchor=\"end\" fill=\"currentColor\">{latitude:0.##}&#176;</text>");
        for (var i = 0; i < places.Count; i++)
        {
            var (shape, names) = places[i];
            var (colour, beside) = (Colours[i % Colours.Length], 14 + 16 * i);
            var path = string.Concat(Polygons(shape).Select(polygon => $"M{string.Join('L', polygon.ExteriorRing.Coordinates.Select(at => string.Create(CultureInfo.InvariantCulture, $"{X(at.X):0.0},{Y(at.Y):0.0}")))}Z"));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"{colour}\" fill-opacity=\".12\" stroke=\"{colour}\" stroke-width=\"1.4\"><title>{Text(names)}</title></path>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{width + MarginPixels + 10:0}\" y=\"{beside - 9}\" width=\"10\" height=\"10\" fill=\"{colour}\"/><text x=\"{width + MarginPixels + 25:0}\" y=\"{beside}\" fill=\"currentColor\">{Text(Short(names))}</text>");
        }
        return svg.Append("</svg>").ToString();
    }

    private static IEnumerable<double> Ticks(double low, double high)
    {
        var step = new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60 }.First(step => (high - low) / step <= 6 || step == 60);
        for (var tick = Math.Ceiling(low / step) * step; tick < high; tick += step)
            yield return tick;
    }

    private static IEnumerable<Polygon> Polygons(Geometry shape) => Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>();

    private static string Short(string names) => names.Length <= 40 ? names : names[..38] + " ...";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
