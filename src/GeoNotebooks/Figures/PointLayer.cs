using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>Points with signs and, where wanted, texts: stations, deposits, ore clusters.</summary>
public sealed record PointLayer : MapLayer
{
    /// <summary>A layer of points, in metres of the map's system.</summary>
    public PointLayer(string name, params IEnumerable<Coordinate> points)
        : base(name) => Points = [.. points];

    /// <summary>A layer of the points of geometries; of a line or polygon its centroid.</summary>
    public PointLayer(string name, params IEnumerable<Geometry> geometries)
        : base(name) => Points = [.. geometries.Where(g => !g.IsEmpty).Select(g => g.Centroid.Coordinate)];

    /// <summary>Easting and northing of each point.</summary>
    public IReadOnlyList<Coordinate> Points { get; }

    /// <summary>The sign.</summary>
    public Marker Marker { get; init; } = Marker.Circle;

    /// <summary>Size of the sign, in pixels of a picture 1000 wide.</summary>
    public double SizePixels { get; init; } = 8;

    /// <summary>Colour inside the sign.</summary>
    public Rgb Fill { get; init; } = "#ffffff";

    /// <summary>Colour of its outline.</summary>
    public Rgb Stroke { get; init; } = "#111111";

    /// <summary>A text for each point, beside it; empty for none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>True to write the texts to the left of their points where there is room, instead of to the right.</summary>
    public bool LabelsLeft { get; init; }

    internal override Envelope Extent
    {
        get
        {
            var extent = new Envelope();
            foreach (var point in Points)
                extent.ExpandToInclude(point);
            return extent;
        }
    }

    internal override string Summary => FormattableString.Invariant($"{Name} ({Points.Count} points)");
}
