using System.Globalization;
using System.Text.Json;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets;

/// <summary>
/// Which objects of a map are a target, as a manifest holds it: the objects of a layer whose attribute has one of some values or lies in a range.
/// Polygons are present within; lines and points within a buffer, with an unknown margin around it.
/// </summary>
/// <param name="Target">The target's name.</param>
/// <param name="Layer">Name of the layer.</param>
public sealed record TargetRule(string Target, string Layer)
{
    /// <summary>The attribute that tells the target; null for all objects of the layer.</summary>
    public string? Attribute { get; init; }

    /// <summary>Values of the attribute that are the target, compared as text, letter by letter; numbers with a point, "true" and "false".</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The least number of the attribute that is the target.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number of the attribute that is the target.</summary>
    public double? Maximum { get; init; }

    /// <summary>Nodes nearer than this to a line or point are present: needed for those, refused for polygons.</summary>
    public double? BufferMetres { get; init; }

    /// <summary>Nodes beyond the buffer of a line or point, but not by more than this, are unknown.</summary>
    public double MarginMetres { get; init; } = 400;

    /// <summary>Reads a rule from JSON, as <see cref="ToJson"/> writes it.</summary>
    /// <param name="json">An object of the fields of this record.</param>
    /// <param name="where">What messages call it.</param>
    /// <exception cref="InvalidDataException">No such object, or one that makes no sense.</exception>
    public static TargetRule Parse(string json, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<TargetRule>(json, JsonFormat.Strict)?.Checked(where) ?? throw new InvalidDataException($"{where}: expected a rule; found null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{where}: expected a rule as a JSON object; {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>The rule as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonFormat.Indented);

    /// <summary>True for an object that is the target.</summary>
    public bool Matches(VectorFeature feature)
    {
        if (Attribute is null)
            return true;
        if (!feature.Attributes.TryGetValue(Attribute, out var value) || value is null)
            return false;
        if (Values is not null)
            return Values.Contains(TextOf(value), StringComparer.Ordinal);
        var number = value switch
        {
            long or int or short or byte or double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => double.NaN,
        };
        return number >= (Minimum ?? double.NegativeInfinity) && number <= (Maximum ?? double.PositiveInfinity);
    }

    /// <summary>The objects that are the target; those without a shape are left out.</summary>
    /// <exception cref="InvalidDataException">The layer has no such attribute, or no object that matches.</exception>
    public VectorLayer Select(VectorLayer layer)
    {
        Checked($"target '{Target}'");
        if (Attribute is not null && !layer.Features.Any(feature => feature.Attributes.ContainsKey(Attribute)))
            throw new InvalidDataException($"target '{Target}': expected an attribute '{Attribute}' in layer '{layer.Name}'; found {string.Join(", ", layer.Features.SelectMany(feature => feature.Attributes.Keys).Distinct())}");
        var chosen = layer.Where(feature => !feature.Shape.IsEmpty && Matches(feature));
        if (chosen.Features.Count > 0)
            return chosen;
        var found = Attribute is null ? "no shapes" : string.Join(", ", layer.Features.Select(feature => feature.Attributes.GetValueOrDefault(Attribute) is { } value ? $"'{TextOf(value)}'" : "nothing").Distinct().Take(12));
        throw new InvalidDataException($"target '{Target}': expected objects of layer '{layer.Name}' that match the rule; found {found}");
    }

    /// <summary>The standard of the target on the nodes of a grid: (row, column), row 0 northernmost.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="layer">The layer, in the system of the grid.</param>
    /// <param name="map">What the map covers and hides; null for a map of the whole grid.</param>
    /// <exception cref="InvalidDataException">Nothing matches, shapes of several kinds, no buffer where one is needed, another system, or nothing within the grid.</exception>
    public TargetLabels Label(GridGeometry geometry, VectorLayer layer, MapLabels? map = null)
    {
        var chosen = Select(layer);
        var dimensions = chosen.Features.Select(feature => feature.Shape.Dimension).Distinct().ToList();
        map ??= new();
        return (dimensions, BufferMetres) switch
        {
            ([Dimension.Surface], null) => map.OfPolygons(geometry, chosen, Target),
            ([Dimension.Surface], { } buffer) => throw new InvalidDataException(FormattableString.Invariant($"target '{Target}': expected no buffer for the polygons of layer '{layer.Name}'; found {buffer} m")),
            ([Dimension.Curve or Dimension.Point], { } buffer) => (map with { FaultHalfWidthMetres = buffer, FaultBufferMetres = buffer + MarginMetres }).OfLines(geometry, chosen, Target),
            ([_], null) => throw new InvalidDataException($"target '{Target}': expected \"bufferMetres\" for the lines or points of layer '{layer.Name}'; there is none"),
            _ => throw new InvalidDataException($"target '{Target}': expected objects of one kind in layer '{layer.Name}'; found {string.Join(", ", chosen.Features.Select(feature => feature.Shape.GeometryType).Distinct())}"),
        };
    }

    private static string TextOf(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private TargetRule Checked(string where)
    {
        if (string.IsNullOrWhiteSpace(Target) || string.IsNullOrWhiteSpace(Layer))
            throw new InvalidDataException($"{where}: expected a \"target\" and a \"layer\"; one of them is missing");
        var range = Minimum is not null || Maximum is not null;
        if (Attribute is null ? Values is not null || range : (Values is { Count: > 0 }) == range)
            throw new InvalidDataException($"{where}: expected \"attribute\" with \"values\", or with \"minimum\", \"maximum\" or both, or none of these");
        if (Minimum > Maximum)
            throw new InvalidDataException(FormattableString.Invariant($"{where}: expected a minimum up to the maximum; found {Minimum} and {Maximum}"));
        if (BufferMetres is { } buffer && !(buffer > 0 && double.IsFinite(buffer)) || !(MarginMetres >= 0 && double.IsFinite(MarginMetres)))
            throw new InvalidDataException(FormattableString.Invariant($"{where}: expected a buffer above 0 m and a margin of at least 0 m; found {BufferMetres} and {MarginMetres}"));
        return this;
    }
}
