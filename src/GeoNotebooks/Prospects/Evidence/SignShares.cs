using GeoNotebooks.Grids;

namespace GeoNotebooks.Prospects.Evidence;

/// <summary>What each sign does for the score of some ground.</summary>
public static class SignShares
{
    /// <summary>
    /// Each sign's share in the score: by how much the mean score falls when that sign alone is lowered to its median over the region, over the sum of these falls. It asks what sets the ground apart, and holds for any way
    /// of combining signs.
    /// </summary>
    /// <param name="concept">The concept.</param>
    /// <param name="signs">Its signs in order, on all ground.</param>
    /// <param name="nodes">The ground that is explained.</param>
    /// <returns>From 0 to 1, summing to 1; all 0 where no sign is above its median.</returns>
    public static IReadOnlyList<double> Of(ConceptModel concept, IReadOnlyList<Grid> signs, IReadOnlyList<int> nodes)
    {
        double[] weights = [.. concept.Signs.Select(sign => sign.Weight)];
        float[][] here = [.. signs.Select(sign => nodes.Select(node => sign.Values[node]).ToArray())];
        var whole = concept.Combination.Of(here, weights).Average();
        var falls = new double[signs.Count];
        for (var i = 0; i < falls.Length; i++)
        {
            var median = (float)AreaRank.Median([.. signs[i].Values.Where(value => !float.IsNaN(value)).Order()]);
            float[][] without = [.. here];
            without[i] = Array.ConvertAll(here[i], value => Math.Min(value, median));
            falls[i] = Math.Max(0, whole - concept.Combination.Of(without, weights).Average());
        }
        return falls.Sum() is > 0 and var sum ? [.. falls.Select(fall => fall / sum)] : falls;
    }
}
