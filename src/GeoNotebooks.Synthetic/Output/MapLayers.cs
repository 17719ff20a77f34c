using GeoNotebooks.Grids;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>The map and the truth as vector layers, cut to the sheets that are written.</summary>
internal sealed class MapLayers
{
    private static readonly Crs System = Crs.Pulkovo1942GaussKruger25;

    private readonly GeologyModel _geology;
    private readonly GroundFields _fields;
    private readonly IReadOnlyList<int> _sheets;
    private readonly Geometry _area;
    private readonly IPreparedGeometry _prepared;
    private IReadOnlyList<(int Unit, Polygon Shape)>? _units;

    public MapLayers(GeologyModel geology, GroundFields fields, IReadOnlyList<int> sheets)
    {
        (_geology, _fields, _sheets) = (geology, fields, sheets);
        _area = NetTopologySuite.Operation.Union.UnaryUnionOp.Union(sheets.Select(sheet => (Geometry)geology.Frame.Outlines[sheet]).ToList());
        _prepared = PreparedGeometryFactory.Prepare(_area);
    }

    public IReadOnlyList<VectorLayer> Geology() =>
    [
        Layer("units", Units().Select(unit => Feature(unit.Shape, ("code", RockUnit.Column[unit.Unit].Code), ("name", RockUnit.Column[unit.Unit].Name), ("age", RockUnit.Column[unit.Unit].Age)))),
        Layer("intrusions", Bodies(_geology.Intrusions.Where(body => body.Mapped), body => [("name", body.Name), ("complex", body.Complex)])),
        Layer("faults", Lines(_geology.Faults.Where(fault => fault.Mapped), fault => [("name", fault.Name), ("rank", fault.Regional ? "regional" : "cross"), Kilometres(fault.Length)])),
        Layer("cover", Traced(i => _fields.Cover[i] > 0.5f ? 0 : -1).Select(piece => Feature(piece.Shape, ("name", "Quaternary alluvium")))),
        Layer("mapped_area", [Feature(_area, ("name", "area of the geological map"))]),
        Layer("sheets", _sheets.Select(sheet => Feature(
            _geology.Frame.Outlines[sheet], ("name", _geology.Frame.Sheets[sheet].Name), ("year", (long)Numerics.RandomStream.For(_geology.Seed, "year", sheet).Index(24) + 1968)))),
    ];

    public VectorLayer Clusters() => Layer("clusters", _geology.Clusters.SelectMany(cluster => Cut(Outline(cluster), [("name", cluster.Name)])));

    public IReadOnlyList<VectorLayer> Truth() =>
    [
        Layer("intrusions", Bodies(_geology.Intrusions, body =>
        [
            ("name", body.Name), ("complex", body.Complex), ("barren", body.Barren), ("mapped", body.Mapped), ("like_mapped", body.LikeMapped), ("roof_depth_km", Math.Round(body.Roof / 1000, 3)),
        ])),
        Layer("faults", Lines(_geology.Faults, fault =>
        [
            ("name", fault.Name), ("rank", fault.Regional ? "regional" : "cross"), ("mapped", fault.Mapped), ("like_mapped", fault.LikeMapped), ("shows_in", fault.ShowsIn), Kilometres(fault.Length),
        ])),
        Layer("atkan", Units().Where(unit => unit.Unit == RockUnit.Atkan).Select(unit => Feature(unit.Shape, ("code", RockUnit.Column[unit.Unit].Code)))),
        Layer("confounders",
        [
            .. Bodies(_geology.Confounders, body => [("kind", Kind(body.Kind)), ("name", body.Name)]),
            .. Lines(_geology.Lineaments, line => [("kind", line.Magnetic ? "dyke" : "valley"), ("name", line.Name)]),
            .. Traced(i => _geology.AtkanLike[i] ? 0 : -1).Select(piece => Feature(piece.Shape, ("kind", "volcaniclastic beds"), ("name", "Atkan-like beds"))),
        ]),
        Layer("clusters", _geology.Clusters.SelectMany(cluster => Cut(Outline(cluster),
        [
            ("name", cluster.Name), ("breaks_concept", cluster.Broken == BrokenSign.None ? "" : cluster.Broken.ToString().ToLowerInvariant()),
            ("fault_distance_km", Math.Round(cluster.FaultDistance / 1000, 2)), ("granite_distance_km", Math.Round(cluster.GraniteDistance / 1000, 2)), ("halo", Math.Round(cluster.Halo, 2)),
        ]))),
    ];

    private static string Kind(BodyKind kind) => kind switch
    {
        BodyKind.Basin => "basin",
        BodyKind.Shale => "shale",
        BodyKind.FelsicVolcanics => "felsic volcanics",
        BodyKind.Pyrrhotite => "pyrrhotite zone",
        _ => "granitoid",
    };

    private static (string, object?) Kilometres(double metres) => ("length_km", Math.Round(metres / 1000, 1));

    private static VectorLayer Layer(string name, IEnumerable<VectorFeature> features) => new(name, System, [.. features]);

    private static VectorFeature Feature(Geometry shape, params (string Name, object? Value)[] attributes) =>
        new(shape, attributes.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    private static Polygon Outline(OreCluster cluster) => new Body
    {
        Id = 0,
        Kind = BodyKind.Granitoid,
        Name = cluster.Name,
        X = cluster.X,
        Y = cluster.Y,
        SemiMajor = cluster.SemiMajor,
        SemiMinor = cluster.SemiMinor,
        AzimuthDegrees = cluster.AzimuthDegrees,
        Amplitudes = [],
        Phases = [],
        Floor = 0,
        Density = 0,
        Susceptibility = 0,
    }.Outline();

    private IReadOnlyList<(int Unit, Polygon Shape)> Units() => _units ??= [.. Traced(i => _geology.Units[i])];

    private IEnumerable<VectorFeature> Bodies(IEnumerable<Body> bodies, Func<Body, (string, object?)[]> attributes) =>
        bodies.SelectMany(body => Images(body.Outline()).SelectMany(shape => Cut(shape, attributes(body))));

    private IEnumerable<VectorFeature> Lines(IEnumerable<Fault> faults, Func<Fault, (string, object?)[]> attributes) =>
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

    private IEnumerable<VectorFeature> Cut(Geometry shape, (string, object?)[] attributes)
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

    private IEnumerable<(int Label, Polygon Shape)> Traced(Func<int, int> labelOf)
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
