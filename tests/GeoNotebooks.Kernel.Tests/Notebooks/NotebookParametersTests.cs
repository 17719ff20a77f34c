using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Tests.Notebooks;

public sealed class NotebookParametersTests
{
    private static readonly NotebookDocument Sample = SampleNotebook.Of(
        "# Title", "//parameters\nvar profile = \"quick\"; int sheets = 3, seed = 1;\ndouble cell = 200; bool fast = false; string id = \"7\";", "sheets");

    [Theory]
    [InlineData("sheets", "15", "sheets = 15;")]
    [InlineData("sheets", "-2", "sheets = -2;")]
    [InlineData("cell", "2.5", "cell = 2.5;")]
    [InlineData("cell", "1e3", "cell = 1000.0;")]
    [InlineData("fast", "True", "fast = true;")]
    [InlineData("profile", "full", "profile = \"full\";")]
    [InlineData("profile", "a\"b\\c\nd", "profile = \"a\\\"b\\\\c\\nd\";")]
    [InlineData("id", "15", "id = \"15\";")]
    [InlineData("profile", "true", "profile = \"true\";")]
    public void ValuesAreTypedAsCSharpLiterals(string name, string value, string line)
    {
        var injected = NotebookParameters.Inject(Sample, new Dictionary<string, string> { [name] = value });
        Assert.Equal(4, injected.Cells.Count);
        Assert.Equal(line, injected.Cells[2].Source);
        Assert.Equal(["injected-parameters"], injected.Cells[2].Tags);
        Assert.Equal(3, Sample.Cells.Count);
    }

    [Fact]
    public void EarlierInjectionIsReplaced()
    {
        var once = NotebookParameters.Inject(Sample, new Dictionary<string, string> { ["sheets"] = "1" });
        var twice = NotebookParameters.Inject(once, new Dictionary<string, string> { ["sheets"] = "2" });
        Assert.Equal("sheets = 2;", Assert.Single(twice.Cells, cell => cell.Tags.Contains("injected-parameters")).Source);
    }

    [Fact]
    public void DeclaredNamesAreThoseOfTheTaggedCell() =>
        Assert.Equal(["cell", "fast", "id", "profile", "seed", "sheets"], NotebookParameters.DeclaredIn(Sample).Order(StringComparer.Ordinal));

    [Fact]
    public void AnUndeclaredParameterIsRefusedByName()
    {
        var error = Assert.Throws<NotebookException>(() => NotebookParameters.Inject(Sample, new Dictionary<string, string> { ["sheet"] = "1" }));
        Assert.Contains("the parameter sheet was given", error.Message, StringComparison.Ordinal);
        Assert.Contains("sheets", error.Message, StringComparison.Ordinal);
    }
}
