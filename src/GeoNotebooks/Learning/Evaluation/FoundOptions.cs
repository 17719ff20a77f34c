namespace GeoNotebooks.Learning.Evaluation;

/// <summary>When an object of the truth counts as found on a flagged map.</summary>
public sealed record FoundOptions
{
    /// <summary>A polygon is found when this share of its area is flagged.</summary>
    public double AreaShare { get; init; } = 0.3;

    /// <summary>A line is found when this share of its length lies near flagged segments.</summary>
    public double LengthShare { get; init; } = 0.5;

    /// <summary>How near: the distance from a point of the line to a flagged node.</summary>
    public double ToleranceMetres { get; init; } = 400;

    /// <summary>Connected flagged pieces of a smaller extent (<see cref="FlaggedSegments"/>) count for no line: specks are no trace of one.</summary>
    public double LeastSegmentMetres { get; init; } = 3000;

    /// <summary>Lines must be longer than this; attribute <c>length_km</c> tells, or else the line itself.</summary>
    public double LeastLineMetres { get; init; } = 15_000;

    /// <summary>Distance between the points that a line is looked at on.</summary>
    public double PointSpacingMetres { get; init; } = 100;

    /// <summary>An object with less than this share of its area or length on judged ground is left out.</summary>
    public double JudgedShare { get; init; } = 0.5;

    /// <summary>Bounds of the classes of roof depth that hidden objects are told apart by.</summary>
    public IReadOnlyList<double> RoofKilometres { get; init; } = [0.5, 1];

    /// <summary>How many times the flagged map is moved at random, to see what chance finds.</summary>
    public int Moves { get; init; } = 200;

    /// <summary>Seed of the moves.</summary>
    public int Seed { get; init; } = 1;
}
