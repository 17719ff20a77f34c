using SP = ScottPlot;

namespace GeoNotebooks.Figures;

/// <summary>Adds one series of a chart to a ScottPlot plot.</summary>
internal sealed class SeriesPainter(SP.Plot plot, ChartFigure chart, int index, ChartScale yScale)
{
    private readonly SP.Color _colour = SP.Color.FromSKColor(Sheet.Colour(chart.ColourOf(index)));

    public void Add()
    {
        switch (chart.Series[index])
        {
            case LineSeries line:
                AddLine(line);
                break;
            case ScatterSeries scatter:
                AddScatter(scatter);
                break;
            case BarSeries bars:
                AddBars(bars);
                break;
            case HistogramSeries histogram:
                AddHistogram(histogram);
                break;
            case BoxSeries boxes:
                AddBoxes(boxes);
                break;
            case StripSeries strips:
                AddStrips(strips);
                break;
        }
    }

    private double X(double value) => ChartScale.Position(chart.X, value);

    private double Y(double value) => ChartScale.Position(chart.Y, value);

    private void AddLine(LineSeries line)
    {
        if (line.Band is { } band)
        {
            int[] known = [.. Enumerable.Range(0, line.X.Count).Where(i => double.IsFinite(X(line.X[i]) + Y(band.Low[i]) + Y(band.High[i])))];
            if (known.Length > 1)
            {
                var fill = plot.Add.FillY([.. known.Select(i => X(line.X[i]))], [.. known.Select(i => Y(band.Low[i]))], [.. known.Select(i => Y(band.High[i]))]);
                (fill.FillColor, fill.LineWidth, fill.MarkerSize) = (_colour.WithOpacity(0.18), 0, 0);
            }
        }
        foreach (var (first, count) in Runs(line))
        {
            var x = Enumerable.Range(first, count).Select(i => X(line.X[i])).ToArray();
            var y = Enumerable.Range(first, count).Select(i => Y(line.Y[i])).ToArray();
            var drawn = plot.Add.ScatterLine(x, y, _colour);
            drawn.LineWidth = (float)line.WidthPixels;
            drawn.LinePattern = line.Dashed ? SP.LinePattern.Dashed : SP.LinePattern.Solid;
            drawn.MarkerSize = count == 1 ? (float)line.WidthPixels * 2.5f : 0;
        }
    }

    /// <summary>The unbroken parts of a line.</summary>
    private IEnumerable<(int First, int Count)> Runs(LineSeries line)
    {
        var first = -1;
        for (var i = 0; i <= line.X.Count; i++)
        {
            var shown = i < line.X.Count && double.IsFinite(X(line.X[i]) + Y(line.Y[i]));
            if (shown && first < 0)
                first = i;
            if (shown || first < 0)
                continue;
            yield return (first, i - first);
            first = -1;
        }
    }

    private void AddScatter(ScatterSeries scatter)
    {
        int[] known = [.. Enumerable.Range(0, scatter.X.Count).Where(i => double.IsFinite(X(scatter.X[i]) + Y(scatter.Y[i])))];
        if (known.Length > 0)
            plot.Add.Markers(
                [.. known.Select(i => X(scatter.X[i]))], known.Select(i => Y(scatter.Y[i])).ToArray(),
                SP.MarkerShape.FilledCircle, (float)scatter.SizePixels, _colour.WithOpacity(scatter.Opacity));
    }

    private void AddBars(BarSeries bars)
    {
        var all = chart.Series.OfType<BarSeries>().ToList();
        var width = 0.8 / all.Count;
        var offset = (all.IndexOf(bars) - (all.Count - 1) / 2.0) * width;
        var ground = chart.Y.Log ? yScale.Low : 0;
        for (var i = 0; i < bars.Values.Count; i++)
        {
            var top = Y(bars.Values[i]);
            if (!double.IsFinite(top))
                continue;
            plot.Add.Bar(new SP.Bar { Position = i + offset, Value = top, ValueBase = ground, Size = width * 0.92, FillColor = _colour.WithOpacity(0.85), LineWidth = 0 });
            var (low, high) = (Y(bars.Low[i]), Y(bars.High[i]));
            if (bars.HasErrors && double.IsFinite(low + high))
                AddWhisker(i + offset, low, high, width * 0.18, SP.Color.FromSKColor(Sheet.Ink), 1.2f);
        }
    }

    private void AddHistogram(HistogramSeries histogram)
    {
        var ground = chart.Y.Log ? yScale.Low : 0;
        var several = chart.Series.OfType<HistogramSeries>().Count() > 1;
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            var (left, right, top) = (X(histogram.Edges[i]), X(histogram.Edges[i + 1]), Y(histogram.Counts[i]));
            if (!double.IsFinite(left + right + top) || histogram.Counts[i] == 0)
                continue;
            var box = plot.Add.Rectangle(left, right, ground, top);
            (box.FillColor, box.LineColor, box.LineWidth) = (_colour.WithOpacity(several ? 0.5 : 0.85), SP.Colors.White, several ? 0 : 0.6f);
        }
    }

    private void AddBoxes(BoxSeries series)
    {
        var all = chart.Series.OfType<BoxSeries>().ToList();
        var width = 0.7 / all.Count;
        var offset = (all.IndexOf(series) - (all.Count - 1) / 2.0) * width;
        for (var i = 0; i < series.Boxes.Count; i++)
        {
            if (series.Boxes[i] is not { } box || !double.IsFinite(Y(box.Low) + Y(box.High)))
                continue;
            var (at, half) = (i + offset, width * 0.42);
            AddWhisker(at, Y(box.Low), Y(box.Q1), half * 0.5, _colour, 1.4f);
            AddWhisker(at, Y(box.Q3), Y(box.High), half * 0.5, _colour, 1.4f);
            var body = plot.Add.Rectangle(at - half, at + half, Y(box.Q1), Y(box.Q3));
            (body.FillColor, body.LineColor, body.LineWidth) = (_colour.WithOpacity(0.3), _colour, 1.4f);
            AddStroke(at - half, Y(box.Median), at + half, Y(box.Median), _colour, 2.4f);
            var outliers = box.Outliers.Select(Y).Where(double.IsFinite).ToArray();
            if (outliers.Length > 0)
                plot.Add.Markers(Enumerable.Repeat(at, outliers.Length).ToArray(), outliers, SP.MarkerShape.OpenCircle, 4, _colour.WithOpacity(0.6));
        }
    }

    private void AddStrips(StripSeries series)
    {
        foreach (var (row, from, to) in series.Strips)
        {
            var strip = plot.Add.Rectangle(X(from), X(to), row - StripSeries.HalfHeight, row + StripSeries.HalfHeight);
            (strip.FillColor, strip.LineWidth) = (_colour, 0);
        }
    }

    private void AddWhisker(double x, double low, double high, double halfCap, SP.Color colour, float width)
    {
        AddStroke(x, low, x, high, colour, width);
        AddStroke(x - halfCap, low, x + halfCap, low, colour, width);
        AddStroke(x - halfCap, high, x + halfCap, high, colour, width);
    }

    private void AddStroke(double x1, double y1, double x2, double y2, SP.Color colour, float width)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        (line.LineColor, line.LineWidth, line.MarkerSize) = (colour, width, 0);
    }
}
