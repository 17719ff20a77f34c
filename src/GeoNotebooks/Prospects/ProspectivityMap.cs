using GeoNotebooks.Grids;

namespace GeoNotebooks.Prospects;

/// <summary>Where the targets converge.</summary>
public static class ProspectivityMap
{
    /// <summary>
    /// The weighted geometric mean of the signs: each target's probability, carried over the sign's reach, to the power of its share of the
    /// weights. It is high only where every sign is; one that is absent takes the score to nothing (the fuzzy product of Bonham-Carter 1994,
    /// Geographic Information Systems for Geoscientists, chapter 9, brought to the scale of one sign).
    /// </summary>
    /// <param name="concept">The signs and their reach.</param>
    /// <param name="targets">The probability map of each target, by its name, all on the same nodes.</param>
    /// <returns>Score from 0 to 1 on the same nodes; NaN where a target has no answer.</returns>
    /// <exception cref="InvalidDataException">A sign names a target without a map, or the maps lie on other nodes.</exception>
    public static Grid Converge(ConceptModel concept, IReadOnlyDictionary<string, Grid> targets)
    {
        var total = concept.Signs.Sum(sign => sign.Weight);
        float[]? logarithm = null;
        GridGeometry? geometry = null;
        foreach (var sign in concept.Signs)
        {
            if (!targets.TryGetValue(sign.Target, out var map))
                throw new InvalidDataException($"concept '{concept.Name}': sign '{sign.Target}' has no target map; there are maps of {string.Join(", ", targets.Keys)}");
            geometry ??= map.Geometry;
            map.RequireSameNodes(geometry, "the first sign's map");
            var near = Proximity(map, sign.ReachMetres);
            logarithm ??= new float[near.Length];
            for (var node = 0; node < near.Length; node++)
                logarithm[node] += (float)(sign.Weight / total * Math.Log(Math.Max(near[node], 1e-6)));
        }
        return new(geometry!, [.. logarithm!.Select(MathF.Exp)], "prospectivity", "1");
    }

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
