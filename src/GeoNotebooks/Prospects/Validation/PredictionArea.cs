using GeoNotebooks.Grids;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>
/// The prediction-area plot of a map (Yousefi and Carranza 2015, Computers and Geosciences 79, 69-81): against the score from which ground is looked at, the share of the clusters in it, and of the area. Where the
/// captured share is 1 less the area's, both curves cross if the area's axis points down; the higher, the better the map.
/// </summary>
/// <param name="Scores">Scores from the lowest to the highest.</param>
/// <param name="Captured">Share of the clusters whose median node reaches the score.</param>
/// <param name="Area">Share of the area that reaches it.</param>
/// <param name="Crossing">The score of the crossing and the captured share there; the captured share over the area's, at the crossing, is the normalised density.</param>
public sealed record PredictionArea(IReadOnlyList<double> Scores, IReadOnlyList<double> Captured, IReadOnlyList<double> Area, (double Score, double Captured) Crossing)
{
    /// <summary>How many times denser clusters lie above the crossing than everywhere: 1 says nothing, more is better; infinite when the best ground holds every cluster.</summary>
    public double NormalisedDensity => Crossing.Captured / (1 - Crossing.Captured);

    /// <summary>The plot of a map.</summary>
    /// <param name="map">The score; NaN takes no part.</param>
    /// <param name="clusters">Clusters that took no part in making it.</param>
    /// <param name="points">Points of the curves, at equal steps of the area.</param>
    /// <exception cref="InvalidDataException">No cluster has a scored node.</exception>
    public static PredictionArea Of(Grid map, IReadOnlyList<KnownCluster> clusters, int points = 200)
    {
        var sorted = map.Values.Where(value => !float.IsNaN(value)).Order().ToArray();
        double[] medians = [.. clusters.Select(cluster => cluster.Nodes.Where(node => !float.IsNaN(map.Values[node])).ToArray()).Where(nodes => nodes.Length > 0).Select(nodes => AreaRank.MedianOf(map, nodes))];
        if (medians.Length == 0)
            throw new InvalidDataException($"'{map.Name}': expected clusters on nodes with a score; found none of {clusters.Count}");
        var scores = Enumerable.Range(0, points).Select(i => (double)sorted[(int)((long)i * (sorted.Length - 1) / (points - 1))]).Distinct().ToArray();
        var captured = Array.ConvertAll(scores, score => medians.Count(median => median >= score) / (double)medians.Length);
        var area = Array.ConvertAll(scores, score => 1 - Array.FindIndex(sorted, value => value >= score) / (double)sorted.Length);
        // Captured falls and 1 - area rises with the score: the last point where the first is not below the second.
        var at = Enumerable.Range(0, scores.Length).Last(i => i == 0 || captured[i] >= 1 - area[i]);
        return new(scores, captured, area, (scores[at], captured[at]));
    }
}
