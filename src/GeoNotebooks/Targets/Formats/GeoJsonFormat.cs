using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Runs;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// GeoJSON (RFC 7946), with the "crs" member of its forerunner (GeoJSON 2008) for systems other than WGS 84: x before y in any. A "crs" of null is a plane
/// that lies nowhere in particular.
/// </summary>
internal sealed partial class GeoJsonFormat : IVectorFormat
{
    private static readonly JsonSerializerOptions Shapes = new() { Converters = { new GeoJsonConverterFactory(new GeometryFactory()) } };

    public string Name => "geojson";

    public string Title => "GeoJSON";

    public IReadOnlyList<string> Extensions { get; } = [".geojson", ".json"];

    public Action<string, VectorLayer>? Write { get; } = WriteLayer;

    public bool Recognises(GridContent content)
    {
        var head = content.Head.AsSpan();
        if (head.StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        return head.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    public VectorLayer Read(GridContent content, string? layer)
    {
        var name = VectorFile.OnlyLayer(content, layer);
        try
        {
            using var stream = content.OpenStream();
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            var features = Member(root, "type") switch
            {
                "FeatureCollection" when root.TryGetProperty("features", out var list) && list.ValueKind == JsonValueKind.Array => list.EnumerateArray().Select((item, i) => Feature(content, item, i + 1)),
                "Feature" => [Feature(content, root, 1)],
                "Point" or "MultiPoint" or "LineString" or "MultiLineString" or "Polygon" or "MultiPolygon" or "GeometryCollection" => [new VectorFeature(Shape(content, root, 1), new Dictionary<string, object?>())],
                var other => throw content.Broken($"expected a GeoJSON \"type\" with its members; found '{other}'"),
            };
            return new(name, System(content, root), [.. features]);
        }
        catch (JsonException exception)
        {
            throw content.Broken($"expected GeoJSON; {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static string Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static VectorFeature Feature(GridContent content, JsonElement item, int number)
    {
        if (Member(item, "type") != "Feature")
            throw content.Broken($"feature {number}: expected an object of \"type\" \"Feature\"; found '{Member(item, "type")}'");
        var shape = item.TryGetProperty("geometry", out var geometry) && geometry.ValueKind != JsonValueKind.Null
            ? Shape(content, geometry, number)
            : new GeometryFactory().CreateGeometryCollection();
        var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (item.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            foreach (var property in properties.EnumerateObject())
                attributes[property.Name] = Value(property.Value);
        return new(shape, attributes);
    }

    /// <summary>Objects and lists are kept as the JSON that they are.</summary>
    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        _ => value.GetRawText(),
    };

    private static Geometry Shape(GridContent content, JsonElement item, int number)
    {
        try
        {
            var shape = item.Deserialize<Geometry>(Shapes) ?? throw content.Broken($"feature {number}: expected a geometry; found none");
            return shape.Coordinates.All(point => double.IsFinite(point.X) && double.IsFinite(point.Y))
                ? shape
                : throw content.Broken($"feature {number}: expected finite coordinates; found others");
        }
        catch (Exception exception) when (exception is not (InvalidDataException or OutOfMemoryException))
        {
            throw content.Broken($"feature {number}: expected a geometry; it is damaged ({exception.Message.ReplaceLineEndings(" ")})", exception);
        }
    }

    private static Crs System(GridContent content, JsonElement root)
    {
        if (!root.TryGetProperty("crs", out var member))
            return Crs.FromEpsg(4326);
        if (member.ValueKind == JsonValueKind.Null)
            return Crs.Local;
        var name = member.ValueKind == JsonValueKind.Object && member.TryGetProperty("properties", out var properties) ? Member(properties, "name") : "";
        if (name.EndsWith(":CRS84", StringComparison.OrdinalIgnoreCase))
            return Crs.FromEpsg(4326);
        return Code().Match(name) is { Success: true } code
            ? Crs.FromEpsg(int.Parse(code.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : throw content.Broken($"expected a \"crs\" of an EPSG code, such as \"urn:ogc:def:crs:EPSG::28425\"; found '{name}'");
    }

    private static void WriteLayer(string path, VectorLayer layer) => AtomicFile.Write(path, beside =>
    {
        using var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("name", layer.Name);
        if (layer.Crs.Epsg is { } epsg and not 4326)
        {
            json.WritePropertyName("crs");
            json.WriteStartObject();
            json.WriteString("type", "name");
            json.WriteStartObject("properties");
            json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"urn:ogc:def:crs:EPSG::{epsg}"));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else if (layer.Crs == Crs.Local)
            json.WriteNull("crs");
        else if (layer.Crs.Epsg is null)
            throw new ArgumentException($"layer '{layer.Name}': expected a system with an EPSG code; found {layer.Crs}");
        json.WriteStartArray("features");
        foreach (var feature in layer.Features)
            WriteFeature(json, feature, layer.Name);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteFeature(Utf8JsonWriter json, VectorFeature feature, string layer)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        foreach (var (name, value) in feature.Attributes)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN:
                    json.WriteNullValue();
                    break;
                case double or float:
                    json.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                    break;
                case long or int or short or byte:
                    json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                default:
                    throw new ArgumentException($"layer '{layer}', attribute '{name}': expected text, a number or a boolean; found {value.GetType().Name}");
            }
        }
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        if (feature.Shape.IsEmpty)
            json.WriteNullValue();
        else
            JsonSerializer.Serialize(json, feature.Shape, Shapes);
        json.WriteEndObject();
    }

    [GeneratedRegex(@"^(?:urn:(?:ogc|x-ogc):def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})$", RegexOptions.IgnoreCase)]
    private static partial Regex Code();
}
