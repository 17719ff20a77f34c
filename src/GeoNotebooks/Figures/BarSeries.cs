namespace GeoNotebooks.Figures;

/// <summary>Bars, one a category of the x axis; several series stand side by side.</summary>
public sealed record BarSeries : ChartSeries
{
    /// <summary>A bar for each category in turn.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="values">Heights, in the order of the x axis' categories; NaN for none.</param>
    /// <param name="low">Lower ends of error bars, as values on the y axis, or null.</param>
    /// <param name="high">Upper ends.</param>
    public BarSeries(string name, IReadOnlyList<double> values, IReadOnlyList<double>? low = null, IReadOnlyList<double>? high = null)
        : base(name)
    {
        RequireSameLength(name, values.Count, low?.Count ?? values.Count, "lower ends of error bars");
        RequireSameLength(name, values.Count, high?.Count ?? values.Count, "upper ends of error bars");
        (Values, Low, High) = (values, low ?? values, high ?? values);
        HasErrors = low is not null || high is not null;
    }

    /// <summary>Heights.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Lower ends of the error bars; the heights where there are none.</summary>
    public IReadOnlyList<double> Low { get; }

    /// <summary>Upper ends.</summary>
    public IReadOnlyList<double> High { get; }

    internal bool HasErrors { get; }

    internal override IEnumerable<double> Xs => [];

    internal override IEnumerable<double> Ys => Values.Concat(Low).Concat(High).Append(0);
}
