using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The .aux.xml file beside a grid, in which GDAL and QGIS keep what a format has no room for: its system, and name, unit, blank value, scale and offset of
/// the band. Its other contents (histograms, statistics) are passed over.
/// Source: GDAL, Persistent Auxiliary Metadata (raster data model) and its schema gdalpamdataset.xsd.
/// </summary>
/// <param name="Crs">The system; null where the file names none.</param>
/// <param name="Name">What the values are, or null.</param>
/// <param name="Unit">Their unit, or null.</param>
/// <param name="Blank">The stored value that stands for none, or null.</param>
/// <param name="Scale">What stored values are multiplied by.</param>
/// <param name="Offset">What is added to them then.</param>
internal sealed record AuxiliaryFile(Crs? Crs, string? Name, string? Unit, double? Blank, double Scale, double Offset)
{
    private const string Extension = ".aux.xml";

    /// <summary>The file beside a grid, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static AuxiliaryFile? Read(GridContent grid)
    {
        using var content = grid.Beside(Path.GetFileName(grid.Path) + Extension);
        if (content is null)
            return null;
        try
        {
            using var stream = content.OpenStream();
            using var reader = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true });
            return Parse(content, reader);
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException)
        {
            throw content.Broken($"expected metadata as XML; {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>A grid with what its format could not say.</summary>
    public Grid Complete(Grid grid)
    {
        var values = grid.Values;
        if (Blank is not null || (Scale, Offset) is not (1, 0))
            values = [.. values.Select(value => value == (float?)Blank ? float.NaN : (float)(value * Scale + Offset))];
        return new(
            grid.Geometry.Crs is { Epsg: null, WellKnownText: null } && Crs is { } crs ? grid.Geometry with { Crs = crs } : grid.Geometry,
            values, Name ?? grid.Name, grid.Unit == "1" && Unit is { } unit ? unit : grid.Unit);
    }

    /// <summary>Writes the file beside a grid.</summary>
    /// <param name="path">The grid's file.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="blank">The stored value that stands for none, where the format itself does not say it.</param>
    public static void Write(string path, Grid grid, double? blank)
    {
        var band = new XElement("PAMRasterBand", new XAttribute("band", 1), new XElement("Description", Printable(grid.Name)));
        if (blank is { } value)
            band.Add(new XElement("NoDataValue", value.ToString("R", CultureInfo.InvariantCulture)));
        if (grid.Unit != "1")
            band.Add(new XElement("UnitType", Printable(grid.Unit)));
        var root = new XElement("PAMDataset", band);
        if (CrsDefinition.WellKnownText(grid.Geometry.Crs) is { } text)
            root.AddFirst(new XElement("SRS", text));
        AtomicFile.WriteText(path + Extension, root.ToString());

        static string Printable(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
    }

    /// <summary>Takes the file away.</summary>
    public static void Remove(string path) => File.Delete(path + Extension);

    private static AuxiliaryFile Parse(GridContent content, XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || reader.Name != "PAMDataset")
            throw content.Broken($"expected <PAMDataset>; found '{reader.Name}'");
        var found = new AuxiliaryFile(null, null, null, null, 1, 0);
        var inFirstBand = false;
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                inFirstBand &= !(reader.NodeType == XmlNodeType.EndElement && reader.Name == "PAMRasterBand");
                reader.Read();
                continue;
            }
            switch (reader.Name)
            {
                case "SRS":
                    found = found with { Crs = SystemOf(reader.ReadElementContentAsString()) };
                    break;
                case "PAMRasterBand" when reader.GetAttribute("band") == "1" && !reader.IsEmptyElement:
                    inFirstBand = true;
                    reader.Read();
                    break;
                case "Description" when inFirstBand:
                    found = found with { Name = Filled(reader.ReadElementContentAsString()) };
                    break;
                case "UnitType" when inFirstBand:
                    found = found with { Unit = Filled(reader.ReadElementContentAsString()) };
                    break;
                case "NoDataValue" when inFirstBand:
                    found = found with { Blank = Number(content, "NoDataValue", reader.ReadElementContentAsString()) };
                    break;
                case "Scale" when inFirstBand:
                    found = found with { Scale = Number(content, "Scale", reader.ReadElementContentAsString()) };
                    break;
                case "Offset" when inFirstBand:
                    found = found with { Offset = Number(content, "Offset", reader.ReadElementContentAsString()) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return found;

        static string? Filled(string text) => text.Length > 0 ? text : null;
        static Crs? SystemOf(string text) => text.Contains('[', StringComparison.Ordinal) ? CrsDefinition.Read(text) : null;
    }

    private static double Number(GridContent content, string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw content.Broken($"expected a number as {name}; found '{text}'");
}
