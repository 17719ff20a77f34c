using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GeoNotebooks.Packages;
using Xunit;

namespace GeoNotebooks.Tests.Teaching;

/// <summary>What holds for the text of the notebooks without running them: exercises, solutions, glossary.</summary>
public sealed partial class NotebookSeriesTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ManifestFolder.Find())!, "notebooks");

    private static readonly List<(string Name, List<Cell> Cells)> Series = [.. Directory.GetFiles(Folder, "*.ipynb").Order(StringComparer.Ordinal).Select(path => (
        Path.GetFileNameWithoutExtension(path),
        JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray().Select(cell => new Cell(
            (string)cell!["cell_type"]! == "code", string.Concat(cell["source"]!.AsArray().Select(line => (string)line!)),
            [.. cell["metadata"]?["tags"]?.AsArray().Select(tag => (string)tag!) ?? []], cell["outputs"]?.AsArray().Count ?? 0)).ToList()))];

    public static TheoryData<string> Numbered => [.. Series.Select(notebook => notebook.Name).Where(name => string.CompareOrdinal(name, "12") < 0)];

    [Theory]
    [MemberData(nameof(Numbered))]
    public void Every_notebook_asks_something_and_checks_the_answer(string name)
    {
        var cells = Series.Single(notebook => notebook.Name == name).Cells;
        var exercises = Enumerable.Range(0, cells.Count).Where(i => cells[i].Code.Contains("Exercise.Check(", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(exercises);
        var solutions = Heading().Matches(File.ReadAllText(Path.Combine(Folder, "solutions", name + ".md"))).Select(found => found.Groups[1].Value).ToList();
        var ids = exercises.Select(i => Id().Match(cells[i].Code).Groups[1].Value).ToList();
        Assert.All(ids, id => Assert.Matches($"^{name[..2]}\\.[a-z-]+$", id));
        Assert.Equal(ids.Order(StringComparer.Ordinal), solutions.Order(StringComparer.Ordinal));
        foreach (var i in exercises)
        {
            Assert.Equal(["exercise"], cells[i].Tags);
            Assert.Single(cells[i].Code.Split('\n'), line => line.EndsWith("// change this", StringComparison.Ordinal));
            Assert.Contains("**Exercise.**", cells[i - 1].Text, StringComparison.Ordinal);
        }
        Assert.Equal(exercises.Count, cells.Sum(cell => cell.Text.Split("**Exercise.**").Length - 1));
    }

    [Fact]
    public void No_solution_stands_without_a_notebook() =>
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "solutions"), "*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Except(["README", .. Series.Select(notebook => notebook.Name)]));

    [Fact]
    public void Links_to_the_glossary_lead_to_terms_and_every_term_is_linked()
    {
        var glossary = File.ReadAllText(Path.Combine(Folder, "GLOSSARY.md"));
        var terms = Term().Matches(glossary).Select(found => found.Groups[1].Value.ToLowerInvariant().Replace(' ', '-')).ToList();
        Assert.True(terms.Count > 80, $"{terms.Count} terms");
        Assert.Equal(terms.Count, terms.Distinct().Count());
        var linked = Series.SelectMany(notebook => notebook.Cells).SelectMany(cell => Link().Matches(cell.Text)).Select(found => found.Groups[1].Value).ToList();
        Assert.Empty(linked.Except(terms));
        Assert.Empty(terms.Except(linked));
    }

    [Fact]
    public void Every_term_has_its_Russian_one_and_a_sentence()
    {
        var blocks = File.ReadAllText(Path.Combine(Folder, "GLOSSARY.md")).Split("\n### ")[1..];
        Assert.All(blocks, block => Assert.Matches(@"^[^\n]+\n\n\*\*[^*]*[\p{IsCyrillic}A-Z][^*]*\.\*\* [A-Z2][^\n]*\.\n", block.TrimEnd('\n') + "\n"));
    }

    [Theory]
    [MemberData(nameof(Numbered))]
    public void Notebooks_are_kept_without_outputs(string name) => Assert.All(Series.Single(notebook => notebook.Name == name).Cells, cell => Assert.Equal(0, cell.Outputs));

    [GeneratedRegex("Exercise\\.Check\\(\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Term();

    [GeneratedRegex("\\(GLOSSARY\\.md#([^)]+)\\)")]
    private static partial Regex Link();

    private sealed record Cell(bool IsCode, string Source, List<string> Tags, int Outputs)
    {
        public string Code => IsCode ? Source : "";

        public string Text => IsCode ? "" : Source;
    }
}
