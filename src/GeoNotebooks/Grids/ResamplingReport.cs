namespace GeoNotebooks.Grids;

/// <summary>How values came onto other nodes.</summary>
public enum ResamplingMethod
{
    /// <summary>The nodes are the same; nothing was done.</summary>
    SameNodes,

    /// <summary>Bilinear between the four nodes about a place: onto nodes that lie no farther apart.</summary>
    Bilinear,

    /// <summary>Mean over the cell of the new node: onto nodes that lie farther apart, whose spacing cannot carry the shorter waves.</summary>
    AreaMean,
}

/// <summary>What a resampling did. Cells are in the unit of the system: metres, or degrees of a geographic one.</summary>
/// <param name="Name">Name of the grid.</param>
/// <param name="SourceCellWidth">Distance between its columns.</param>
/// <param name="SourceCellHeight">Distance between its rows.</param>
/// <param name="TargetCellWidth">Distance between the new columns.</param>
/// <param name="TargetCellHeight">Distance between the new rows.</param>
/// <param name="Method">How the values were made.</param>
/// <param name="FilledShare">Share of the new nodes that have a value.</param>
public sealed record ResamplingReport(
    string Name, double SourceCellWidth, double SourceCellHeight, double TargetCellWidth, double TargetCellHeight, ResamplingMethod Method, double FilledShare)
{
    /// <summary>Cells finer than the source's by more than this factor are warned of.</summary>
    public const double MuchFiner = 2;

    private double Finer => Math.Max(SourceCellWidth / TargetCellWidth, SourceCellHeight / TargetCellHeight);

    /// <summary>What to mind; null where there is nothing.</summary>
    public string? Warning =>
        FilledShare == 0 ? $"'{Name}' has no value on any of the new nodes: do the two overlap?"
        : Finer > MuchFiner ? FormattableString.Invariant(
            $"'{Name}': the new cells are {Finer:0.#} times finer than the source's: a finer cell does not make a finer survey, and no detail below {Math.Max(SourceCellWidth, SourceCellHeight):0.######} has been measured")
        : null;

    /// <summary>One line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"'{Name}': {SourceCellWidth:0.######} x {SourceCellHeight:0.######} to {TargetCellWidth:0.######} x {TargetCellHeight:0.######}, {Words}, {100 * FilledShare:0.#} % of nodes with a value")
        + (Warning is { } warning ? $"; {warning}" : "");

    internal string Words => Method switch
    {
        ResamplingMethod.SameNodes => "same nodes",
        ResamplingMethod.Bilinear => "bilinear",
        _ => "mean over each cell",
    };
}

/// <summary>A grid on other nodes, and how it came there.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Report">What was done.</param>
public sealed record ResampledGrid(Grid Grid, ResamplingReport Report);
