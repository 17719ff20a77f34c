using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Tests.Scripting;

public sealed class DirectivesTests : IDisposable
{
    private readonly SessionHarness _session = new();

    [Fact]
    public async Task APackageOfTheHostGivesTheHostsOwnTypes()
    {
        Assert.Equal(CellStatus.Failed, (await _session.Run("typeof(CsCheck.Gen).Assembly.Location")).Status);
        Assert.Equal(typeof(CsCheck.Gen).Assembly.Location, await _session.ValueOf("#r \"nuget: CsCheck\"\ntypeof(CsCheck.Gen).Assembly.Location"));
        Assert.Equal("True", await _session.ValueOf("typeof(CsCheck.Gen) == AppDomain.CurrentDomain.GetAssemblies().First(a => a.GetName().Name == \"CsCheck\").GetType(\"CsCheck.Gen\")"));
    }

    [Fact]
    public async Task APackageBringsThoseItDependsOn() =>
        Assert.Equal("True", await _session.ValueOf("#r \"nuget: Microsoft.CodeAnalysis.CSharp.Scripting\"\ntypeof(Microsoft.CodeAnalysis.SyntaxNode).IsAbstract"));

    [Fact]
    public async Task AnAssemblyIsGivenByItsFile()
    {
        var path = typeof(CsCheck.Gen).Assembly.Location;
        Assert.Equal("CsCheck", await _session.ValueOf($"#r \"{path}\"\ntypeof(CsCheck.Gen).Namespace"));
    }

    [Theory]
    [InlineData("#r \"nuget: CsCheck, 4.0\"", null)]
    [InlineData("#r \"nuget:cscheck,*\"", null)]
    [InlineData("#r \"nuget: CsCheck, 99.0.0\"", "Package CsCheck 99.0.0 was asked for, and this host carries CsCheck 5.0.1")]
    [InlineData("#r \"nuget: CsCheck, [1.0,2.0)\"", "carries CsCheck 5.0.1")]
    [InlineData("#r \"nuget: CsCheck, banana\"", "\"banana\" was found")]
    [InlineData("#r \"no/such.dll\"", "there is no such file")]
    [InlineData("#!fsharp\nlet x = 1", "The cell is in F# (#!fsharp), and this kernel runs C# alone")]
    [InlineData("#!pwsh\nls", "The cell is in PowerShell")]
    [InlineData("#!sql\nselect 1", "The cell is in SQL")]
    [InlineData("#!banana", "This kernel does not know #!banana; it knows #!import, #!time, #!set")]
    [InlineData("#!set --name 1x --value 3", "The name of a C# variable was expected, and \"1x\" was found.")]
    [InlineData("#!set --value 3", "#!set needs the option --name")]
    [InlineData("#!share --from fsharp x", "A value of fsharp was asked for")]
    [InlineData("#!share", "#!share needs the name of the variable")]
    [InlineData("#load \"no.csx\"", "no.csx, and there is no such file.")]
    [InlineData("#!import no.ipynb", "no.ipynb, and there is no such file.")]
    public async Task WhatCannotBeAnsweredIsRefusedInOneSentence(string code, string? sentence)
    {
        var result = await _session.Run($"// first line\n{code}");
        if (sentence is null)
        {
            Assert.Equal(CellStatus.Ok, result.Status);
            return;
        }

        var error = Assert.IsType<ErrorOutput>(Assert.Single(_session.Outputs));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("  cell 1, line 2: ", error.Traceback[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesKeepTheirNumbersAfterADirective()
    {
        var result = await _session.Run("#r \"nuget: CsCheck\"\n#!csharp\nint b = \"text\";");
        Assert.Contains("  cell 1, line 3, column 9: int b = \"text\";", result.Error!.Traceback);
    }

    [Theory]
    [InlineData("html", "<b>x</b>", "text/html")]
    [InlineData("javascript", "alert(1)", "application/javascript")]
    [InlineData("js", "alert(1)", "application/javascript")]
    [InlineData("markdown", "# title\n#!time", "text/markdown")]
    [InlineData("mermaid", "graph TD;", "text/vnd.mermaid")]
    public async Task CellsInOtherLanguagesAreShownWithTheirSource(string language, string text, string mime)
    {
        Assert.Equal("3", await _session.LastValueOf($"var a = 1;\n#!{language}\n{text}\n#!csharp\na + 2"));
        var data = Assert.IsType<DisplayData>(_session.Outputs[0]).Data;
        Assert.Equal(text, data[mime]);
        Assert.Equal(text, data["text/plain"]);
    }

    [Fact]
    public async Task MarksInsideOfStringsAndCommentsAreText()
    {
        const string Quotes = "\"\"\"";
        Assert.Equal("#!who\n#r \"x\"", await _session.ValueOf($"var s = {Quotes}\n#!who\n#r \"x\"\n{Quotes};\n/*\n#!banana\n*/\ns"));
    }

    [Fact]
    public async Task ValuesAreSharedBetweenNames()
    {
        Assert.Equal("8 8 text True 1.5 7", await _session.ValueOf(
            "var a = 8;\n#!set --name b --value @csharp:a\n#!share --from csharp b --as c\n#!set --name d --value text\n#!set --name e --value true\n#!set --name f --value 1.5\n"
            + "#!set --name g --value {\"x\":7}\n$\"{b} {c} {d} {e} {f} {g.GetProperty(\"x\")}\""));
        await _session.Run("#!value --name note\nfirst \"line\"\nsecond\n#!csharp\n#!share --from value note --as copy");
        Assert.Equal("first \"line\"\nsecond", await _session.ValueOf("copy"));
    }

    [Fact]
    public async Task VariablesAreListed()
    {
        await _session.Run("var zinc = 30; var gold = new Dictionary<string, int[]>();");
        await _session.Run("var zinc = \"<thirty>\";\n#!who");
        Assert.Equal("gold\nzinc", Assert.IsType<DisplayData>(Assert.Single(_session.Outputs)).Data["text/plain"]);
        await _session.Run("#!whos");
        var data = Assert.IsType<DisplayData>(Assert.Single(_session.Outputs)).Data;
        Assert.Contains("gold  Dictionary<String, Int32[]>", data["text/plain"], StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:left\">&lt;thirty&gt;</td>", data["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheKernelTellsAboutItself()
    {
        await _session.Run("#!about\n#!lsmagic");
        Assert.Contains(".NET 10", Assert.IsType<DisplayData>(_session.Outputs[0]).Data["text/plain"], StringComparison.Ordinal);
        Assert.Contains("#!import FILE", Assert.IsType<DisplayData>(_session.Outputs[1]).Data["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeIsShownAtTheEnd()
    {
        await _session.Run("#!time\nawait Task.Delay(50);\n1");
        var text = Assert.IsType<DisplayData>(_session.Outputs[^1]).Data["text/plain"];
        Assert.Matches(@"^Wall time: \d+\.\d ms$", text);
        Assert.InRange(double.Parse(text.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture), 50, 60_000);
    }

    [Fact]
    public async Task AnErrorAfterAMarkKeepsItsLine()
    {
        Assert.Contains("  cell 1, line 4, column 9: int b = \"text\";", (await _session.Run("var a = 1;\n#!who\n\nint b = \"text\";")).Error!.Traceback);
        Assert.Equal("1", await _session.ValueOf("a"));
    }

    public void Dispose() => _session.Dispose();
}
