using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>The map and the truth of a region as vector layers, cut to the sheets that are written, and what else belongs into its packages.</summary>
internal abstract class RegionLayers
{
    private readonly GeologyModel _geology;
    private readonly GroundFields _fields;
    private readonly IReadOnlyList<int> _sheets;
    private readonly Geometry _area;
    private readonly IPreparedGeometry _prepared;
    private IReadOnlyList<(int Unit, Polygon Shape)>? _units;

    protected RegionLayers(GeologyModel geology, GroundFields fields, IReadOnlyList<int> sheets)
    {
        (_geology, _fields, _sheets) = (geology, fields, sheets);
        _area = NetTopologySuite.Operation.Union.UnaryUnionOp.Union(sheets.Select(sheet => (Geometry)geology.Frame.Outlines[sheet]).ToList());
        _prepared = PreparedGeometryFactory.Prepare(_area);
    }

    /// <summary>The geological map: what a geologist gets.</summary>
    public abstract IReadOnlyList<VectorLayer> Geology();

    /// <summary>What is really there.</summary>
    public abstract IReadOnlyList<VectorLayer> Truth();

    /// <summary>Writes what a region's data package has beyond the common layout.</summary>
    public virtual IReadOnlyList<DataResource> WriteFurther(string folder) => [];

    /// <summary>Writes what its truth has beyond the layers.</summary>
    public virtual IReadOnlyList<DataResource> WriteFurtherTruth(string folder) => [];

    /// <summary>The layers of every map beside its geology: thick cover, the mapped area, the sheets.</summary>
    protected IReadOnlyList<VectorLayer> Frames(string coverName, int firstYear) =>
    [
        Layer("cover", Traced(i => _fields.Cover[i] > 0.5f ? 0 : -1).Select(piece => Feature(piece.Shape, ("name", coverName)))),
        Layer("mapped_area", [Feature(_area, ("name", "area of the geological map"))]),
        Layer("sheets", _sheets.Select(sheet => Feature(
            _geology.Frame.Outlines[sheet], ("name", _geology.Frame.Sheets[sheet].Name), ("year", (long)Numerics.RandomStream.For(_geology.Seed, "year", sheet).Index(24) + firstYear)))),
    ];

    protected static (string, object?) Kilometres(double metres) => ("length_km", Math.Round(metres / 1000, 1));

    protected VectorLayer Layer(string name, IEnumerable<VectorFeature> features) => new(name, _geology.Frame.Crs, [.. features]);

    protected static VectorFeature Feature(Geometry shape, params (string Name, object? Value)[] attributes) =>
        new(shape, attributes.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    protected IReadOnlyList<(int Unit, Polygon Shape)> Units() => _units ??= [.. Traced(i => _geology.Units[i])];

    protected IEnumerable<VectorFeature> Bodies(IEnumerable<Body> bodies, Func<Body, (string, object?)[]> attributes) =>
        bodies.SelectMany(body => Images(body.Outline()).SelectMany(shape => Cut(shape, attributes(body))));

    protected IEnumerable<VectorFeature> Lines(IEnumerable<Fault> faults, Func<Fault, (string, object?)[]> attributes) =>
        faults.SelectMany(fault => Images(new LineString(fault.Trace())).SelectMany(shape => Cut(shape, attributes(fault))));

    /// <summary>A shape, and its images across the edges of the torus, where they meet the sheets.</summary>
    private IEnumerable<Geometry> Images(Geometry shape)
    {
        var torus = _geology.Torus;
        for (var east = -1; east <= 1; east++)
            for (var north = -1; north <= 1; north++)
            {
                var image = east == 0 && north == 0 ? shape
                    : NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(east * torus.Width, north * torus.Height).Transform(shape);
                if (image.EnvelopeInternal.Intersects(_area.EnvelopeInternal) && _prepared.Intersects(image))
                    yield return image;
            }
    }

    protected IEnumerable<VectorFeature> Cut(Geometry shape, (string, object?)[] attributes)
    {
        if (_prepared.Contains(shape))
            return [Feature(shape, attributes)];
        return Parts(shape).Select(part => Feature(part, attributes));
    }

    /// <summary>The parts of a shape within the sheets that are of the shape's own dimension.</summary>
    private IEnumerable<Geometry> Parts(Geometry shape)
    {
        var cut = NetTopologySuite.Operation.OverlayNG.OverlayNGRobust.Overlay(shape, _area, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection);
        for (var i = 0; i < cut.NumGeometries; i++)
            if (cut.GetGeometryN(i) is { IsEmpty: false } part && part.Dimension == shape.Dimension)
                yield return part;
    }

    protected IEnumerable<(int Label, Polygon Shape)> Traced(Func<int, int> labelOf)
    {
        // The raster is traced a cell beyond the sheets and then cut, so that its edge is the sheets' edge.
        var torus = _geology.Torus;
        var g = torus.Geometry;
        var bounds = _area.EnvelopeInternal;
        int top = Math.Max(1, (int)g.RowAt(bounds.MaxY) - 2), bottom = Math.Min(g.Rows - 2, (int)g.RowAt(bounds.MinY) + 3);
        int left = Math.Max(1, (int)g.ColumnAt(bounds.MinX) - 2), right = Math.Min(g.Columns - 2, (int)g.ColumnAt(bounds.MaxX) + 3);
        var window = g.Window(top, left, bottom - top + 1, right - left + 1);
        var labels = new int[window.Count];
        for (var row = 0; row < window.Rows; row++)
            for (var column = 0; column < window.Columns; column++)
                labels[row * window.Columns + column] = labelOf((row + top) * g.Columns + column + left);
        foreach (var (label, shape) in RasterTracer.Trace(window, labels))
        {
            if (_prepared.Contains(shape))
                yield return (label, shape);
            else if (_prepared.Intersects(shape))
                foreach (var part in Parts(shape))
                    yield return (label, (Polygon)part);
        }
    }
}
