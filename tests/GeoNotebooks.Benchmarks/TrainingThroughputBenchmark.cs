using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Learning;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using static TorchSharp.torch;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Tiles a second in training and prediction at three widths, plain against channels-last, and resident memory over many steps. Batches
/// of 32 tiles of 64 x 64 nodes and 5 channels, drawn by the sampler on its own thread as in a real training.
/// </summary>
internal static class TrainingThroughputBenchmark
{
    private const int Channels = 5, Nodes = 256, WarmUpSteps = 2;

    /// <summary>Options: --threads N (2), --seconds S for each figure (8), --memory-steps N (500), --widths 8,16,32.</summary>
    public static int Run(string[] args)
    {
        NativeTorch.Require();
        var threads = (int)Option(args, "--threads", 2);
        var seconds = Option(args, "--seconds", 8);
        set_num_threads(threads);
        Console.WriteLine($"{MachineRecord.Current().Processor}, {threads} threads, {Channels} channels, batch 32, 64 x 64");
        Console.WriteLine("base  layout         train tiles/s  predict tiles/s");
        foreach (var width in Text(args, "--widths", "8,16,32").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
            foreach (var channelsLast in new[] { false, true })
            {
                var options = new TrainingOptions(BaseWidth: width, ChannelsLast: channelsLast, Threads: threads);
                var (train, _) = Train(options, seconds, int.MaxValue);
                Console.WriteLine(FormattableString.Invariant($"{width,4}  {(channelsLast ? "channels-last" : "contiguous"),-13}  {train,13:0.0}  {Predict(options, seconds),15:0.0}"));
            }
        var steps = (int)Option(args, "--memory-steps", 500);
        var (_, memory) = Train(new(BaseWidth: 8, Threads: threads), double.PositiveInfinity, steps);
        Console.WriteLine($"resident memory in MB over {steps} steps at base 8: {string.Join(" ", memory.Select(bytes => bytes >> 20))}");
        return 0;
    }

    private static (double TilesPerSecond, List<long> Memory) Train(TrainingOptions options, double seconds, int steps)
    {
        using var network = new UNet(options.NetworkFor(Channels), 1);
        if (options.ChannelsLast)
            network.ToChannelsLast();
        using var optimiser = new AdamW(network.parameters(), options, 10_000);
        var sampler = Sampler(options);
        var (watch, memory, step, tiles) = (new Stopwatch(), new List<long>(), 0, 0);
        for (var pass = 0; ; pass++)
        {
            using var queue = new BatchQueue(sampler, pass, options.BatchSize, default);
            foreach (var batch in queue.Batches())
            {
                if (batch.Count < options.BatchSize)
                    continue;
                using var scope = NewDisposeScope();
                var (input, labels) = Trainer.ToTensors(batch, options.Tiles.Size, Channels, options.ChannelsLast);
                using var loss = MaskedLoss.Of(network.call(input), labels, 1, 1);
                loss.backward();
                optimiser.Step(step++);
                if (step > WarmUpSteps)
                    tiles += batch.Count;
                if (step == WarmUpSteps)
                    watch.Start();
                if (step % 50 == 0)
                    memory.Add(Process.GetCurrentProcess().WorkingSet64);
                if (watch.Elapsed.TotalSeconds > seconds || step >= steps)
                    return (tiles / watch.Elapsed.TotalSeconds, memory);
            }
        }
    }

    private static double Predict(TrainingOptions options, double seconds)
    {
        using var network = new UNet(options.NetworkFor(Channels), 1);
        if (options.ChannelsLast)
            network.ToChannelsLast();
        var (values, wanted) = (Values(), Enumerable.Repeat(true, Nodes * Nodes).ToArray());
        var predictor = new WindowPredictor(network, options.Tiles.Size, options.BatchSize, options.ChannelsLast);
        const int windows = (Nodes / 32 + 1) * (Nodes / 32 + 1);
        predictor.Predict(values, Nodes, Nodes, wanted, null, default);
        var (watch, maps) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            predictor.Predict(values, Nodes, Nodes, wanted, null, default);
            maps++;
        }
        return maps * windows / watch.Elapsed.TotalSeconds;
    }

    private static TileSampler Sampler(TrainingOptions options)
    {
        var labels = Values().Take(Nodes * Nodes).Select(value => value > 1 ? TargetLabels.Present : TargetLabels.Absent).ToArray();
        return new(Values(), new(new(Nodes, Nodes, 0, 0, 200, 200, Grids.Crs.Local), labels, "noise"), options.Tiles, options.Augmentation, options.Seed);
    }

    private static float[] Values()
    {
        var draws = new Draws(1);
        var values = new float[Channels * Nodes * Nodes];
        foreach (ref var value in values.AsSpan())
            value = draws.Bell();
        return values;
    }

    private static double Option(string[] args, string name, double otherwise) =>
        double.Parse(Text(args, name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static string Text(string[] args, string name, string otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
}
