using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Tests.Notebooks;

public sealed class NotebookHtmlTests
{
    private const string Attack = "<script>alert('x')</script>";

    [Fact]
    public void TextFromAnywhereIsEscaped()
    {
        var notebook = SampleNotebook.Of($"# {Attack}", $"var s = \"{Attack}\"; // {Attack}");
        var writer = new OutputWriter();
        writer.Add(notebook.Cells[1], new StreamText("stdout", Attack));
        writer.Add(notebook.Cells[1], new ErrorOutput("E", Attack, [Attack]));
        writer.Add(notebook.Cells[1], new DisplayData(new Dictionary<string, string> { ["text/plain"] = Attack }, "1"));
        writer.Add(notebook.Cells[1], new DisplayData(new Dictionary<string, string> { ["image/png"] = "iVBOR", ["text/plain"] = $"\"{Attack}" }, "2"));
        writer.Add(notebook.Cells[1], new DisplayData(new Dictionary<string, string> { ["image/svg+xml"] = $"<svg>{Attack}</svg>" }, "3"));
        var html = NotebookHtml.Of(notebook);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageForbidsWhatIsOutside() =>
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'; img-src data:;", NotebookHtml.Of(SampleNotebook.Of("1")), StringComparison.Ordinal);

    [Theory]
    [InlineData("[tilt](GLOSSARY.md#tilt)", "href=\"GLOSSARY.html#tilt\"")]
    [InlineData("[next](01_sheets.ipynb)", "href=\"01_sheets.html\"")]
    [InlineData("[house](../README.md)", "href=\"../README.md\"")]
    [InlineData("[far](https://example.org/a.md)", "href=\"https://example.org/a.md\"")]
    [InlineData("[here](#zones)", "href=\"#zones\"")]
    public void ALinkToAFileBesideTheNotebookLeadsToItsPage(string markdown, string link) => Assert.Contains(link, NotebookHtml.Of(SampleNotebook.Of("# " + markdown)), StringComparison.Ordinal);

    [Fact]
    public void ATextHasAPageWithAnchors()
    {
        var folder = Directory.CreateTempSubdirectory("geonb-text").FullName;
        var (text, page) = (Path.Combine(folder, "GLOSSARY.md"), Path.Combine(folder, "GLOSSARY.html"));
        File.WriteAllText(text, $"# Terms {Attack}\n\n### vertical gradient\n\n**вертикальный градиент.** Words.\n");
        NotebookHtml.WriteText(text, page);
        var html = File.ReadAllText(page);
        Directory.Delete(folder, recursive: true);
        Assert.Contains("id=\"vertical-gradient\"", html, StringComparison.Ordinal);
        Assert.Contains("вертикальный градиент", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "<img src=\"data:image/png;base64,iVBOR\"", "plot()")]
    [InlineData("<script>function plot(){}</script>", "<script>plot()</script>", "data:image/png")]
    public void HtmlIsPreferredWhereThePageHasItsScripts(string? head, string shown, string notShown)
    {
        var notebook = SampleNotebook.Of("1");
        var data = new Dictionary<string, string> { ["text/html"] = "<div></div><script>plot()</script>", ["image/png"] = "iVBOR", ["text/plain"] = "figure" };
        new OutputWriter().Add(notebook.Cells[0], new DisplayData(data, "1"));
        var html = NotebookHtml.Of(notebook, head);
        Assert.Contains(shown, html, StringComparison.Ordinal);
        Assert.DoesNotContain(notShown, html, StringComparison.Ordinal);
    }

    [Fact]
    public void ATableNeedsNoScripts()
    {
        var notebook = SampleNotebook.Of("1");
        new OutputWriter().Add(notebook.Cells[0], new ExecuteResult(new Dictionary<string, string> { ["text/html"] = "<table><tr><td>5</td></tr></table>", ["text/plain"] = "rows" }));
        Assert.Contains("<table><tr><td>5</td></tr></table>", NotebookHtml.Of(notebook), StringComparison.Ordinal);
    }

    [Fact]
    public void CodeIsMarkedAndWhole()
    {
        const string code = "#nullable enable\nvar x = 12.5; // half\nif (x > 3) Console.WriteLine($\"x = {x}\");\n";
        var html = CodeHtml.Of(code);
        Assert.Contains("<span class=\"c\">// half</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"k\">if</span>", html, StringComparison.Ordinal);
        var text = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", ""));
        Assert.Equal(code, text);
    }

    [Fact]
    public void APictureFromElsewhereBecomesALink()
    {
        var html = NotebookHtml.Of(SampleNotebook.Of("# T\n\n![map](https://example.org/map.png)"));
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/map.png\">map</a>", html, StringComparison.Ordinal);
    }
}
