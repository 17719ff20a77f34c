namespace GeoNotebooks.Surveys;

/// <summary>How flight lines are levelled to tie lines.</summary>
public sealed record TieLevellingOptions
{
    /// <summary>Highest degree of a flight line's correction along it: 0 for a shift, 1 for shift and drift. Where a dozen ties cross a line, 4 follows a slow drift; it is lowered by itself on lines that few ties cross.</summary>
    public int LineDegree { get; init; } = 4;

    /// <summary>Highest degree of a tie line's correction; many lines cross it, so it can follow more.</summary>
    public int TieDegree { get; init; } = 12;

    /// <summary>Crossovers that a line needs for each coefficient of its correction; with fewer its degree is lowered.</summary>
    public double CrossoversPerCoefficient { get; init; } = 2;

    /// <summary>
    /// What place and height of a sample may be off, in metres: a crossover on a gradient g is trusted as if its noise were greater by g times this. A potential field's gradients upward and
    /// sideways are of one size, so one figure serves both.
    /// </summary>
    public double PositionErrorMetres { get; init; } = 10;

    /// <summary>Rounds of reweighting.</summary>
    public int Rounds { get; init; } = 12;
}
