using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Tests.Notebooks;

/// <summary>Small notebooks for tests.</summary>
internal static class SampleNotebook
{
    /// <summary>Code cells in order; a cell that begins with "# " is markdown, one that begins with "//parameters" has that tag.</summary>
    public static string Json(params string[] cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select(Cell)]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();

    public static NotebookDocument Of(params string[] cells) => NotebookDocument.Parse(Json(cells), "sample.ipynb");

    private static JsonNode Cell(string source, int index)
    {
        var isText = source.StartsWith("# ", StringComparison.Ordinal);
        var cell = new JsonObject { ["cell_type"] = isText ? "markdown" : "code", ["id"] = $"c{index}", ["metadata"] = new JsonObject(), ["source"] = source };
        if (source.StartsWith("//parameters", StringComparison.Ordinal))
            cell["metadata"] = new JsonObject { ["tags"] = new JsonArray("parameters") };
        if (!isText)
        {
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray();
        }

        return cell;
    }
}
