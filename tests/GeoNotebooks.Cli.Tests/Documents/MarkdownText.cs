using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace GeoNotebooks.Cli.Tests.Documents;

/// <summary>What a page in Markdown holds that can be wrong: links and pictures, headings to which links lead, code, usage of the program.</summary>
internal sealed partial class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private readonly MarkdownDocument _document;

    public MarkdownText(string text) => _document = Markdown.Parse(text, Pipeline);

    /// <summary>Targets of links and pictures, those in HTML too, as they are written.</summary>
    public IEnumerable<string> Links =>
    [
        .. _document.Descendants<LinkInline>().Select(link => link.Url ?? ""),
        .. _document.Descendants<HtmlInline>().Select(inline => inline.Tag).SelectMany(InHtml),
        .. _document.Descendants<HtmlBlock>().Select(block => block.Lines.ToString()).SelectMany(InHtml),
    ];

    /// <summary>The names by which GitHub knows the headings.</summary>
    public IEnumerable<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.TryGetAttributes()?.Id).OfType<string>();

    /// <summary>Fenced blocks of a language, one after the other.</summary>
    public IEnumerable<string> Blocks(string language) =>
        _document.Descendants<FencedCodeBlock>().Where(block => block.Info == language).Select(block => block.Lines.ToString());

    /// <summary>Lines of blocks without a language, or of a shell, and code within sentences: what a reader may type.</summary>
    public IEnumerable<string> TypedLines =>
    [
        .. _document.Descendants<CodeBlock>().Where(block => block is not FencedCodeBlock { Info: not (null or "" or "sh" or "shell" or "bash" or "powershell") })
            .SelectMany(block => block.Lines.ToString().Split('\n')),
        .. _document.Descendants<CodeInline>().Select(code => code.Content),
    ];

    private static IEnumerable<string> InHtml(string html) => LinkAttribute().Matches(html).Select(match => match.Groups["target"].Value);

    [GeneratedRegex("""\b(?:src|href)\s*=\s*["'](?<target>[^"']*)["']""", RegexOptions.IgnoreCase)]
    private static partial Regex LinkAttribute();
}
