using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>
/// The text of a notebook as HTML. HTML inside the text is shown as text, a picture beside the notebook is put into the page, and a picture
/// from elsewhere becomes a link, so that the page loads nothing from outside. A link to a notebook or text beside it leads to the page of that.
/// </summary>
internal static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().DisableHtml().Build();

    public static string Of(string markdown, string folder)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (link.IsImage)
                Embed(link, folder);
            else if (link.Url?.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true)
                link.Url = "";
            else
                link.Url = Page(link.Url);
        }

        return document.ToHtml(Pipeline);
    }

    /// <summary>A notebook or text beside this one has a page beside its page, to which a link leads.</summary>
    private static string? Page(string? url)
    {
        var end = url?.IndexOf('#', StringComparison.Ordinal) is >= 0 and var mark ? mark : url?.Length ?? 0;
        var file = url?[..end] ?? "";
        return file.IndexOfAny([':', '/', '\\', '?']) < 0 && Path.GetExtension(file) is (".md" or ".ipynb") ? Path.ChangeExtension(file, ".html") + url![end..] : url;
    }

    private static void Embed(LinkInline image, string folder)
    {
        if (image.Url is not { } url || url.StartsWith("data:image/", StringComparison.Ordinal))
            return;
        var file = url.Contains(':', StringComparison.Ordinal) ? "" : Path.Combine(folder, Uri.UnescapeDataString(url));
        var mime = Path.GetExtension(file).ToUpperInvariant() switch
        {
            ".PNG" => "image/png",
            ".JPG" or ".JPEG" => "image/jpeg",
            ".SVG" => "image/svg+xml",
            _ => null,
        };
        if (mime is not null && File.Exists(file))
            image.Url = $"data:{mime};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}";
        else
            image.IsImage = false;
    }
}
