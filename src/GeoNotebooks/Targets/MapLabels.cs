using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoNotebooks.Targets;

/// <summary>
/// Standards from a geological map: mapped polygons or lines become labels on the nodes of a grid. Off the mapped area, under cover and
/// beside a contact the label is unknown, never absent.
/// </summary>
public sealed record MapLabels
{
    /// <summary>The area that the map covers; null when it covers the whole grid.</summary>
    public VectorLayer? MappedArea { get; init; }

    /// <summary>Younger cover that hides what lies below: ground under it is unknown.</summary>
    public VectorLayer? Cover { get; init; }

    /// <summary>Nodes nearer than this to a polygon's contact are unknown: the contact is not known better at 1:200 000. An edge between two polygons of the target is no contact.</summary>
    public double ContactBufferMetres { get; init; } = 200;

    /// <summary>Nodes nearer than this to a fault are present.</summary>
    public double FaultHalfWidthMetres { get; init; } = 300;

    /// <summary>Nodes beyond the half width but nearer than this to a fault are unknown.</summary>
    public double FaultBufferMetres { get; init; } = 700;

    /// <summary>Labels of a target that is mapped as polygons: intrusions, a formation.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="polygons">The mapped polygons.</param>
    /// <param name="target">The target's name.</param>
    /// <exception cref="InvalidDataException">The layer is in another system, or covers no node of the grid.</exception>
    public TargetLabels OfPolygons(GridGeometry geometry, VectorLayer polygons, string target)
    {
        var inside = PolygonRaster.Inside(geometry, polygons);
        RequireOverlap(inside, geometry, polygons, target);
        var contact = LineDistance.Metres(geometry, Dissolved(polygons), ContactBufferMetres);
        return Label(geometry, target, node => contact[node] < ContactBufferMetres ? TargetLabels.Unknown : inside[node] ? TargetLabels.Present : TargetLabels.Absent, hidden: node => !inside[node]);
    }

    /// <summary>Labels of a target that is mapped as lines: faults.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="lines">The mapped lines.</param>
    /// <param name="target">The target's name.</param>
    /// <exception cref="InvalidDataException">The layer is in another system, or reaches no node of the grid.</exception>
    public TargetLabels OfLines(GridGeometry geometry, VectorLayer lines, string target)
    {
        PolygonRaster.RequireSameSystem(geometry, lines);
        var distance = LineDistance.Metres(geometry, lines.Features.Select(feature => feature.Shape), FaultBufferMetres);
        RequireOverlap([.. distance.Select(metres => metres <= FaultHalfWidthMetres)], geometry, lines, target);
        return Label(
            geometry, target,
            node => distance[node] <= FaultHalfWidthMetres ? TargetLabels.Present : distance[node] < FaultBufferMetres ? TargetLabels.Unknown : TargetLabels.Absent,
            hidden: node => distance[node] > FaultHalfWidthMetres);
    }

    /// <summary>A mapped object shows through cover (the map says it is there); the absence of one under cover says nothing.</summary>
    private TargetLabels Label(GridGeometry geometry, string target, Func<int, sbyte> label, Func<int, bool> hidden)
    {
        var mapped = MappedArea is null ? null : PolygonRaster.Inside(geometry, MappedArea);
        var cover = Cover is null ? null : PolygonRaster.Inside(geometry, Cover);
        var values = new sbyte[geometry.Count];
        for (var node = 0; node < values.Length; node++)
            values[node] = mapped is not null && !mapped[node] || cover is not null && cover[node] && hidden(node) ? TargetLabels.Unknown : label(node);
        return new(geometry, values, target);
    }

    /// <summary>Polygons of one target that touch are one body: the edge between them, as where a map was drawn sheet by sheet, is no contact.</summary>
    private static IEnumerable<Geometry> Dissolved(VectorLayer polygons)
    {
        var shapes = polygons.Features.Select(feature => feature.Shape).Where(shape => !shape.IsEmpty).ToList();
        try
        {
            return shapes.Count < 2 ? shapes : [OverlayNGRobust.Union(shapes)];
        }
        catch (TopologyException)
        {
            // A ring that crosses itself has no inside that could be joined to another: its edges are taken as they are drawn.
            return shapes;
        }
    }

    private static void RequireOverlap(bool[] touched, GridGeometry geometry, VectorLayer layer, string target)
    {
        if (touched.Contains(true))
            return;
        var bounds = geometry.Bounds;
        throw new InvalidDataException(FormattableString.Invariant(
            $"target '{target}': expected objects of layer '{layer.Name}' within {bounds.MinX:0}..{bounds.MaxX:0} E, {bounds.MinY:0}..{bounds.MaxY:0} N; none of its {layer.Features.Count} overlaps the grid"));
    }
}
