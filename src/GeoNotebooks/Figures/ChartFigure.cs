using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>A chart: curves with bands, points, bars with error bars, histograms or boxes over two labelled axes.</summary>
public sealed record ChartFigure : Figure
{
    /// <summary>A chart of series, drawn in the order given.</summary>
    /// <exception cref="ArgumentException">There is no series, or a series of bars or boxes does not match the categories.</exception>
    public ChartFigure(string title, FigureSource source, ChartAxis x, ChartAxis y, params IReadOnlyList<ChartSeries> series)
        : base(title, source)
    {
        if (series.Count == 0)
            throw new ArgumentException($"chart '{title}': a chart needs at least one series");
        foreach (var one in series)
        {
            var count = one switch
            {
                BarSeries bars => bars.Values.Count,
                BoxSeries boxes => boxes.Boxes.Count,
                _ => x.Categories.Count,
            };
            if (count != x.Categories.Count)
                throw new ArgumentException($"chart '{title}': series '{one.Name}' has {count} values for the {x.Categories.Count} categories of the x axis");
            if (one is StripSeries strips && strips.Strips.Any(strip => strip.Row < 0 || strip.Row >= y.Categories.Count))
                throw new ArgumentException($"chart '{title}': the strips of series '{one.Name}' lie in rows 0 to {y.Categories.Count - 1}, one for each category of the y axis; found row {strips.Strips.First(strip => strip.Row < 0 || strip.Row >= y.Categories.Count).Row}");
        }
        (X, Y, Series) = (x, y, series);
    }

    /// <summary>The horizontal axis.</summary>
    public ChartAxis X { get; private init; }

    /// <summary>The vertical axis.</summary>
    public ChartAxis Y { get; }

    /// <summary>The series, in drawing order.</summary>
    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>Height of the picture as a share of its width.</summary>
    public double HeightShare { get; init; } = 0.58;

    /// <summary>Places on the horizontal axis to mark, such as the ends of a profile.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>True for charts of a panel that move together on the screen, since their horizontal axis is the same.</summary>
    internal bool SharesX { get; init; }

    /// <summary>The chart with another horizontal axis of numbers.</summary>
    internal ChartFigure WithX(ChartAxis x) => this with { X = x };

    private protected override string Summary => $"{Y.Heading} against {X.Heading}; {string.Join(", ", Series.Select(series => series.Name))}";

    internal override int PlotlyHeight => 480;

    internal override int PanelHeight => Math.Clamp((int)(base.PanelHeight * HeightShare / 0.58), 190, base.PanelHeight);

    /// <summary>The colour of a series: its own, or the next of the house colours.</summary>
    internal Rgb ColourOf(int series) => Series[series].Colour ?? ChartSeries.HouseColours[series % ChartSeries.HouseColours.Count];

    /// <summary>The sentence that stands in a chart without a single value; null otherwise.</summary>
    internal string? NothingToShow =>
        Series.Any(series => series.Ys.Any(y => double.IsFinite(y) && (!Y.Log || y > 0)) && (series is not (BarSeries or BoxSeries) || X.Categories.Count > 0))
            ? null
            : $"No data: {string.Join(", ", Series.Select(series => $"'{series.Name}'"))} hold no value that this chart can show";

    internal override float HeightFor(float width) => ChartPainter.HeightFor(this, width);

    internal override void Draw(Sheet sheet, SKRect area) => ChartPainter.Draw(this, sheet, area);

    internal override void AddTo(PlotlySheet sheet, PlotlyCell cell) => ChartPlotly.Add(this, sheet, cell);
}
