using SkiaSharp;
using SP = ScottPlot;

namespace GeoNotebooks.Figures;

/// <summary>A ScottPlot plot in the house style: thin frame, our typeface, the data area exactly where it is wanted.</summary>
internal static class PlotAxes
{
    private static readonly SP.Color Ink = SP.Color.FromSKColor(Sheet.Ink);

    public static SP.Plot Create(string xLabel, string yLabel)
    {
        Typeface.Register();
        var plot = new SP.Plot();
        plot.FigureBackground.Color = SP.Colors.Transparent;
        plot.DataBackground.Color = SP.Colors.Transparent;
        plot.Font.Set(Typeface.Family, SP.FontWeight.Normal, SP.FontSlant.Upright, SP.FontSpacing.Normal);
        plot.Axes.Title.IsVisible = false;
        plot.HideGrid();
        plot.HideLegend();
        (plot.Axes.Bottom.Label.Text, plot.Axes.Left.Label.Text) = (xLabel, yLabel);
        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.FrameLineStyle.Width = 0.8f;
            axis.FrameLineStyle.Color = Ink;
            axis.Label.FontName = axis.TickLabelStyle.FontName = Typeface.Family;
            axis.Label.FontSize = 13;
            axis.Label.Bold = false;
            axis.Label.ForeColor = axis.TickLabelStyle.ForeColor = Ink;
            axis.TickLabelStyle.FontSize = 12;
            axis.MajorTickStyle.Width = 0.8f;
            axis.MajorTickStyle.Length = 5;
            axis.MajorTickStyle.Color = Ink;
            // Without it a line thinner than a pixel is drawn or left out as its place has it.
            axis.FrameLineStyle.AntiAlias = axis.MajorTickStyle.AntiAlias = true;
            axis.MinorTickStyle.Length = 0;
        }
        // ScottPlot centres the line height on the tick; digits have no descenders, so they would stand too high.
        plot.Axes.Left.TickLabelStyle.OffsetY = 1.5f;
        return plot;
    }

    /// <summary>Ticks at round numbers: 1, 2 or 5 times a power of ten, about one for each so many units of the canvas.</summary>
    public static void SetTicks(SP.IAxis axis, double low, double high, double length, double spacing)
    {
        var step = RoundStep((high - low) / Math.Max(length / spacing, 1));
        var ticks = new List<SP.Tick>();
        for (var n = Math.Ceiling(low / step - 1e-9); n * step <= high + step * 1e-9; n++)
            ticks.Add(SP.Tick.Major(n * step, NumberText.OfStep(n * step, step)));
        axis.TickGenerator = new SP.TickGenerators.NumericManual([.. ticks]);
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below a number.</summary>
    public static double RoundStep(double atLeast)
    {
        if (!(atLeast > 0) || double.IsInfinity(atLeast))
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
            if (factor * power >= atLeast * (1 - 1e-9))
                return factor * power;
        return 10 * power;
    }

    /// <summary>Renders axes and plottables so that the data area fills a rectangle of the sheet, and frames it.</summary>
    public static void Render(SP.Plot plot, Sheet sheet, SKRect figure, SKRect data, bool frame)
    {
        plot.Layout.Fixed(new SP.PixelRect(data.Left, data.Right, data.Bottom, data.Top));
        var area = new SP.PixelRect(figure.Left, figure.Right, figure.Bottom, figure.Top);
        // ScottPlot draws twice, the first time to measure its axes, and clears in between: that must clear a layer of its own, not the paper.
        sheet.Canvas.Save();
        sheet.Canvas.ClipRect(figure);
        sheet.Canvas.SaveLayer(figure, null);
        plot.Render(sheet.Canvas, area);
        sheet.Canvas.Restore();
        sheet.Canvas.Restore();
        if (frame)
            sheet.Box(data, null, Sheet.Ink);
    }
}
