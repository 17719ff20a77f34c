using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;
using GeoNotebooks.Kernel.Tests.Scripting;

namespace GeoNotebooks.Kernel.Tests.Display;

public sealed class DisplayTests : IDisposable
{
    private readonly SessionHarness _session = new();

    [Fact]
    public async Task AStringIsUnquotedText()
    {
        await _session.Run("\"say \\\"hi\\\"\"");
        var result = Assert.IsType<ExecuteResult>(Assert.Single(_session.Outputs));
        Assert.Equal("say \"hi\"", Assert.Single(result.Data, pair => pair.Key == "text/plain").Value);
    }

    [Fact]
    public async Task AValueHasTextAndHtml()
    {
        await _session.Run("new[] { 1, 2, 3 }");
        var data = Assert.IsType<ExecuteResult>(Assert.Single(_session.Outputs)).Data;
        Assert.Equal("[ 1, 2, 3 ]", data["text/plain"]);
        Assert.Contains("[ 1, 2, 3 ]", data["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryPreferredMimeTypeIsInTheBundle()
    {
        await _session.Run("""
            record Map(string Name);
            Formatter.Register<Map>(map => "iVBOR", "image/png");
            Formatter.Register<Map>(map => "{\"data\":[]}", "application/vnd.plotly.v1+json");
            Formatter.SetPreferredMimeTypesFor(typeof(Map), "application/vnd.plotly.v1+json", "image/png");
            """);
        await _session.Run("new Map(\"Omchak\")");
        var data = Assert.IsType<ExecuteResult>(Assert.Single(_session.Outputs)).Data;
        Assert.Equal("iVBOR", data["image/png"]);
        Assert.Equal("{\"data\":[]}", data["application/vnd.plotly.v1+json"]);
        Assert.Contains("Omchak", data["text/plain"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTML(\"<b>x</b>\").Display();", "text/html", "<b>x</b>")]
    [InlineData("display(HTML(\"<b>x</b>\"));", "text/html", "<b>x</b>")]
    [InlineData("Javascript(\"alert(1)\");", "application/javascript", "alert(1)")]
    [InlineData("\"<svg/>\".DisplayAs(\"image/svg+xml\");", "image/svg+xml", "<svg/>")]
    [InlineData("display(div(b(\"<x>\")));", "text/html", "<div><b>&lt;x&gt;</b></div>")]
    [InlineData("3.Display(\"text/plain\");", "text/plain", "3")]
    public async Task TheNamesOfNetInteractiveWork(string code, string mime, string text)
    {
        Assert.Equal(CellStatus.Ok, (await _session.Run(code)).Status);
        Assert.Equal(text, Assert.IsType<DisplayData>(Assert.Single(_session.Outputs)).Data[mime]);
    }

    [Fact]
    public async Task UpdateReplacesTheDisplay()
    {
        await _session.Run("var shown = display(1); shown.Update(2);");
        var first = Assert.IsType<DisplayData>(_session.Outputs[0]);
        var second = Assert.IsType<DisplayUpdate>(_session.Outputs[1]);
        Assert.Equal(first.DisplayId, second.DisplayId);
        Assert.Equal("2", second.Data["text/plain"]);
    }

    [Fact]
    public async Task ProgressIsThrottledAndEndsWithTheLastReport()
    {
        await _session.Run("IProgress<int> p = DisplayProgress<int>(n => $\"epoch {n}\"); for (var i = 1; i <= 100000; i++) p.Report(i);");
        Assert.InRange(_session.Outputs.Count, 2, 100);
        Assert.Equal("epoch 100000", Assert.IsType<DisplayUpdate>(_session.Outputs[^1]).Data["text/plain"]);
    }

    [Fact]
    public async Task ABarOfAnEarlierCellEndsWithTheLastReportToo()
    {
        await _session.Run("IProgress<int> p = DisplayProgress<int>(n => $\"epoch {n}\"); p.Report(0);");
        await _session.Run("for (var i = 1; i <= 1000; i++) p.Report(i);");
        Assert.Equal("epoch 1000", Assert.IsType<DisplayUpdate>(_session.Outputs[^1]).Data["text/plain"]);
    }

    [Fact]
    public async Task AFormatterThatThrowsAtTheEndOfACellFailsTheCell()
    {
        var error = await _session.Run("var p = DisplayProgress<int>(n => n == 2 ? throw new FormatException(\"no look\") : n); p.Report(1); p.Report(2);");
        Assert.Equal((CellStatus.Failed, "no look"), (error.Status, error.Error?.Message));
        Assert.Equal("3", await _session.ValueOf("1 + 2"));
    }

    [Fact]
    public async Task ACharacterInTwoHalvesIsNotTorn()
    {
        await _session.Run("Console.Write('\\ud83d'); await Task.Delay(300); Console.Write('\\ude00');");
        Assert.Equal("\U0001f600", _session.Text());
        Assert.All(_session.Outputs.OfType<StreamText>(), text => Assert.False(char.IsHighSurrogate(text.Text[^1])));
    }

    [Theory]
    [InlineData("0.456", "45 %", "0.456")]
    [InlineData("7", "100 %", "1")]
    [InlineData("double.NaN", "0 %", "0")]
    public async Task AProgressBarIsABarAndALineOfText(string share, string percent, string value)
    {
        await _session.Run($"var p = DisplayProgress<double>(s => new ProgressBar(s, \"Аткан <1>\")); p.Report({share});");
        var data = Assert.IsType<DisplayData>(Assert.Single(_session.Outputs)).Data;
        Assert.Equal($"{percent} Аткан <1>", data["text/plain"]);
        Assert.StartsWith($"<progress value=\"{value}\" max=\"1\"", data["text/html"], StringComparison.Ordinal);
        Assert.EndsWith($"</progress> {percent} Аткан &lt;1&gt;", data["text/html"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"say \\\"hi\\\"\".Display();", "say \"hi\"")]
    [InlineData("\"say \\\"hi\\\"\".Display(\"text/plain\");", "say \"hi\"")]
    [InlineData("display(\"a\\nb\", \"text/html\");", "a\nb")]
    [InlineData("display(null);", "<null>")]
    [InlineData("HTML(\"<b>x</b>\").Display();", "<b>x</b>")]
    [InlineData("\"<b>x</b>\".DisplayAs(\"text/html\");", "<b>x</b>")]
    [InlineData("\"iVBOR\".DisplayAs(\"image/png\");", "image/png")]
    [InlineData("Javascript(\"alert(1)\");", "alert(1)")]
    [InlineData("3.5.Display(\"text/html\");", "3.5")]
    public async Task ThereIsAlwaysPlainText(string code, string text)
    {
        Assert.Equal(CellStatus.Ok, (await _session.Run(code)).Status);
        Assert.Equal(text, Assert.IsType<DisplayData>(Assert.Single(_session.Outputs)).Data["text/plain"]);
    }

    [Fact]
    public async Task UpdateKeepsTheMimeTypes()
    {
        await _session.Run("var shown = \"<b>1</b>\".DisplayAs(\"text/html\");");
        await _session.Run("shown.Update(\"<b>2</b>\");");
        var data = Assert.IsType<DisplayUpdate>(Assert.Single(_session.Outputs)).Data;
        Assert.Equal("<b>2</b>", data["text/html"]);
        await _session.Run("var number = display(1, \"text/html\"); number.Update(2);");
        Assert.Equal(["text/html", "text/plain"], Assert.IsType<DisplayUpdate>(_session.Outputs[1]).Data.Keys.Order());
    }

    [Fact]
    public async Task AFormatterThatThrowsFailsTheCellWithTheUsersLine()
    {
        await _session.Run("record Broken;\nFormatter.Register<Broken>(broken => throw new FormatException(\"no look\"), \"text/html\");");
        foreach (var code in (string[])["new Broken()", "display(new Broken());"])
        {
            var error = await _session.ErrorOf(code);
            Assert.Contains("no look", string.Join('\n', error.Traceback), StringComparison.Ordinal);
            Assert.DoesNotContain(error.Traceback, line => line.Contains("GeoNotebooks.Kernel", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void DisplayOutsideOfACellSaysSo() =>
        Assert.Contains("outside", Assert.Throws<InvalidOperationException>(() => 1.Display()).Message, StringComparison.Ordinal);

    public void Dispose() => _session.Dispose();
}
