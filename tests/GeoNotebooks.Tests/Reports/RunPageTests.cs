using GeoNotebooks.Reports;
using GeoNotebooks.Runs;
using Xunit;

namespace GeoNotebooks.Tests.Reports;

public sealed class RunPageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&";

    private static RunRecord Record(IReadOnlyList<NotebookRecord>? notebooks = null, IReadOnlyList<FigureRecord>? figures = null, IReadOnlyList<Metric>? metrics = null) => new(
        "2026-05-04T03:02:01Z", "quick", new Dictionary<string, string> { ["sheets"] = Hostile }, new MachineRecord("A processor", "avx2", 2, 8_000_000_000, "Linux"),
        new Dictionary<string, string> { ["GeoNotebooks"] = "0.1.0" }, 431.2,
        notebooks ?? [new("00_tour", "The whole way", "ok", null, 95.4, 1_250_000_000)],
        [new("06_train", "weights of the network", 20240611)], [new("kolyma", "points.parquet", "sha256:00ff")], [new("08_prospectivity", "kolyma-truth", "scoring")],
        metrics ?? [], [new("00_tour", "grid gravity", 3.25, 3935.2, 1_000_000, 500_000_000)], figures ?? []);

    private static string Page(TemporaryFolder folder, RunRecord record)
    {
        record.Write(folder.Path);
        return File.ReadAllText(RunPage.Write(folder.Path));
    }

    [Fact]
    public void The_page_tells_how_each_notebook_ended()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "notebooks"));
        File.WriteAllText(Path.Combine(folder.Path, "notebooks", "00_tour.html"), "");
        var html = Page(folder, Record([
            new("00_tour", "The whole way", "ok", null, 95.4, 1_250_000_000),
            new("06_train", "Training", "failed", "cell 4: no convergence", 12, 2_000_000_000),
            new("11_real_case", "Real data", "skipped", "no network and no data", 5, 100_000_000),
        ]));
        Assert.Contains("4 May 2026, 03:02 UTC", html);
        Assert.Contains("profile quick", html);
        Assert.Contains("cell 4: no convergence", html);
        Assert.Contains("no network and no data", html);
        Assert.Contains("1 min 35 s", html);
        Assert.Contains("2.0 GB", html);
        Assert.Contains("href=\"notebooks/00_tour.html\"", html);
        Assert.DoesNotContain("06_train.html", html);
    }

    [Fact]
    public void Pictures_are_linked_with_their_captions_as_text_for_those_who_cannot_see_them()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "figures"));
        File.WriteAllBytes(Path.Combine(folder.Path, "figures", "карта 1#.png"), [1]);
        var html = Page(folder, Record(figures: [
            new("figures/карта 1#.png", "Prospectivity", "00_tour", "Warm colours: where signs meet."),
            new("figures/gone.png", "Gone", "00_tour", ""),
            new("../outside.png", "Outside", "00_tour", ""),
        ]));
        Assert.Contains("src=\"figures/%D0%BA%D0%B0%D1%80%D1%82%D0%B0%201%23.png\" alt=\"Prospectivity. Warm colours: where signs meet.\"", html);
        Assert.Contains("The picture figures/gone.png is not in the run folder.", html);
        Assert.Contains("The picture ../outside.png is not in the run folder.", html);
        Assert.Equal(2, html.Split("<img").Length);
    }

    [Fact]
    public void No_text_of_a_run_becomes_markup()
    {
        using var folder = new TemporaryFolder();
        var html = Page(folder, Record(
            [new(Hostile, Hostile, Hostile, Hostile, 1, 1)],
            [new($"figures/{Hostile}", Hostile, Hostile, Hostile)],
            [new(Hostile, Hostile, Hostile, Hostile, Hostile, 0.5, 0.4, 0.6, 12)]));
        Assert.DoesNotContain("<img", html);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html);
    }

    [Fact]
    public void Nothing_is_loaded_from_outside()
    {
        using var folder = new TemporaryFolder();
        var html = Page(folder, Record());
        Assert.DoesNotContain("http:", html);
        Assert.DoesNotContain("https:", html);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("@import", html);
    }

    [Fact]
    public void Metrics_show_value_interval_and_count()
    {
        using var folder = new TemporaryFolder();
        var html = Page(folder, Record(metrics: [
            new("06_train", "granitoids", "blocked", "truth", "AP", 0.61234, 0.55, 0.67, 12345),
            new("08_prospectivity", "prospectivity", "blind", "clusters", "share above", double.NaN, null, null, 1),
        ]));
        Assert.Contains("<td class=\"number\">0.612</td><td class=\"number\">[0.550, 0.670]</td><td class=\"number\">12\u202f345</td>", html.Replace("&#8239;", "\u202f"));
        Assert.Contains("not defined", html);
    }

    [Fact]
    public void Maps_and_models_are_listed_with_their_sizes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "models", "granitoids"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "maps"));
        File.WriteAllBytes(Path.Combine(folder.Path, "maps", "prospectivity.tif"), new byte[2_000_000]);
        File.WriteAllText(Path.Combine(folder.Path, "models", "granitoids", "card.json"), "{}");
        var html = Page(folder, Record());
        Assert.Contains("href=\"maps/prospectivity.tif\"", html);
        Assert.Contains("2 MB", html);
        Assert.Contains("href=\"models/granitoids/card.json\"", html);
    }

    [Fact]
    public void A_folder_without_a_record_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("run.json", Assert.Throws<FileNotFoundException>(() => RunPage.Write(folder.Path)).Message);
        Assert.False(File.Exists(Path.Combine(folder.Path, "index.html")));
    }
}
