using System.Text.Json.Nodes;
using GeoNotebooks.Figures;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class SliderFigureTests
{
    private static GridLayer Flat(float value, int rows = 30) => new(Picture.GridOf(rows, 40, (_, c) => c == 0 ? 0 : value), Palette.Greys) { Stretch = Stretch.Between(0, 10) };

    private static SliderFigure Three(params MapLayer[] over) => new("Continued upward", Picture.Source, "height", [new("0 m", Flat(2)), new("500 m", Flat(5)), new("2 km", Flat(9))], over);

    [Fact]
    public void Each_step_shows_one_grid_and_leaves_what_lies_over_it()
    {
        var outline = new LineLayer("outline", new NetTopologySuite.Geometries.LineString([new(25_501_000, 6_899_000), new(25_503_000, 6_897_000)]));
        var json = JsonNode.Parse((Three(outline) with { Start = 1 }).ToPlotlyJson())!;
        var traces = json["data"]!.AsArray();
        Assert.Equal(["heatmap", "heatmap", "heatmap", "scatter"], traces.Select(trace => (string)trace!["type"]!));
        Assert.Equal([false, null, false, null], traces.Select(trace => (bool?)trace!["visible"]));
        Assert.Equal([2, 5, 9], traces.Take(3).Select(trace => (double)trace!["z"]![3]![7]!));
        var slider = Assert.Single(json["layout"]!["sliders"]!.AsArray())!;
        Assert.Equal(1, (int)slider["active"]!);
        Assert.Equal("height: ", (string)slider["currentvalue"]!["prefix"]!);
        var steps = slider["steps"]!.AsArray();
        Assert.Equal(["0 m", "500 m", "2 km"], steps.Select(step => (string)step!["label"]!));
        Assert.Equal([false, false, true, true], steps[2]!["args"]![0]!["visible"]!.AsArray().Select(seen => (bool)seen!));
    }

    [Fact]
    public void More_stops_do_not_make_a_bigger_page()
    {
        SliderFigure Of(int stops) => new("t", Picture.Source, "n", [.. Enumerable.Range(0, stops).Select(i => new SliderFrame($"{i}", new GridLayer(Picture.GridOf(600, 600, (r, c) => (float)Math.Sin(0.01 * r * (i + 1)) * c))))]);
        var (two, eight) = (Of(2).ToPlotlyJson().Length, Of(8).ToPlotlyJson().Length);
        Assert.InRange(eight, two / 3, two * 3 / 2);
        Assert.True(eight < 1_500_000, $"{eight} characters");
    }

    [Fact]
    public void A_picture_shows_all_stops_side_by_side()
    {
        using var picture = SKBitmap.Decode(Three().ToPng(1200));
        foreach (var value in new[] { 2, 5, 9 })
        {
            var colour = Palette.Greys.At(value / 10.0);
            var found = 0;
            for (var y = 0; y < picture.Height; y += 4)
                for (var x = 0; x < picture.Width; x += 4)
                    if (picture.GetPixel(x, y) is var p && Math.Abs(p.Red - colour.Red) + Math.Abs(p.Green - colour.Green) + Math.Abs(p.Blue - colour.Blue) <= 6)
                        found++;
            Assert.True(found > 500, $"{found} points of the map with {value}");
        }
        Assert.Equal(Three().ToPng(600), Three().ToPng(600));
    }

    [Fact]
    public void What_cannot_be_a_slider_is_refused()
    {
        SliderFigure Of(MapLayer[] over, params SliderFrame[] frames) => new("t", Picture.Source, "height", frames, over);
        Assert.Contains("two stops or more", Assert.Throws<ArgumentException>(() => Of([], new SliderFrame("a", Flat(1)))).Message, StringComparison.Ordinal);
        Assert.Contains("different names", Assert.Throws<ArgumentException>(() => Of([], new SliderFrame("a", Flat(1)), new SliderFrame("a", Flat(2)))).Message, StringComparison.Ordinal);
        Assert.Contains("'b' lies on others", Assert.Throws<ArgumentException>(() => Of([], new SliderFrame("a", Flat(1)), new SliderFrame("b", Flat(2, 31)))).Message, StringComparison.Ordinal);
        Assert.Contains("would hide them", Assert.Throws<ArgumentException>(() => Of([Flat(1)], new SliderFrame("a", Flat(1)), new SliderFrame("b", Flat(2)))).Message, StringComparison.Ordinal);
        Assert.Contains("no node of 'b'", Assert.Throws<ArgumentException>(() => Of([], new SliderFrame("a", Flat(1)), new SliderFrame("b", new GridLayer(Picture.GridOf(30, 40, (_, _) => float.NaN))))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Three() with { Start = 3 });
        Assert.Throws<ArgumentException>(() => new FigurePanel("p", Picture.Source, 1, Three()));
    }
}
