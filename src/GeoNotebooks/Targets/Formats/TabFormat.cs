using System.Buffers.Binary;
using System.Globalization;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// MapInfo native table: columns in the .tab, attributes in the .dat, shapes in the .map, and in the .id where the shape of each row lies. Layout: A.
/// Joutsiniemi and R. Edwards, Notes on the MapInfo native table format (2000, with additions by U. Kousgaard until 2007), and MITAB, the open reader of D.
/// Morissette. Texts, arcs, ellipses, rounded rectangles and collections are left out with their rows and counted in the notes.
/// </summary>
internal sealed class TabFormat : IVectorFormat
{
    public string Name => "tab";

    public string Title => "MapInfo table";

    public IReadOnlyList<string> Extensions { get; } = [".tab"];

    public Action<string, VectorLayer>? Write => null;

    public bool Recognises(GridContent content) =>
        System.Text.Encoding.Latin1.GetString(content.Head).TrimStart('ï', '»', '¿', ' ', '\t', '\r', '\n').StartsWith("!table", StringComparison.OrdinalIgnoreCase);

    public VectorLayer Read(GridContent content, string? layer)
    {
        var name = VectorFile.OnlyLayer(content, layer);
        var definition = TabDefinition.Read(content);
        using var data = definition.DataFile is { } file
            ? content.Beside(file) ?? throw content.Broken($"expected '{file}' in the folder of the .tab; there is none, and a table out of its folder is not followed")
            : VectorFile.Companion(content, ".dat") ?? throw content.Broken("expected a .dat beside the .tab; there is none");
        var table = TabTable.Open(data, definition);
        using var mapFile = VectorFile.Companion(content, ".map");
        using var idFile = VectorFile.Companion(content, ".id");
        if (mapFile is not null && idFile is null)
            throw content.Broken("expected an .id beside the .map; there is none");
        var map = mapFile is null ? null : new TabMap(mapFile, new GeometryFactory());
        if (map is not null && idFile!.Length < 4L * table.Count)
            throw idFile.Broken($"expected {4L * table.Count} bytes for {table.Count} rows; found {idFile.Length}");
        var features = new List<VectorFeature>();
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var row = 0;
        foreach (var attributes in table.Rows())
        {
            row++;
            if (attributes is null)
                continue;
            var (kind, shape) = map?.Shape(PlaceOf(idFile!, row), row) ?? ("none", TabMap.Nothing);
            if (shape is not null)
                features.Add(new(shape, attributes));
            else
                leftOut[kind] = leftOut.GetValueOrDefault(kind) + 1;
        }
        List<string> notes = [.. leftOut.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} objects of kind {pair.Key} are left out"))];
        if (map is null)
            notes.Add("there is no .map: the rows have no shapes");
        return new(name, map?.Crs ?? Crs.Local, features) { TextEncoding = table.TextEncoding, Notes = notes };
    }

    private static long PlaceOf(GridContent ids, int row)
    {
        var place = new byte[4];
        ids.Read(4L * (row - 1), place);
        return BinaryPrimitives.ReadUInt32LittleEndian(place);
    }
}
