using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using static TorchSharp.torch;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Tiles a second in training and prediction, plain against channels-last; the same against PyTorch on the same network, batch and threads, in turns; and resident memory over many steps.
/// Our batches of 64 x 64 nodes and 5 channels are drawn by the sampler on its own thread as in a real training, and our prediction cuts and blends windows; the peer has its batch ready.
/// </summary>
internal static class TrainingThroughputBenchmark
{
    private const int Channels = 5, Nodes = 256, WarmUpSteps = 2;

    /// <summary>
    /// Options: --threads N (2), --seconds S for each figure (8), --widths 8,16,32 (a table of ours alone; none leaves it out), --precision auto|float32|bfloat16,
    /// --python FILE (/usr/bin/python3; none leaves the peer out), --rounds N (3), --memory-steps N (2000; 0 leaves them out).
    /// </summary>
    public static int Run(string[] args)
    {
        NativeTorch.Require();
        NativeHeap.KeepFreedMemory();
        var threads = args.Whole("--threads", 2);
        var seconds = args.Number("--seconds", 8);
        var precision = TrainingDevice.Of(ComputeDevice.Cpu, Enum.Parse<Precision>(args.Text("--precision", "auto"), ignoreCase: true)).Precision;
        set_num_threads(threads);
        var machine = MachineRecord.Current();
        Console.WriteLine($"{machine.Processor} ({machine.VectorExtensions}), {threads} threads, {precision}, {Channels} channels, batch 32, 64 x 64");
        if (args.Text("--widths", "8,16,32") is var widths && widths != "none")
            Table([.. widths.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))], threads, precision, seconds);
        var passed = args.Text("--python", "/usr/bin/python3") is var python && (python == "none" || Compare(python, threads, precision, seconds, args.Whole("--rounds", 3)));
        if (args.Whole("--memory-steps", 2000) is > 0 and var steps)
            passed &= IsFlat(Train(new(BatchSize: 8, BaseWidth: 8, Threads: threads), double.PositiveInfinity, steps).Memory, steps);
        return passed ? 0 : 1;
    }

    private static void Table(int[] widths, int threads, Precision precision, double seconds)
    {
        Console.WriteLine("base  train tiles/s  predict tiles/s  network alone  eight passes with dropout");
        foreach (var width in widths)
        {
            var options = new TrainingOptions(BaseWidth: width, Threads: threads) { Precision = precision };
            var train = Train(options, seconds, int.MaxValue).TilesPerSecond;
            var (predict, spread) = (Predict(options, seconds, [NetworkPass.Plain]), Predict(options, seconds, new SpreadOptions(Passes: 8).NetworkPasses()));
            Console.WriteLine(FormattableString.Invariant($"{width,4}  {train,13:0.0}  {predict,15:0.0}  {Alone(options, seconds),13:0.0}  {spread,25:0.0}"));
        }
    }

    /// <summary>Ours and the peer's in turns, medians over rounds, the peer in its better layout.</summary>
    private static bool Compare(string python, int threads, Precision precision, double seconds, int rounds)
    {
        var options = new TrainingOptions(BaseWidth: 32, Threads: threads) { Precision = precision };
        using var peer = new ThroughputPeer(python, Channels, options.BaseWidth, options.Levels, options.BatchSize, options.Tiles.Size, threads);
        var (difference, largest) = Difference(options with { Precision = Precision.Float32 }, peer);
        Console.WriteLine(FormattableString.Invariant($"peer: PyTorch {peer.Version}; on the same weights logits differ by at most {difference:0.0e0}, the largest being {largest:0.0}"));
        Console.WriteLine("base 32, tiles/s     ours   peer contiguous   peer channels-last   ratio to its better");
        var figures = new Dictionary<string, List<double>>();
        var duration = seconds.ToString(CultureInfo.InvariantCulture);
        for (var round = 0; round < rounds; round++)
            foreach (var what in new[] { "train", "predict" })
            {
                Book(what, "ours", what == "train" ? Train(options, seconds, int.MaxValue).TilesPerSecond : Predict(options, seconds, [NetworkPass.Plain]));
                foreach (var layout in new[] { "contiguous", "channels-last" })
                    Book(what, layout, peer.Ask(what, duration, layout));
            }
        foreach (var what in new[] { "train", "predict" })
        {
            var (ours, plain, last) = (Median(what, "ours"), Median(what, "contiguous"), Median(what, "channels-last"));
            Console.WriteLine(FormattableString.Invariant($"{what,-15} {ours,9:0.0} {plain,17:0.0} {last,20:0.0} {ours / Math.Max(plain, last),21:0.00}"));
        }
        // Rounding of some twenty layers: the peer itself lies 3e-6 of the largest logit from its own answer in double precision.
        return difference < 2e-5 * largest;

        void Book(string what, string who, double rate)
        {
            if (!figures.TryGetValue($"{what} {who}", out var rates))
                figures[$"{what} {who}"] = rates = [];
            rates.Add(rate);
        }

        double Median(string what, string who) => figures[$"{what} {who}"].Order().ElementAt(rounds / 2);
    }

    /// <summary>A network whose running statistics have moved, given to the peer with an input and our answer.</summary>
    private static (double Difference, double Largest) Difference(TrainingOptions options, ThroughputPeer peer)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkOf(options);
        var input = tensor(Values(), [Channels, 16, 64, 64]).permute(1, 0, 2, 3).contiguous();
        using var gradientsOff = no_grad();
        for (var call = 0; call < 20; call++)
            network.call(input).Dispose();
        network.eval();
        var logits = network.call(input);
        var path = Path.Combine(Path.GetTempPath(), $"throughput-{Guid.NewGuid():N}.safetensors");
        try
        {
            SafeTensors.Write(path, [.. network.state_dict().Select(pair => (pair.Key, pair.Value)), ("input", input), ("logits", logits)], new Dictionary<string, string>());
            return (peer.Ask("check", path), logits.abs().max().item<float>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool IsFlat(List<long> memory, int steps)
    {
        var settled = memory.Skip(1).ToList();
        if (settled.Count == 0)
            return true;
        var growth = settled.Max() / (double)settled[0] - 1;
        Console.WriteLine(FormattableString.Invariant(
            $"resident memory over {steps} steps of 8 tiles at base 8: {settled[0] >> 20} MB at step 100, at most {settled.Max() >> 20} MB after it ({growth:+0.0 %;-0.0 %}), {settled[^1] >> 20} MB at the end"));
        return growth <= 0.03;
    }

    private static (double TilesPerSecond, List<long> Memory) Train(TrainingOptions options, double seconds, int steps)
    {
        using var network = NetworkOf(options);
        using var optimiser = new AdamW(network.parameters(), options, 10_000);
        var (sampler, weights) = (Sampler(options), options.Loss.For(0.1));
        var (watch, memory, step, tiles) = (new Stopwatch(), new List<long>(), 0, 0);
        var used = new ConcurrentBag<Batch>();
        for (var pass = 0; ; pass++)
        {
            using var queue = new BatchQueue(sampler, pass, 0, options.BatchSize, used, default);
            foreach (var batch in queue.Batches())
            {
                using var scope = NewDisposeScope();
                var (input, labels) = TrainingRun.ToTensors(batch, options.Tiles.Size, Channels);
                network.SeedDropout(pass, step);
                using var loss = MaskedLoss.Of(network.call(input), labels, weights);
                loss.backward();
                _ = loss.item<float>();
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

    /// <summary>A batch through the network and nothing else.</summary>
    private static double Alone(TrainingOptions options, double seconds)
    {
        using var scope = NewDisposeScope();
        using var gradientsOff = no_grad();
        using var network = NetworkOf(options);
        network.eval();
        var plain = tensor(Values(), [Channels, 16, 64, 64]).permute(1, 0, 2, 3).contiguous();
        var input = UNet.ChannelsLast(plain);
        network.call(input).Dispose();
        var (watch, batches) = (Stopwatch.StartNew(), 0);
        for (; watch.Elapsed.TotalSeconds < seconds; batches++)
        {
            using var encoded = network.Encode(input);
            network.Decode(encoded, encoded.Lowest).Dispose();
        }
        return batches * 16 / watch.Elapsed.TotalSeconds;
    }

    private static double Predict(TrainingOptions options, double seconds, IReadOnlyList<NetworkPass> passes)
    {
        using var network = NetworkOf(options);
        var stack = Stack();
        var normaliser = new Normaliser([.. stack.Names.Select(name => new ChannelScale(name, "1", 0, 1))]);
        var wanted = Enumerable.Repeat(true, Nodes * Nodes).ToArray();
        var predictor = new WindowPredictor(network, normaliser, options.Tiles.Size, options.Tiles.Size / 2, options.BatchSize);
        const int windows = (Nodes / 32 + 1) * (Nodes / 32 + 1);
        predictor.Predict(stack, wanted, passes, null, default);
        var (watch, maps) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            predictor.Predict(stack, wanted, passes, null, default);
            maps++;
        }
        return maps * windows / watch.Elapsed.TotalSeconds;
    }

    private static UNet NetworkOf(TrainingOptions options)
    {
        var network = new UNet(options.NetworkFor(Channels), 1);
        new TrainingDevice(ComputeDevice.Cpu, options.Precision == Precision.Auto ? Precision.Float32 : options.Precision).Place(network);
        return network;
    }

    private static TileSampler Sampler(TrainingOptions options)
    {
        var labels = Values().Take(Nodes * Nodes).Select(value => value > 1 ? TargetLabels.Present : TargetLabels.Absent).ToArray();
        return new(Values(), new(Geometry, labels, "noise"), options.Tiles, options.Augmentation, options.Seed);
    }

    private static GridGeometry Geometry => new(Nodes, Nodes, 0, 0, 200, 200, Crs.Local);

    private static FeatureStack Stack() => new([.. Values().Chunk(Nodes * Nodes).Select((values, channel) => new Grid(Geometry, values, $"noise {channel}", "1"))]);

    private static float[] Values()
    {
        var draws = new Draws(1);
        var values = new float[Channels * Nodes * Nodes];
        foreach (ref var value in values.AsSpan())
            value = draws.Bell();
        return values;
    }
}
