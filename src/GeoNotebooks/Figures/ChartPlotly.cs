using static GeoNotebooks.Figures.PlotlySheet;

namespace GeoNotebooks.Figures;

/// <summary>A chart for plotly; counts and boxes are made here, so that both renderings show the same.</summary>
internal static class ChartPlotly
{
    private const int Digits = 5;

    public static void Add(ChartFigure chart, PlotlySheet sheet, PlotlyCell cell)
    {
        AddAxis(chart.X, "x", sheet, cell, cell.Left, cell.Right, chart.SharesX && cell.Index > 1 ? "x" : null);
        AddAxis(chart.Y, "y", sheet, cell, cell.Bottom, cell.Top, null);
        foreach (var mark in chart.Marks)
            sheet.Mark(mark.Text, ChartScale.Position(chart.X, mark.X), cell, onEdge: mark.X == chart.X.Minimum || mark.X == chart.X.Maximum);
        if (chart.NothingToShow is { } sentence)
        {
            sheet.Note(Escape(sentence), (cell.Left + cell.Right) / 2, (cell.Bottom + cell.Top) / 2, "center", "middle", 14);
            return;
        }
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var series = chart.Series[i];
            var colour = chart.ColourOf(i);
            var legend = series.InLegend && chart.Series.Count > 1;
            switch (series)
            {
                case LineSeries line:
                    AddLine(line, colour, legend, sheet, cell);
                    break;
                case ScatterSeries points:
                    sheet.Trace("scatter", cell, ("name", Escape(series.Name)), ("x", Numbers(points.X)), ("y", Numbers(points.Y)), ("mode", "markers"), ("showlegend", legend),
                        ("marker", Map(("color", Rgba(colour, points.Opacity)), ("size", points.SizePixels))));
                    break;
                case BarSeries bars:
                    sheet.Trace("bar", cell, ("name", Escape(series.Name)), ("x", chart.X.Categories.Select(Escape).ToArray()), ("y", Numbers(bars.Values)), ("showlegend", legend),
                        ("marker", Map(("color", Rgba(colour, 0.85)))),
                        ("error_y", !bars.HasErrors ? null : Map(("type", "data"), ("symmetric", false), ("thickness", 1.2),
                            ("array", Numbers(bars.High.Zip(bars.Values, (high, value) => high - value))),
                            ("arrayminus", Numbers(bars.Values.Zip(bars.Low, (value, low) => value - low))))));
                    break;
                case HistogramSeries histogram:
                    sheet.Trace("bar", cell, ("name", Escape(series.Name)), ("showlegend", legend),
                        // Bars with an offset of their own stand where they are told, whatever other bars there are.
                        ("x", Numbers(histogram.Edges.SkipLast(1))), ("y", Numbers(histogram.Counts)), ("offset", 0),
                        ("width", Numbers(histogram.Edges.Zip(histogram.Edges.Skip(1), (left, right) => right - left))),
                        ("marker", Map(("color", Rgba(colour, chart.Series.Count > 1 ? 0.5 : 0.85)))));
                    break;
                case BoxSeries boxes:
                    AddBoxes(chart, boxes, colour, legend, sheet, cell);
                    break;
                case StripSeries strips:
                    sheet.Trace("bar", cell, ("name", Escape(series.Name)), ("orientation", "h"), ("showlegend", legend),
                        ("base", Numbers(strips.Strips.Select(strip => strip.From))), ("x", Numbers(strips.Strips.Select(strip => strip.To - strip.From))),
                        ("y", strips.Strips.Select(strip => strip.Row).ToArray()), ("offset", -StripSeries.HalfHeight), ("width", 2 * StripSeries.HalfHeight),
                        ("hovertext", strips.Strips.Select(strip => $"{Escape(chart.Y.Categories[strip.Row])}: {Escape(series.Name)}").ToArray()), ("hoverinfo", "text"),
                        ("marker", Map(("color", colour.ToString()))));
                    break;
            }
        }
    }

    private static void AddAxis(ChartAxis axis, string letter, PlotlySheet sheet, PlotlyCell cell, double low, double high, string? matches) => sheet.Layout($"{letter}axis{cell.Suffix}", Map(
        ("matches", matches),
        ("domain", new[] { Math.Round(low, 4), Math.Round(high, 4) }), ("anchor", $"{(letter == "x" ? "y" : "x")}{cell.Suffix}"), ("title", AxisTitle(Escape(axis.Heading))),
        ("type", axis.Categories.Count > 0 && letter == "x" ? "category" : axis.Log ? "log" : "linear"), ("tickangle", axis.Categories.Count > 0 ? 0 : null),
        // Rows are numbers and their names are ticks, so that two rows of one name stay two.
        ("tickvals", axis.Categories.Count == 0 ? null : letter == "x" ? axis.Categories.Select(Escape).ToArray() : Enumerable.Range(0, axis.Categories.Count).ToArray()),
        ("ticktext", axis.Categories.Count > 0 ? axis.Categories.Select(name => Lines(name, 84, 12)).ToArray() : null),
        ("range", axis.Categories.Count > 0 && letter == "y" ? new[] { -0.6, axis.Categories.Count - 0.4 }
            : axis is { Minimum: { } minimum, Maximum: { } maximum } ? new[] { ChartScale.Position(axis, minimum), ChartScale.Position(axis, maximum) } : null),
        ("ticks", "outside"), ("showline", true), ("linewidth", 0.8), ("linecolor", "#1f242b"), ("showgrid", letter == "y"), ("gridcolor", "#e3e5e8"), ("zeroline", false), ("automargin", true)));

    private static void AddLine(LineSeries line, Rgb colour, bool legend, PlotlySheet sheet, PlotlyCell cell)
    {
        if (line.Band is { } band)
        {
            var none = Map(("width", 0), ("color", Rgba(colour, 0)));
            sheet.Trace("scatter", cell, ("x", Numbers(line.X)), ("y", Numbers(band.Low)), ("mode", "lines"), ("line", none), ("showlegend", false), ("hoverinfo", "skip"));
            sheet.Trace("scatter", cell, ("x", Numbers(line.X)), ("y", Numbers(band.High)), ("mode", "lines"), ("line", none), ("showlegend", false), ("hoverinfo", "skip"),
                ("fill", "tonexty"), ("fillcolor", Rgba(colour, 0.18)));
        }
        sheet.Trace("scatter", cell, ("name", Escape(line.Name)), ("x", Numbers(line.X)), ("y", Numbers(line.Y)), ("mode", line.X.Count == 1 ? "markers" : "lines"), ("showlegend", legend),
            ("line", Map(("color", colour.ToString()), ("width", line.WidthPixels), ("dash", line.Dashed ? "dash" : null))));
    }

    private static void AddBoxes(ChartFigure chart, BoxSeries series, Rgb colour, bool legend, PlotlySheet sheet, PlotlyCell cell)
    {
        sheet.Layout("boxmode", "group");
        var known = Enumerable.Range(0, series.Boxes.Count).Where(i => series.Boxes[i] is not null).ToList();
        object Each(Func<(double Low, double Q1, double Median, double Q3, double High, IReadOnlyList<double>), double> pick) => Numbers(known.Select(i => pick(series.Boxes[i]!.Value)));
        sheet.Trace("box", cell, ("name", Escape(series.Name)), ("x", known.Select(i => Escape(chart.X.Categories[i])).ToArray()), ("showlegend", legend),
            ("q1", Each(box => box.Q1)), ("median", Each(box => box.Median)), ("q3", Each(box => box.Q3)), ("lowerfence", Each(box => box.Low)), ("upperfence", Each(box => box.High)),
            ("line", Map(("color", colour.ToString()), ("width", 1.4))), ("fillcolor", Rgba(colour, 0.3)));
        var outliers = known.SelectMany(i => series.Boxes[i]!.Value.Outliers.Select(y => (Name: chart.X.Categories[i], Y: y))).ToList();
        if (outliers.Count > 0 && chart.Series.OfType<BoxSeries>().Count() == 1)
            sheet.Trace("scatter", cell, ("x", outliers.Select(point => Escape(point.Name)).ToArray()), ("y", Numbers(outliers.Select(point => point.Y))), ("mode", "markers"),
                ("showlegend", false), ("hoverinfo", "y"), ("marker", Map(("symbol", "circle-open"), ("size", 5), ("color", Rgba(colour, 0.6)))));
    }

    private static double?[] Numbers(IEnumerable<double> values) => [.. values.Select(value => double.IsFinite(value) ? NumberText.Round(value, Digits) : (double?)null)];
}
