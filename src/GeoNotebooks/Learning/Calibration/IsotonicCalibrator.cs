using GeoNotebooks.Learning.Evaluation;

namespace GeoNotebooks.Learning.Calibration;

/// <summary>
/// The rising function of least squared error, found by pooling adjacent violators (Ayer et al. 1955, Annals of Mathematical Statistics 26, 641-647; for probabilities Zadrozny and Elkan 2002, KDD, 694-699).
/// It bends as the ground asks, and needs more ground than two numbers do.
/// </summary>
/// <param name="Probabilities">Probabilities of the network at the knots, rising.</param>
/// <param name="Shares">The calibrated probability at each, never falling. Between knots a straight line, beyond the outer ones constant.</param>
public sealed record IsotonicCalibrator(IReadOnlyList<double> Probabilities, IReadOnlyList<double> Shares) : Calibrator
{
    /// <summary>The calibrated probability at each knot.</summary>
    public IReadOnlyList<double> Shares { get; init; } = Shares.Count == Probabilities.Count && Shares.Count > 0
        ? Shares
        : throw new ArgumentException($"isotonic calibration needs a share for each probability, one at least; found {Probabilities.Count} probabilities and {Shares.Count} shares");

    /// <inheritdoc/>
    public override double Apply(double probability)
    {
        if (double.IsNaN(probability))
            return double.NaN;
        var (low, high) = (0, Probabilities.Count - 1);
        if (probability <= Probabilities[low])
            return Shares[low];
        if (probability >= Probabilities[high])
            return Shares[high];
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Probabilities[middle] <= probability ? (middle, high) : (low, middle);
        }
        var along = (probability - Probabilities[low]) / (Probabilities[high] - Probabilities[low]);
        return Shares[low] + along * (Shares[high] - Shares[low]);
    }

    /// <summary>Fits the function. Shares are kept 1 / (n + 2) from 0 and 1 for n nodes: ground that never showed a target proves no impossibility (Laplace's rule of succession).</summary>
    /// <param name="ground">Validation ground scored by probabilities.</param>
    /// <exception cref="InvalidDataException">One class only, or a score that is no probability.</exception>
    public static IsotonicCalibrator Fit(ScoredGround ground)
    {
        var table = Require(ground, "isotonic");
        // Pools from the lowest score up: first and last score, and how many of how many nodes have the target.
        var pools = new List<(double First, double Last, long Present, long Count)>();
        for (var row = table.Rows - 1; row >= 0; row--)
        {
            var pool = (First: table.Scores[row], Last: table.Scores[row], Present: (long)table.Present[row], Count: (long)table.Present[row] + table.Absent[row]);
            while (pools.Count > 0 && (Int128)pools[^1].Present * pool.Count >= (Int128)pool.Present * pools[^1].Count)
            {
                pool = (pools[^1].First, pool.Last, pool.Present + pools[^1].Present, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
            pools.Add(pool);
        }
        var least = 1.0 / (table.Count + 2);
        var (probabilities, shares) = (new List<double>(), new List<double>());
        foreach (var pool in pools)
        {
            var share = Math.Clamp((double)pool.Present / pool.Count, least, 1 - least);
            probabilities.Add(pool.First);
            shares.Add(share);
            if (pool.Last > pool.First)
            {
                probabilities.Add(pool.Last);
                shares.Add(share);
            }
        }
        return new(probabilities, shares) { Prevalence = (double)table.PresentCount / table.Count, Nodes = table.Count };
    }
}
