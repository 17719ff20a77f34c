using System.Diagnostics;

namespace GeoNotebooks.Kernel.Tests.Scripting;

/// <summary>What cells cost in memory. Alone, since the memory is the process's.</summary>
[Collection(nameof(SessionMemoryTests))]
[CollectionDefinition(nameof(SessionMemoryTests), DisableParallelization = true)]
public sealed class SessionMemoryTests : IDisposable
{
    private readonly SessionHarness _session = new();

    [Fact]
    public async Task TrivialCellsCostLittleMemory()
    {
        for (var i = 0; i < 20; i++)
            await _session.Run($"var warm{i} = {i};");
        var before = ResidentBytes();
        for (var i = 0; i < 200; i++)
            await _session.Run($"var v{i} = {i};");
        var growth = ResidentBytes() - before;
        // Options given to each submission would take about 9 MB a cell, 1.8 GB here.
        Assert.True(growth < 300_000_000, $"200 trivial cells took {growth / 1e6:0} MB");
        Assert.Equal("199", await _session.ValueOf("v199"));
    }

    public void Dispose() => _session.Dispose();

    private static long ResidentBytes()
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
