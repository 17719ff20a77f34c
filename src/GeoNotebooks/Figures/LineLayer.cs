using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>Lines: faults, flight lines, frames. Geometries of other kinds among them are passed over.</summary>
public sealed record LineLayer : MapLayer
{
    /// <summary>A layer of lines, in metres of the map's system.</summary>
    public LineLayer(string name, params IEnumerable<Geometry> geometries)
        : base(name) => Geometries = [.. geometries];

    /// <summary>The geometries.</summary>
    public IReadOnlyList<Geometry> Geometries { get; }

    /// <summary>Colour of the lines.</summary>
    public Rgb Stroke { get; init; } = "#222222";

    /// <summary>Width, in pixels of a picture 1000 wide.</summary>
    public double WidthPixels { get; init; } = 1.4;

    /// <summary>True for dashed lines.</summary>
    public bool Dashed { get; init; }

    internal IEnumerable<LineString> Lines => Geometries.SelectMany(PolygonLayer.PartsOf<LineString>);

    internal override Envelope Extent => PolygonLayer.ExtentOf(Geometries);

    internal override string Summary => FormattableString.Invariant($"{Name} ({Lines.Count()} lines)");
}
