using System.Diagnostics;
using GeoNotebooks.Kernel.Notebooks;
using GeoNotebooks.Kernel.Running;
using GeoNotebooks.Kernel.Tests.Notebooks;

namespace GeoNotebooks.Kernel.Tests.Running;

/// <summary>Runs notebooks in real child processes: this test program itself.</summary>
public sealed class NotebookRunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-runner").FullName;
    private readonly List<RunEvent> _events = [];

    [Fact]
    public async Task OutputsAreInTheCopyAndTheOriginalIsUntouched()
    {
        var results = await Run(("00_a", ["# T", "var x = 2;\nConsole.WriteLine(System.IO.Directory.GetCurrentDirectory());", "# Sum\n\n## Of it", "x + 1"]), ("01_b", ["5"]));
        Assert.All(results, result => Assert.Equal(NotebookStatus.Ok, result.Status));
        var copy = NotebookDocument.Read(results[0].ExecutedCopy);
        Assert.Contains("\"3\"", copy.Cells[3].Outputs[0].ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(_folder), copy.Cells[1].Outputs[0].ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([1, 2], copy.Cells.Where(cell => cell.IsCode).Select(cell => cell.ExecutionCount));
        Assert.Empty(NotebookDocument.Read(results[0].Path).Cells[3].Outputs);
        Assert.Equal(["T", "Of it"], _events.OfType<CellStarted>().Where(cell => cell.Notebook == "00_a").Select(cell => cell.Title));
        Assert.InRange(results[0].PeakMemoryBytes, 30_000_000, 2_000_000_000);
        Assert.InRange(results[0].WallSeconds, 0.05, 60);
    }

    [Fact]
    public async Task TheFirstFailingCellStopsTheRun()
    {
        var results = await Run(("00_a", ["1", "var y = 1;\nthrow new Exception(\"boom\");", "3"]), ("01_b", ["5"]));
        var failed = Assert.Single(results);
        Assert.Equal((NotebookStatus.Failed, 2), (failed.Status, failed.FailedCell));
        Assert.Contains("boom", failed.Error, StringComparison.Ordinal);
        Assert.Contains("cell 2, line 2: throw new Exception(\"boom\");", failed.Error, StringComparison.Ordinal);
        var copy = NotebookDocument.Read(failed.ExecutedCopy);
        Assert.Equal([1, 1, 0], copy.Cells.Select(cell => cell.Outputs.Count));
    }

    [Theory]
    [InlineData("Environment.Exit(0);", "exit code 0")]
    [InlineData("Environment.FailFast(\"broken\");", "broken")]
    [InlineData("int F(int n) => F(n + 1) + 1; F(0)", "tack overflow")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill();", "exit code 137")]
    public async Task ADeadChildIsBlamedOnItsCellAndOutputsAreKept(string deadly, string words)
    {
        var failed = Assert.Single(await Run(("00_a", ["Console.WriteLine(\"kept\");", $"Console.WriteLine(\"last\"); await Task.Delay(300);\n{deadly}", "3"])));
        Assert.Equal((NotebookStatus.Failed, 2), (failed.Status, failed.FailedCell));
        Assert.Contains("00_a, cell 2: its process ended", failed.Error, StringComparison.Ordinal);
        Assert.Contains(words, failed.Error, StringComparison.Ordinal);
        var copy = NotebookDocument.Read(failed.ExecutedCopy);
        Assert.Contains("kept", copy.Cells[0].Outputs[0].ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("last", copy.Cells[1].Outputs[0].ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("error", (string?)copy.Cells[1].Outputs[^1]["output_type"]);
    }

    [Fact]
    public async Task ASkippedNotebookIsNoFailure()
    {
        var results = await Run(("00_a", ["1", "throw new TimeoutException(\"no data here\");", "3"]), ("01_b", ["5"]));
        Assert.Equal([NotebookStatus.Skipped, NotebookStatus.Ok], results.Select(result => result.Status));
        Assert.Equal("no data here", results[0].Reason);
        Assert.Null(results[0].FailedCell);
        var copy = NotebookDocument.Read(results[0].ExecutedCopy);
        Assert.Contains("no data here", copy.Cells[1].Outputs[0].ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(copy.Cells.SelectMany(cell => cell.Outputs), output => (string?)output["output_type"] == "error");
        Assert.Null(copy.Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task CancellationEndsTheChild()
    {
        using var cancellation = new CancellationTokenSource();
        var run = Run(cancellation, ("00_a", ["display(System.Environment.ProcessId);", "while (true) { }"]));
        while (!Started(2))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        cancellation.Cancel();
        var failed = Assert.Single(await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal((NotebookStatus.Failed, 2), (failed.Status, failed.FailedCell));
        var output = NotebookDocument.Read(failed.ExecutedCopy).Cells[0].Outputs[0]["data"]!["text/plain"]!;
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(int.Parse((string)output[0]!)));
    }

    [Fact]
    public async Task AParentThatIsGoneTakesTheChildAlong()
    {
        var child = ChildProcess.Start(Command, _folder, new Dictionary<string, string>());
        child.Send(new ChildOrder([new("cell 1", "Console.WriteLine(\"up\"); while (true) { }")]));
        var up = new TaskCompletionSource();
        var events = child.ReadEventsAsync(message =>
        {
            if (message is CellEmits)
                up.TrySetResult();
        });
        await up.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        child.CloseOrders();
        await events.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        child.Dispose();
    }

    [Fact]
    public async Task ParametersReachTheCells()
    {
        var path = Path.Combine(_folder, "p.ipynb");
        File.WriteAllText(path, SampleNotebook.Json("//parameters\nvar n = 1;", "n * 2"));
        var notebook = NotebookParameters.Inject(NotebookDocument.Read(path), new Dictionary<string, string> { ["n"] = "21" });
        var result = Assert.Single(await Runner().RunAsync([notebook], new Events(_events), CancellationToken.None));
        Assert.Equal(NotebookStatus.Ok, result.Status);
        var copy = NotebookDocument.Read(result.ExecutedCopy);
        Assert.Equal("42", (string?)copy.Cells[2].Outputs[0]["data"]!["text/plain"]![0]);
        Assert.Equal([1, null, 2], copy.Cells.Select(cell => cell.ExecutionCount));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Command => [Environment.ProcessPath!, Program.ChildArgument];

    private NotebookRunner Runner() => new(new RunnerOptions { ChildCommand = Command, OutputFolder = Path.Combine(_folder, "out") });

    private bool Started(int cell)
    {
        lock (_events)
            return _events.OfType<CellStarted>().Any(started => started.Number == cell);
    }

    private Task<IReadOnlyList<NotebookResult>> Run(params (string Name, string[] Cells)[] notebooks) => Run(new CancellationTokenSource(), notebooks);

    private async Task<IReadOnlyList<NotebookResult>> Run(CancellationTokenSource cancellation, params (string Name, string[] Cells)[] notebooks)
    {
        var documents = new List<NotebookDocument>();
        foreach (var (name, cells) in notebooks)
        {
            var path = Path.Combine(_folder, name + ".ipynb");
            File.WriteAllText(path, SampleNotebook.Json(cells));
            documents.Add(NotebookDocument.Read(path));
        }

        return await Runner().RunAsync(documents, new Events(_events), cancellation.Token);
    }

    private sealed class Events(List<RunEvent> list) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            lock (list)
                list.Add(value);
        }
    }
}
