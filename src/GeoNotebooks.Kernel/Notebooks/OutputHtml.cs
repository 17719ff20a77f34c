using System.Net;
using System.Text.Json.Nodes;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>The outputs of a cell as HTML: of each value the richest look that works without anything from outside.</summary>
internal static class OutputHtml
{
    /// <param name="output">An output in nbformat.</param>
    /// <param name="hasScripts">True where the page carries the scripts that HTML outputs need.</param>
    public static string Of(JsonObject output, bool hasScripts) => (string?)output["output_type"] switch
    {
        "stream" => Text(NotebookText.Join(output["text"]), (string?)output["name"] == "stderr" ? "stream stderr" : "stream"),
        "error" => Text(string.Join('\n', (output["traceback"] as JsonArray ?? []).Select(line => (string?)line)), "error"),
        "display_data" or "execute_result" => Value(output["data"] as JsonObject ?? [], hasScripts),
        _ => "",
    };

    private static string Value(JsonObject data, bool hasScripts)
    {
        var html = data["text/html"] is { } node ? NotebookText.Join(node) : null;
        // The formatter's frame around a plain value says no more than the value, and brings a style sheet each time.
        var usable = html is not null && !html.StartsWith("<div class=\"dni-plaintext\">", StringComparison.Ordinal);
        if (usable && (hasScripts || !HasAPicture(data)) && (hasScripts || !html!.Contains("<script", StringComparison.OrdinalIgnoreCase)))
            return $"<div class=\"html\">{html}</div>";
        foreach (var mime in (string[])["image/png", "image/jpeg"])
        {
            if (data[mime] is { } image)
                return $"<img src=\"data:{mime};base64,{WebUtility.HtmlEncode(NotebookText.Join(image).ReplaceLineEndings(""))}\" alt=\"{WebUtility.HtmlEncode(PlainText(data))}\">";
        }

        // As an image, SVG cannot run scripts or load anything.
        if (data["image/svg+xml"] is { } svg)
            return $"<img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(NotebookText.Join(svg)))}\" alt=\"{WebUtility.HtmlEncode(PlainText(data))}\">";
        return data["application/javascript"] is not null && data["text/plain"] is null ? "" : Text(PlainText(data), "value");
    }

    private static bool HasAPicture(JsonObject data) => data.ContainsKey("image/png") || data.ContainsKey("image/jpeg") || data.ContainsKey("image/svg+xml");

    private static string PlainText(JsonObject data) => NotebookText.Join(data["text/plain"]);

    private static string Text(string text, string cssClass) => $"<pre class=\"{cssClass}\">{WebUtility.HtmlEncode(text)}</pre>";
}
