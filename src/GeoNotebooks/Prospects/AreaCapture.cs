using GeoNotebooks.Grids;
using MathNet.Numerics.Distributions;

namespace GeoNotebooks.Prospects;

/// <summary>How many known deposits lie in the best part of a map.</summary>
/// <param name="AreaShare">The best part: 0.01, 0.05, 0.1 of the cells with a score.</param>
/// <param name="Captured">Deposits in it.</param>
/// <param name="Deposits">All deposits on cells with a score.</param>
/// <param name="Low">Lower end of the 95 % interval of the captured share (Clopper and Pearson 1934).</param>
/// <param name="High">Upper end of that interval.</param>
/// <param name="RandomLow">Captured by areas of the same size drawn at random: 2.5 % quantile.</param>
/// <param name="RandomHigh">Captured by areas of the same size drawn at random: 97.5 % quantile.</param>
public sealed record AreaCapture(double AreaShare, int Captured, int Deposits, double Low, double High, int RandomLow, int RandomHigh)
{
    /// <summary>Captured share of the deposits.</summary>
    public double Share => (double)Captured / Deposits;

    /// <summary>Counts deposits in the best parts of a map. Cells of equal score enter together only when all of them fit.</summary>
    /// <param name="map">The score map, higher is better.</param>
    /// <param name="deposits">Nodes (row times columns plus column) of the deposits; those without a score are left out.</param>
    /// <param name="areaShares">Which parts.</param>
    public static IReadOnlyList<AreaCapture> Of(Grid map, IReadOnlyList<int> deposits, params IReadOnlyList<double> areaShares)
    {
        var scored = deposits.Where(node => !float.IsNaN(map.Values[node])).ToArray();
        if (scored.Length == 0)
            throw new InvalidDataException($"'{map.Name}': expected deposits on cells with a score; found none of {deposits.Count}");
        var sorted = map.Values.Where(value => !float.IsNaN(value)).OrderDescending().ToArray();
        return [.. areaShares.Select(share =>
        {
            var cells = Math.Clamp((int)Math.Round(share * sorted.Length), 1, sorted.Length);
            // The score of the first cell that no longer belongs: what ties with it stays outside.
            var threshold = cells < sorted.Length ? sorted[cells] : float.NegativeInfinity;
            var captured = scored.Count(node => map.Values[node] > threshold);
            var (low, high) = Interval(captured, scored.Length);
            return new AreaCapture(share, captured, scored.Length, low, high, Quantile(share, scored.Length, 0.025), Quantile(share, scored.Length, 0.975));
        })];
    }

    private static (double Low, double High) Interval(int captured, int deposits) => (
        captured == 0 ? 0 : Beta.InvCDF(captured, deposits - captured + 1, 0.025),
        captured == deposits ? 1 : Beta.InvCDF(captured + 1, deposits - captured, 0.975));

    /// <summary>Each deposit falls into a random area with the probability of the area's share, whatever the others do.</summary>
    private static int Quantile(double share, int deposits, double probability)
    {
        var count = 0;
        while (count < deposits && Binomial.CDF(share, deposits, count) < probability)
            count++;
        return count;
    }
}
