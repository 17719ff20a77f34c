using System.Globalization;
using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// MapInfo interchange format: shapes in the .mif, attributes in the .mid beside it. Layout: MapInfo Professional User Guide, appendix "MapInfo Data
/// Interchange Format". Texts, arcs, ellipses and rounded rectangles are left out with their rows and counted in the notes.
/// </summary>
internal sealed class MifFormat : IVectorFormat
{
    public string Name => "mif";

    public string Title => "MapInfo MIF";

    public IReadOnlyList<string> Extensions { get; } = [".mif"];

    public Action<string, VectorLayer>? Write => null;

    public bool Recognises(GridContent content)
    {
        var head = Encoding.Latin1.GetString(content.Head.AsSpan(0, Math.Min(content.Head.Length, 200))).TrimStart('ï', '»', '¿', ' ', '\t', '\r', '\n');
        return head.StartsWith("Version", StringComparison.OrdinalIgnoreCase) && head["Version".Length..].TrimStart() is [>= '0' and <= '9', ..];
    }

    public VectorLayer Read(GridContent content, string? layer)
    {
        var name = VectorFile.OnlyLayer(content, layer);
        using var stream = content.OpenStream();
        // Bytes as they are: only names of columns and texts go beyond ASCII, and their encoding is known later.
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var header = MifHeader.Read(content, reader);
        using var table = VectorFile.Companion(content, ".mid");
        var rows = table is null ? null : MidTable.Open(table, header);
        var factory = new GeometryFactory();
        var features = new List<VectorFeature>();
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using var attributes = rows?.Rows().GetEnumerator();
        foreach (var (keyword, shape) in new MifShapes(content, reader, header, factory).Read())
        {
            var values = new Dictionary<string, object?>();
            if (attributes is not null)
                values = attributes.MoveNext() ? attributes.Current : throw table!.Broken($"expected a row for each object of the .mif; there are fewer ({features.Count + leftOut.Values.Sum()})");
            if (shape is not null)
                features.Add(new(shape, values));
            else
                leftOut[keyword] = leftOut.GetValueOrDefault(keyword) + 1;
        }
        if (attributes?.MoveNext() == true)
            throw table!.Broken($"expected a row for each object of the .mif; there are more than its {features.Count + leftOut.Values.Sum()}");
        List<string> notes = [.. leftOut.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} objects of kind {pair.Key} are left out"))];
        if (rows is null)
            notes.Add("there is no .mid: the shapes have no attributes");
        return new(name, header.CoordSys?.ToCrs() ?? Crs.FromEpsg(4326), features) { TextEncoding = rows?.TextEncoding, Notes = notes };
    }
}
