using GeoNotebooks.Grids;

namespace GeoNotebooks.Prospects;

/// <summary>Where the targets converge.</summary>
public static class ProspectivityMap
{
    /// <summary>The score of a concept: the signs of <see cref="SignsOf"/>, put together as <see cref="ConceptModel.Combination"/> says.</summary>
    /// <param name="concept">The signs, their reach and weights.</param>
    /// <param name="targets">The probability map of each target, by its name, all on the same nodes.</param>
    /// <returns>Score from 0 to 1 on the same nodes; NaN where a target has no answer.</returns>
    /// <exception cref="InvalidDataException">A sign names a target without a map, or the maps lie on other nodes.</exception>
    public static Grid Converge(ConceptModel concept, IReadOnlyDictionary<string, Grid> targets) => Converge(concept, SignsOf(concept, targets));

    /// <summary>The same from signs that are there already: other weights or another combination need no new ones.</summary>
    /// <param name="concept">The concept.</param>
    /// <param name="signs">Its signs in their order.</param>
    public static Grid Converge(ConceptModel concept, IReadOnlyList<Grid> signs)
    {
        if (signs.Count != concept.Signs.Count)
            throw new ArgumentException($"concept '{concept.Name}': expected a map of each of its {concept.Signs.Count} signs; found {signs.Count}");
        concept.Combination.Require(signs.Count);
        foreach (var sign in signs)
            sign.RequireSameNodes(signs[0].Geometry, "the first sign's map");
        return new(signs[0].Geometry, concept.Combination.Of([.. signs.Select(sign => sign.Values)], [.. concept.Signs.Select(sign => sign.Weight)]), "prospectivity", "1");
    }

    /// <summary>Each target's probability, carried over the sign's reach: at each node the largest about it, weighed by exp(-d^2 / 2 r^2).</summary>
    /// <param name="concept">The signs and their reach.</param>
    /// <param name="targets">The probability map of each target, by its name, all on the same nodes.</param>
    /// <returns>One map a sign, in the concept's order, from 0 to 1; NaN where the target has no answer.</returns>
    /// <exception cref="InvalidDataException">A sign names a target without a map.</exception>
    public static IReadOnlyList<Grid> SignsOf(ConceptModel concept, IReadOnlyDictionary<string, Grid> targets) => [.. concept.Signs.Select(sign =>
        targets.TryGetValue(sign.Target, out var map)
            ? map with { Values = Proximity(map, sign.ReachMetres), Name = $"{sign.Target} near" }
            : throw new InvalidDataException($"concept '{concept.Name}': sign '{sign.Target}' has no target map; there are maps of {string.Join(", ", targets.Keys)}"))];

    /// <summary>
    /// How near a target is and how sure: at each node the largest probability about it, weighed by exp(-d^2 / 2 r^2). The Gaussian splits into
    /// rows and columns, and so does the maximum of its products.
    /// </summary>
    internal static float[] Proximity(Grid probability, double reachMetres)
    {
        var rows = Spread(probability.Values, probability.Rows, probability.Columns, 1, probability.Columns, reachMetres / probability.Geometry.CellWidthMetres);
        var both = Spread(rows, probability.Columns, probability.Rows, probability.Columns, 1, reachMetres / probability.Geometry.CellHeightMetres);
        for (var node = 0; node < both.Length; node++)
            if (float.IsNaN(probability.Values[node]))
                both[node] = float.NaN;
        return both;
    }

    private static float[] Spread(float[] values, int lines, int length, int stride, int lineStride, double reachCells)
    {
        var radius = Math.Min((int)Math.Ceiling(4 * reachCells), length - 1);
        var weights = Enumerable.Range(0, radius + 1).Select(d => (float)Math.Exp(-0.5 * d * d / (reachCells * reachCells))).ToArray();
        var spread = new float[values.Length];
        Parallel.For(0, lines, line =>
        {
            var start = line * lineStride;
            for (var i = 0; i < length; i++)
            {
                var best = 0f;
                for (var j = Math.Max(0, i - radius); j <= Math.Min(length - 1, i + radius); j++)
                    // A comparison with NaN is false: nodes without an answer spread nothing.
                    if (values[start + j * stride] * weights[Math.Abs(i - j)] is var value && value > best)
                        best = value;
                spread[start + i * stride] = best;
            }
        });
        return spread;
    }
}
