using GeoNotebooks.Bank;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Prospects.Evidence;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using TorchSharp;

namespace GeoNotebooks.Figures;

/// <summary>Tells the notebook's formatting package how our types look. The host calls it once before the first cell.</summary>
public static class Formatters
{
    /// <summary>The mime type of plotly's JSON, which JupyterLab draws by itself.</summary>
    public const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    private const string Png = "image/png";
    private const string Html = "text/html";
    private const string Text = "text/plain";

    /// <summary>
    /// Registers figures (plotly JSON, HTML, PNG in base64, one line of text), tables (HTML and text), grids, stacks of them, evidence cards, banks of models and what their guard says (HTML and text), tensors (text) and Plotly.NET's own charts
    /// (plotly JSON, HTML and text; without a browser nothing makes a PNG of them). Calling it again changes nothing.
    /// </summary>
    public static void Register()
    {
        foreach (var type in (Type[])[typeof(Figure), typeof(MapFigure), typeof(ChartFigure), typeof(HeatMapFigure), typeof(RoseFigure), typeof(SurfaceFigure), typeof(SliderFigure), typeof(FigurePanel)])
        {
            Add(type, PlotlyMimeType, value => ((Figure)value).ToPlotlyJson());
            Add(type, Html, value => ((Figure)value).ToHtml());
            Add(type, Png, value => Convert.ToBase64String(((Figure)value).ToPng()));
            Add(type, Text, value => value.ToString()!);
            Formatter.SetPreferredMimeTypesFor(type, PlotlyMimeType, Html, Png, Text);
        }
        Add(typeof(DataFrame), Html, value => TableHtml.Of((DataFrame)value));
        Add(typeof(DataFrame), Text, value => TableHtml.Line((DataFrame)value));
        Formatter.SetPreferredMimeTypesFor(typeof(DataFrame), Html, Text);
        Add(typeof(Grid), Html, value => GridHtml.Of((Grid)value));
        Add(typeof(Grid), Text, value => GridHtml.Line((Grid)value));
        Formatter.SetPreferredMimeTypesFor(typeof(Grid), Html, Text);
        Add(typeof(FeatureStack), Html, value => FeatureStackHtml.Of((FeatureStack)value));
        Add(typeof(FeatureStack), Text, value => value.ToString()!);
        Formatter.SetPreferredMimeTypesFor(typeof(FeatureStack), Html, Text);
        Add(typeof(EvidenceCard), Html, value => EvidenceCardHtml.Of((EvidenceCard)value));
        Add(typeof(EvidenceCard), Text, value => value.ToString()!);
        Formatter.SetPreferredMimeTypesFor(typeof(EvidenceCard), Html, Text);
        Add(typeof(ModelBank), Html, value => ModelBankHtml.Of((ModelBank)value));
        Add(typeof(ModelBank), Text, value => string.Join('\n', ((ModelBank)value).List()));
        Formatter.SetPreferredMimeTypesFor(typeof(ModelBank), Html, Text);
        Add(typeof(GuardReport), Html, value => GuardReportHtml.Of((GuardReport)value));
        Add(typeof(GuardReport), Text, value => value.ToString()!);
        Formatter.SetPreferredMimeTypesFor(typeof(GuardReport), Html, Text);
        foreach (var type in (Type[])[typeof(torch.Tensor), typeof(TorchSharp.Modules.Parameter)])
        {
            Add(type, Text, value => TensorText.Of((torch.Tensor)value));
            Formatter.SetPreferredMimeTypesFor(type, Text);
        }
        Add(typeof(GenericChart), PlotlyMimeType, value => GenericChart.toFigureJson((GenericChart)value));
        Add(typeof(GenericChart), Html, value => PlotlyHtml.Of(GenericChart.toFigureJson((GenericChart)value), "Plotly chart", 450));
        Add(typeof(GenericChart), Text, _ => "Plotly chart");
        Formatter.SetPreferredMimeTypesFor(typeof(GenericChart), PlotlyMimeType, Html, Text);
    }

    private static void Add(Type type, string mimeType, Func<object, string> format) =>
        Formatter.Register(type, (value, writer) => writer.Write(format(value)), mimeType);
}
