namespace GeoNotebooks.Learning.Evaluation;

/// <summary>How blocks of ground are drawn again.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Number of draws.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Seed of the draws; the same seed draws the same blocks of the same ground, so that figures can be compared draw by draw.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Rows of the table of scores that each draw is counted into. Equal scores aside, no row holds more than 2 / Rows of the nodes, nor of those with the target. Only the draws see the rows, and so only
    /// the ends of the interval: within a row scores count as equal, which moves a ROC AUC by less than 1 / Rows, and an average precision by less than 2 / Rows times what precision changes by within a
    /// row, summed over the rows. At 4096 that is a few 1e-4 at most; the calibration slope, whose lowest row spans a wide range of log odds, moves by up to 1e-3. With twice as many rows as nodes the interval is exact.
    /// </summary>
    public int Rows { get; init; } = 4096;

    internal void Require()
    {
        if (Draws < 1 || Rows < 2)
            throw new ArgumentException($"a bootstrap needs at least 1 draw and 2 rows; found {Draws} and {Rows}");
    }
}
