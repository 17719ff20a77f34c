using System.Diagnostics;
using GeoNotebooks.Kernel.Tests.Scripting;

namespace GeoNotebooks.Kernel.Tests.Completion;

/// <summary>What completion costs in time and memory; the figures are in the test's output. Alone, since the memory is the process's.</summary>
[Collection(nameof(CompletionCostTests))]
[CollectionDefinition(nameof(CompletionCostTests), DisableParallelization = true)]
public sealed class CompletionCostTests(ITestOutputHelper output) : IDisposable
{
    private readonly SessionHarness _session = new();

    [Fact]
    [Trait("Category", "Slow")]
    public async Task AfterAHundredCells()
    {
        for (var i = 0; i < 100; i++)
            await _session.Run($"var rock{i} = new List<int> {{ {i} }};");
        var first = Stopwatch.GetTimestamp();
        await Complete("rock5.");
        output.WriteLine($"first completion: {Stopwatch.GetElapsedTime(first).TotalMilliseconds:0} ms");
        await Median(i => Complete($"rock{i}.Re"));
        await Median(i => Complete($"var w{i} = r"));
        var members = await Median(i => Complete($"rock{i * 7}.Ad"));
        var names = await Median(i => Complete($"var x{i} = roc"));
        var afterCell = await Median(async i =>
        {
            await _session.Run($"var late{i} = {i};");
            return await Timed(() => Complete($"late{i}."));
        });
        output.WriteLine($"median of 10 after 100 cells: members {members}, names {names}, members after one more cell {afterCell}");
        // The processor's time: on a machine that does other things too, the wall clock measures those.
        Assert.InRange(members.Processor, 0, 150);
        Assert.InRange(names.Processor, 0, 300);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task AThousandCells()
    {
        await _session.Run("var rock = 0;");
        await Complete("rock.");
        var before = ResidentBytes();
        for (var i = 0; i < 1000; i++)
            await _session.Run($"var rock{i} = {i};");
        var cells = ResidentBytes() - before;
        var started = Stopwatch.GetTimestamp();
        await Complete("rock999.");
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        for (var i = 0; i < 20; i++)
            await Complete($"rock{i * 30}.To");
        var growth = ResidentBytes() - before;
        output.WriteLine($"growth after 1000 cells: {cells / 1e6:0} MB of cells, {growth / 1e6:0} MB with completion; first completion {first:0} ms");
        Assert.True(growth < 300_000_000, $"{growth / 1e6:0} MB");
    }

    public void Dispose() => _session.Dispose();

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static Task<Cost> Median(Func<int, Task> ask) => Median(i => Timed(() => ask(i)));

    private static async Task<Cost> Median(Func<int, Task<Cost>> ask)
    {
        var costs = new List<Cost>();
        for (var i = 0; i < 10; i++)
            costs.Add(await ask(i));
        return new Cost(costs.Select(cost => cost.Wall).Order().Skip(4).Take(2).Average(), costs.Select(cost => cost.Processor).Order().Skip(4).Take(2).Average());
    }

    private static async Task<Cost> Timed(Func<Task> ask)
    {
        using var self = Process.GetCurrentProcess();
        var (started, before) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
        await ask();
        self.Refresh();
        return new Cost(Stopwatch.GetElapsedTime(started).TotalMilliseconds, (self.TotalProcessorTime - before).TotalMilliseconds);
    }

    private async Task Complete(string code)
    {
        var reply = await _session.Session.CompleteAsync(code, code.Length, TestContext.Current.CancellationToken);
        Assert.NotEmpty(reply.Entries);
    }

    private sealed record Cost(double Wall, double Processor)
    {
        public override string ToString() => $"{Wall:0} ms (processor {Processor:0} ms)";
    }
}
