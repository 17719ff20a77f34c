using System.Text;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Reports;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Targets.Formats;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using NetTopologySuite.Geometries;
using Xunit;
using Formatters = GeoNotebooks.Figures.Formatters;

namespace GeoNotebooks.Tests.Figures;

/// <summary>A text of a vector file that would be a script, wherever it can be shown.</summary>
public sealed class VectorTextTests
{
    private const string Hostile = "<script>alert('x')</script><img src=x onerror=alert(1)>";

    private static VectorLayer Layer()
    {
        var json = $$$"""{"type":"FeatureCollection","crs":null,"features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[3000,0],[3000,3000],[0,0]]]},"properties":{"{{{Hostile}}}":"{{{Hostile}}}"}}]}""";
        using var content = GridContent.OfBytes("map.geojson", Encoding.UTF8.GetBytes(json));
        var layer = VectorFile.Read(content);
        Assert.Equal(Hostile, Assert.Single(layer.Features).Text(Hostile));
        return layer with { Name = Hostile };
    }

    private static void AssertNoMarkup(string html)
    {
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<img src=x", html);
        Assert.DoesNotContain("\"<img", html);
        Assert.Contains("alert", html);
    }

    [Fact]
    public void Labels_of_shapes_and_names_of_layers_stay_text_on_a_map()
    {
        var layer = Layer();
        var text = layer.Features[0].Text(Hostile);
        Geometry[] shapes = [.. layer.Features.Select(feature => feature.Shape)];
        var target = new TargetLabels(Picture.GridOf(4, 4, (r, c) => 0).Geometry, [.. Enumerable.Range(0, 16).Select(i => (sbyte)(i % 3 - 1))], text);
        var map = new MapFigure(text, Picture.Source, new PolygonLayer(layer.Name, shapes) { Labels = [text] }, new PointLayer(text, shapes) { Labels = [text] }, new LineLayer(text, shapes), new LabelLayer(target));
        AssertNoMarkup(map.ToHtml());
        // Plotly takes a few elements in its texts for markup: they reach it escaped.
        Assert.DoesNotContain("<script", map.ToPlotlyJson(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", map.ToPlotlyJson(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\\u003Cimg", map.ToPlotlyJson(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Attributes_stay_text_in_a_table_and_in_a_notebook()
    {
        Formatters.Register();
        var layer = Layer();
        AssertNoMarkup(new DataFrame(new StringDataFrameColumn(Hostile, layer.Features.Select(feature => feature.Text(Hostile)))).ToDisplayString("text/html"));
        AssertNoMarkup(layer.ToDisplayString("text/html"));
        AssertNoMarkup(layer.Features.ToDisplayString("text/html"));
        AssertNoMarkup(layer.Features[0].Attributes.ToDisplayString("text/html"));
    }

    [Fact]
    public void Target_named_by_an_attribute_stays_text_on_the_page_of_a_run()
    {
        using var folder = new TemporaryFolder();
        var text = Layer().Features[0].Text(Hostile);
        new RunRecord(
            "2026-05-04T03:02:01Z", "quick", new Dictionary<string, string> { ["target"] = text }, new MachineRecord("A processor", "avx2", 2, 8_000_000_000, "Linux"),
            new Dictionary<string, string>(), 1, [new("00", text, "failed", text, 1, 1)], [], [new(text, text, "sha256:00ff")], [], [new("00", text, text, text, text, 0.5, null, null, 1)], [], [new("figures/a.png", text, "00", text)]).Write(folder.Path);
        AssertNoMarkup(File.ReadAllText(RunPage.Write(folder.Path)));
    }
}
