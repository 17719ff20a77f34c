namespace GeoNotebooks.Prospects.Validation;

/// <summary>A figure of how well a map ranks known clusters.</summary>
/// <param name="Name">Its name in tables and records.</param>
/// <param name="Of">From each cluster's share of the area above it (0 the best ground, 1 the worst) and how often it counts; NaN where nothing counts.</param>
public sealed record CaptureMetric(string Name, Func<IReadOnlyList<(double ShareAbove, double Weight)>, double> Of)
{
    /// <summary>
    /// Area under the curve of clusters captured against area looked at (success-rate or prediction-rate curve: Chung and Fabbri 2003, Natural Hazards 30, 451-472): 1 less the mean share of the area above a
    /// cluster. Places at random get 0.5.
    /// </summary>
    public static CaptureMetric AreaUnderCurve { get; } = new("area under the curve", ranks => 1 - Mean(ranks, share => share));

    /// <summary>Share of the clusters whose median node lies in the best part of the area. Places at random get the part itself.</summary>
    /// <param name="area">The part, such as 0.05.</param>
    public static CaptureMetric Captured(double area) => new(FormattableString.Invariant($"captured in {100 * area:0.#} % of the area"), ranks => Mean(ranks, share => share <= area ? 1 : 0));

    /// <summary>
    /// How many times denser clusters lie in the best part than everywhere (normalised density: Mihalasky and Bonham-Carter 2001, Natural Resources Research 10, 209-226). Places at random get 1.
    /// </summary>
    /// <param name="area">The part, such as 0.05.</param>
    public static CaptureMetric NormalisedDensity(double area) => new(FormattableString.Invariant($"density in {100 * area:0.#} % of the area"), ranks => Mean(ranks, share => share <= area ? 1 / area : 0));

    private static double Mean(IReadOnlyList<(double ShareAbove, double Weight)> ranks, Func<double, double> of)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var (share, times) in ranks)
            (sum, weight) = (sum + times * of(share), weight + times);
        return weight > 0 ? sum / weight : double.NaN;
    }
}
