using SkiaSharp;
using SP = ScottPlot;

namespace GeoNotebooks.Figures;

/// <summary>Lays a chart out and draws it with ScottPlot's plottables; the legend stands in a row over the data, never on them.</summary>
internal static class ChartPainter
{
    private const float LeftGutter = 84;
    private const float MarkLine = 18;
    private const float LegendSize = 12;
    private const float LegendLine = 20;

    public static float HeightFor(ChartFigure chart, float width) =>
        Math.Max((float)(width * chart.HeightShare), Top(chart, width) + BottomGutter(chart) + Math.Min(160, (float)(width * chart.HeightShare / 2)));

    public static void Draw(ChartFigure chart, Sheet sheet, SKRect area)
    {
        Heading.DrawTop(chart, sheet, area);
        Heading.DrawFoot(Heading.Foot(chart), sheet, area);
        DrawLegend(chart, sheet, area);
        var data = new SKRect(
            area.Left + LeftGutter,
            area.Top + Top(chart, area.Width),
            area.Right - Heading.Margin - 8,
            area.Bottom - Heading.FootHeight(Heading.Foot(chart), area.Width) - BottomGutter(chart));
        if (chart.NothingToShow is { } sentence)
        {
            sheet.Box(data, new SKColor(0xf6, 0xf6, 0xf4), Sheet.Ink);
            var y = data.MidY;
            foreach (var line in Sheet.Wrap(sentence, data.Width - 24, 15))
                sheet.Text(line, data.MidX, (y += 20) - 15, 15, Sheet.Muted, align: SKTextAlign.Center);
            return;
        }
        var stands = chart.Series.All(series => series is BarSeries or HistogramSeries);
        var x = ChartScale.Of(chart.X, chart.Series.SelectMany(series => series.Xs), data.Width, 90, startsAtZero: false);
        var vertical = ChartScale.Of(chart.Y, chart.Series.SelectMany(series => series.Ys), data.Height, Math.Min(42, data.Height / 4), stands);
        foreach (var (at, _) in vertical.Ticks)
        {
            var line = data.Bottom - (float)((at - vertical.Low) / (vertical.High - vertical.Low)) * data.Height;
            if (line > data.Top + 1 && line < data.Bottom - 1)
                sheet.Line(data.Left, line, data.Right, line, new SKColor(0xe3, 0xe5, 0xe8), 0.8f);
        }
        using var plot = PlotAxes.Create(chart.X.Heading, chart.Y.Heading);
        plot.Axes.SetLimits(x.Low, x.High, vertical.Low, vertical.High);
        plot.Axes.Bottom.TickGenerator = Ticks(x, chart.X.Categories.Count > 0 ? data.Width / chart.X.Categories.Count - 6 : 0);
        plot.Axes.Left.TickGenerator = Ticks(vertical, chart.Y.Categories.Count > 0 ? LeftGutter - 12 : 0);
        plot.Axes.Top.FrameLineStyle.Width = plot.Axes.Right.FrameLineStyle.Width = 0;
        for (var i = 0; i < chart.Series.Count; i++)
            new SeriesPainter(plot, chart, i, vertical).Add();
        PlotAxes.Render(plot, sheet, area, data, frame: false);
        foreach (var mark in chart.Marks)
        {
            var at = data.Left + (float)((ChartScale.Position(chart.X, mark.X) - x.Low) / (x.High - x.Low)) * data.Width;
            if (at > data.Left + 1 && at < data.Right - 1)
                sheet.Line(at, data.Top, at, data.Bottom, Sheet.Muted, 0.9f, dashed: true);
            sheet.Text(mark.Text, at, data.Top - 5, 13, Sheet.Ink, bold: true, SKTextAlign.Center);
        }
    }

    /// <summary>Ticks; texts of categories are broken into lines of the width each has.</summary>
    private static SP.TickGenerators.NumericManual Ticks(ChartScale scale, float room) => new([.. scale.Ticks.Select(tick =>
        SP.Tick.Major(tick.At, room <= 0 ? tick.Text : string.Join('\n', Sheet.Wrap(tick.Text, Math.Max(room, 20), 12).Take(2))))]);

    private static float Top(ChartFigure chart, float width) =>
        Heading.TopHeight(chart, width) + Rows(chart, width).Count * LegendLine + (chart.Marks.Any(mark => mark.Text.Length > 0) ? MarkLine : 0) + 4;

    /// <summary>Room for the ticks and the name of the horizontal axis.</summary>
    private static float BottomGutter(ChartFigure chart) => chart.X.Heading.Length > 0 ? 56 : 30;

    private static void DrawLegend(ChartFigure chart, Sheet sheet, SKRect area)
    {
        var y = area.Top + Heading.TopHeight(chart, area.Width);
        foreach (var row in Rows(chart, area.Width))
        {
            var x = area.Left + LeftGutter;
            foreach (var index in row)
            {
                var colour = Sheet.Colour(chart.ColourOf(index));
                switch (chart.Series[index])
                {
                    case LineSeries line:
                        if (line.Band is not null)
                            sheet.Box(SKRect.Create(x, y + 2, 22, 11), colour.WithAlpha(50), null);
                        sheet.Line(x, y + 7.5f, x + 22, y + 7.5f, colour, (float)line.WidthPixels, line.Dashed);
                        break;
                    case ScatterSeries:
                        sheet.Box(SKRect.Create(x + 8, y + 4, 7, 7), colour, null, radius: 3.5f);
                        break;
                    default:
                        sheet.Box(SKRect.Create(x + 4, y + 2, 14, 11), colour, null);
                        break;
                }
                foreach (var text in Sheet.Wrap(chart.Series[index].Name, area.Width - LeftGutter - 60, LegendSize).Take(1))
                    sheet.Text(text, x + 29, y + 12, LegendSize, Sheet.Ink);
                x += EntryWidth(chart.Series[index].Name);
            }
            y += LegendLine;
        }
    }

    private static float EntryWidth(string name) => 29 + Sheet.WidthOf(name, LegendSize) + 22;

    /// <summary>The series of the legend in rows; a single series needs no legend, its axis says what it is.</summary>
    private static List<List<int>> Rows(ChartFigure chart, float width)
    {
        var listed = Enumerable.Range(0, chart.Series.Count).Where(i => chart.Series[i].InLegend).ToList();
        if (chart.Series.Count < 2 || listed.Count == 0)
            return [];
        var (rows, room) = (new List<List<int>> { new() }, width - LeftGutter - Heading.Margin);
        var left = room;
        foreach (var index in listed)
        {
            var entry = EntryWidth(chart.Series[index].Name);
            if (entry > left && rows[^1].Count > 0)
            {
                rows.Add([]);
                left = room;
            }
            rows[^1].Add(index);
            left -= entry;
        }
        return rows;
    }
}
