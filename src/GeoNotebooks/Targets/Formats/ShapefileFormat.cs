using System.Buffers.Binary;
using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// ESRI shapefile: shapes in the .shp, attributes in the .dbf, system in the .prj, encoding in the .cpg; without a .cpg the encoding is detected. Only the
/// .shp must be there. An .shx that contradicts the .shp is refused.
/// </summary>
internal sealed class ShapefileFormat : IVectorFormat
{
    private const int IndexHeader = 100;

    public string Name => "shapefile";

    public string Title => "ESRI shapefile";

    public IReadOnlyList<string> Extensions { get; } = [".shp"];

    public Action<string, VectorLayer>? Write { get; } = ShapefileWriting.Write;

    public bool Recognises(GridContent content) => content.Head.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(content.Head) == ShapeRecords.FileCode;

    public VectorLayer Read(GridContent content, string? layer)
    {
        var name = VectorFile.OnlyLayer(content, layer);
        var shapes = new List<Geometry>();
        using (var index = VectorFile.Companion(content, ".shx"))
        {
            foreach (var (position, length, shape) in new ShapeRecords(content, new GeometryFactory()).Read())
            {
                if (index is not null)
                    RequireSame(index, shapes.Count, position, length);
                shapes.Add(shape);
            }
            if (index is not null && index.Length != IndexHeader + 8L * shapes.Count)
                throw index.Broken($"expected {IndexHeader + 8L * shapes.Count} bytes for the {shapes.Count} shapes of the .shp; found {index.Length}");
        }
        var crs = VectorFile.SmallCompanion(content, ".prj") is { } text ? CrsDefinition.Read(Encoding.UTF8.GetString(text).TrimStart('\uFEFF')) : Crs.Local;
        using var table = VectorFile.Companion(content, ".dbf");
        if (table is null)
            return new(name, crs, [.. shapes.Select(shape => new VectorFeature(shape, new Dictionary<string, object?>()))]) { Notes = ["there is no .dbf: the shapes have no attributes"] };
        var attributes = DbfAttributes.Open(table, VectorFile.SmallCompanion(content, ".cpg") is { } page ? Encoding.ASCII.GetString(page) : null);
        if (attributes.Count != shapes.Count)
            throw table.Broken($"expected {shapes.Count} rows, one for each shape; found {attributes.Count}");
        var features = shapes.Zip(attributes.Rows()).Where(pair => pair.Second is not null).Select(pair => new VectorFeature(pair.First, pair.Second!));
        return new(name, crs, [.. features]) { TextEncoding = attributes.TextEncoding, Notes = attributes.Notes };
    }

    private static void RequireSame(GridContent index, int record, long position, int length)
    {
        var entry = new byte[8];
        index.Read(IndexHeader + 8L * record, entry);
        var (there, bytes) = (2L * BinaryPrimitives.ReadInt32BigEndian(entry), 2L * BinaryPrimitives.ReadInt32BigEndian(entry.AsSpan(4)));
        if (there != position || bytes != length)
            throw index.Broken($"record {record + 1}: expected {length} bytes at {position}, as the .shp has them; found {bytes} at {there}");
    }
}
