namespace GeoNotebooks.Figures;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Unit">The unit; empty or "1" for a pure number.</param>
public sealed record ChartAxis(string Label, string Unit = "")
{
    /// <summary>True for a logarithmic axis; values that are not above zero are left out.</summary>
    public bool Log { get; init; }

    /// <summary>Where the axis begins; null for where the data do.</summary>
    public double? Minimum { get; init; }

    /// <summary>Where it ends.</summary>
    public double? Maximum { get; init; }

    /// <summary>The names under bars and boxes; empty for an axis of numbers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>A text alone is an axis without a unit.</summary>
    public static implicit operator ChartAxis(string label) => new(label);

    internal string Heading => Unit is "" or "1" ? Label : $"{Label}, {Unit}";
}
