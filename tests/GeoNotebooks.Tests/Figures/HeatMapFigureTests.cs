using System.Text.Json;
using GeoNotebooks.Figures;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class HeatMapFigureTests
{
    private static readonly HeatMapFigure Map = new("Table", Picture.Source, ["north", "middle", "south"], ["a", "b"], new[,] { { 0.0, 1 }, { 2, double.NaN }, { 4, 5 } }, "value") { Decimals = 1 };

    [Fact]
    public void Cells_have_the_colours_of_their_values_first_row_uppermost()
    {
        using var picture = SKBitmap.Decode((Map with { Decimals = null }).ToPng());
        var data = HeatMapPainter.DataArea(Map with { Decimals = null }, new SKRect(0, 0, 1000, picture.Height));
        Rgb At(int row, int column)
        {
            var colour = picture.GetPixel((int)(data.Left + (column + 0.5) * data.Width / 2), (int)(data.Top + (row + 0.5) * data.Height / 3));
            return new(colour.Red, colour.Green, colour.Blue);
        }
        Picture.Near(Palette.Viridis.At(0), At(0, 0));
        Picture.Near(Palette.Viridis.At(0.2), At(0, 1));
        Picture.Near(Palette.Viridis.At(0.4), At(1, 0));
        Picture.Near("#f0f0ee", At(1, 1));
        Picture.Near(Palette.Viridis.At(1), At(2, 1));
    }

    [Fact]
    public void Plotly_gets_the_same_numbers_and_names()
    {
        var figure = JsonDocument.Parse(Map.ToPlotlyJson()).RootElement;
        var trace = figure.GetProperty("data")[0];
        Assert.Equal("heatmap", trace.GetProperty("type").GetString());
        Assert.Equal([4, 5], trace.GetProperty("z")[2].EnumerateArray().Select(z => z.GetDouble()));
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("z")[1][1].ValueKind);
        Assert.Equal("4.0", trace.GetProperty("text")[2][0].GetString());
        Assert.Equal((0.0, 5.0), (trace.GetProperty("zmin").GetDouble(), trace.GetProperty("zmax").GetDouble()));
        var axis = figure.GetProperty("layout").GetProperty("yaxis");
        Assert.Equal("reversed", axis.GetProperty("autorange").GetString());
        Assert.Equal(["north", "middle", "south"], axis.GetProperty("ticktext").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public void A_palette_centred_on_zero_gets_a_range_centred_on_zero() =>
        Assert.Equal((-5.0, 5.0), (Map with { Palette = Palette.BlueWhiteRed }).Range);

    [Fact]
    public void Values_that_do_not_fit_the_names_are_refused() => Assert.Contains("3 rows and 1 columns is expected; found 3 x 2",
        Assert.Throws<ArgumentException>(() => new HeatMapFigure("Table", Picture.Source, ["n", "m", "s"], ["a"], Map.Values, "value")).Message);
}
