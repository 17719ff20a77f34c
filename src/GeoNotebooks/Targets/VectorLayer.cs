using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets;

/// <summary>One mapped object: its shape and what the map says of it.</summary>
/// <param name="Shape">Polygon, line or point, x = easting, y = northing (longitude and latitude in a geographic system); an empty geometry where the map has a row without a shape.</param>
/// <param name="Attributes">Values by name: text, long, double, bool or null. Dates are text as ISO 8601 writes them, such as "2020-05-04".</param>
public sealed record VectorFeature(Geometry Shape, IReadOnlyDictionary<string, object?> Attributes)
{
    /// <summary>An attribute as text; empty when it is absent.</summary>
    public string Text(string attribute) => Attributes.GetValueOrDefault(attribute) is { } value
        ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!
        : "";
}

/// <summary>Mapped objects of one kind in one coordinate system.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Crs">System of the coordinates.</param>
/// <param name="Features">The objects.</param>
public sealed record VectorLayer(string Name, Crs Crs, IReadOnlyList<VectorFeature> Features)
{
    /// <summary>How the file held its text, such as "windows-1251 (detected)"; null where the layer is not from a file, or its format has one encoding alone.</summary>
    public string? TextEncoding { get; init; }

    /// <summary>What reading had to leave out or assume, a sentence each; empty where nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The objects that a rule picks, in a layer of the same name.</summary>
    public VectorLayer Where(Func<VectorFeature, bool> rule) => this with { Features = [.. Features.Where(rule)] };
}
