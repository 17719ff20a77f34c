namespace GeoNotebooks.Features;

/// <summary>Ranks of values, which ask for no scale: 0 for the smallest, equal values share the mean of theirs, NaN for NaN.</summary>
internal static class Ranks
{
    public static double[] Of(ReadOnlySpan<float> values)
    {
        var (keys, places) = (new List<float>(values.Length), new List<int>(values.Length));
        for (var i = 0; i < values.Length; i++)
            if (!float.IsNaN(values[i]))
            {
                keys.Add(values[i]);
                places.Add(i);
            }
        var (sorted, order) = (keys.ToArray(), places.ToArray());
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        Array.Fill(ranks, double.NaN);
        for (var first = 0; first < sorted.Length;)
        {
            var after = first + 1;
            while (after < sorted.Length && sorted[after] == sorted[first])
                after++;
            for (var k = first; k < after; k++)
                ranks[order[k]] = (first + after - 1) / 2.0;
            first = after;
        }
        return ranks;
    }

    /// <summary>Bins of equal mass by rank, from 0; -1 for NaN. Equal values never part.</summary>
    public static int[] Bins(ReadOnlySpan<float> values, int bins)
    {
        var ranks = Of(values);
        var count = ranks.Count(rank => !double.IsNaN(rank));
        return Array.ConvertAll(ranks, rank => double.IsNaN(rank) ? -1 : Math.Min((int)((rank + 0.5) * bins / count), bins - 1));
    }
}
