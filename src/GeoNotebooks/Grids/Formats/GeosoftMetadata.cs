using System.Globalization;
using System.Xml;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The .xml that Oasis montaj leaves beside a grid ("a.grd" has "a.grd.xml"): its element "projection" names the system, and its attribute "wellknown_epsg" the code.
/// </summary>
internal static class GeosoftMetadata
{
    private const int MostLength = 1 << 20;

    /// <summary>The system of a grid; a local plane where no file beside it names a code.</summary>
    public static Crs SystemOf(GridContent grid)
    {
        using var xml = grid.Beside(Path.GetFileName(grid.Path) + ".xml");
        if (xml is null || xml.Length > MostLength)
            return Crs.Local;
        try
        {
            using var stream = xml.OpenStream();
            using var reader = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "projection" }
                    && int.TryParse(reader.GetAttribute("wellknown_epsg"), NumberStyles.None, CultureInfo.InvariantCulture, out var epsg) && epsg > 0)
                    return Crs.FromEpsg(epsg);
        }
        // A grid is no worse for a broken file beside it.
        catch (XmlException)
        {
        }
        return Crs.Local;
    }
}
