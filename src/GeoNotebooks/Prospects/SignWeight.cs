using GeoNotebooks.Grids;

namespace GeoNotebooks.Prospects;

/// <summary>What a sign adds to the log-odds of ore: where it is in full, and where it is not at all.</summary>
/// <param name="Plus">W+, added in full where the sign is 1.</param>
/// <param name="Minus">W-, added in full where the sign is 0.</param>
public sealed record SignWeight(double Plus, double Minus)
{
    /// <summary>Nodes added to each class, so that a sign which is never absent about ore has a finite weight.</summary>
    private const double Smoothing = 0.5;

    /// <summary>
    /// Counts the weights of signs on known ore: W+ is the logarithm of the sign's mean on ore over its mean on other ground, W- that of what it lacks of 1. A node where the sign is 0.3 counts by three tenths as one with it
    /// and by seven as one without it (fuzzy weights of evidence, Cheng and Agterberg 1999, Natural Resources Research 8, 27-35).
    /// </summary>
    /// <param name="signs">The signs, from 0 to 1, all on the same nodes.</param>
    /// <param name="ore">One flag a node: known ore.</param>
    /// <param name="ground">One flag a node: ground that is counted. Ore that is to judge the map must not lie on it.</param>
    /// <returns>A combination with these weights, and with the share of ore on the ground as its prior.</returns>
    /// <exception cref="ArgumentException">Flags for another number of nodes.</exception>
    /// <exception cref="InvalidDataException">No ore on the ground, or nothing else.</exception>
    public static Combination Count(IReadOnlyList<Grid> signs, bool[] ore, bool[] ground)
    {
        if (ore.Length != signs[0].Values.Length || ground.Length != ore.Length)
            throw new ArgumentException($"counting weights of evidence: expected a flag for each of {signs[0].Values.Length} nodes; found {ore.Length} for ore and {ground.Length} for ground");
        int[] nodes = [.. Enumerable.Range(0, ore.Length).Where(node => ground[node] && signs.All(sign => !float.IsNaN(sign.Values[node])))];
        var present = nodes.Count(node => ore[node]);
        if (present == 0 || present == nodes.Length)
            throw new InvalidDataException($"counting weights of evidence: expected known ore and other ground among the nodes that count; found {present} nodes of ore among {nodes.Length}");
        return new(CombinationKind.WeightsOfEvidence)
        {
            Weights = [.. signs.Select(sign => new SignWeight(LogRatio(sign, value => value), LogRatio(sign, value => 1 - value)))],
            PriorLogOdds = Math.Log(present / (double)(nodes.Length - present)),
        };

        double LogRatio(Grid sign, Func<double, double> membership)
        {
            var (onOre, elsewhere) = (0.0, 0.0);
            foreach (var node in nodes)
                if (ore[node])
                    onOre += membership(sign.Values[node]);
                else
                    elsewhere += membership(sign.Values[node]);
            return Math.Log((onOre + Smoothing) / (present + 2 * Smoothing)) - Math.Log((elsewhere + Smoothing) / (nodes.Length - present + 2 * Smoothing));
        }
    }
}
