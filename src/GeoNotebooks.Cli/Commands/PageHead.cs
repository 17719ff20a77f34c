using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Cli.Commands;

/// <summary>What the head of a notebook's page holds: plotly.js, once, where a figure of the notebook needs it (3.5 MB).</summary>
internal static class PageHead
{
    private const string Script = "Plotly.NET.plotly-2.28.0.min.js";
    private static readonly Lazy<string> PlotlyScript = new(Read);

    public static string? Of(NotebookDocument notebook) =>
        notebook.Cells.SelectMany(cell => cell.Outputs).Any(output => output["data"]?["text/html"] is { } html && Needs(html.ToJsonString())) ? PlotlyScript.Value : null;

    /// <summary>The same for a piece of HTML that is shown in a page of another program.</summary>
    public static string? Of(string html) => Needs(html) ? PlotlyScript.Value : null;

    private static bool Needs(string html) => html.Contains("Plotly.", StringComparison.Ordinal);

    private static string Read()
    {
        var assembly = typeof(global::Plotly.NET.GenericChart).Assembly;
        using var resource = assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException($"{Script} was expected inside {assembly.GetName()}, and it is not there.");
        using var reader = new StreamReader(resource);
        // Where require.js is on the page (Jupyter Notebook, pages of nbconvert), plotly.js would hide in it instead of becoming window.Plotly.
        return $"<script>(function (define) {{ if (!window.Plotly) {{ {reader.ReadToEnd()}\n}} }})();</script>";
    }
}
