using System.Globalization;
using System.Net;
using System.Text;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>An executed notebook as one page that holds everything it shows.</summary>
public static class NotebookHtml
{
    private const string NoScripts = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";
    private const string OwnScripts = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; font-src data:; script-src 'unsafe-inline' 'unsafe-eval'; worker-src blob:";

    /// <summary>The page.</summary>
    /// <param name="notebook">The notebook with its outputs.</param>
    /// <param name="headHtml">HTML for the page's head, such as the scripts that HTML outputs need, inlined; without it outputs that need scripts show as pictures or text.</param>
    /// <returns>HTML that loads nothing from outside: the page's own policy forbids it.</returns>
    public static string Of(NotebookDocument notebook, string? headHtml = null)
    {
        var hasScripts = !string.IsNullOrEmpty(headHtml);
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
        var html = Begin(notebook.Title, hasScripts ? OwnScripts : NoScripts, headHtml);
        foreach (var cell in notebook.Cells)
            AppendCell(html, cell, folder, hasScripts);
        return End(html);
    }

    /// <summary>Writes a text in Markdown, such as a glossary beside notebooks, as a page of the same look, beside <paramref name="path"/>, and renames it.</summary>
    /// <param name="markdown">The file of the text; its first heading is the page's title.</param>
    /// <param name="path">The file to write.</param>
    public static void WriteText(string markdown, string path)
    {
        var text = File.ReadAllText(markdown);
        var title = text.Split('\n').FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Path.GetFileNameWithoutExtension(markdown);
        var html = Begin(title, NoScripts, null).Append("<section class=\"text\">").Append(MarkdownHtml.Of(text, Path.GetDirectoryName(Path.GetFullPath(markdown))!)).Append("</section>\n");
        AtomicFile.Write(path, End(html));
    }

    private static StringBuilder Begin(string title, string policy, string? headHtml) => new StringBuilder()
        .Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
        .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(title)}</title>\n<style>{PageStyle.Css}</style>\n{headHtml}\n</head>\n<body>\n<main>\n");

    private static string End(StringBuilder html) => html.Append("</main>\n</body>\n</html>\n").ToString();

    /// <summary>Writes the page beside <paramref name="path"/> and renames it.</summary>
    /// <param name="notebook">The notebook with its outputs.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="headHtml">See <see cref="Of"/>.</param>
    public static void Write(NotebookDocument notebook, string path, string? headHtml = null) => AtomicFile.Write(path, Of(notebook, headHtml));

    private static void AppendCell(StringBuilder html, NotebookCell cell, string folder, bool hasScripts)
    {
        if (cell.Kind == "markdown")
            html.Append("<section class=\"text\">").Append(MarkdownHtml.Of(cell.Source, folder)).Append("</section>\n");
        if (!cell.IsCode)
            return;
        var label = cell.Tags.Contains(NotebookParameters.InjectedTag) ? "given" : cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? "not run";
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"cell\"><div class=\"code\"><span class=\"count\">{label}</span><pre>{CodeHtml.Of(cell.Source)}</pre></div>\n");
        foreach (var output in cell.Outputs)
            html.Append("<div class=\"output\">").Append(OutputHtml.Of(output, hasScripts)).Append("</div>\n");
        html.Append("</section>\n");
    }
}
