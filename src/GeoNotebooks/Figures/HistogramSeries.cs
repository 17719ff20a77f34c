namespace GeoNotebooks.Figures;

/// <summary>How often values fall into equal bins.</summary>
public sealed record HistogramSeries : ChartSeries
{
    /// <summary>Counts of values; NaN is left out.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="values">The values.</param>
    /// <param name="bins">Number of bins between the smallest value and the largest.</param>
    public HistogramSeries(string name, IEnumerable<double> values, int bins = 50)
        : base(name)
    {
        if (bins < 1)
            throw new ArgumentException($"series '{name}': one bin or more is expected; found {bins}");
        var valid = values.Where(double.IsFinite).ToArray();
        if (valid.Length == 0)
            (Edges, Counts) = ([], []);
        else
        {
            var (low, high) = (valid.Min(), valid.Max());
            if (low == high)
                (low, high) = (low - 0.5, high + 0.5);
            var counts = new double[bins];
            foreach (var value in valid)
                counts[Math.Min((int)((value - low) / (high - low) * bins), bins - 1)]++;
            (Edges, Counts) = ([.. Enumerable.Range(0, bins + 1).Select(i => low + (high - low) * i / bins)], counts);
        }
    }

    /// <summary>Edges of the bins, one more than there are bins; empty without a value.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>Number of values in each bin; a value on an edge counts to the bin above it.</summary>
    public IReadOnlyList<double> Counts { get; }

    internal override IEnumerable<double> Xs => Edges;

    internal override IEnumerable<double> Ys => Counts.Count == 0 ? [] : Counts.Append(0);
}
