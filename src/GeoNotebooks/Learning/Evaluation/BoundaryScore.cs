using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>What one block adds to a boundary score.</summary>
/// <param name="Flagged">Nodes of the thinned prediction.</param>
/// <param name="FlaggedNear">Those within the tolerance of a line.</param>
/// <param name="Line">Points along the lines.</param>
/// <param name="LineNear">Those within the tolerance of the thinned prediction.</param>
public readonly record struct BoundaryCount(long Flagged, long FlaggedNear, long Line, long LineNear);

/// <summary>
/// How well a map traces lines, such as faults, give or take a tolerance: what is flagged is thinned to lines, precision is the share of these near a true line, recall the share of the true lines' length near them (boundary F1:
/// Csurka, Larlus and Perronnin 2013, BMVC, 32.1-32.11, after Martin, Fowlkes and Malik 2004, IEEE PAMI 26, 530-549, but without their one-to-one matching).
/// </summary>
/// <param name="Blocks">The counts of each block of judged ground.</param>
public sealed record BoundaryScore(IReadOnlyList<BoundaryCount> Blocks)
{
    /// <summary>Share of the thinned prediction within the tolerance of a line; NaN when nothing is flagged.</summary>
    public double Precision => Figure(Sums(), (precision, _) => precision);

    /// <summary>Share of the lines' length within the tolerance of the thinned prediction; NaN when there is no line on judged ground.</summary>
    public double Recall => Figure(Sums(), (_, recall) => recall);

    /// <summary>Harmonic mean of the two: 0 when nothing is flagged, NaN when there is no line.</summary>
    public double F1 => F1Of(Sums());

    /// <summary>Scores a map against lines.</summary>
    /// <param name="map">Scores; NaN is not judged.</param>
    /// <param name="threshold">Scores from here on are flagged.</param>
    /// <param name="lines">The lines, in the system of the map.</param>
    /// <param name="judged">One flag a node: ground that counts. Against the map leave out ground near unmapped lines (<see cref="MapScoring.KnownGround"/>), not the margins of mapped ones.</param>
    /// <param name="blocks">The block of each node, from 0.</param>
    /// <param name="toleranceMetres">How far a line may be off. Lines across the edge of judged ground are not known of: points there may lose their match.</param>
    /// <param name="spacingMetres">Distance of the points along the lines.</param>
    /// <exception cref="InvalidDataException">The layer is in another system.</exception>
    public static BoundaryScore Of(
        Grid map, float threshold, VectorLayer lines, bool[] judged, int[] blocks, double toleranceMetres = 400, double spacingMetres = 100)
    {
        var geometry = map.Geometry;
        PolygonRaster.RequireSameSystem(geometry, lines);
        if (judged.Length != geometry.Count || blocks.Length != geometry.Count)
            throw new ArgumentException($"'{map.Name}': expected one flag and one block for each of {geometry.Count} nodes; found {judged.Length} and {blocks.Length}");
        var counts = new Dictionary<int, BoundaryCount>();
        for (var node = 0; node < judged.Length; node++)
            if (judged[node] && !float.IsNaN(map.Values[node]))
                counts.TryAdd(blocks[node], default);
        var thin = Thinning.Of(geometry, [.. map.Values.Select((value, node) => judged[node] && value >= threshold)]);
        var distance = LineDistance.Metres(geometry, lines.Features.Select(feature => feature.Shape), toleranceMetres);
        for (var node = 0; node < thin.Length; node++)
            if (thin[node])
                counts[blocks[node]] = counts[blocks[node]] is var count && distance[node] <= toleranceMetres
                    ? count with { Flagged = count.Flagged + 1, FlaggedNear = count.FlaggedNear + 1 }
                    : count with { Flagged = count.Flagged + 1 };
        foreach (var point in lines.Features.SelectMany(feature => LinePoints.Along(feature.Shape, spacingMetres)))
            if (geometry.NodeAt(point.X, point.Y) is { } node && judged[node] && !float.IsNaN(map.Values[node]))
                counts[blocks[node]] = counts[blocks[node]] is var count && NodesWithin.Of(geometry, point, toleranceMetres).Any(at => thin[at.Row * geometry.Columns + at.Column])
                    ? count with { Line = count.Line + 1, LineNear = count.LineNear + 1 }
                    : count with { Line = count.Line + 1 };
        return new([.. counts.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
    }

    /// <summary>Several regions as one, each with its own blocks.</summary>
    public static BoundaryScore Pool(params IReadOnlyList<BoundaryScore> scores) => new([.. scores.SelectMany(score => score.Blocks)]);

    /// <summary>F1 with its interval over blocks.</summary>
    public Estimate EstimateF1(BootstrapOptions? options = null) => BlockBootstrap.OfSums([.. Blocks.Select(Row)], F1Of, options);

    private static double[] Row(BoundaryCount count) => [count.Flagged, count.FlaggedNear, count.Line, count.LineNear];

    private static double F1Of(double[] sums) => Figure(sums, (precision, recall) =>
        double.IsNaN(recall) ? double.NaN : double.IsNaN(precision) || precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));

    private static double Figure(double[] sums, Func<double, double, double> figure) => figure(sums[1] / sums[0], sums[3] / sums[2]);

    private double[] Sums()
    {
        var sums = new double[4];
        foreach (var row in Blocks.Select(Row))
            for (var i = 0; i < sums.Length; i++)
                sums[i] += row[i];
        return sums;
    }
}
