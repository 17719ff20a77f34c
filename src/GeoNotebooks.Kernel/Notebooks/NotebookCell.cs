using System.Text.Json.Nodes;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>One cell of a notebook: a view of its JSON, which keeps what this class does not know.</summary>
public sealed class NotebookCell
{
    internal NotebookCell(JsonObject node) => Node = node;

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Kind => (string?)Node["cell_type"] ?? "raw";

    /// <summary>True for a code cell.</summary>
    public bool IsCode => Kind == "code";

    /// <summary>The source, lines divided by <c>\n</c>.</summary>
    public string Source => NotebookText.Join(Node["source"]);

    /// <summary>The source of a code cell with the mark of its language in front, where its metadata names one (Polyglot Notebooks) and the source does not.</summary>
    public string Code
    {
        get
        {
            var metadata = Node["metadata"];
            var language = (string?)metadata?["polyglot_notebook"]?["kernelName"] ?? (string?)metadata?["dotnet_interactive"]?["language"];
            return language is null or "csharp" or "C#" || Source.TrimStart().StartsWith("#!", StringComparison.Ordinal) ? Source : $"#!{language}\n{Source}";
        }
    }

    /// <summary>The tags in the cell's metadata.</summary>
    public IReadOnlyList<string> Tags => Node["metadata"]?["tags"] is JsonArray tags ? [.. tags.Select(tag => (string)tag!)] : [];

    /// <summary>The outputs of a code cell, as nbformat JSON.</summary>
    public IReadOnlyList<JsonObject> Outputs => Node["outputs"] is JsonArray outputs ? [.. outputs.OfType<JsonObject>()] : [];

    /// <summary>The number that the last run gave to a code cell, or null.</summary>
    public int? ExecutionCount => (int?)Node["execution_count"];

    internal JsonObject Node { get; }

    internal static JsonObject NewCode(string source, string tag, string? id)
    {
        var node = new JsonObject { ["cell_type"] = "code", ["execution_count"] = null };
        if (id is not null)
            node["id"] = id;
        node["metadata"] = new JsonObject { ["tags"] = new JsonArray(tag) };
        node["outputs"] = new JsonArray();
        node["source"] = NotebookText.Split(source);
        return node;
    }
}
