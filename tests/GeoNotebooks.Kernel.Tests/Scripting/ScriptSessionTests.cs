using System.Diagnostics;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Tests.Scripting;

public sealed class ScriptSessionTests : IDisposable
{
    private readonly SessionHarness _session = new();

    [Fact]
    public async Task VariablesAndMethodsCarryOver()
    {
        await _session.Run("var x = 20; int Twice(int n) => 2 * n;");
        Assert.Equal("42", await _session.ValueOf("Twice(x) + 2"));
    }

    [Fact]
    public async Task UsingsCarryOver()
    {
        await _session.Run("using System.Globalization;");
        Assert.Equal("", await _session.ValueOf("CultureInfo.InvariantCulture.Name"));
    }

    [Fact]
    public async Task AwaitsAtTopLevelOnOneThread()
    {
        await _session.Run("var before = Environment.CurrentManagedThreadId; await Task.Delay(20); var after = Environment.CurrentManagedThreadId;");
        Assert.Equal("True", await _session.ValueOf("before == after && before == Environment.CurrentManagedThreadId"));
    }

    [Fact]
    public async Task StatementHasNoResult()
    {
        await _session.Run("var x = 1;");
        Assert.Empty(_session.Outputs);
    }

    [Fact]
    public async Task TrailingDisplayedValueIsShownOnce()
    {
        await _session.Run("display(7)");
        Assert.Equal("7", Assert.IsType<DisplayData>(Assert.Single(_session.Outputs)).Data["text/plain"]);
    }

    [Fact]
    public async Task OutputsKeepTheirOrder()
    {
        await _session.Run("Console.Write(\"a\"); display(1); Console.Error.Write(\"b\"); Console.Write(\"c\"); 2");
        Assert.Equal(
            [typeof(StreamText), typeof(DisplayData), typeof(StreamText), typeof(StreamText), typeof(ExecuteResult)],
            _session.Outputs.Select(output => output.GetType()));
        Assert.Equal("ac", _session.Text());
        Assert.Equal("b", _session.Text("stderr"));
    }

    [Fact]
    public async Task TextIsStreamedWhileTheCellRuns()
    {
        var seen = new TaskCompletionSource();
        var run = _session.Session.RunAsync(new Cell("cell", "Console.WriteLine(\"early\"); await Task.Delay(5000, CellCancellation.Token);"), output =>
        {
            if (output is StreamText { Text: "early\n" })
                seen.TrySetResult();
        });
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted);
        _session.Session.Interrupt();
        await run;
    }

    [Fact]
    public async Task TextOfTasksThatACellStartsBelongsToIt()
    {
        await _session.Run("await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Console.WriteLine(\"line\"))));");
        Assert.Equal(8, _session.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line == "line"));
    }

    [Fact]
    public async Task CompileErrorNamesCodeCellLineColumnAndSource()
    {
        await _session.Run("1");
        var result = await _session.Run("var a = 1;\n\nint b = \"text\";");
        Assert.Equal(CellStatus.Failed, result.Status);
        var error = Assert.IsType<ErrorOutput>(Assert.Single(_session.Outputs));
        Assert.Equal("CS0029", error.Name);
        Assert.Contains("  cell 2, line 3, column 9: int b = \"text\";", error.Traceback);
    }

    [Fact]
    public async Task ExceptionShowsTheUsersFramesFirstAndNoneOfTheKernels()
    {
        await _session.Run("int Half(int n)\n{\n    if (n < 0) throw new ArgumentException(\"negative\");\n    return n / 2;\n}");
        await _session.Run("var ok = 1;\nHalf(-1)");
        var error = Assert.IsType<ErrorOutput>(Assert.Single(_session.Outputs));
        Assert.Equal("System.ArgumentException", error.Name);
        Assert.Equal(
            ["System.ArgumentException: negative", "  cell 1, line 3: if (n < 0) throw new ArgumentException(\"negative\");", "  cell 2, line 2: Half(-1)"],
            error.Traceback);
    }

    [Fact]
    public async Task ExceptionInALibraryShowsTheUsersLineBeforeTheLibrarys()
    {
        await _session.Run("var list = new List<int>();\nlist.First()");
        var error = Assert.IsType<ErrorOutput>(Assert.Single(_session.Outputs));
        Assert.Equal("  cell 1, line 2: list.First()", error.Traceback[1]);
        Assert.Contains(error.Traceback.Skip(2), line => line.StartsWith("  at System.Linq", StringComparison.Ordinal));
        Assert.DoesNotContain(error.Traceback, line => line.Contains("GeoNotebooks.Kernel", StringComparison.Ordinal) || line.Contains("Submission", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExceptionAfterAwaitIsTheCellsOwn()
    {
        var result = await _session.Run("await Task.Yield();\nthrow new FormatException(\"late\");");
        Assert.Equal(CellStatus.Failed, result.Status);
        Assert.Equal("System.FormatException", result.Error!.Name);
        Assert.Contains(result.Error.Traceback, line => line.StartsWith("  cell 1, line 2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throw new Exception(\"boom\");")]
    [InlineData("int y = \"text\";")]
    [InlineData("throw new OperationCanceledException();")]
    [InlineData("#r \"nuget: no such id\"")]
    public async Task AFailedCellLosesNothingOfEarlierOnes(string bad)
    {
        await _session.Run("var x = 5;");
        Assert.Equal(CellStatus.Failed, (await _session.Run(bad)).Status);
        Assert.Single(_session.Outputs.OfType<ErrorOutput>());
        Assert.Equal("5", await _session.ValueOf("x"));
    }

    [Fact]
    public async Task WhatAFailedCellSetBeforeItFailedIsKept()
    {
        await _session.Run("var x = 6; throw new Exception(\"boom\");");
        Assert.Equal("6", await _session.ValueOf("x"));
    }

    [Fact]
    public async Task TheFirstCellMayFailToCompile()
    {
        await _session.Run("int y = \"text\";");
        Assert.Equal("3", await _session.ValueOf("Enumerable.Range(1, 2).Sum()"));
    }

    [Fact]
    public async Task TheHostsReasonSkips()
    {
        var result = await _session.Run("throw new TimeoutException(\"no network here\");");
        Assert.Equal(CellStatus.Skipped, result.Status);
        Assert.Equal("no network here", result.SkipReason);
        Assert.Equal("Skipped: no network here", Assert.IsType<DisplayData>(Assert.Single(_session.Outputs)).Data["text/plain"]);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Yield(); for (var i = 0L; ; i++) { }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("System.Threading.Thread.Sleep(60000);")]
    [InlineData("await Task.Delay(60000);")]
    [InlineData("await Task.Delay(60000, CellCancellation.Token);")]
    [InlineData("new System.Threading.ManualResetEvent(false).WaitOne();")]
    public async Task InterruptStopsACellAndKeepsTheSession(string endless)
    {
        await _session.Run("var x = 9;");
        var run = _session.Run($"Console.WriteLine(\"go\");\n{endless}");
        while (_session.Text() == "")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var asked = Stopwatch.GetTimestamp();
        _session.Session.Interrupt();
        var result = await run.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(CellStatus.Interrupted, result.Status);
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 10);
        Assert.Single(_session.Outputs.OfType<ErrorOutput>());
        Assert.Equal("9", await _session.ValueOf("x"));
        Assert.Equal(CellStatus.Ok, (await _session.Run("System.Threading.Thread.Sleep(300);")).Status);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Yield(); for (var i = 0L; ; i++) { }")]
    [InlineData("while (true) Console.WriteLine(\"more\");")]
    [InlineData("var list = new List<string>(); while (true) { list.Add(new string('x', 100)); if (list.Count > 1000) list.Clear(); }")]
    [InlineData("while (true) File.Exists(\"/tmp/none\");")]
    [InlineData("var d = new System.Collections.Concurrent.ConcurrentDictionary<int, double>(); for (var i = 0; ; i++) d[i % 100] = Math.Sqrt(i);")]
    public async Task InterruptStopsTightLoopsAgainAndAgain(string endless)
    {
        for (var i = 0; i < 3; i++)
        {
            var run = _session.Run($"Console.WriteLine(\"go\");\n{endless}");
            while (_session.Text() == "")
                await Task.Delay(10, TestContext.Current.CancellationToken);
            _session.Session.Interrupt();
            Assert.Equal(CellStatus.Interrupted, (await run.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Status);
        }
    }

    [Fact]
    public async Task ACellThatGoesOnIsSaidToGoOn()
    {
        // What runs in a finally block is not aborted.
        var run = _session.Run("var end = DateTime.UtcNow.AddSeconds(6); try { } finally { Console.WriteLine(\"go\"); Enumerable.Range(0, int.MaxValue).All(_ => DateTime.UtcNow < end); }");
        while (_session.Text() == "")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        _session.Session.Interrupt();
        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("restart the kernel", _session.Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInterruptBetweenTwoStepsStopsTheNextOne()
    {
        // The answer of #!who comes after the first piece of code has ended and before the second one is compiled.
        var shown = new List<CellOutput>();
        var cell = new Cell("steps", "var x = 5;\n#!who\nx = 6; while (true) { }");
        var run = _session.Session.RunAsync(cell, output =>
        {
            shown.Add(output);
            _session.Session.Interrupt();
        });
        Assert.Equal(CellStatus.Interrupted, (await run.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Status);
        Assert.NotEmpty(shown);
        Assert.Equal("5", await _session.ValueOf("x"));
    }

    [Fact]
    public async Task NothingOfAnInterruptedCellRunsAfterItsAwait()
    {
        var stopped = _session.Run("var ticks = 0; Console.WriteLine(\"go\"); while (true) { await Task.Delay(100); ticks++; }");
        while (_session.Text() == "")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        _session.Session.Interrupt();
        Assert.Equal(CellStatus.Interrupted, (await stopped.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Status);
        await _session.Run("var after = 1; await Task.Delay(500);");
        Assert.Equal("", _session.Text() + _session.Text("stderr"));
    }

    [Fact]
    public async Task ALoopOfAnotherThreadStopsWithItsCell()
    {
        await _session.Run("class Work { public static volatile bool Runs; }");
        var cell = _session.Run("Console.WriteLine(\"go\"); await Task.Run(() => { try { Work.Runs = true; while (true) { } } finally { Work.Runs = false; } });");
        while (_session.Text() == "")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        _session.Session.Interrupt();
        Assert.Equal(CellStatus.Interrupted, (await cell.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Status);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal("False", await _session.ValueOf("Work.Runs"));
    }

    [Fact]
    public async Task WorkOfAnotherThreadThatCannotBeStoppedIsSaidToGoOn()
    {
        var cell = _session.Run("Console.WriteLine(\"go\"); var end = DateTime.UtcNow.AddSeconds(7); await Task.Run(() => Enumerable.Range(0, int.MaxValue).All(_ => DateTime.UtcNow < end));");
        while (_session.Text() == "")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        _session.Session.Interrupt();
        Assert.Equal(CellStatus.Interrupted, (await cell.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Status);
        for (var waited = 0; waited < 80 && _session.Text("stderr") == ""; waited++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Contains("restart the kernel", _session.Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALoopInALoadedFileStopsToo()
    {
        var file = Path.Combine(Path.GetTempPath(), $"geonb-loop-{Guid.NewGuid():N}.csx");
        await File.WriteAllTextAsync(file, "void Endless()\n{\n    while (true) { }\n}\n", TestContext.Current.CancellationToken);
        try
        {
            var cell = _session.Run($"#load \"{file}\"\nConsole.WriteLine(\"go\");\nEndless();");
            while (_session.Text() == "")
                await Task.Delay(10, TestContext.Current.CancellationToken);
            _session.Session.Interrupt();
            var result = await cell.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            Assert.Equal(CellStatus.Interrupted, result.Status);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task AnErrorThatNobodyAwaitsDoesNotFailALaterCell()
    {
        await _session.Run("async void Stray() { await Task.Delay(50); throw new Exception(\"stray\"); }\nStray();");
        var later = await _session.Run("await Task.Delay(400); 7");
        Assert.Equal(CellStatus.Ok, later.Status);
        Assert.Contains("stray", _session.Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnErrorWithoutAReadableMessageIsAnErrorOfTheCell()
    {
        var error = await _session.ErrorOf("class Mute : Exception { public override string Message => throw new InvalidOperationException(); }\nthrow new Mute();");
        Assert.Contains("cannot be read", error.Message, StringComparison.Ordinal);
        Assert.Equal("3", await _session.ValueOf("1 + 2"));
    }

    [Fact]
    public async Task AnExpressionAsideLeavesNoTrace()
    {
        await _session.Run("var x = 5;");
        var aside = await _session.Session.RunAsync(new Cell("aside", "var x = 6; var y = x;") { LeavesNoTrace = true }, _ => { });
        Assert.Equal(CellStatus.Ok, aside.Status);
        Assert.Equal("5", await _session.ValueOf("x"));
        Assert.Equal("CS0103", (await _session.Run("y")).Error!.Name);
    }

    [Fact]
    public async Task TheFirstCellMayBeInterrupted()
    {
        var run = _session.Run("Console.WriteLine(\"go\"); while (true) { }");
        while (_session.Text() == "")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        _session.Session.Interrupt();
        await run;
        Assert.Equal("3", await _session.ValueOf("Enumerable.Range(1, 2).Sum()"));
    }

    public void Dispose() => _session.Dispose();
}
