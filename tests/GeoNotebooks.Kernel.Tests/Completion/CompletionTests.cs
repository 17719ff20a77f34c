using GeoNotebooks.Kernel.Completion;
using GeoNotebooks.Kernel.Tests.Scripting;

namespace GeoNotebooks.Kernel.Tests.Completion;

public sealed class CompletionTests : IDisposable
{
    private readonly SessionHarness _session = new();

    [Fact]
    public async Task MembersOfAVariableOfAnEarlierCell()
    {
        await _session.Run("var rocks = new List<string>();");
        var reply = await Complete("rocks.Re|");
        Assert.Equal((6, 8), (reply.Start, reply.End));
        var texts = reply.Entries.Select(entry => entry.Text).ToArray();
        Assert.Contains("Remove", texts);
        Assert.Contains("RemoveAll", texts);
        Assert.Contains("Reverse", texts);
        Assert.All(texts, text => Assert.StartsWith("Re", text, StringComparison.OrdinalIgnoreCase));
        var remove = reply.Entries.Single(entry => entry.Text == "RemoveAll");
        Assert.Equal("function", remove.Kind);
        Assert.Contains("int List<string>.RemoveAll(Predicate<string> match)", remove.Signature, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesOfEarlierCellsAndNotOfFailedOnes()
    {
        await _session.Run("var granite = 1; int GraniteAge(int depth) => depth;");
        await _session.Run("using System.Globalization;\nrecord GraniteMap(string Name);");
        await _session.Run("int granitBroken = \"text\";");
        var reply = await Complete("var x = 1;\nvar y = gran|");
        Assert.Equal(["granite", "GraniteAge", "GraniteMap"], reply.Entries.Select(entry => entry.Text));
        Assert.Equal(["instance", "function", "class"], reply.Entries.Select(entry => entry.Kind));
        Assert.Contains((await Complete("CultureI|")).Entries, entry => entry.Text == "CultureInfo");
        Assert.Contains((await Complete("disp|")).Entries, entry => entry.Text == "display");
        Assert.Contains((await Complete("granite = GraniteAge(1); new GraniteMap(\"x\").Na|")).Entries, entry => entry is { Text: "Name", Kind: "property" });
    }

    [Fact]
    public async Task ThePackageThatACellBroughtAndTheFileItLoaded()
    {
        Assert.DoesNotContain((await Complete("CsCheck.Ge|")).Entries, entry => entry.Text == "Gen");
        await _session.Run("#r \"nuget: CsCheck\"\n1");
        Assert.Contains((await Complete("CsCheck.Ge|")).Entries, entry => entry.Text == "Gen");
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csx");
        await File.WriteAllTextAsync(file, "int Loaded(int n) => n;", TestContext.Current.CancellationToken);
        await _session.Run($"#load \"{file}\"\n1");
        File.Delete(file);
        Assert.Contains((await Complete("Loa|")).Entries, entry => entry.Text == "Loaded");
    }

    [Fact]
    public async Task PositionsStayAfterDirectivesAndAstralLetters()
    {
        var reply = await Complete("#!time\n#r \"nuget: CsCheck\"\n#!markdown\n# Ω 🪨\n#!csharp\nvar s = \"🪨 гранит\"; s.Leng|");
        Assert.Equal("Length", Assert.Single(reply.Entries).Text);
        Assert.Equal("#!time\n#r \"nuget: CsCheck\"\n#!markdown\n# Ω 🪨\n#!csharp\nvar s = \"🪨 гранит\"; s.".Length, reply.Start);
    }

    [Theory]
    [InlineData("#|", "#!who", 0)]
    [InlineData("1\n  #!ab|", "#!about", 4)]
    [InlineData("#r|", "#r \"nuget: ", 0)]
    [InlineData("#r \"nuget: cschec|", "CsCheck", 11)]
    public async Task LinesForTheSessionCompleteToo(string code, string text, int start)
    {
        var reply = await Complete(code);
        Assert.Contains(reply.Entries, entry => entry.Text == text);
        Assert.Equal(start, reply.Start);
        Assert.Equal(code.Length - 1, reply.End);
    }

    [Fact]
    public async Task TextInOtherLanguagesHasNone() => Assert.DoesNotContain((await Complete("#!html\n<b>Cons|")).Entries, entry => entry.Text.StartsWith("Console.", StringComparison.Ordinal));

    [Fact]
    public async Task CompletionWorksWhileACellRuns()
    {
        await _session.Run("var rocks = 1;");
        var run = _session.Run("await Task.Delay(60000, CellCancellation.Token);");
        Assert.Contains((await Complete("roc|")).Entries, entry => entry.Text == "rocks");
        Assert.False(run.IsCompleted);
        _session.Session.Interrupt();
        await run;
    }

    [Fact]
    public async Task ItIsMadeReadyInTheBackgroundAndASessionMayCloseMeanwhile()
    {
        using var session = new SessionHarness(warmsCompletion: true);
        for (var i = 0; i < 3; i++)
            await session.Run($"var ore{i} = {i};");
        Assert.Equal(["ore0", "ore1", "ore2"], (await session.Session.CompleteAsync("or", 2, TestContext.Current.CancellationToken)).Entries.Select(entry => entry.Text).Where(text => text.StartsWith("ore", StringComparison.Ordinal)));
        await session.Run("var last = 1;");
    }

    [Theory]
    [InlineData("Math.Max(1, |2)", "Math.Max(int val1, int val2)", "Math.Max(double val1, double val2)")]
    [InlineData("Math.Ma|x", "Math.Max(byte val1, byte val2)", "Returns the larger of two")]
    [InlineData("new List<string>(|)", "List<string>.List()", "List<string>.List(int capacity)")]
    [InlineData("display(|1)", "CellDisplay.display(object? value, params string[] mimeTypes)", "Shows a value in the output of the cell that runs.")]
    [InlineData("string.Join|", "string.Join<T>(", "string.Join(string? separator, params string?[] value)")]
    public async Task InspectionShowsOverloadsAndDocumentation(string code, string one, string other)
    {
        var found = await Inspect(code);
        Assert.Contains(one, found!["text/plain"], StringComparison.Ordinal);
        Assert.Contains(other, found["text/plain"], StringComparison.Ordinal);
        Assert.StartsWith("```csharp\n", found["text/markdown"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectionShowsWhatEarlierCellsDeclared()
    {
        await _session.Run("/// <summary>Twice <paramref name=\"n\"/>.</summary>\nint Twice(int n) => 2 * n;\nvar depth = 3.5;");
        Assert.Equal("double depth", (await Inspect("dep|th + 1"))!["text/plain"]);
        Assert.StartsWith("int Twice(int n)", (await Inspect("Twice(|"))!["text/plain"], StringComparison.Ordinal);
        Assert.Null(await Inspect("1 + |1"));
    }

    [Fact]
    public async Task InspectionTellsParametersResultAndErrors()
    {
        var text = (await Inspect("File.ReadAllText|(\"x\")", detail: 1))!["text/plain"];
        Assert.Contains("path: The file to open for reading.", text, StringComparison.Ordinal);
        Assert.Contains("Returns: A string containing all the text in the file.", text, StringComparison.Ordinal);
        Assert.Contains("Throws FileNotFoundException: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + 1", CompletenessStatus.Complete, "")]
    [InlineData("var a = 1;", CompletenessStatus.Complete, "")]
    [InlineData("", CompletenessStatus.Complete, "")]
    [InlineData("#!html\n<b>{", CompletenessStatus.Complete, "")]
    [InlineData("#!time\n#r \"nuget: CsCheck\"\nawait Task.Delay(1)", CompletenessStatus.Complete, "")]
    [InlineData("for (var i = 0; i < 3; i++)\n{", CompletenessStatus.Incomplete, "    ")]
    [InlineData("if (true)\n{\n    while (x)\n    {", CompletenessStatus.Incomplete, "        ")]
    [InlineData("Math.Max(1,", CompletenessStatus.Incomplete, "    ")]
    [InlineData("var s = \"\"\"\n  text", CompletenessStatus.Incomplete, "")]
    [InlineData("/* open", CompletenessStatus.Incomplete, "")]
    [InlineData("var 1a = ;", CompletenessStatus.Invalid, "")]
    [InlineData("}", CompletenessStatus.Invalid, "")]
    public void CodeIsCompleteIncompleteOrInvalid(string code, CompletenessStatus status, string indent) =>
        Assert.Equal(new CodeCompleteness(status, indent), _session.Session.IsComplete(code));

    public void Dispose() => _session.Dispose();

    private Task<CompletionReply> Complete(string code) =>
        _session.Session.CompleteAsync(code.Replace("|", "", StringComparison.Ordinal), code.IndexOf('|', StringComparison.Ordinal), TestContext.Current.CancellationToken);

    private Task<IReadOnlyDictionary<string, string>?> Inspect(string code, int detail = 0) =>
        _session.Session.InspectAsync(code.Replace("|", "", StringComparison.Ordinal), code.IndexOf('|', StringComparison.Ordinal), detail, TestContext.Current.CancellationToken);
}
