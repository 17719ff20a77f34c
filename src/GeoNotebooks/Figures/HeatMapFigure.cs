using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>A table of numbers as coloured cells: a correlation matrix, or channels against the ways in which they were judged. The first row is the uppermost.</summary>
public sealed record HeatMapFigure : Figure
{
    /// <summary>A map of numbers.</summary>
    /// <param name="title">The title.</param>
    /// <param name="source">Where the data come from.</param>
    /// <param name="rows">Names of the rows, from above.</param>
    /// <param name="columns">Names of the columns, from the left.</param>
    /// <param name="values">Values, (row, column); NaN leaves a cell blank.</param>
    /// <param name="label">What the values are, for the colour bar.</param>
    /// <exception cref="ArgumentException">No row or column, or another number of values than of names.</exception>
    public HeatMapFigure(string title, FigureSource source, IReadOnlyList<string> rows, IReadOnlyList<string> columns, double[,] values, string label)
        : base(title, source)
    {
        if (rows.Count == 0 || columns.Count == 0 || values.GetLength(0) != rows.Count || values.GetLength(1) != columns.Count)
            throw new ArgumentException(
                $"heat map '{title}': one value for each of {rows.Count} rows and {columns.Count} columns is expected; found {values.GetLength(0)} x {values.GetLength(1)}");
        (Rows, Columns, Values, Label) = (rows, columns, values, label);
    }

    /// <summary>Names of the rows, from above.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>Names of the columns, from the left.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Values, (row, column).</summary>
    public double[,] Values { get; }

    /// <summary>What the values are.</summary>
    public string Label { get; }

    /// <summary>The colours.</summary>
    public Palette Palette { get; init; } = Palette.Viridis;

    /// <summary>Value at the low end of the palette; null for the smallest one (with a palette centred on zero: as far below zero as the high end is above).</summary>
    public double? Low { get; init; }

    /// <summary>Value at the high end; null for the largest one.</summary>
    public double? High { get; init; }

    /// <summary>Decimals of the numbers within the cells; null writes none.</summary>
    public int? Decimals { get; init; }

    /// <summary>Thick rules after these rows, counted from above, such as the ends of groups.</summary>
    public IReadOnlyList<int> RulesAfterRows { get; init; } = [];

    private protected override string Summary => $"{Label}; {Rows.Count} rows x {Columns.Count} columns";

    internal override int PlotlyHeight => 190 + Rows.Count * 17 + (int)HeatMapPainter.ColumnNameHeight(this);

    // A map of numbers with many rows needs their height within a panel too, or its names fall over each other.
    internal override int PanelHeight => Math.Max(base.PanelHeight, PlotlyHeight);

    /// <summary>The ends of the palette.</summary>
    internal (double Low, double High) Range
    {
        get
        {
            var known = Values.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
            var (low, high) = (Low ?? known.Min(), High ?? known.Max());
            if (Palette.CentredOnZero && Low is null && High is null)
                (low, high) = (-Math.Max(Math.Abs(low), Math.Abs(high)), Math.Max(Math.Abs(low), Math.Abs(high)));
            return high > low ? (low, high) : (low - 1, low + 1);
        }
    }

    internal Rgb ColourOf(double value) => Palette.At((value - Range.Low) / (Range.High - Range.Low));

    /// <summary>The number as it stands in a cell.</summary>
    internal string TextOf(double value) => Decimals is not { } decimals || !double.IsFinite(value) ? "" : NumberText.OfStep(value, Math.Pow(10, -decimals));

    internal override float HeightFor(float width) => HeatMapPainter.HeightFor(this, width);

    internal override void Draw(Sheet sheet, SKRect area) => HeatMapPainter.Draw(this, sheet, area);

    internal override void AddTo(PlotlySheet sheet, PlotlyCell cell) => HeatMapPlotly.Add(this, sheet, cell);
}
