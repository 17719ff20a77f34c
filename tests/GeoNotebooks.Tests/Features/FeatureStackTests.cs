using GeoNotebooks.Features;
using GeoNotebooks.Figures;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using Microsoft.DotNet.Interactive.Formatting;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class FeatureStackTests
{
    private static readonly GridGeometry Nodes = new(4, 6, 0, 3000, 200, 200, Crs.Local);

    private static Grid Of(string name, Func<int, float> value, string unit = "nT") => new(Nodes, [.. Enumerable.Range(0, Nodes.Count).Select(value)], name, unit);

    [Fact]
    public void Grids_of_other_cells_are_aligned_and_the_stack_says_so()
    {
        var coarse = new GridGeometry(5, 3, -500, 3500, 1000, 700, Crs.Local);
        var plane = new Grid(coarse, [.. Enumerable.Range(0, coarse.Count).Select(i => (float)(coarse.X(i % 3) - 2 * coarse.Y(i / 3)))], "gravity", "mGal");
        var stack = FeatureStack.Aligned(Nodes, Of("magnetics", i => i), plane);
        Assert.Equal(Nodes, stack.Geometry);
        Assert.Equal(Nodes.X(5) - 2 * Nodes.Y(3), stack["gravity"][3, 5], 1e-2);
        var report = Assert.Single(stack.Resampled);
        Assert.Equal(("gravity", ResamplingMethod.Bilinear), (report.Name, report.Method));
        Assert.Contains("5 times finer", report.Warning);
        Assert.Empty(stack.Select("magnetics").Resampled);
        Assert.Single(stack.Select("gravity").Resampled);
        Assert.Contains("do the two overlap?", Assert.Throws<InvalidDataException>(() => FeatureStack.Aligned(Nodes, plane with { Geometry = coarse with { West = 1e6 } })).Message);
    }

    [Fact]
    public void Statistics_are_those_of_the_mask()
    {
        var stack = new FeatureStack([Of("a", i => i), Of("b", i => i < 12 ? float.NaN : 5, "ppm")]);
        var mask = Enumerable.Range(0, 24).Select(i => i < 13).ToArray();
        var all = stack.Statistics();
        Assert.Equal(["a", "b"], all["channel"].Cast<string>());
        Assert.Equal(["nT", "ppm"], all["unit"].Cast<string>());
        Assert.Equal([1.0, 0.5], all["valued share"].Cast<double>());
        Assert.Equal(11.5, (double)all["median"][0], 1e-9);
        Assert.Equal(1.15, (double)all["5 %"][0], 1e-6);
        var part = stack.Statistics(mask);
        Assert.Equal(12.0, (double)part["maximum"][0]);
        Assert.Equal(1 / 13.0, (double)part["valued share"][1], 1e-12);
        Assert.Contains("24 nodes", Assert.Throws<ArgumentException>(() => stack.Statistics([true])).Message);
    }

    [Fact]
    public void Ground_that_is_held_back_is_blank()
    {
        var stack = new FeatureStack([Of("a", i => i)]).Where([.. Enumerable.Range(0, 24).Select(i => i % 2 == 0)]);
        Assert.True(float.IsNaN(stack["a"][0, 1]));
        Assert.Equal(2, stack["a"][0, 2]);
    }

    [Fact]
    public void Wrong_stacks_are_refused_in_one_sentence()
    {
        Assert.Contains("at least one channel", Assert.Throws<ArgumentException>(() => new FeatureStack([])).Message);
        Assert.Contains("'a' comes 2 times", Assert.Throws<ArgumentException>(() => new FeatureStack([Of("a", i => i), Of("a", i => i)])).Message);
        Assert.Contains("resample one of them first", Assert.Throws<InvalidDataException>(() =>
            new FeatureStack([Of("a", i => i), Of("b", i => i) with { Geometry = Nodes with { West = 100 } }])).Message);
        Assert.Contains("it has 'a'", Assert.Throws<KeyNotFoundException>(() => new FeatureStack([Of("a", i => i)])["c"]).Message);
    }

    [Fact]
    public void A_notebook_shows_pictures_statistics_and_what_was_resampled()
    {
        Formatters.Register();
        var coarse = new GridGeometry(3, 3, -500, 3500, 1000, 700, Crs.Local);
        var stack = FeatureStack.Aligned(Nodes, Of("<b>", i => i), new Grid(coarse, [.. Enumerable.Range(0, 9).Select(i => (float)i)], "gravity", "mGal"));
        var html = stack.ToDisplayString("text/html");
        Assert.Equal(2, html.Split("<img ").Length - 1);
        Assert.Contains("valued share", html);
        Assert.Contains("a finer cell does not make a finer survey", html);
        Assert.Contains("&lt;b&gt;", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Equal("stack of 2 channels on 4 x 6 nodes: <b>, gravity", stack.ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_normaliser_is_fitted_on_a_fold_and_refuses_other_units()
    {
        var stack = new FeatureStack([Of("a", i => i < 12 ? i : 1e6f)]);
        var fold = new SpatialSplit(Nodes, [.. Enumerable.Range(0, 24).Select(i => i < 5)], [.. Enumerable.Range(0, 24).Select(i => i > 18)], 200);
        var normaliser = Normaliser.Fit(stack, fold);
        Assert.Equal(2, normaliser.Channels[0].Median, 1e-9);
        Assert.Contains("fitted in nT; the stack has it in T", Assert.Throws<InvalidDataException>(() => normaliser.Apply(new([Of("a", i => i, "T")]))).Message);
        Assert.Contains("'the fold that the normaliser is fitted on'", Assert.Throws<InvalidDataException>(() =>
            Normaliser.Fit(stack, fold with { Geometry = Nodes with { North = 100 } })).Message);
    }
}
