using System.Text.Json;
using GeoNotebooks.Figures;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class FigurePanelTests
{
    private static MapFigure Map(string title, float value, bool synthetic = false) => new(
        title, new FigureSource("test", synthetic), new GridLayer(Picture.GridOf(10, 10, (_, _) => value)) { Stretch = Stretch.Between(0, 1) });

    [Fact]
    public void Figures_fill_the_panel_row_by_row()
    {
        var panel = new FigurePanel("All", Picture.Source, 2, Map("a", 0), Map("b", 1), Map("c", 1));
        using var picture = SKBitmap.Decode(panel.ToPng(1280));
        var (cold, hot) = (Palette.Viridis.At(0), Palette.Viridis.At(1));
        Assert.Equal((cold, hot, hot), (Seen(0.2, 0.25), Seen(0.7, 0.25), Seen(0.2, 0.72)));
        Assert.Equal(new Rgb(255, 255, 255), Seen(0.7, 0.72));

        Rgb Seen(double x, double y)
        {
            var colour = picture.GetPixel((int)(picture.Width * x), (int)(picture.Height * y));
            return new(colour.Red, colour.Green, colour.Blue);
        }
    }

    [Fact]
    public void Each_figure_has_axes_of_its_own_on_the_screen()
    {
        var json = JsonDocument.Parse(new FigurePanel("All", Picture.Source, 2, Map("a", 0), Map("b", 1)).ToPlotlyJson()).RootElement;
        Assert.False(json.GetProperty("data")[0].TryGetProperty("xaxis", out _));
        Assert.Equal("x2", json.GetProperty("data")[1].GetProperty("xaxis").GetString());
        var (first, second) = (json.GetProperty("layout").GetProperty("xaxis").GetProperty("domain"), json.GetProperty("layout").GetProperty("xaxis2").GetProperty("domain"));
        Assert.True(first[1].GetDouble() < second[0].GetDouble());
    }

    [Fact]
    public void A_panel_with_one_synthetic_figure_is_synthetic() =>
        Assert.True(new FigurePanel("All", Picture.Source, 2, Map("a", 0), Map("b", 1, synthetic: true)).Source.Synthetic);

    [Fact]
    public void Nothing_and_panels_in_panels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FigurePanel("none", Picture.Source, 2));
        Assert.Throws<ArgumentException>(() => new FigurePanel("nested", Picture.Source, 1, new FigurePanel("inner", Picture.Source, 1, Map("a", 0))));
    }
}
