namespace GeoNotebooks.Figures;

/// <summary>Strips along the horizontal axis in rows, a row for each category of the vertical axis: where a thing is present, and where it is not.</summary>
public sealed record StripSeries : ChartSeries
{
    /// <summary>Strips of one kind and colour.</summary>
    /// <param name="name">What the strips mean.</param>
    /// <param name="strips">Row, counted from 0 at the bottom, beginning and end of each.</param>
    public StripSeries(string name, params IReadOnlyList<(int Row, double From, double To)> strips)
        : base(name) => Strips = strips;

    /// <summary>Row, counted from 0 at the bottom, beginning and end of each strip.</summary>
    public IReadOnlyList<(int Row, double From, double To)> Strips { get; }

    /// <summary>Half the height of a strip, as a share of its row.</summary>
    internal const double HalfHeight = 0.34;

    internal override IEnumerable<double> Xs => Strips.SelectMany(strip => (double[])[strip.From, strip.To]);

    internal override IEnumerable<double> Ys => Strips.Select(strip => (double)strip.Row);
}
