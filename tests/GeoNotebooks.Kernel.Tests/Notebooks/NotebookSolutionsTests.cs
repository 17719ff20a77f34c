using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Tests.Notebooks;

public sealed class NotebookSolutionsTests : IDisposable
{
    private const string Good = "# Solutions\n\nWords.\n\n## 01.cell\n\nA quarter of the spacing.\n\n```csharp\nvar cell = 125.0;\n```\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-solutions").FullName;

    [Fact]
    public void ASolvedCopyStandsAfterItsExerciseWhichStays()
    {
        const string exercise = "var cell = 250.0; // change this\nvar half = 0; // change this\nCheck(\"01.cell\", cell)";
        var solved = NotebookSolutions.Insert(Notebook(Good, "1", exercise, "3"), "Require();");
        Assert.Equal(["1", exercise, "Require();\nvar cell = 125.0;\nCheck(\"01.cell\", cell)", "3"], solved.Cells.Select(cell => cell.Source));
        Assert.Equal(["solution"], solved.Cells[2].Tags);
        Assert.Contains("\"id\": \"solution-01-cell\"", solved.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void ANotebookWithoutExercisesNeedsNoFile() => Assert.Equal(2, NotebookSolutions.Insert(Notebook(null, "1", "2"), "").Cells.Count);

    [Theory]
    [InlineData(null, "Check(\"01.cell\") // change this", "there is no such file")]
    [InlineData(Good, "Check(\"01.cell\")", "a line that ends in \"// change this\" was expected in the exercise 01.cell")]
    [InlineData(Good, "Check(\"01.other\") // change this", "one solution was expected for the exercise")]
    [InlineData(Good, "1", "solutions of 01.cell were found, which it does not have")]
    [InlineData("## 01.cell\n\nWords alone.\n", "Check(\"01.cell\") // change this", "a block of C# was expected under the heading 01.cell")]
    public void WhatDoesNotFitIsRefused(string? solutions, string cell, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<NotebookException>(() => NotebookSolutions.Insert(Notebook(solutions, cell), "")).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private NotebookDocument Notebook(string? solutions, params string[] cells)
    {
        if (solutions is not null)
        {
            Directory.CreateDirectory(Path.Combine(_folder, "solutions"));
            File.WriteAllText(Path.Combine(_folder, "solutions", "01_sheets.md"), solutions);
        }
        var nodes = cells.Select((source, i) => (JsonNode)new JsonObject
        {
            ["cell_type"] = "code",
            ["id"] = $"c{i}",
            ["execution_count"] = null,
            ["metadata"] = source.Contains("Check(", StringComparison.Ordinal) ? new JsonObject { ["tags"] = new JsonArray("exercise") } : [],
            ["outputs"] = new JsonArray(),
            ["source"] = source,
        });
        var metadata = new JsonObject { ["kernelspec"] = new JsonObject { ["language"] = "C#", ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)" } };
        return NotebookDocument.Parse(new JsonObject { ["cells"] = new JsonArray([.. nodes]), ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = 5 }.ToJsonString(), Path.Combine(_folder, "01_sheets.ipynb"));
    }
}
