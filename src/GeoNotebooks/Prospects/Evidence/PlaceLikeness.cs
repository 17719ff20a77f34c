namespace GeoNotebooks.Prospects.Evidence;

/// <summary>
/// How like each other two places are to all networks together: each network's embedding of a place (<see cref="Learning.Explanation.PlaceEmbeddings"/>), less that of ordinary ground and in units of its deviation, by the
/// cosine between the two, from -1 to 1, where 0 is what unrelated places have. The least of the networks' cosines counts: likeness in the combination of signs and not in one alone.
/// </summary>
public sealed class PlaceLikeness
{
    private readonly IReadOnlyList<int> _places;
    private readonly IReadOnlyList<(float[] Mean, float[] Deviation)> _targets;
    private readonly float[][][] _ordinary;

    /// <summary>Learns what ordinary ground looks like to each network.</summary>
    /// <param name="places">Nodes spread evenly over the ground; twenty or more.</param>
    /// <param name="embeddings">Each network's embeddings of them, (target, place, value).</param>
    /// <exception cref="ArgumentException">Fewer than twenty places, or a network that does not see them all.</exception>
    public PlaceLikeness(IReadOnlyList<int> places, IReadOnlyList<IReadOnlyList<float[]>> embeddings)
    {
        if (places.Count < 20 || embeddings.Count == 0 || embeddings.Any(seen => seen.Count != places.Count))
            throw new ArgumentException($"likeness needs at least twenty places that each network sees; found {places.Count} places, of which {string.Join(", ", embeddings.Select(seen => seen.Count))} are seen");
        _places = places;
        _targets = [.. embeddings.Select(seen =>
        {
            float[] mean = [.. Enumerable.Range(0, seen[0].Length).Select(i => seen.Average(place => place[i]))];
            float[] deviation = [.. Enumerable.Range(0, mean.Length).Select(i => MathF.Sqrt(seen.Average(place => (place[i] - mean[i]) * (place[i] - mean[i]))))];
            return (mean, deviation);
        })];
        _ordinary = [.. Enumerable.Range(0, places.Count).Select(place => Scaled([.. embeddings.Select(seen => seen[place])]))];
    }

    /// <summary>The cosine between two places to each network.</summary>
    /// <param name="first">A place's embedding by each network.</param>
    /// <param name="second">Another's.</param>
    public IReadOnlyList<double> OfTargets(IReadOnlyList<float[]> first, IReadOnlyList<float[]> second) => Cosines(Scaled(first), Scaled(second));

    /// <summary>Share of the ordinary places that are less like the standard than a place is: 0.99 says that one place in a hundred is as like.</summary>
    /// <param name="place">The place's embedding by each network.</param>
    /// <param name="standard">The standard's.</param>
    public double LessLike(IReadOnlyList<float[]> place, IReadOnlyList<float[]> standard)
    {
        var (scaled, least) = (Scaled(standard), OfTargets(place, standard).Min());
        return _ordinary.Count(other => Cosines(other, scaled).Min() < least) / (double)_ordinary.Length;
    }

    /// <summary>The ordinary places that are most like a place.</summary>
    /// <param name="place">Its embedding by each network.</param>
    /// <param name="count">How many.</param>
    /// <param name="allowed">Which nodes may be named.</param>
    /// <returns>Nodes and the least of the networks' cosines, the most like first.</returns>
    public IReadOnlyList<(int Node, double Likeness)> MostLike(IReadOnlyList<float[]> place, int count, Func<int, bool> allowed)
    {
        var scaled = Scaled(place);
        return [.. _places.Select((node, i) => (node, i)).Where(one => allowed(one.node)).Select(one => (one.node, Cosines(_ordinary[one.i], scaled).Min())).OrderByDescending(one => one.Item2).Take(count)];
    }

    /// <summary>A value that is the same everywhere says nothing.</summary>
    private float[][] Scaled(IReadOnlyList<float[]> embeddings) =>
        [.. _targets.Zip(embeddings, (target, embedding) => embedding.Select((value, i) => target.Deviation[i] > 1e-6f ? (value - target.Mean[i]) / target.Deviation[i] : 0).ToArray())];

    private static double[] Cosines(float[][] first, float[][] second) => [.. first.Zip(second, Cosine)];

    private static double Cosine(float[] a, float[] b)
    {
        double product = 0, first = 0, second = 0;
        for (var i = 0; i < a.Length; i++)
            (product, first, second) = (product + (double)a[i] * b[i], first + (double)a[i] * a[i], second + (double)b[i] * b[i]);
        return first > 0 && second > 0 ? product / Math.Sqrt(first * second) : 0;
    }
}
