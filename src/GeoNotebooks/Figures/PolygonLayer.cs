using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>Polygons with an outline, a fill or both. Geometries of other kinds among them are passed over; holes stay open.</summary>
public sealed record PolygonLayer : MapLayer
{
    /// <summary>A layer of polygons, in metres of the map's system.</summary>
    public PolygonLayer(string name, params IEnumerable<Geometry> geometries)
        : base(name) => Geometries = [.. geometries];

    /// <summary>The geometries.</summary>
    public IReadOnlyList<Geometry> Geometries { get; }

    /// <summary>Colour of the outline, null for none.</summary>
    public Rgb? Stroke { get; init; } = "#222222";

    /// <summary>Width of the outline, in pixels of a picture 1000 wide.</summary>
    public double WidthPixels { get; init; } = 1.2;

    /// <summary>True for a dashed outline: inferred boundaries, blind ground.</summary>
    public bool Dashed { get; init; }

    /// <summary>Colour inside, null for none.</summary>
    public Rgb? Fill { get; init; }

    /// <summary>Opacity of the fill alone.</summary>
    public double FillOpacity { get; init; } = 0.35;

    /// <summary>A text for each geometry, written at its middle; empty for none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    internal IEnumerable<Polygon> Polygons => Geometries.SelectMany(PartsOf<Polygon>);

    internal override Envelope Extent => ExtentOf(Geometries);

    internal override string Summary => FormattableString.Invariant($"{Name} ({Polygons.Count()} polygons)");

    /// <summary>The simple parts of one kind within a geometry, however deep the collections.</summary>
    internal static IEnumerable<T> PartsOf<T>(Geometry geometry)
        where T : Geometry => geometry switch
        {
            GeometryCollection collection => collection.Geometries.SelectMany(PartsOf<T>),
            T { IsEmpty: false } part => [part],
            _ => [],
        };

    internal static Envelope ExtentOf(IEnumerable<Geometry> geometries)
    {
        var extent = new Envelope();
        foreach (var geometry in geometries)
            extent.ExpandToInclude(geometry.EnvelopeInternal);
        return extent;
    }
}
