using System.Diagnostics;
using GeoNotebooks.Synthetic;

namespace GeoNotebooks.Benchmarks;

/// <summary>Times the making of the region: `make FOLDER [quick]`.</summary>
internal static class MakeBenchmark
{
    public static int Run(string[] args)
    {
        var clock = Stopwatch.StartNew();
        var progress = new Lines(clock);
        KolymaRegion.Make(new() { Sheets = args.Contains("quick") ? KolymaOptions.QuickSheets : KolymaOptions.AllSheets }, args[0], progress);
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0} MiB");
        return 0;
    }

    private sealed class Lines(Stopwatch clock) : IProgress<RegionProgress>
    {
        public void Report(RegionProgress value) => Console.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {value.Step}");
    }
}
