using GeoNotebooks.Grids;
using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>Several maps or charts in one picture, in rows and columns, for comparison.</summary>
public sealed record FigurePanel : Figure
{
    private const float CellWidth = 640;
    private readonly string _foot;

    /// <summary>A panel, filled row by row.</summary>
    /// <param name="title">The title over all.</param>
    /// <param name="source">Where the data come from, together.</param>
    /// <param name="columns">How many stand side by side.</param>
    /// <param name="figures">Maps and charts; panels and sliders within panels are refused.</param>
    public FigurePanel(string title, FigureSource source, int columns, params IReadOnlyList<Figure> figures)
        : base(title, source)
    {
        if (figures.Count == 0 || columns < 1 || figures.Any(figure => figure is FigurePanel or SliderFigure))
            throw new ArgumentException($"panel '{title}': one map or chart or more in one column or more is expected; found {figures.Count} figures in {columns} columns");
        // A panel may not hide that one of its figures is made up.
        Source = source with { Synthetic = source.Synthetic || figures.Any(figure => figure.Source.Synthetic) };
        // What holds for all figures is said once, for the panel: the badge, the source, the system of the coordinates.
        var systems = figures.Select(SystemOf).OfType<Crs>().Distinct().ToList();
        Figures = [.. figures.Select(figure => figure with
        {
            Frame = new PanelFrame(
                ShowsBadge: figure.Source.Synthetic && figures.Any(other => !other.Source.Synthetic),
                ShowsSource: figure.Source.Text != source.Text,
                ShowsSystem: systems.Count > 1),
        })];
        Columns = Math.Min(columns, figures.Count);
        _foot = Heading.Foot(this, systems.Count == 1 ? $"Coordinates: {systems[0]}." : "");
    }

    /// <summary>The figures, row by row.</summary>
    public IReadOnlyList<Figure> Figures { get; }

    /// <summary>How many stand side by side.</summary>
    public int Columns { get; }

    private protected override string Summary => string.Join(" | ", Figures.Select(figure => figure.Title));

    internal override float NaturalWidth => Math.Max(1000, Columns * CellWidth);

    internal override int PlotlyHeight => 130 + Rows * PlotlyRow;

    private int PlotlyRow => Figures.Max(figure => figure.PanelHeight);

    private int Rows => (Figures.Count + Columns - 1) / Columns;

    internal override float HeightFor(float width) =>
        Heading.TopHeight(this, width) + Enumerable.Range(0, Rows).Sum(row => RowHeight(row, width)) + Heading.FootHeight(_foot, width);

    internal override void Draw(Sheet sheet, SKRect area)
    {
        Heading.DrawTop(this, sheet, area);
        Heading.DrawFoot(_foot, sheet, area);
        var top = area.Top + Heading.TopHeight(this, area.Width);
        var room = area.Bottom - Heading.FootHeight(_foot, area.Width) - top;
        var stretch = room / Enumerable.Range(0, Rows).Sum(row => RowHeight(row, area.Width));
        for (var row = 0; row < Rows; row++)
        {
            var height = RowHeight(row, area.Width) * stretch;
            for (var column = 0; column < Columns && row * Columns + column < Figures.Count; column++)
                Figures[row * Columns + column].Draw(sheet, SKRect.Create(area.Left + column * area.Width / Columns, top, area.Width / Columns, height));
            top += height;
        }
    }

    internal override void AddTo(PlotlySheet sheet, PlotlyCell cell)
    {
        // Room for the ticks and the title of an axis at the left, for the title above, as shares of a cell.
        var crowding = Math.Max(1, 340.0 / PlotlyRow);
        var (left, above, below) = (Columns > 2 ? 0.2 : 0.15, 0.09 * crowding, 0.1 * crowding);
        var (width, height) = (1.0 / Columns, 1.0 / Rows);
        for (var i = 0; i < Figures.Count; i++)
        {
            var (row, column) = (i / Columns, i % Columns);
            var place = new PlotlyCell(
                i + 1,
                column * width + (column == 0 ? 0 : left * width),
                (column + 1) * width - 0.02 * width,
                1 - (row + 1) * height + (row == Rows - 1 ? 0 : below * height),
                1 - row * height - above * height,
                Figures.Count);
            Figures[i].AddTo(sheet, place);
            sheet.Title(Figures[i].Title, place, raised: Figures[i] is ChartFigure chart && chart.Marks.Any(mark => mark.Text.Length > 0));
        }
    }

    private static Crs? SystemOf(Figure figure) => figure switch
    {
        MapFigure map => map.Crs,
        SurfaceFigure surface => surface.Height.Geometry.Crs,
        _ => null,
    };

    private float RowHeight(int row, float width) =>
        Figures.Skip(row * Columns).Take(Columns).Max(figure => figure.HeightFor(width / Columns));
}
