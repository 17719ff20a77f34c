using GeoNotebooks.Runs;

namespace GeoNotebooks.Reports;

/// <summary>The first half of the page of a run: what came out of it.</summary>
internal sealed class RunPageResults(PageText page, RunRecord run, string runFolder)
{
    /// <summary>The pictures, by the notebook that drew them.</summary>
    public void Maps()
    {
        page.Raw("<section id=\"maps\">\n<h2>Maps and charts</h2>\n");
        if (run.Figures.Count == 0)
            page.Element("p", "This run drew no picture.", "muted");
        if (File.Exists(Path.Combine(runFolder, MapPage.FileName)))
            page.Raw("<p>").Link(MapPage.FileName, "The interactive map").Text(": layers to switch, a level to move, values under the pointer, and a card for each zone.").Raw("</p>\n");
        foreach (var group in run.Figures.GroupBy(figure => figure.Notebook))
        {
            page.Element("h3", run.Notebooks.FirstOrDefault(notebook => notebook.Name == group.Key)?.Title ?? group.Key);
            page.Raw("\n<div class=\"gallery\">\n");
            foreach (var figure in group)
                Picture(figure);
            page.Raw("</div>\n");
        }
        page.Raw("</section>\n");
    }

    /// <summary>The figures of quality, by notebook.</summary>
    public void Metrics()
    {
        if (run.Metrics.Count == 0)
            return;
        page.Raw("<section id=\"metrics\">\n<h2>How good it is</h2>\n");
        page.Element("p", "Blocked and blind ground took no part in training. An interval in brackets is one of 95 %; n counts what the figure stands on.", "muted");
        page.Raw("<div class=\"scroll\"><table>\n").HeadRow("Target", "Judged on", "Against", "Measure", "\tValue", "\tInterval", "\tn", "Notebook").Raw("<tbody>\n");
        foreach (var metric in run.Metrics)
            page.Row(
                metric.Target, metric.Split, metric.Labels, metric.Name, "\t" + PageText.Number(metric.Value),
                metric is { Low: { } low, High: { } high } ? $"\t[{PageText.Number(low)}, {PageText.Number(high)}]" : "\t",
                "\t" + PageText.Whole(metric.N), metric.Notebook);
        page.Raw("</tbody>\n</table></div>\n</section>\n");
    }

    /// <summary>Maps for a GIS and trained models.</summary>
    public void Files()
    {
        var maps = FilesIn("maps");
        var models = FilesIn("models");
        if (maps.Count + models.Count == 0)
            return;
        page.Raw("<section id=\"files\">\n<h2>Files to take along</h2>\n");
        List("Maps for a GIS", maps);
        List("Trained networks and their cards", models);
        page.Raw("</section>\n");
    }

    private void Picture(FigureRecord figure)
    {
        page.Raw("<figure>");
        if (IsWithin(figure.File) && File.Exists(Path.Combine(runFolder, figure.File)))
        {
            var address = PageText.Url(figure.File);
            page.Raw($"<a href=\"{address}\"><img loading=\"eager\" src=\"{address}\" alt=\"").Text($"{figure.Title}. {figure.Caption}").Raw("\"></a>");
        }
        else
            page.Raw("<p class=\"missing\">").Text($"The picture {figure.File} is not in the run folder.").Raw("</p>");
        page.Raw("<figcaption>").Element("b", figure.Title).Text(figure.Caption).Raw("</figcaption></figure>\n");
    }

    private void List(string title, IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            return;
        page.Element("h3", title).Raw("\n<ul class=\"files\">\n");
        foreach (var file in files)
            page.Raw("<li>").Link(file, file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..])
                .Raw(" ").Element("span", PageText.Bytes(new FileInfo(Path.Combine(runFolder, file)).Length), "muted").Raw("</li>\n");
        page.Raw("</ul>\n");
    }

    private bool IsWithin(string file) =>
        !Path.IsPathRooted(file) && !Path.GetRelativePath(runFolder, Path.Combine(runFolder, file)).StartsWith("..", StringComparison.Ordinal);

    private List<string> FilesIn(string folder)
    {
        var path = Path.Combine(runFolder, folder);
        return !Directory.Exists(path)
            ? []
            : [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(runFolder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }
}
