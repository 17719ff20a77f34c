using System.Globalization;
using System.Text;
using GeoNotebooks.Grids;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Dbf.Fields;
using NetTopologySuite.IO.Esri.Shapefiles.Writers;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// Writes a shapefile with UTF-8 text, a .cpg and a .prj. What the format cannot hold (names over 10 bytes, text over 254, shapes of several kinds, a system
/// that we cannot define) is refused with a sentence instead of being cut.
/// </summary>
internal static class ShapefileWriting
{
    private const int LongestName = 10;
    private const int LongestText = 254;

    public static void Write(string path, VectorLayer layer)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        // The five files appear together, the .shp last: a reader that meets it finds the others.
        var beside = Directory.CreateDirectory(Path.Combine(folder, $"{Path.GetFileName(full)}.{Guid.NewGuid():N}.partial")).FullName;
        try
        {
            var stem = Path.GetFileNameWithoutExtension(full);
            WriteFiles(Path.Combine(beside, stem + ".shp"), layer);
            // An index of the file before would hide shapes, and an old .shp beside a new .dbf would mix two layers.
            foreach (var extension in (string[])[".shp", ".qix", ".sbn", ".sbx"])
                File.Delete(Path.Combine(folder, stem + extension));
            foreach (var extension in (string[])[".dbf", ".shx", ".cpg", ".prj", ".shp"])
            {
                var (from, to) = (Path.Combine(beside, stem + extension), Path.Combine(folder, stem + extension));
                if (File.Exists(from))
                    File.Move(from, to, overwrite: true);
                else
                    File.Delete(to);
            }
        }
        finally
        {
            Directory.Delete(beside, recursive: true);
        }
    }

    private static void WriteFiles(string path, VectorLayer layer)
    {
        var projection = CrsDefinition.WellKnownText(layer.Crs);
        if (projection is null && layer.Crs != Crs.Local)
            throw new ArgumentException($"layer '{layer.Name}': expected a system that a .prj can define; found {layer.Crs}");
        var type = TypeOf(layer);
        var names = layer.Features.SelectMany(feature => feature.Attributes.Keys).Distinct().ToList();
        var columns = names.Select(name => Column(layer, name)).ToList();
        // A table must have a column: readers take one without for a damaged file.
        if (columns.Count == 0)
            columns.Add(new DbfNumericInt64Field("id"));
        using (var writer = Shapefile.OpenWrite(path, new ShapefileWriterOptions(type, [.. columns]) { Encoding = new UTF8Encoding(false), Projection = projection }))
            for (var row = 0; row < layer.Features.Count; row++)
            {
                var feature = layer.Features[row];
                var attributes = new AttributesTable();
                foreach (var column in columns)
                    attributes.Add(column.Name, names.Count == 0 ? row + 1L : Value(layer, column, feature.Attributes.GetValueOrDefault(column.Name)));
                writer.Write(new Feature(Shaped(feature.Shape, type), attributes));
            }
        File.WriteAllText(Path.ChangeExtension(path, ".cpg"), "UTF-8");
    }

    private static object? Value(VectorLayer layer, DbfField column, object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (column is DbfCharacterField && Encoding.UTF8.GetByteCount(text) > LongestText)
            throw new ArgumentException($"layer '{layer.Name}', attribute '{column.Name}': expected text of at most {LongestText} bytes; found {Encoding.UTF8.GetByteCount(text)} ('{text[..40]}...'): write a GeoPackage");
        return value is null ? null : column switch
        {
            DbfCharacterField => text,
            DbfLogicalField => value,
            DbfNumericInt64Field => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        };
    }

    private static DbfField Column(VectorLayer layer, string name)
    {
        if (Encoding.UTF8.GetByteCount(name) is < 1 or > LongestName)
            throw new ArgumentException($"layer '{layer.Name}', attribute '{name}': expected a name of at most {LongestName} bytes; found {Encoding.UTF8.GetByteCount(name)}: write a GeoPackage");
        var values = layer.Features.Select(feature => feature.Attributes.GetValueOrDefault(name)).OfType<object>().ToList();
        return values switch
        {
            [_, ..] when values.All(value => value is bool) => new DbfLogicalField(name),
            [_, ..] when values.All(value => value is long or int or short or byte) => new DbfNumericInt64Field(name),
            [_, ..] when values.All(value => value is double or float or long or int or short or byte) => FloatColumn(name, values),
            _ => new DbfCharacterField(name, Math.Clamp(values.Select(value => Encoding.UTF8.GetByteCount(Convert.ToString(value, CultureInfo.InvariantCulture)!)).DefaultIfEmpty(1).Max(), 1, LongestText)),
        };
    }

    /// <summary>As many decimals as leave room for the digits before the point, up to 15.</summary>
    private static DbfFloatField FloatColumn(string name, IReadOnlyList<object> values)
    {
        const int width = 24;
        var largest = values.Select(value => Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture))).Where(double.IsFinite).DefaultIfEmpty().Max();
        var digits = largest < 1 ? 1 : (int)Math.Floor(Math.Log10(largest)) + 1;
        return digits > width - 4 ? new(name) : new(name, width, Math.Min(15, width - digits - 2));
    }

    private static ShapeType TypeOf(VectorLayer layer)
    {
        var shapes = layer.Features.Select(feature => feature.Shape).Where(shape => !shape.IsEmpty).ToList();
        var z = shapes.Any(shape => !double.IsNaN(shape.Coordinate.Z));
        var kinds = shapes.Select(shape => shape switch
        {
            Polygon or MultiPolygon => z ? ShapeType.PolygonZM : ShapeType.Polygon,
            LineString or MultiLineString => z ? ShapeType.PolyLineZM : ShapeType.PolyLine,
            Point when shapes.TrueForAll(other => other is Point) => z ? ShapeType.PointZM : ShapeType.Point,
            Point or MultiPoint => z ? ShapeType.MultiPointZM : ShapeType.MultiPoint,
            _ => ShapeType.NullShape,
        }).Distinct().ToList();
        return kinds switch
        {
            [] => ShapeType.Point,
            [not ShapeType.NullShape] => kinds[0],
            _ => throw new ArgumentException($"layer '{layer.Name}': expected shapes of one kind; found {string.Join(", ", shapes.Select(shape => shape.GeometryType).Distinct())}: write a GeoPackage"),
        };
    }

    private static Geometry Shaped(Geometry shape, ShapeType type) => (type, shape) switch
    {
        (ShapeType.Polygon or ShapeType.PolygonZM, Polygon { IsEmpty: false } polygon) => shape.Factory.CreateMultiPolygon([polygon]),
        (ShapeType.Polygon or ShapeType.PolygonZM, not MultiPolygon) => shape.Factory.CreateMultiPolygon(),
        (ShapeType.PolyLine or ShapeType.PolyLineZM, LineString { IsEmpty: false } line) => shape.Factory.CreateMultiLineString([line]),
        (ShapeType.PolyLine or ShapeType.PolyLineZM, not MultiLineString) => shape.Factory.CreateMultiLineString(),
        (ShapeType.MultiPoint or ShapeType.MultiPointZM, Point { IsEmpty: false } point) => shape.Factory.CreateMultiPoint([point]),
        (ShapeType.MultiPoint or ShapeType.MultiPointZM, not MultiPoint) => shape.Factory.CreateMultiPoint(),
        (ShapeType.Point or ShapeType.PointZM, not Point) => shape.Factory.CreatePoint(),
        _ => shape,
    };
}
