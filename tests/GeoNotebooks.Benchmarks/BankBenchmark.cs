using System.Diagnostics;
using GeoNotebooks.Bank;
using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Benchmarks;

/// <summary>Seconds to list a bank, by the program and within a process, and to load a model and have it answer for one sheet; medians of several turns.</summary>
internal static class BankBenchmark
{
    /// <summary>Arguments: FOLDER (a package of sheets), --model FOLDER, --models N (50) copies of it in the bank, --turns N (5), --geonb FILE (the program; none is timed where not given).</summary>
    public static int Run(string[] args)
    {
        var (models, turns) = (args.Whole("--models", 50), args.Whole("--turns", 5));
        var folder = Directory.CreateTempSubdirectory("geonb-benchmark-").FullName;
        try
        {
            var bank = new ModelBank(folder);
            for (var number = 1; number <= models; number++)
                bank.Add(args.Text("--model", "models/faults"), $"model-{number}");
            if (args.Text("--geonb", "") is { Length: > 0 } program)
            {
                Tell($"geonb bank list, {models} models, whole process", turns, () => Call(program, "bank", "list", "--bank", folder));
                Tell("geonb --help, whole process", turns, () => Call(program, "--help"));
            }
            Tell($"list of {models} models within a process", turns, () => bank.List());
            TellSheet(bank, DataPackage.Open(args[0]), turns);
            Console.WriteLine($"peak memory {MachineRecord.PeakMemoryBytes() >> 20} MiB, {MachineRecord.Current().Processor}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The first sheet: its channels stand ready, as a raster at hand does; building them of primary points is timed beside.</summary>
    private static void TellSheet(ModelBank bank, DataPackage package, int turns)
    {
        using var first = bank.Load("model-1");
        var channels = first.Card.Normaliser.Channels.Select(channel => channel.Name).ToList();
        var sheet = PackageStudy.Open(package, channels).Sheets[0];
        FeatureStack? stack = null;
        Tell($"channels of {sheet} built of primary points", 1, () => stack = new ChannelBuilder().Build(package, [sheet], channels));
        ModelGround? ground = null;
        Tell("what the guard needs to know of the ground", turns, () => ground = ModelGround.Of(package, [sheet], stack!, first.Card.TileMetres));
        Tell($"load, guard and answer for {sheet}, {stack!.Geometry.Rows} x {stack.Geometry.Columns} nodes, one view", turns, () => Answer(SpreadOptions.Plain(1)));
        Tell("the same, the ground turned eight ways", turns, () => Answer(SpreadOptions.Plain(8)));

        void Answer(SpreadOptions options)
        {
            using var model = bank.Load("model-1");
            Guard.Answer(model, ground!, options, new AllowOutsideTraining("a benchmark times whatever the answer is worth"));
        }
    }

    private static void Tell(string what, int turns, Action work)
    {
        var seconds = new List<double>();
        for (var turn = 0; turn < turns; turn++)
        {
            var watch = Stopwatch.StartNew();
            work();
            seconds.Add(watch.Elapsed.TotalSeconds);
        }
        seconds.Sort();
        Console.WriteLine(FormattableString.Invariant($"{seconds[turns / 2],8:0.000} s  ({seconds[0]:0.000} to {seconds[^1]:0.000}, {turns} turns)  {what}"));
    }

    private static void Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
