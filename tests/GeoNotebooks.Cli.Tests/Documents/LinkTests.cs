using System.Text.Json.Nodes;

namespace GeoNotebooks.Cli.Tests.Documents;

/// <summary>Every link and picture of every page and notebook leads to a file that git keeps, and to a heading that is there.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. RepositoryFiles.Tracked.Where(path => path.EndsWith(".md", StringComparison.Ordinal) || path.EndsWith(".ipynb", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLinkLeadsSomewhere(string page)
    {
        var faults = TextsOf(page).SelectMany(text => text.Links).Select(link => Fault(page, link)).OfType<string>().ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("README.md", "notebooks/00_tour.ipynb", true)]
    [InlineData("README.md", "src/", true)]
    [InlineData("notebooks/00_tour.ipynb", "../README.md#licence", true)]
    [InlineData("README.md", "https://example.org/nothing", true)]
    [InlineData("README.md", "notebooks/00_tuor.ipynb", false)]
    [InlineData("README.md", "notebooks/00_Tour.ipynb", false)]
    [InlineData("README.md", "#no-such-heading", false)]
    [InlineData("README.md", "LICENSE#no-such-heading", false)]
    [InlineData("README.md", "../outside.md", false)]
    [InlineData("README.md", "/README.md", false)]
    [InlineData("README.md", "file:///README.md", false)]
    [InlineData("README.md", "bin/", false)]
    [InlineData("README.md", "", false)]
    public void AWrongLinkIsFound(string page, string link, bool right) => Assert.Equal(right, Fault(page, link) is null);

    private static string? Fault(string page, string link)
    {
        if (link.StartsWith("https://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal))
            return null;
        var (file, anchor) = link.Split('#', 2) is [var before, var after] ? (Uri.UnescapeDataString(before), Uri.UnescapeDataString(after)) : (Uri.UnescapeDataString(link), null);
        if (link.Length == 0 || file.StartsWith('/') || file.Contains(':', StringComparison.Ordinal))
            return $"{page}: expected a path from its own folder, or an https address; found '{link}'";
        var target = file.Length == 0 ? page : Joined(page, file);
        if (target is null || !(RepositoryFiles.Tracked.Contains(target) || RepositoryFiles.Folders.Contains(target.TrimEnd('/'))))
            return $"{page}: expected a file that git keeps; found '{link}'";
        return anchor is null || RepositoryFiles.Tracked.Contains(target) && TextsOf(target).Any(text => text.Anchors.Contains(anchor))
            ? null
            : $"{page}: expected a heading of {target}; found '#{anchor}'";
    }

    /// <summary>A path from the root, or null where it leads out of the repository.</summary>
    private static string? Joined(string page, string file)
    {
        var parts = new List<string>(page.Split('/')[..^1]);
        foreach (var part in file.TrimEnd('/').Split('/'))
        {
            if (part == ".." && parts.Count == 0)
                return null;
            if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }
        return string.Join('/', parts);
    }

    private static IEnumerable<MarkdownText> TextsOf(string page) => Path.GetExtension(page) switch
    {
        ".md" => [new(RepositoryFiles.ReadText(page))],
        ".ipynb" => JsonNode.Parse(RepositoryFiles.ReadText(page))!["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "markdown").Select(cell => new MarkdownText(SourceOf(cell!))),
        _ => [],
    };

    private static string SourceOf(JsonNode cell) => cell["source"] is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string)cell["source"]!;
}
