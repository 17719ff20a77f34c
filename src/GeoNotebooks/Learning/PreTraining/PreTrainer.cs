using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using TorchSharp;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning.PreTraining;

/// <summary>
/// Trains a network without any label: parts of the fields are hidden, squares in all channels and whole channels, and it learns to tell them from what is left. What it knows then, how one field goes on and how fields go
/// together, may help where labels are few; whether it does is for the benchmark <c>transfer</c> to say.
/// </summary>
/// <remarks>
/// Bit for bit the same on one processor type with one number of threads. It keeps no checkpoint: it takes no longer than the training of one target, and begins anew when it is broken off.
/// </remarks>
public static class PreTrainer
{
    /// <summary>Trains a network to fill in the fields of open ground.</summary>
    /// <param name="stack">The channels, on square cells.</param>
    /// <param name="open">Ground whose fields may be looked at: one flag a node. Beyond it nothing is read. A node where a channel has no value teaches nothing.</param>
    /// <param name="training">Passes, batches, rates, tiles, views and shape of the network, as for a target; its loss, validation and checkpoints have no part here.</param>
    /// <param name="options">What is hidden.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="ArgumentException">Options out of range, or a mask of another number of nodes.</exception>
    /// <exception cref="InvalidDataException">No tile holds enough open ground, or a channel has no value there.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PreTrainedNetwork Train(
        FeatureStack stack, bool[] open, TrainingOptions training, PreTrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        NativeTorch.Require();
        options ??= new();
        training.Require();
        options.Require(training.Tiles.Size);
        training = training.Resolved();
        set_num_threads(training.Threads);
        var normaliser = Normaliser.Fit(stack, open);
        // The sampler leaves out ground whose label is unknown: here that is ground that may not be looked at, which is the median to those who look across its border.
        var known = Array.ConvertAll(open, isOpen => isOpen ? TargetLabels.Absent : TargetLabels.Unknown);
        var values = normaliser.Apply(stack);
        for (var at = 0; at < values.Length; at++)
        {
            var node = at % open.Length;
            if (!open[node])
                values[at] = 0;
            else if (!float.IsFinite(stack.Channels[at / open.Length].Values[node]))
                known[node] = TargetLabels.Unknown;
        }
        var sampler = new TileSampler(values, new(stack.Geometry, known, "fields"), training.Tiles, training.Augmentation, training.Seed, normaliser);
        var network = new UNet(training.NetworkFor(stack.Channels.Count), training.Seed);
        try
        {
            TrainingDevice.Of(training.Device, training.Precision).Place(network);
            var (losses, median) = Fill(network, sampler, training, options, progress, cancellation);
            network.zero_grad();
            return new(network, normaliser, losses, median, sampler.Notes);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static (double[] Losses, double MedianLoss) Fill(
        UNet network, TileSampler sampler, TrainingOptions training, PreTrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var device = TrainingDevice.Of(training.Device, training.Precision).Device;
        var filler = new FieldFiller(network, training.Seed);
        filler.to(device);
        filler.train();
        var stepsPerPass = BatchQueue.Steps(sampler.ViewsPerPass, training.BatchSize);
        var steps = training.Passes * stepsPerPass;
        using var optimiser = new AdamW(filler.parameters(), training, steps);
        var hidden = new HiddenFields(options, training.Tiles.Size, sampler.Measurements, training.Seed);
        var (losses, median, done, tiles) = (new double[training.Passes], 0.0, 0, 0L);
        var (pool, watch) = (new ConcurrentBag<Batch>(), Stopwatch.StartNew());
        for (var pass = 0; pass < training.Passes; pass++)
        {
            using var queue = new BatchQueue(sampler, pass, 0, training.BatchSize, pool, cancellation);
            var step = 0;
            median = 0;
            foreach (var batch in queue.Batches())
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                network.SeedDropout(training.Seed, pass, step);
                var fields = ToTensor(batch.Values, batch.Count, sampler).to(device);
                var told = ToTensor(hidden.Hide(batch, pass, step), batch.Count, sampler).to(device);
                var loss = FieldFiller.Distance(filler.call(ToTensor(batch.Values, batch.Count, sampler).to(device)), fields, told);
                loss.backward();
                var value = loss.item<float>();
                if (!float.IsFinite(value))
                    throw new ArithmeticException(FormattableString.Invariant($"pre-training stopped in pass {pass + 1}, step {step + 1} of {stepsPerPass}: the loss is {value}; a lower learning rate than {training.PeakLearningRate} may help"));
                optimiser.Step(done);
                (step, done, tiles) = (step + 1, done + 1, tiles + batch.Count);
                losses[pass] += (value - losses[pass]) / step;
                median += (FieldFiller.Distance(zeros_like(fields), fields, told).item<float>() - median) / step;
                var seconds = watch.Elapsed.TotalSeconds;
                progress?.Report(new(pass + 1, training.Passes, done, steps, losses[pass], null, tiles / seconds, TimeSpan.FromSeconds(seconds / done * (steps - done))));
            }
        }
        return (losses, median);
    }

    /// <summary>(tile, channel, row, column), the channels of a node together in memory.</summary>
    private static Tensor ToTensor(float[] values, int tiles, TileSampler sampler)
    {
        var tensor = empty(tiles, sampler.Tiles.Size, sampler.Tiles.Size, sampler.ChannelCount);
        MemoryMarshal.AsBytes(values.AsSpan(0, (int)tensor.numel())).CopyTo(tensor.bytes);
        return tensor.permute(0, 3, 1, 2);
    }
}
