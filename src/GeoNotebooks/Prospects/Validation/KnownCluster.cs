using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>A known ore cluster or deposit on the nodes of a map. It judges maps; nothing may be trained on it that it judges.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">Nodes (row times columns plus column) within its polygon; of a point, a line, or a polygon between nodes the node next to its centre.</param>
public sealed record KnownCluster(string Name, IReadOnlyList<int> Nodes)
{
    /// <summary>The clusters of a layer that lie on some ground.</summary>
    /// <param name="layer">Polygons or points, with the attribute <c>name</c> where they have one.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="ground">One flag a node: ground that counts; null for all. A cluster partly on it is looked at there.</param>
    /// <exception cref="InvalidDataException">The layer is in another system, or none of its clusters lies on the ground.</exception>
    public static IReadOnlyList<KnownCluster> Of(VectorLayer layer, GridGeometry geometry, bool[]? ground = null)
    {
        PolygonRaster.RequireSameSystem(geometry, layer);
        var clusters = layer.Features.Where(feature => !feature.Shape.IsEmpty).Select((feature, i) => new KnownCluster(
            feature.Text("name") is { Length: > 0 } name ? name : FormattableString.Invariant($"{layer.Name} {i + 1}"),
            [.. NodesOf(feature.Shape, geometry).Where(node => ground is null || ground[node])])).Where(cluster => cluster.Nodes.Count > 0).ToList();
        return clusters.Count > 0
            ? clusters
            : throw new InvalidDataException(FormattableString.Invariant(
                $"layer '{layer.Name}': expected ore clusters on the ground of the map, {geometry.Bounds}; none of {layer.Features.Count} lies there"));
    }

    private static IEnumerable<int> NodesOf(Geometry shape, GridGeometry geometry)
    {
        var inside = PolygonRaster.Inside(geometry, [shape]);
        return Array.Exists(inside, node => node)
            ? Enumerable.Range(0, inside.Length).Where(node => inside[node])
            : geometry.NodeAt(shape.Centroid.X, shape.Centroid.Y) is { } node ? [node] : [];
    }
}
