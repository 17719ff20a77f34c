using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Display;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>Puts the outputs of a run into the cells of a notebook, as nbformat 4 has them.</summary>
internal sealed class OutputWriter
{
    private readonly Dictionary<string, JsonObject> _displays = new(StringComparer.Ordinal);
    private bool _clearsNext;

    /// <summary>Takes away what an earlier run left.</summary>
    public static void Clear(NotebookDocument notebook)
    {
        foreach (var cell in notebook.Cells.Where(cell => cell.IsCode))
        {
            cell.Node["outputs"] = new JsonArray();
            cell.Node["execution_count"] = null;
        }
    }

    public static void SetCount(NotebookCell cell, int? count) => cell.Node["execution_count"] = count;

    public void Add(NotebookCell cell, CellOutput output)
    {
        var outputs = (JsonArray)cell.Node["outputs"]!;
        if (output is ClearOutput { Wait: true } || (_clearsNext && output is DisplayUpdate))
        {
            _clearsNext = true;
            return;
        }

        if (_clearsNext || output is ClearOutput)
            outputs.Clear();
        _clearsNext = false;
        switch (output)
        {
            case StreamText text:
                AddText(outputs, text);
                break;
            case DisplayData display:
                var node = new JsonObject { ["data"] = Bundle(display.Data), ["metadata"] = new JsonObject(), ["output_type"] = "display_data" };
                _displays[display.DisplayId] = node;
                outputs.Add((JsonNode)node);
                break;
            case DisplayUpdate update when _displays.TryGetValue(update.DisplayId, out var shown):
                shown["data"] = Bundle(update.Data);
                break;
            case ExecuteResult result:
                var count = cell.Node["execution_count"]?.DeepClone();
                outputs.Add((JsonNode)new JsonObject { ["data"] = Bundle(result.Data), ["execution_count"] = count, ["metadata"] = new JsonObject(), ["output_type"] = "execute_result" });
                break;
            case ErrorOutput error:
                var traceback = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]);
                outputs.Add((JsonNode)new JsonObject { ["ename"] = error.Name, ["evalue"] = error.Message, ["output_type"] = "error", ["traceback"] = traceback });
                break;
        }
    }

    private static void AddText(JsonArray outputs, StreamText text)
    {
        var last = outputs.Count > 0 ? (JsonObject)outputs[^1]! : null;
        if ((string?)last?["output_type"] == "stream" && (string?)last["name"] == text.Name)
            last["text"] = NotebookText.Split(NotebookText.Join(last["text"]) + text.Text);
        else
            outputs.Add((JsonNode)new JsonObject { ["name"] = text.Name, ["output_type"] = "stream", ["text"] = NotebookText.Split(text.Text) });
    }

    private static JsonObject Bundle(IReadOnlyDictionary<string, string> data)
    {
        var bundle = new JsonObject();
        foreach (var (mime, text) in data)
            bundle[mime] = MimeBundles.JsonOf(mime, text) ?? (mime.StartsWith("image/", StringComparison.Ordinal) && mime != "image/svg+xml" ? text : NotebookText.Split(text));
        return bundle;
    }
}
