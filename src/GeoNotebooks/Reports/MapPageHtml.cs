using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using GeoNotebooks.Figures;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Reports;

/// <summary>Puts a <see cref="MapPage"/> together: markup, style and script from the assembly, what the script draws as JSON, the rasters in base64.</summary>
internal static class MapPageHtml
{
    /// <summary>Room for the markup and for what the JSON says of the rasters.</summary>
    private const int Spare = 20_000;

    // This encoder escapes "<", "&" and quotes whatever else it lets through, so that no text can end the script element that it stands in.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The page.</summary>
    public static string Of(MapPage page, CancellationToken cancellationToken)
    {
        var score = page.Score.Grid;
        var bounds = score.Geometry.Bounds;
        var levels = BestGround.LevelsOf(score);
        var lattice = GeographicLattice.Of(score.Geometry);
        var shapes = JsonSerializer.Serialize(
            new
            {
                Sheets = Shapes(page.Sheets, feature => MapPageShape.Of(feature.Text("name"), feature.Shape, bounds)),
                Zones = Shapes(page.Zones, feature => MapPageShape.Of(ZoneName(feature), feature.Shape, bounds) with
                {
                    Attributes = MapPageShape.AttributesOf(feature, page.LinkAttribute),
                    Link = MapPageShape.LinkOf(feature.Text(page.LinkAttribute)),
                }),
                Clusters = Shapes(page.Clusters, feature =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return MapPageShape.Of(feature.Text("name"), feature.Shape, bounds) with { ShareAbove = BestGround.ShareAbove(score, feature.Shape) };
                }),
                Places = lattice,
            },
            Json);
        var (style, script) = (Resource("MapPage.css"), Resource("MapPage.js"));
        var rasters = MapPageRasters.Of(page, levels, page.MostBytes - Spare - Encoding.UTF8.GetByteCount(shapes) - style.Length - script.Length, cancellationToken);
        var html = new PageText();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<link rel=\"icon\" href=\"data:,\">\n");
        html.Element("title", page.Title).Raw("\n<style>\n").Raw(style).Raw("</style>\n</head>\n<body>\n");
        Header(html, page);
        html.Raw(Resource("MapPage.html"));
        Footer(html, page, lattice);
        Data(html, "shapes", "application/json", shapes);
        Data(html, "map", "application/json", JsonSerializer.Serialize(
            new
            {
                Width = bounds.Width,
                Height = bounds.Height,
                West = bounds.MinX,
                North = bounds.MaxY,
                Cell = score.Geometry.CellWidthMetres,
                CellHeight = score.Geometry.CellHeightMetres,
                System = score.Geometry.Crs.Code,
                Layers = Layers(page, rasters),
                Palettes = page.Groups.SelectMany(group => group.Layers).Prepend(page.Score).Select(layer => layer.Palette).Distinct()
                    .Select(palette => string.Concat(Enumerable.Range(0, 256).Select(i => palette.At(i / 255.0).ToString()[1..]))),
                Light = rasters.Light is null ? null : rasters.Light with { Payload = "" },
                Entry = rasters.Entry with { Payload = "" },
                Levels = levels,
            },
            Json));
        for (var i = 0; i < rasters.Layers.Count; i++)
            Data(html, string.Create(CultureInfo.InvariantCulture, $"raster-{i}"), "text/plain", rasters.Layers[i].Payload);
        Data(html, "entry", "text/plain", rasters.Entry.Payload);
        if (rasters.Light is not null)
            Data(html, "light", "text/plain", rasters.Light.Payload);
        return html.Raw("<script>\n").Raw(script).Raw("</script>\n</body>\n</html>\n").ToString();
    }

    private static void Header(PageText html, MapPage page)
    {
        html.Raw("<header><div>\n");
        if (page.Source.Synthetic)
            html.Raw("<p class=\"badge\">Synthetic data</p>\n");
        html.Element("h1", page.Title).Raw("\n");
        if (page.Subtitle.Length > 0)
            html.Element("p", page.Subtitle, "subtitle").Raw("\n");
        html.Element("p", "This is not a map of deposits. It is a map of areas where it is worth thinking and checking again.", "muted").Raw("\n</div></header>\n");
    }

    private static void Footer(PageText html, MapPage page, GeographicLattice? lattice)
    {
        html.Raw("<footer><div>\n<p><b>1:200 000: not for siting drill holes.</b> ").Text(page.Source.Line).Raw("</p>\n<p>");
        html.Text($"Coordinates: {page.Score.Grid.Geometry.Crs}");
        if (lattice is not null)
            html.Text(lattice.AccuracyMetres > 0
                ? string.Create(CultureInfo.InvariantCulture, $"; latitude and longitude on WGS 84, whose tie to this system is good to {lattice.AccuracyMetres:0.#} m at best")
                : "; latitude and longitude on WGS 84");
        html.Raw(". ").Text(string.Create(CultureInfo.InvariantCulture, $"Values are rounded to 1/{MapPageRaster.StepsOfColours} of the range of their colours"))
            .Raw("<span id=\"coarse\"></span><span id=\"averaged\"></span>. ").Text("Areas and clusters are counted from the values as they are.").Raw("</p>\n</div></footer>\n");
    }

    private static void Data(PageText html, string id, string type, string text) => html.Raw($"<script type=\"{type}\" id=\"{id}\">").Raw(text).Raw("</script>\n");

    private static IEnumerable<object> Layers(MapPage page, MapPageRasters rasters)
    {
        var palettes = new List<Palette>();
        var layers = page.Groups.SelectMany(group => group.Layers.Select(layer => (Group: group.Name, Layer: layer))).Prepend((Group: "", Layer: page.Score));
        return layers.Zip(rasters.Layers, (layer, raster) =>
        {
            if (!palettes.Contains(layer.Layer.Palette))
                palettes.Add(layer.Layer.Palette);
            return new
            {
                layer.Group,
                layer.Layer.Name,
                Unit = layer.Layer.Grid.Unit is "1" ? "" : layer.Layer.Grid.Unit,
                Palette = palettes.IndexOf(layer.Layer.Palette),
                From = layer.Layer.Range?.Low,
                To = layer.Layer.Range?.High,
                Raster = raster with { Payload = "" },
            };
        }).ToList();
    }

    private static object? Shapes(VectorLayer? layer, Func<VectorFeature, MapPageShape> shape) => layer is null
        ? null
        : new { layer.Name, Shapes = layer.Features.Where(feature => !feature.Shape.IsEmpty).Select(shape).ToList() };

    private static string ZoneName(VectorFeature zone) => zone.Text("name") is { Length: > 0 } name ? name : $"Zone {zone.Text("rank")}".TrimEnd();

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(MapPageHtml).Assembly.GetManifestResourceStream($"GeoNotebooks.Reports.{name}")!);
        return reader.ReadToEnd();
    }
}
