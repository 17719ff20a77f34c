using GeoNotebooks.Runs;

namespace GeoNotebooks.Reports;

/// <summary>The page of a run: its maps, its figures of quality, its notebooks and how it was made, readable without a network.</summary>
public static class RunPage
{
    /// <summary>Name of the page within a run folder.</summary>
    public const string FileName = "index.html";

    /// <summary>
    /// Writes <c>index.html</c> into a run folder from its <c>run.json</c> and the files beside it. Pictures, notebooks and maps are linked by
    /// relative paths, nothing is loaded from outside, and all text is escaped.
    /// </summary>
    /// <param name="runFolder">The run folder.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="FileNotFoundException">The folder has no <c>run.json</c>.</exception>
    public static string Write(string runFolder)
    {
        if (!File.Exists(Path.Combine(runFolder, RunRecord.FileName)))
            throw new FileNotFoundException($"a run folder with {RunRecord.FileName} is expected; '{runFolder}' has none");
        var path = Path.Combine(runFolder, FileName);
        AtomicFile.WriteText(path, Html(runFolder, RunRecord.Read(runFolder)));
        return path;
    }

    private static string Html(string runFolder, RunRecord run)
    {
        var page = new PageText();
        var results = new RunPageResults(page, run, runFolder);
        var record = new RunPageRecord(page, run, runFolder);
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Raw("<link rel=\"icon\" href=\"data:,\">\n");
        page.Element("title", $"GeoNotebooks run of {PageText.Moment(run.Started)}").Raw("\n<style>\n").Raw(Style()).Raw("</style>\n</head>\n<body>\n");
        record.Header();
        page.Raw("<main>\n");
        results.Maps();
        results.Metrics();
        record.Notebooks();
        results.Files();
        record.Origin();
        page.Raw("</main>\n<footer><div>");
        page.Element("p", "The networks and maps rank ground for checking; a person who knows the region decides. Each figure says where its data come from.");
        page.Raw("<p>Everything on this page is also in ").Link(RunRecord.FileName, RunRecord.FileName).Raw(".</p></div></footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Style()
    {
        using var reader = new StreamReader(typeof(RunPage).Assembly.GetManifestResourceStream("GeoNotebooks.Reports.RunPage.css")!);
        return reader.ReadToEnd();
    }
}
