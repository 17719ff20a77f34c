using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Tests.Notebooks;

public sealed class OutputWriterTests
{
    private readonly NotebookDocument _notebook = SampleNotebook.Of("1");
    private readonly OutputWriter _writer = new();

    [Fact]
    public void TextOfOneStreamIsJoined()
    {
        Add(new StreamText("stdout", "a\nb"), new StreamText("stdout", "c\n"), new StreamText("stderr", "d"));
        var outputs = _notebook.Cells[0].Outputs;
        Assert.Equal(2, outputs.Count);
        Assert.True(JsonNode.DeepEquals(new JsonArray("a\n", "bc\n"), outputs[0]["text"]));
    }

    [Fact]
    public void AnUpdateReplacesTheDisplayInPlace()
    {
        Add(new DisplayData(Text("one"), "d"), new StreamText("stdout", "x"), new DisplayUpdate(Text("two"), "d"));
        Assert.True(JsonNode.DeepEquals(new JsonArray("two"), _notebook.Cells[0].Outputs[0]["data"]!["text/plain"]));
    }

    [Fact]
    public void JsonIsJsonAndImagesAreOneString()
    {
        Add(new ExecuteResult(new Dictionary<string, string> { ["application/vnd.plotly.v1+json"] = "{\"data\":[1]}", ["image/png"] = "iVBOR" }));
        var data = _notebook.Cells[0].Outputs[0]["data"]!;
        Assert.Equal(1, (int)data["application/vnd.plotly.v1+json"]!["data"]![0]!);
        Assert.Equal("iVBOR", (string?)data["image/png"]);
    }

    private static Dictionary<string, string> Text(string text) => new() { ["text/plain"] = text };

    private void Add(params CellOutput[] outputs)
    {
        foreach (var output in outputs)
            _writer.Add(_notebook.Cells[0], output);
    }
}
