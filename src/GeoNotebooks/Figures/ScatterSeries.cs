namespace GeoNotebooks.Figures;

/// <summary>Points.</summary>
public sealed record ScatterSeries : ChartSeries
{
    /// <summary>Points; a NaN is left out.</summary>
    public ScatterSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(name)
    {
        RequireSameLength(name, x.Count, y.Count, "values of y");
        (X, Y) = (x, y);
    }

    /// <summary>Abscissas.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Ordinates.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Diameter, in pixels of a picture 1000 wide.</summary>
    public double SizePixels { get; init; } = 6;

    /// <summary>Opacity, for many points that overlap.</summary>
    public double Opacity { get; init; } = 0.8;

    internal override IEnumerable<double> Xs => X;

    internal override IEnumerable<double> Ys => Y;
}
