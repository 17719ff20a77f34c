using System.Text.Json;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class LineProfileTests
{
    // Values rise by 1 a column, 200 m; the line runs from west to east along row 2, or back.
    private static readonly Grid Gravity = Picture.GridOf(5, 11, (_, c) => c) with { Name = "gravity", Unit = "mGal" };
    private static readonly ProfileLine East = new(new Coordinate(25_500_000, 6_899_600), new Coordinate(25_502_000, 6_899_600));
    private static readonly ProfileLine West = new(East.Points[1], East.Points[0]);

    private static LineSeries Curve(FigurePanel panel, int chart, int series = 0) => (LineSeries)((ChartFigure)panel.Figures[chart]).Series[series];

    [Fact]
    public void A_curve_begins_at_A_and_ends_at_B()
    {
        var there = Curve(new LineProfile(East) { Channels = [Gravity] }.ToPanel("Profile", Picture.Source), 0);
        var back = Curve(new LineProfile(West) { Channels = [Gravity] }.ToPanel("Profile", Picture.Source), 0);
        Assert.Equal(21, there.X.Count);
        Assert.Equal((0.0, 2.0), (there.X[0], there.X[^1]));
        foreach (var (x, y) in there.X.Zip(there.Y))
            Assert.Equal(x * 5, y, 1e-6);
        foreach (var (x, y) in back.X.Zip(back.Y))
            Assert.Equal(10 - x * 5, y, 1e-6);
    }

    [Fact]
    public void Each_channel_has_a_chart_and_probabilities_share_one()
    {
        var certain = Picture.GridOf(5, 11, (_, c) => c / 10f) with { Name = "faults", Unit = "1" };
        var labels = new TargetLabels(Gravity.Geometry, [.. Enumerable.Range(0, 55).Select(i => (sbyte)(i % 11 < 3 ? 1 : i % 11 < 8 ? 0 : -1))], "faults");
        var panel = new LineProfile(East) { Channels = [Gravity, Gravity with { Name = "magnetic", Unit = "nT" }], Probabilities = [certain, certain with { Name = "granite" }], Labels = [labels, labels with { Target = "granite" }] }
            .ToPanel("Profile", FigureSource.Generated("test"));
        Assert.Equal(["gravity", "magnetic", "Probability", "Labels of the map"], panel.Figures.Select(figure => figure.Title));
        Assert.Equal(["mGal", "nT", "", ""], panel.Figures.Cast<ChartFigure>().Select(chart => chart.Y.Heading));
        Assert.Equal(["", "", "", "Distance from A to B, km"], panel.Figures.Cast<ChartFigure>().Select(chart => chart.X.Heading));
        var probability = (ChartFigure)panel.Figures[2];
        Assert.Equal((2, 0.0, 1.0), (probability.Series.Count, probability.Y.Minimum, probability.Y.Maximum));
        var strips = (ChartFigure)panel.Figures[3];
        Assert.Equal(["granite", "faults"], strips.Y.Categories);
        // Present to half way between the columns 2 and 3, absent to half way between 7 and 8, unknown beyond: by the stations, each 100 m.
        Assert.Equal([(0, 0.0, 0.45), (1, 0.0, 0.45)], ((StripSeries)strips.Series[0]).Strips.Select(strip => (strip.Row, strip.From, Math.Round(strip.To, 6))));
        Assert.Equal([(0, 0.45, 1.45), (1, 0.45, 1.45)], ((StripSeries)strips.Series[1]).Strips.Select(strip => (strip.Row, Math.Round(strip.From, 6), Math.Round(strip.To, 6))));
        Assert.True(panel.Source.Synthetic);
        Assert.NotEmpty(panel.ToPng());
    }

    [Fact]
    public void A_hole_interrupts_a_curve()
    {
        var curve = Curve(new LineProfile(East) { Channels = [Picture.GridOf(5, 11, (_, c) => c == 5 ? float.NaN : c)] }.ToPanel("Profile", Picture.Source), 0);
        Assert.Equal([0.9, 1, 1.1], curve.X.Zip(curve.Y).Where(point => double.IsNaN(point.Second)).Select(point => Math.Round(point.First, 6)));
    }

    [Fact]
    public void The_finest_map_sets_the_step_unless_told()
    {
        var fine = Picture.GridOf(40, 60, (_, _) => 1, cell: 50);
        Assert.Equal(2000 / 25 + 1, Curve(new LineProfile(East) { Channels = [Gravity, fine] }.ToPanel("Profile", Picture.Source), 0).X.Count);
        Assert.Equal(5, Curve(new LineProfile(East) { Channels = [Gravity, fine], StepMetres = 500 }.ToPanel("Profile", Picture.Source), 0).X.Count);
    }

    [Fact]
    public void Charts_move_together_on_the_screen_and_the_first_names_the_ends()
    {
        var line = new ProfileLine(East.Points[0], new Coordinate(25_501_000, 6_899_600), new Coordinate(25_501_000, 6_899_300));
        var json = JsonDocument.Parse(new LineProfile(line) { Channels = [Gravity, Gravity with { Name = "second" }] }.ToPanel("Profile", Picture.Source).ToPlotlyJson()).RootElement.GetProperty("layout");
        Assert.Equal("x", json.GetProperty("xaxis2").GetProperty("matches").GetString());
        Assert.False(json.GetProperty("xaxis").TryGetProperty("matches", out _));
        var marks = json.GetProperty("annotations").EnumerateArray().Where(note => note.GetProperty("xref").GetString() == "x").ToList();
        Assert.Equal([("<b>A</b>", 0.0), ("<b>B</b>", 1.3)], marks.Select(note => (note.GetProperty("text").GetString(), note.GetProperty("x").GetDouble())));
        // The bend, in both charts.
        Assert.Equal([1.0, 1.0], json.GetProperty("shapes").EnumerateArray().Select(shape => shape.GetProperty("x0").GetDouble()));
    }

    [Fact]
    public void Maps_that_do_not_fit_the_line_or_each_other_are_refused()
    {
        static string Refused<T>(LineProfile profile)
            where T : Exception => Assert.Throws<T>(() => profile.ToPanel("Profile", Picture.Source)).Message;
        Assert.Contains("needs a channel", Refused<ArgumentException>(new(East)));
        var elsewhere = Gravity with { Name = "other", Geometry = Gravity.Geometry with { Crs = Crs.Wgs84Utm50North } };
        Assert.Contains("'other' is in WGS 84 / UTM zone 50N (EPSG:32650), 'gravity' in Pulkovo 1942", Refused<InvalidDataException>(new(East) { Channels = [Gravity, elsewhere] }));
        var off = new ProfileLine(new Coordinate(0, 0), new Coordinate(1000, 0));
        Assert.Contains("from 0 E, 0 N to 1000 E, 0 N it lies off all of them ('gravity' reaches from 25499900 E, 6899100 N to 25502100 E, 6900100 N)", Refused<InvalidDataException>(new(off) { Channels = [Gravity] }));
        Assert.Contains("probabilities of 0 to 1 in 'gravity'; found 1.5", Refused<InvalidDataException>(new(East) { Probabilities = [Gravity] }));
    }
}
