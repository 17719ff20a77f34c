using System.Text.Json;
using GeoNotebooks.Figures;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class ChartFigureTests
{
    private static readonly ChartAxis Share = new("Share", "%") { Minimum = 0, Maximum = 100 };

    private static ChartFigure Chart(ChartAxis x, ChartAxis y, params IReadOnlyList<ChartSeries> series) => new("Chart", Picture.Source, x, y, series);

    [Fact]
    public void A_rising_line_goes_from_the_lower_left_to_the_upper_right()
    {
        using var picture = SKBitmap.Decode(Chart(Share, Share, new LineSeries("line", [0, 100], [0, 100]) { Colour = "#ff0000", WidthPixels = 4 }).ToPng());
        var red = Pixels(picture, colour => colour is { Red: > 200, Green: < 60, Blue: < 60 }).ToList();
        var (left, right) = (red.MinBy(p => p.X), red.MaxBy(p => p.X));
        Assert.True(left.Y > right.Y + 200 && right.X > left.X + 500);
        var middle = red.MinBy(p => Math.Abs(p.X - (left.X + right.X) / 2));
        Assert.Equal((left.Y + right.Y) / 2.0, middle.Y, 4.0);
    }

    [Fact]
    public void On_a_logarithmic_axis_decades_are_equally_far_apart()
    {
        // The axis begins below the points, or the frame would cut the lowest one.
        using var picture = SKBitmap.Decode(Chart(
            "Number", new ChartAxis("Content", "ppb") { Log = true, Minimum = 0.1, Maximum = 1000 },
            new ScatterSeries("points", [1, 2, 3, 4], [1, 10, 100, -5]) { Colour = "#ff0000", SizePixels = 9, Opacity = 1 }).ToPng());
        var spots = Pixels(picture, colour => colour is { Red: > 200, Green: < 60, Blue: < 60 }).ToList();
        // The value below zero has no logarithm and no spot.
        var columns = spots.GroupBy(p => p.X / 60).Select(group => group.Average(p => (double)p.Y)).ToList();
        var heights = new List<double>();
        foreach (var height in columns.Where(height => !heights.Exists(other => Math.Abs(other - height) < 12)))
            heights.Add(height);
        Assert.Equal(3, heights.Count);
        Assert.Equal(heights[0] - heights[1], heights[1] - heights[2], 2.0);
    }

    [Fact]
    public void Bars_carry_their_error_bars_to_plotly_as_distances()
    {
        var chart = Chart(new ChartAxis("Target") { Categories = ["a", "b"] }, "AP", new BarSeries("net", [0.5, 0.25], [0.4, 0.125], [0.75, 0.5]));
        var error = JsonDocument.Parse(chart.ToPlotlyJson()).RootElement.GetProperty("data")[0].GetProperty("error_y");
        Assert.Equal([0.25, 0.25], error.GetProperty("array").EnumerateArray().Select(e => e.GetDouble()));
        Assert.Equal([0.1, 0.125], error.GetProperty("arrayminus").EnumerateArray().Select(e => e.GetDouble()));
    }

    [Fact]
    public void A_histogram_counts_every_value_once()
    {
        var histogram = new HistogramSeries("h", [0, 0.5, 1, 1.5, 2, double.NaN], bins: 2);
        Assert.Equal([0, 1, 2], histogram.Edges);
        Assert.Equal([2, 3], histogram.Counts);
    }

    [Fact]
    public void A_box_holds_the_quartiles_and_leaves_out_the_far_point()
    {
        var box = Assert.Single(new BoxSeries("b", [1, 2, 3, 4, 5, 100]).Boxes)!.Value;
        Assert.Equal((1, 2.25, 3.5, 4.75, 5), (box.Low, box.Q1, box.Median, box.Q3, box.High));
        Assert.Equal([100], box.Outliers);
    }

    [Fact]
    public void A_band_reaches_both_renderings()
    {
        var line = new LineSeries("curve", [0, 50, 100], [0, 60, 100]).WithBand([0, 40, 90], [10, 80, 100]);
        using var with = SKBitmap.Decode(Chart(Share, Share, line).ToPng());
        using var without = SKBitmap.Decode(Chart(Share, Share, new LineSeries("curve", [0, 50, 100], [0, 60, 100])).ToPng());
        Assert.True(Blue(with) > Blue(without) + 10_000);
        Assert.Contains("tonexty", Chart(Share, Share, line).ToPlotlyJson());

        static int Blue(SKBitmap picture) => Pixels(picture, colour => colour.Blue > colour.Red + 20).Count();
    }

    [Fact]
    public void A_chart_without_a_value_says_so()
    {
        var chart = Chart(Share, Share, new LineSeries("loss", [double.NaN], [double.NaN]));
        Assert.Equal("No data: 'loss' hold no value that this chart can show", chart.NothingToShow);
        Assert.Contains("No data", chart.ToPlotlyJson());
        Assert.NotEmpty(chart.ToPng());
    }

    [Fact]
    public void Every_kind_of_series_is_drawn()
    {
        var categories = new ChartAxis("Unit") { Categories = ["granite", "hornfels"] };
        foreach (var chart in (ChartFigure[])[
            Chart(Share, Share, new LineSeries("l", [0, 100], [10, 90])),
            Chart(Share, Share, new ScatterSeries("s", [10, 20, 30], [10, 50, 90])),
            Chart(categories, "AP", new BarSeries("b", [0.5, 0.25])),
            Chart("nT", "Number", new HistogramSeries("h", [1, 2, 2, 3, 3, 3])),
            Chart(categories, "Au", new BoxSeries("x", [1, 2, 3], [2, 3, 9])),
        ])
        {
            using var picture = SKBitmap.Decode(chart.ToPng());
            Assert.True(Pixels(picture, colour => colour.Blue > colour.Red + 60).Count() > 40, chart.ToString());
        }
    }

    [Fact]
    public void Series_that_do_not_match_are_refused()
    {
        Assert.Equal("series 'l': 2 values of y are expected, one for each x; found 1", Assert.Throws<ArgumentException>(() => new LineSeries("l", [1, 2], [1])).Message);
        Assert.Contains(
            "series 'b' has 3 values for the 2 categories",
            Assert.Throws<ArgumentException>(() => Chart(new ChartAxis("x") { Categories = ["a", "b"] }, "y", new BarSeries("b", [1, 2, 3]))).Message);
    }

    private static IEnumerable<(int X, int Y)> Pixels(SKBitmap picture, Func<SKColor, bool> wanted)
    {
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                if (wanted(picture.GetPixel(x, y)))
                    yield return (x, y);
    }
}
