using System.Globalization;
using System.Xml.Linq;
using GeoNotebooks.Figures;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Reports;

/// <summary>How QGIS (3.22 and later) draws what we export: its own style files, QML, in the colours of our figures.</summary>
public static class QgisStyle
{
    /// <summary>Polygons with an outline and a light fill, labelled by an attribute.</summary>
    /// <param name="stroke">Colour of the outline.</param>
    /// <param name="fillOpacity">Opacity of the same colour inside, from 0 to 1.</param>
    /// <param name="label">Attribute that labels; empty for none.</param>
    /// <param name="dashed">True for a dashed outline.</param>
    public static string Polygons(Rgb stroke, double fillOpacity = 0.2, string label = "", bool dashed = false) => Document(
        new XElement("renderer-v2", new XAttribute("type", "singleSymbol"), new XElement("symbols", new XElement("symbol", new XAttribute("name", "0"), new XAttribute("type", "fill"), new XAttribute("alpha", "1"),
            new XElement("layer", new XAttribute("class", "SimpleFill"), new XAttribute("enabled", "1"), new XAttribute("pass", "0"),
                Property("color", Colour(stroke, fillOpacity)), Property("style", fillOpacity > 0 ? "solid" : "no"), Property("outline_color", Colour(stroke, 1)), Property("outline_style", dashed ? "dash" : "solid"),
                Property("outline_width", "0.5"), Property("outline_width_unit", "MM"))))),
        label.Length == 0 ? null : new XElement("labeling", new XAttribute("type", "simple"), new XElement("settings", new XElement("text-style", new XAttribute("fieldName", label), new XAttribute("fontSize", "9")))));

    /// <summary>A raster in the colours of a layer of ours, over the same range of values; blank nodes are clear.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="InvalidDataException">No node has a value.</exception>
    public static string Raster(GridLayer layer)
    {
        var (low, high) = layer.Range ?? throw new InvalidDataException($"style of '{layer.Name}': expected a grid with values; every node is blank");
        var items = Enumerable.Range(0, 17).Select(i => (Value: low + (high - low) * i / 16, Colour: layer.Palette.At(i / 16.0)))
            .Select(item => new XElement("item", new XAttribute("value", Number(item.Value)), new XAttribute("color", item.Colour.ToString()), new XAttribute("alpha", "255"), new XAttribute("label", Number(item.Value))));
        return Document(new XElement("pipe", new XElement("rasterrenderer", new XAttribute("type", "singlebandpseudocolor"), new XAttribute("band", "1"), new XAttribute("opacity", "1"),
            new XAttribute("classificationMin", Number(low)), new XAttribute("classificationMax", Number(high)),
            new XElement("rastershader", new XElement("colorrampshader", new XAttribute("colorRampType", "INTERPOLATED"), new XAttribute("classificationMode", "1"), new XAttribute("clip", "0"), items)))));
    }

    /// <summary>Writes the style of a raster beside its file, where QGIS looks for it: <c>map.qml</c> for <c>map.tif</c>.</summary>
    /// <param name="rasterPath">The raster's file.</param>
    /// <param name="layer">How it looks.</param>
    public static void WriteBeside(string rasterPath, GridLayer layer) => AtomicFile.WriteText(Path.ChangeExtension(rasterPath, ".qml"), Raster(layer));

    private static string Document(params XElement?[] parts) =>
        new XDocument(new XDocumentType("qgis", "http://mrcc.com/qgis.dtd", "SYSTEM", null), new XElement("qgis", new XAttribute("version", "3.22.0"), new XAttribute("styleCategories", "Symbology|Labeling"), parts)).ToString();

    private static XElement Property(string key, string value) => new("prop", new XAttribute("k", key), new XAttribute("v", value));

    private static string Colour(Rgb colour, double opacity) => string.Create(CultureInfo.InvariantCulture, $"{colour.Red},{colour.Green},{colour.Blue},{Math.Round(255 * opacity):0}");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
