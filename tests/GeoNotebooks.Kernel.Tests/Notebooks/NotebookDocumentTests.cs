using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Tests.Notebooks;

public sealed class NotebookDocumentTests
{
    private const string Rich = """
        {"cells":[{"cell_type":"markdown","metadata":{"custom":{"a":[1,2]}},"source":["# Заголовок\n","текст <b>"],"attachments":{"x.png":{"image/png":"iVBOR"}}},
        {"cell_type":"raw","metadata":{},"source":"raw"},
        {"cell_type":"code","execution_count":3,"metadata":{"tags":["parameters","other"]},"outputs":[{"output_type":"stream","name":"stdout","text":["a\n"]}],"source":"var x = 1;\nx","unknown":true}],
        "metadata":{"kernelspec":{"language":"C#","name":".net-csharp","display_name":"x"},"polyglot":{"v":1}},"nbformat":4,"nbformat_minor":2,"extra":null}
        """;

    [Fact]
    public void WhatIsReadIsWritten()
    {
        var written = NotebookDocument.Parse(Rich, "rich.ipynb").ToJson();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Rich), JsonNode.Parse(written)));
        Assert.Contains("Заголовок", written, StringComparison.Ordinal);
        Assert.EndsWith("}\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void CellsAreSeenAsTheyAre()
    {
        var notebook = NotebookDocument.Parse(Rich, "rich.ipynb");
        Assert.Equal(["markdown", "raw", "code"], notebook.Cells.Select(cell => cell.Kind));
        Assert.Equal("# Заголовок\nтекст <b>", notebook.Cells[0].Source);
        Assert.Equal(["parameters", "other"], notebook.Cells[2].Tags);
        Assert.Equal(3, notebook.Cells[2].ExecutionCount);
        Assert.Equal("Заголовок", notebook.Title);
    }

    [Fact]
    public void ACloneSharesNothing()
    {
        var notebook = NotebookDocument.Parse(Rich, "rich.ipynb");
        var before = notebook.ToJson();
        notebook.Clone().Insert(0, "1", "new");
        Assert.Equal(before, notebook.ToJson());
    }

    [Theory]
    [InlineData("not json", "line 1 is not JSON")]
    [InlineData("[]", "without the number nbformat")]
    [InlineData("{\"nbformat\":\"4\"}", "without the number nbformat")]
    [InlineData("{\"nbformat\":3,\"worksheets\":[]}", "nbformat 4 was expected, and nbformat 3 was found")]
    [InlineData("{\"nbformat\":4}", "a list of cells was expected")]
    [InlineData("{\"nbformat\":4,\"cells\":[],\"metadata\":{\"kernelspec\":{\"language\":\"python\"}}}", "the language python was found")]
    [InlineData("{\"nbformat\":4,\"cells\":[],\"metadata\":{}}", "no language was found")]
    [InlineData("{\"nbformat\":4,\"cells\":[],\"metadata\":\"x\"}", "metadata and cells of nbformat 4 were expected")]
    [InlineData("{\"nbformat\":4,\"cells\":[],\"metadata\":{\"kernelspec\":{\"language\":5}}}", "metadata and cells of nbformat 4 were expected")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":7}],\"metadata\":{\"kernelspec\":{\"language\":\"C#\"}}}", "metadata and cells of nbformat 4 were expected")]
    public void WhatIsNoCSharpNotebookIsRefusedByName(string json, string found)
    {
        var error = Assert.Throws<NotebookException>(() => NotebookDocument.Parse(json, "x/bad.ipynb"));
        Assert.StartsWith("x/bad.ipynb: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsNamed() =>
        Assert.Contains("nowhere.ipynb", Assert.Throws<NotebookException>(() => NotebookDocument.Read("nowhere.ipynb")).Message, StringComparison.Ordinal);
}
