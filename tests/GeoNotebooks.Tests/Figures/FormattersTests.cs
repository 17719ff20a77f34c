using GeoNotebooks.Figures;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using SkiaSharp;
using TorchSharp;
using Xunit;
using Formatters = GeoNotebooks.Figures.Formatters;

namespace GeoNotebooks.Tests.Figures;

public sealed class FormattersTests
{
    private const string Hostile = "</script><script>alert('x')</script><b>&";

    public FormattersTests()
    {
        Formatters.Register();
        Formatters.Register();
    }

    private static MapFigure Map(string title) => new(title, Picture.Source, new GridLayer(Picture.GridOf(4, 4, (r, c) => r + c)));

    [Fact]
    public void A_figure_has_four_looks()
    {
        var map = Map("Gravity");
        Assert.Equal([Formatters.PlotlyMimeType, "text/html", "image/png", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(MapFigure)));
        Assert.Equal(map.ToPlotlyJson(), map.ToDisplayString(Formatters.PlotlyMimeType));
        Assert.Equal(map.ToHtml(), map.ToDisplayString("text/html"));
        Assert.Equal("Gravity: field (4 x 4 nodes)", map.ToDisplayString("text/plain"));
        using var picture = SKBitmap.Decode(Convert.FromBase64String(map.ToDisplayString("image/png")));
        Assert.Equal(1000, picture.Width);
    }

    [Fact]
    public void No_text_of_a_figure_becomes_markup()
    {
        var html = Map(Hostile).ToHtml();
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<b>&", html);
        // One element of ours, opened and closed once.
        Assert.Equal(2, html.Split("<script>").Length);
        Assert.Equal(2, html.Split("</script>").Length);
    }

    [Fact]
    public void A_table_shows_its_first_rows_types_and_length_escaped()
    {
        var table = new DataFrame(
            new DoubleDataFrameColumn("x", Enumerable.Range(0, 50).Select(i => 25_500_000.25 + i)),
            new StringDataFrameColumn(Hostile, Enumerable.Repeat(Hostile, 50)));
        var html = table.ToDisplayString("text/html");
        Assert.Contains("25500000.25", html);
        Assert.Contains("50 rows, 2 columns; the first 20 rows are shown", html);
        Assert.Contains(">double<", html);
        Assert.Equal(21, html.Split("<tr>").Length - 1);
        Assert.DoesNotContain("<script>", html);
        Assert.DoesNotContain("<b>", html);
        Assert.StartsWith("table: 50 rows x 2 columns (x, ", table.ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_grid_shows_its_statistics_and_a_picture_north_up()
    {
        var grid = Picture.GridOf(3, 2, (r, c) => r == 0 && c == 0 ? 100 : r == 2 && c == 1 ? float.NaN : 0) with { Name = Hostile };
        var html = grid.ToDisplayString("text/html");
        Assert.Contains("5 of 6 nodes", html);
        Assert.Contains("0 to 100", html);
        Assert.DoesNotContain("<script>", html);
        var png = html.Split("base64,")[1].Split('"')[0];
        using var picture = SKBitmap.Decode(Convert.FromBase64String(png));
        Assert.Equal((2, 3), (picture.Width, picture.Height));
        Assert.Equal(new SKColor(0xfd, 0xe7, 0x25), picture.GetPixel(0, 0));
        Assert.Equal(0, picture.GetPixel(1, 2).Alpha);
    }

    [Fact]
    public void A_tensor_shows_type_and_shape_and_a_small_one_its_values()
    {
        using var large = torch.zeros(3, 64, 64);
        Assert.Equal("tensor: float32 (3, 64, 64) on cpu", large.ToDisplayString("text/plain"));
        Assert.Equal(["text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(torch.Tensor)));
        using var small = torch.tensor(new long[,] { { 1, -2 }, { 30, 4 } });
        var text = small.ToDisplayString("text/plain");
        Assert.StartsWith("tensor: int64 (2, 2) on cpu\n", text);
        Assert.Equal([1, -2, 30, 4], System.Text.RegularExpressions.Regex.Matches(text.Split('\n', 2)[1], @"-?\d+").Select(found => int.Parse(found.Value, System.Globalization.CultureInfo.InvariantCulture)));
        using var weight = new TorchSharp.Modules.Parameter(torch.zeros(200), requires_grad: true);
        Assert.Equal("tensor: float32 (200) on cpu, requires gradient", weight.ToDisplayString("text/plain"));
        var gone = torch.zeros(1);
        gone.Dispose();
        Assert.Equal("tensor (disposed)", gone.ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_foreign_chart_gets_json_html_and_text_and_no_picture()
    {
        var trace = new Trace("scatter");
        trace.SetProperty("y", new[] { 1, 2, 3 });
        var chart = GenericChart.ofTraceObject(false, trace);
        Assert.Equal([Formatters.PlotlyMimeType, "text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(chart.GetType()));
        Assert.Contains("\"y\":[1,2,3]", chart.ToDisplayString(Formatters.PlotlyMimeType));
        Assert.Contains("Plotly.newPlot", chart.ToDisplayString("text/html"));
        Assert.Equal("Plotly chart", chart.ToDisplayString("text/plain"));
    }

    [Fact]
    public void The_script_is_plotly_and_cannot_end_its_own_element()
    {
        Assert.Contains("plotly.js v2.28", PlotlyScript.Source[..200]);
        Assert.DoesNotContain("</script", PlotlyScript.Source);
    }
}
