namespace GeoNotebooks.Figures;

/// <summary>A curve, with a band about it where there is one.</summary>
public sealed record LineSeries : ChartSeries
{
    /// <summary>A curve through points in the order given; a NaN interrupts it.</summary>
    public LineSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(name)
    {
        RequireSameLength(name, x.Count, y.Count, "values of y");
        (X, Y) = (x, y);
    }

    /// <summary>Abscissas.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Ordinates.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Lower and upper edge of a band (a bootstrap interval, a spread between folds) at each x, or null.</summary>
    public (IReadOnlyList<double> Low, IReadOnlyList<double> High)? Band { get; private init; }

    /// <summary>Width, in pixels of a picture 1000 wide.</summary>
    public double WidthPixels { get; init; } = 2;

    /// <summary>True for a dashed line: a reference, a chance level.</summary>
    public bool Dashed { get; init; }

    /// <summary>The curve with a band.</summary>
    public LineSeries WithBand(IReadOnlyList<double> low, IReadOnlyList<double> high)
    {
        RequireSameLength(Name, X.Count, low.Count, "lower values of the band");
        RequireSameLength(Name, X.Count, high.Count, "upper values of the band");
        return this with { Band = (low, high) };
    }

    internal override IEnumerable<double> Xs => X;

    internal override IEnumerable<double> Ys => Band is { } band ? Y.Concat(band.Low).Concat(band.High) : Y;
}
