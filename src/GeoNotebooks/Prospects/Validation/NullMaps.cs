using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>Maps that a person has without any network. A prospectivity map has to rank known clusters better than the best of them.</summary>
public static class NullMaps
{
    /// <summary>The nearer to an object of the geological map, the better: less the distance in metres, 0 within a polygon.</summary>
    /// <param name="objects">Lines or polygons.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="ground">One flag a node: ground that is scored.</param>
    /// <exception cref="InvalidDataException">The layer is in another system, or empty.</exception>
    public static Grid Nearness(VectorLayer objects, GridGeometry geometry, bool[] ground)
    {
        PolygonRaster.RequireSameSystem(geometry, objects);
        var shapes = objects.Features.Select(feature => feature.Shape).Where(shape => !shape.IsEmpty).ToList();
        if (shapes.Count == 0)
            throw new InvalidDataException($"layer '{objects.Name}': expected objects to be near to; it holds none");
        var (distance, inside) = (LineDistance.Metres(geometry, shapes), PolygonRaster.Inside(geometry, shapes));
        return new Grid(geometry, [.. distance.Select((metres, node) => inside[node] ? 0 : -metres)], $"nearness of {objects.Name}", "m").Where(ground);
    }

    /// <summary>The concept applied to what is mapped, or to what is really there: each target has probability 1 where it is present and 0 elsewhere, unknown ground included.</summary>
    /// <param name="concept">The concept.</param>
    /// <param name="labels">Labels of each target that the concept names.</param>
    /// <param name="ground">One flag a node: ground that is scored.</param>
    public static Grid ConceptOn(ConceptModel concept, IEnumerable<TargetLabels> labels, bool[] ground) =>
        ProspectivityMap.Converge(concept, labels.ToDictionary(
            target => target.Target, target => new Grid(target.Geometry, [.. target.Values.Select(label => label == TargetLabels.Present ? 1f : 0)], target.Target, "1").Where(ground)));

    /// <summary>
    /// The best single channel, chosen without the ground that it scores: for each part of the ground that channel, high or low, which ranks the clusters on the other parts best by the area under the
    /// curve. Its values become their ranks over all ground, so that parts with different channels can stand in one map.
    /// </summary>
    /// <param name="stack">The channels.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="partOf">The part of each node, from 0; -1 for ground that is not scored.</param>
    /// <returns>The map, from 0 to 1, and what was chosen for each part.</returns>
    /// <exception cref="InvalidDataException">The clusters outside a part are none.</exception>
    public static (Grid Map, IReadOnlyList<string> Chosen) BestChannel(FeatureStack stack, IReadOnlyList<KnownCluster> clusters, int[] partOf)
    {
        if (partOf.Length != stack.Geometry.Count)
            throw new ArgumentException($"expected a part for each of {stack.Geometry.Count} nodes; found {partOf.Length}");
        bool[] scored = [.. partOf.Select(part => part >= 0)];
        var ranked = stack.Channels.Select(channel => Ranked(channel.Where(scored))).SelectMany(channel => new[] { channel, channel.Map(rank => 1 - rank, $"low {channel.Name}") }).ToList();
        var (values, chosen) = (new float[partOf.Length], new List<string>());
        Array.Fill(values, float.NaN);
        foreach (var part in partOf.Where(part => part >= 0).Distinct().Order())
        {
            var others = clusters.Select(cluster => cluster with { Nodes = [.. cluster.Nodes.Where(node => partOf[node] >= 0 && partOf[node] != part)] }).Where(cluster => cluster.Nodes.Count > 0).ToList();
            if (others.Count == 0)
                throw new InvalidDataException($"expected clusters outside part {part} to choose a channel by; every cluster lies in it");
            bool[] outside = [.. partOf.Select(other => other >= 0 && other != part)];
            var best = ranked.MaxBy(channel => Quality(channel.Where(outside), others))!;
            chosen.Add(best.Name);
            for (var node = 0; node < values.Length; node++)
                if (partOf[node] == part)
                    values[node] = best.Values[node];
        }
        return (new(stack.Geometry, values, "best channel", "1"), chosen);
    }

    private static double Quality(Grid map, List<KnownCluster> clusters)
    {
        var sorted = map.Values.Where(value => !float.IsNaN(value)).Order().ToArray();
        var known = clusters.Select(cluster => cluster.Nodes.Where(node => !float.IsNaN(map.Values[node])).ToArray()).Where(nodes => nodes.Length > 0).ToList();
        return known.Count == 0 ? double.NegativeInfinity : CaptureMetric.AreaUnderCurve.Of([.. known.Select(nodes => (AreaRank.ShareAboveOf(sorted, AreaRank.MedianOf(map, nodes)), 1.0))]);
    }

    /// <summary>Each value's share of the values below it, ties counted half.</summary>
    private static Grid Ranked(Grid channel)
    {
        var sorted = channel.Values.Where(value => !float.IsNaN(value)).Order().ToArray();
        return channel.Map(value => (float)(1 - AreaRank.ShareAboveOf(sorted, value)));
    }
}
