namespace GeoNotebooks.Figures;

/// <summary>One series of a chart.</summary>
/// <param name="Name">The name in the legend.</param>
public abstract record ChartSeries(string Name)
{
    /// <summary>The colour; null takes the next of the house colours.</summary>
    public Rgb? Colour { get; init; }

    /// <summary>True to list the series in the legend.</summary>
    public bool InLegend { get; init; } = true;

    /// <summary>Eight colours that any kind of colour vision tells apart (M. Okabe and K. Ito, "Color Universal Design", 2008), the pale yellow left out.</summary>
    internal static IReadOnlyList<Rgb> HouseColours { get; } = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>All x that the axes must reach; empty for a series by category.</summary>
    internal abstract IEnumerable<double> Xs { get; }

    /// <summary>All y that the axes must reach.</summary>
    internal abstract IEnumerable<double> Ys { get; }

    private protected static void RequireSameLength(string series, int expected, int found, string what)
    {
        if (expected != found)
            throw new ArgumentException($"series '{series}': {expected} {what} are expected, one for each x; found {found}");
    }
}
