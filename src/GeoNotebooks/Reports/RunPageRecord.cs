using GeoNotebooks.Runs;

namespace GeoNotebooks.Reports;

/// <summary>The other half of the page of a run: what was run, where, and from what.</summary>
internal sealed class RunPageRecord(PageText page, RunRecord run, string runFolder)
{
    public void Header()
    {
        page.Raw("<header><div>\n").Element("h1", "From survey sheets to a map of prospects");
        page.Raw("<p class=\"muted\">").Text($"Run of {PageText.Moment(run.Started)}, profile {run.Profile}.").Raw(" ").Raw(Verdict()).Raw("</p>\n<ul class=\"facts\">");
        Fact(PageText.Duration(run.WallSeconds), "wall time");
        Fact(PageText.Bytes(run.Notebooks.Select(notebook => notebook.PeakMemoryBytes).DefaultIfEmpty().Max()), "peak memory of a notebook");
        Fact(PageText.Whole(run.Notebooks.Count), "notebooks");
        Fact(PageText.Whole(run.Figures.Count), "pictures");
        Fact(PageText.Whole(run.Metrics.Count), "figures of quality");
        page.Raw("</ul>\n<nav><a href=\"#maps\">Maps and charts</a>");
        if (run.Metrics.Count > 0)
            page.Raw("<a href=\"#metrics\">How good it is</a>");
        page.Raw("<a href=\"#notebooks\">Notebooks</a>");
        if (Directory.Exists(Path.Combine(runFolder, "maps")) || Directory.Exists(Path.Combine(runFolder, "models")))
            page.Raw("<a href=\"#files\">Files</a>");
        page.Raw("<a href=\"#origin\">How it was made</a></nav>\n</div></header>\n");
    }

    public void Notebooks()
    {
        page.Raw("<section id=\"notebooks\">\n<h2>Notebooks</h2>\n<div class=\"scroll\"><table>\n");
        page.HeadRow("Notebook", "How it ended", "\tWall time", "\tPeak memory", "Open").Raw("<tbody>\n");
        foreach (var notebook in run.Notebooks)
        {
            page.Raw("<tr><td>").Element("b", notebook.Title).Raw("<br>").Element("code", notebook.Name).Raw("</td><td>");
            page.Element("span", notebook.Status, $"status {StyleOf(notebook.Status)}");
            if (!string.IsNullOrEmpty(notebook.Reason))
                page.Raw("<br>").Text(notebook.Reason);
            page.Raw("</td>").Element("td", PageText.Duration(notebook.WallSeconds), "number").Element("td", PageText.Bytes(notebook.PeakMemoryBytes), "number").Raw("<td>");
            foreach (var (extension, text) in ((string, string)[])[(".html", "page"), (".ipynb", "notebook")])
                if (File.Exists(Path.Combine(runFolder, "notebooks", notebook.Name + extension)))
                    page.Link($"notebooks/{notebook.Name}{extension}", text).Raw(" ");
            page.Raw("</td></tr>\n");
        }
        page.Raw("</tbody>\n</table></div>\n</section>\n");
    }

    public void Origin()
    {
        page.Raw("<section id=\"origin\">\n<h2>How it was made</h2>\n");
        page.Element("p", "The same seeds, data and versions give the same maps, bit for bit, on one type of processor with the same number of threads.", "muted");
        Table("Machine", ["", ""], [
            ["Processor", run.Machine.Processor],
            ["Vector extensions", run.Machine.VectorExtensions],
            ["Threads", "" + PageText.Whole(run.Machine.Threads)],
            ["Memory", PageText.Bytes(run.Machine.MemoryBytes)],
            ["Operating system", run.Machine.OperatingSystem],
        ]);
        Table("Parameters", ["Name", "Value"], run.Parameters.Select(pair => new[] { pair.Key, pair.Value }));
        Table("Seeds", ["Use", "\tSeed", "Notebook"], run.Seeds.Select(seed => new[] { seed.Use, "\t" + seed.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), seed.Notebook }));
        Table("Versions", ["Software", "Version"], run.Versions.Select(pair => new[] { pair.Key, pair.Value }));
        Table("Time by step", ["Step", "\tTime", "\tArea, km\u00b2", "\tPoints or nodes", "\tPeak memory", "Notebook"], run.Steps.Select(step => new[]
        {
            step.Step, "\t" + PageText.Duration(step.Seconds), "\t" + PageText.Whole(step.AreaSquareKilometres), "\t" + PageText.Whole(step.Points),
            "\t" + PageText.Bytes(step.PeakMemoryBytes), step.Notebook,
        }));
        Table("Data read", ["Package", "File", "Digest"], run.Data.Select(data => new[] { data.Package, data.Path, data.Hash }));
        page.Element("h3", "Who looked at the truth");
        if (run.TruthReads.Count == 0)
            page.Element("p", "No notebook of this run opened the known truth of a synthetic region.");
        else
            Rows(["Notebook", "Package", "What for"], run.TruthReads.Select(read => new[] { read.Notebook, read.Package, read.Purpose }));
        page.Raw("</section>\n");
    }

    private static string StyleOf(string status) => status is "ok" or "failed" ? status : "skipped";

    private string Verdict()
    {
        var words = run.Notebooks.GroupBy(notebook => StyleOf(notebook.Status)).OrderBy(group => group.Key switch { "ok" => 0, "failed" => 1, _ => 2 })
            .Select(group => $"<span class=\"status {group.Key}\">{group.Count().ToString(System.Globalization.CultureInfo.InvariantCulture)} {group.Key}</span>");
        return string.Join(" ", words);
    }

    private void Fact(string value, string name)
    {
        if (value.Length > 0)
            page.Raw("<li>").Element("b", value).Element("span", name).Raw("</li>");
    }

    private void Table(string title, string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.Where(row => row[1].Length > 0).ToList();
        if (all.Count == 0)
            return;
        var folded = all.Count > 12;
        page.Element("h3", title).Raw("\n");
        if (folded)
            page.Raw("<details><summary>").Text($"{PageText.Whole(all.Count)} rows").Raw("</summary>\n");
        Rows(head, all);
        if (folded)
            page.Raw("</details>\n");
    }

    private void Rows(string[] head, IEnumerable<string[]> rows)
    {
        page.Raw("<div class=\"scroll\"><table>\n");
        if (head.Any(name => name.Length > 0))
            page.HeadRow(head);
        page.Raw("<tbody>\n");
        foreach (var row in rows)
            page.Row(row);
        page.Raw("</tbody>\n</table></div>\n");
    }
}
