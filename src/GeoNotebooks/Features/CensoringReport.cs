using Microsoft.Data.Analysis;

namespace GeoNotebooks.Features;

/// <summary>How much of an element was not detected, and what stands in for it.</summary>
/// <param name="Name">The element.</param>
/// <param name="Unit">Unit of its contents and of the limits below.</param>
/// <param name="Values">Values in the result, substituted ones included.</param>
/// <param name="Censored">How many of them were below a limit.</param>
/// <param name="LowestLimit">The lowest of those limits; NaN if none was needed.</param>
/// <param name="HighestLimit">The highest; it differs where laboratories did.</param>
public sealed record CensoringReport(string Name, string Unit, int Values, int Censored, double LowestLimit, double HighestLimit)
{
    /// <summary>Censored share of the values, 0 to 1.</summary>
    public double Share => Values == 0 ? 0 : (double)Censored / Values;

    /// <summary>A sentence where more than half of the values are substitutes: median and spread are then the substitute's, not the element's. Null otherwise.</summary>
    public string? Warning => Share > 0.5
        ? FormattableString.Invariant($"'{Name}': {Censored} of {Values} values ({100 * Share:0} %) are below the detection limit: its median and its correlations are those of the substitute; better leave the element out, or map only where it was detected")
        : null;

    /// <summary>Reports as a table: one row an element.</summary>
    public static DataFrame Table(IEnumerable<CensoringReport> reports)
    {
        var rows = reports.ToArray();
        return new(
            new StringDataFrameColumn("element", rows.Select(row => row.Name)),
            new StringDataFrameColumn("unit", rows.Select(row => row.Unit)),
            new Int32DataFrameColumn("values", rows.Select(row => row.Values)),
            new Int32DataFrameColumn("censored", rows.Select(row => row.Censored)),
            new DoubleDataFrameColumn("share", rows.Select(row => row.Share)),
            new DoubleDataFrameColumn("lowest limit", rows.Select(row => row.LowestLimit)),
            new DoubleDataFrameColumn("highest limit", rows.Select(row => row.HighestLimit)),
            new StringDataFrameColumn("warning", rows.Select(row => row.Warning ?? "")));
    }
}
