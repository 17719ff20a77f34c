using GeoNotebooks.Figures;
using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Cli.Commands;

/// <summary>What the head of a notebook's page holds: plotly.js, once, where a figure of the notebook needs it (3.5 MB).</summary>
internal static class PageHead
{
    // Where require.js is on the page (Jupyter Notebook, pages of nbconvert), plotly.js would hide in it instead of becoming window.Plotly.
    private static readonly Lazy<string> Script = new(() => $"<script>(function (define) {{ if (!window.Plotly) {{ {PlotlyScript.Source}\n}} }})();</script>");

    public static string? Of(NotebookDocument notebook) =>
        notebook.Cells.SelectMany(cell => cell.Outputs).Any(output => output["data"]?["text/html"] is { } html && Needs(html.ToJsonString())) ? Script.Value : null;

    /// <summary>The same for a piece of HTML that is shown in a page of another program.</summary>
    public static string? Of(string html) => Needs(html) ? Script.Value : null;

    private static bool Needs(string html) => html.Contains("Plotly.", StringComparison.Ordinal);
}
