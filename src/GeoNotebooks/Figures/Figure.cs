using GeoNotebooks.Runs;
using Plotly.NET;
using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>
/// A picture as a record, rendered twice: to PNG by ScottPlot, without a browser, and to an interactive one by Plotly.NET.
/// The same record gives the same bytes.
/// </summary>
public abstract record Figure
{
    /// <summary>Nodes of grids that an interactive figure holds at most; bigger grids are averaged in blocks first.</summary>
    internal const int InteractiveNodes = 120_000;

    private protected Figure(string title, FigureSource source) => (Title, Source) = (title, source);

    /// <summary>The title, one line if it can be.</summary>
    public string Title { get; init; }

    /// <summary>A smaller line under the title; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Where the data come from; drawn under the figure.</summary>
    public FigureSource Source { get; init; }

    /// <summary>The figure as a PNG.</summary>
    /// <param name="widthPixels">Width; text and lines grow with it.</param>
    /// <param name="heightPixels">Height, or 0 for the one that suits the figure.</param>
    public byte[] ToPng(int widthPixels = 1000, int heightPixels = 0)
    {
        if (widthPixels is < 200 or > 10_000 || heightPixels is < 0 or > 20_000)
            throw new ArgumentException(FormattableString.Invariant(
                $"figure '{Title}': a width of 200 to 10000 pixels and a height of 0 (automatic) to 20000 are expected; found {widthPixels} x {heightPixels}"));
        var width = NaturalWidth;
        var scale = widthPixels / width;
        var height = heightPixels == 0 ? MathF.Ceiling(HeightFor(width) * scale) : heightPixels;
        using var surface = SKSurface.Create(new SKImageInfo(widthPixels, (int)height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        Draw(new Sheet(surface.Canvas, scale), new SKRect(0, 0, width, height / scale));
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Writes the PNG beside the path and then renames it, so that no reader meets half a file.</summary>
    public void SavePng(string path, int widthPixels = 1000, int heightPixels = 0)
    {
        var png = ToPng(widthPixels, heightPixels);
        AtomicFile.Write(path, beside => File.WriteAllBytes(beside, png));
    }

    /// <summary>Saves the PNG as <c>figures/NAME.png</c> of a run and enters it in the run's record, from which the run's page takes it.</summary>
    /// <param name="run">The run under way.</param>
    /// <param name="name">File name without extension: letters, digits, points, hyphens and underscores.</param>
    /// <param name="caption">What a reader should see in it.</param>
    /// <param name="widthPixels">Width of the picture.</param>
    /// <returns>The figure itself, so that a cell may end with this call and show it.</returns>
    public Figure SaveTo(Run run, string name, string caption, int widthPixels = 1400)
    {
        if (name.Length == 0 || name[0] == '.' || !name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new ArgumentException($"the name of a picture is made of letters, digits, points, hyphens and underscores; found '{name}'");
        var path = run.PathOf("figures", name + ".png");
        SavePng(path, widthPixels);
        run.RecordFigure(path, Title, caption);
        return this;
    }

    /// <summary>The figure as a chart of Plotly.NET. Coordinates of maps are in kilometres.</summary>
    public GenericChart ToPlotly()
    {
        var sheet = new PlotlySheet();
        AddTo(sheet, PlotlyCell.Whole);
        sheet.AddHeading(this);
        return sheet.ToChart();
    }

    /// <summary>The interactive figure as plotly's JSON (data and layout), the content of the mime type application/vnd.plotly.v1+json.</summary>
    public string ToPlotlyJson() => GenericChart.toFigureJson(ToPlotly());

    /// <summary>The interactive figure as a piece of HTML, which draws when <see cref="PlotlyScript.Source"/> is on the page and otherwise shows a sentence.</summary>
    public string ToHtml() => PlotlyHtml.Of(ToPlotlyJson(), PlainText, PlotlyHeight);

    /// <summary>One line: title and what is drawn.</summary>
    public sealed override string ToString() => PlainText;

    /// <summary>How the figure stands within a panel; null for a figure of its own.</summary>
    internal PanelFrame? Frame { get; init; }

    internal string PlainText => $"{(Source.Synthetic ? "[synthetic] " : "")}{Title}: {Summary}";

    private protected abstract string Summary { get; }

    /// <summary>The width that text sizes are made for: 1000 for a single figure, more for a panel.</summary>
    internal virtual float NaturalWidth => 1000;

    /// <summary>Height of the interactive figure, in pixels of the page.</summary>
    internal virtual int PlotlyHeight => 620;

    /// <summary>Height of a row of an interactive panel that holds the figure.</summary>
    internal virtual int PanelHeight => 460;

    /// <summary>The height that suits the figure at a width.</summary>
    internal abstract float HeightFor(float width);

    internal abstract void Draw(Sheet sheet, SKRect area);

    internal abstract void AddTo(PlotlySheet sheet, PlotlyCell cell);
}
