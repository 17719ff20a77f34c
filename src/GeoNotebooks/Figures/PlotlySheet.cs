using System.Net;
using Plotly.NET;

namespace GeoNotebooks.Figures;

/// <summary>Collects the traces and the layout of an interactive figure under plotly's own attribute names.</summary>
internal sealed class PlotlySheet
{
    private readonly List<Trace> _traces = [];
    private readonly List<object> _annotations = [];
    private readonly List<object> _shapes = [];
    private readonly SortedSet<string> _remarks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);
    private readonly Layout _layout = new();
    private bool _raised;

    /// <summary>How many traces there are by now.</summary>
    public int Traces => _traces.Count;

    public void Trace(string type, PlotlyCell cell, params IReadOnlyList<(string Name, object? Value)> attributes)
    {
        var trace = new Trace(type);
        foreach (var (name, value) in attributes)
            if (value is not null)
                trace.SetProperty(name, value);
        if (cell.Index > 1)
        {
            foreach (var (name, letter) in AxesOf(type))
                trace.SetProperty(name, $"{letter}{cell.Suffix}");
        }
        // A panel has one legend for all its figures, in which a name stands once and switches all that bear it.
        if (cell.Panels > 1 && attributes.FirstOrDefault(attribute => attribute.Name == "name").Value is string group)
        {
            trace.SetProperty("legendgroup", group);
            if (type != "heatmap" && !Equals(attributes.FirstOrDefault(attribute => attribute.Name == "showlegend").Value, false) && !_listed.Add(group))
                trace.SetProperty("showlegend", false);
        }
        _traces.Add(trace);
    }

    /// <summary>The axes that a kind of trace names: two crossed ones, or one set for a circle or for space.</summary>
    private static (string Name, string Letter)[] AxesOf(string type) => type switch
    {
        "barpolar" or "scatterpolar" => [("subplot", "polar")],
        "surface" => [("scene", "scene")],
        _ => [("xaxis", "x"), ("yaxis", "y")],
    };

    /// <summary>Something to say under the figure, said once however often it holds.</summary>
    public void Remark(string text) => _remarks.Add(text);

    /// <summary>The title of one figure of a panel; raised over the texts of marks, where there are any.</summary>
    public void Title(string title, PlotlyCell cell, bool raised) =>
        Note($"<b>{Lines(title, (float)(cell.Right - cell.Left) * 850, 12)}</b>", cell.Left, cell.Top, "left", "bottom", 12, yShift: raised ? 22 : 6, colour: "#1f242b");

    /// <summary>A dashed line through a chart at a place of its horizontal axis, unless it stands on the edge, and a text over it.</summary>
    public void Mark(string text, double x, PlotlyCell cell, bool onEdge)
    {
        if (!onEdge)
            _shapes.Add(Map(("type", "line"), ("xref", $"x{cell.Suffix}"), ("yref", "paper"), ("x0", x), ("x1", x), ("y0", cell.Bottom), ("y1", cell.Top),
                ("line", Map(("color", "#5b6570"), ("width", 0.9), ("dash", "dash")))));
        if (text.Length > 0)
        {
            _raised = true;
            _annotations.Add(Map(("text", $"<b>{Escape(text)}</b>"), ("xref", $"x{cell.Suffix}"), ("yref", "paper"), ("x", x), ("y", cell.Top), ("xanchor", "center"), ("yanchor", "bottom"),
                ("showarrow", false), ("font", Map(("size", 13), ("color", "#1f242b")))));
        }
    }

    public void Layout(string name, object value) => _layout.SetProperty(name, value);

    /// <summary>A text at a place of the page, fractions from the lower left corner of the plotting area.</summary>
    public void Note(string text, double x, double y, string xAnchor, string yAnchor, int size, double yShift = 0, string colour = "#5b6570") => _annotations.Add(Map(
        ("text", text), ("x", x), ("y", y), ("xref", "paper"), ("yref", "paper"), ("xanchor", xAnchor), ("yanchor", yAnchor),
        ("yshift", yShift), ("showarrow", false), ("align", "left"), ("font", Map(("size", size), ("color", colour)))));

    /// <summary>Title, source and the look of the whole page.</summary>
    public void AddHeading(Figure figure)
    {
        var title = $"<b>{Escape(figure.Title)}</b>";
        if (figure.Source.Synthetic)
            title += " <span style=\"color:#8a4b00;font-size:11px\"><b>SYNTHETIC DATA</b></span>";
        if (figure.Subtitle.Length > 0)
            title += $"<br><span style=\"font-size:12px;color:#5b6570\">{Escape(figure.Subtitle)}</span>";
        Layout("title", Map(("text", title), ("x", 0.02), ("xanchor", "left"), ("y", 0.965), ("yanchor", "top"), ("font", Map(("size", 17)))));
        Note(string.Join("  \u00b7  ", _remarks.Prepend(figure.Source.Line).Select(Escape)), 0, 0, "left", "top", 11, yShift: figure is FigurePanel ? -62 : -54);
        Layout("font", Map(("family", "DejaVu Sans, Verdana, sans-serif"), ("size", 12), ("color", "#1f242b")));
        Layout("paper_bgcolor", "#ffffff");
        Layout("plot_bgcolor", "#f6f6f4");
        Layout("margin", Map(("l", 80), ("r", 20), ("t", (figure.Subtitle.Length > 0 ? 88 : 70) + (_raised ? 18 : 0)), ("b", figure is SliderFigure ? 160 : 84)));
        var legend = figure is FigurePanel ? (At: -82.0 / (figure.PlotlyHeight - 170), Anchor: "top") : (At: 1.005, Anchor: "bottom");
        Layout("legend", Map(
            ("orientation", "h"), ("x", 0), ("xanchor", "left"), ("y", Math.Round(legend.At, 4)), ("yanchor", legend.Anchor), ("bgcolor", "rgba(255,255,255,0)"),
            ("font", Map(("size", 11)))));
        Layout("showlegend", true);
        Layout("height", figure.PlotlyHeight);
        Layout("autosize", true);
        if (_annotations.Count > 0)
            Layout("annotations", _annotations);
        if (_shapes.Count > 0)
            Layout("shapes", _shapes);
    }

    public GenericChart ToChart() =>
        GenericChart.setLayout(_layout, GenericChart.ofTraceObjects(false, Microsoft.FSharp.Collections.ListModule.OfSeq(_traces)));

    /// <summary>A group of attributes, in the order given.</summary>
    public static Dictionary<string, object> Map(params IEnumerable<(string Name, object? Value)> attributes)
    {
        var map = new Dictionary<string, object>();
        foreach (var (name, value) in attributes)
            if (value is not null)
                map[name] = value;
        return map;
    }

    /// <summary>Text as plotly shows it literally: it reads a few HTML tags in texts.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Text broken into lines no wider than so many pixels.</summary>
    public static string Lines(string text, float width, float size) => string.Join("<br>", Sheet.Wrap(text, width, size).Select(Escape));

    /// <summary>The title of an axis, near its ticks.</summary>
    public static Dictionary<string, object> AxisTitle(string text) => Map(("text", text), ("standoff", 8), ("font", Map(("size", 12))));

    public static string Rgba(Rgb colour, double opacity) => FormattableString.Invariant($"rgba({colour.Red},{colour.Green},{colour.Blue},{NumberText.Round(opacity, 3)})");
}
