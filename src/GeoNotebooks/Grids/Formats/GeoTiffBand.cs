using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace GeoNotebooks.Grids.Formats;

/// <summary>What GDAL's metadata tag (a small XML text) says of the band: name, unit and statistics.</summary>
internal static class GeoTiffBand
{
    /// <summary>The metadata of a grid.</summary>
    public static string Describe(Grid grid)
    {
        var statistics = GridStatistics.Of(grid);
        var items = new XElement("GDALMetadata",
            Entry("DESCRIPTION", Printable(grid.Name), ("sample", "0"), ("role", "description")),
            Entry("UNITTYPE", Printable(grid.Unit), ("sample", "0"), ("role", "unittype")));
        if (statistics.ValidCount > 0)
            items.Add(
                Entry("STATISTICS_MINIMUM", Number(statistics.Minimum), ("sample", "0")),
                Entry("STATISTICS_MAXIMUM", Number(statistics.Maximum), ("sample", "0")),
                Entry("STATISTICS_MEAN", Number(statistics.Mean), ("sample", "0")),
                Entry("STATISTICS_STDDEV", Number(statistics.StandardDeviation), ("sample", "0")));
        return items.ToString(SaveOptions.DisableFormatting);

        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        static string Printable(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
        static XElement Entry(string name, string value, params (string Key, string Value)[] attributes) =>
            new("Item", new XAttribute("name", name), attributes.Select(a => new XAttribute(a.Key, a.Value)), value);
    }

    /// <summary>Name and unit, null where there is none, and what stored values are multiplied by and then increased by; text that is damaged says nothing.</summary>
    public static (string? Name, string? Unit, double Scale, double Offset) Read(string metadata)
    {
        if (metadata.Length == 0)
            return (null, null, 1, 0);
        try
        {
            using var reader = XmlReader.Create(new StringReader(metadata), new() { DtdProcessing = DtdProcessing.Prohibit });
            var items = XElement.Load(reader).Elements("Item").ToList();
            string? Item(string name) => items.FirstOrDefault(item => (string?)item.Attribute("name") == name && (string?)item.Attribute("sample") is null or "0")?.Value;
            double Number(string name, double otherwise) =>
                double.TryParse(Item(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : otherwise;
            return (Item("DESCRIPTION"), Item("UNITTYPE"), Number("SCALE", 1), Number("OFFSET", 0));
        }
        catch (XmlException)
        {
            return (null, null, 1, 0);
        }
    }
}
