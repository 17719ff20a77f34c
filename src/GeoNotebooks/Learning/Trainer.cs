using System.Diagnostics;
using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>Trains the network of one target.</summary>
/// <remarks>
/// Everything random follows from <see cref="TrainingOptions.Seed"/>, pass and step, so that a training taken up from a checkpoint goes the way that it would
/// have gone. Bit for bit this holds on one processor type with one number of threads, since the order of sums depends on both.
/// </remarks>
public static class Trainer
{
    /// <summary>Trains a U-Net on the nodes whose label is known.</summary>
    /// <param name="stack">The channels, on square cells. The normaliser is fitted where the training labels are known.</param>
    /// <param name="training">Labels on the nodes of the stack. An unknown node never enters the loss: ground that is held back is made unknown by <see cref="TargetLabels.Where"/>.</param>
    /// <param name="validation">Labels that are scored after each pass, or null. No node may be known in both.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellation">Stops between steps; the checkpoint of the last whole pass stays.</param>
    /// <param name="checkpointFolder">Takes <c>checkpoint.safetensors</c> after each pass; when one of the same training is there, it is taken up. Null keeps none.</param>
    /// <exception cref="InvalidDataException">Labels and stack do not lie on the same nodes, ground is in both sets of labels, the target is nowhere present, or the checkpoint belongs to another training.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TargetModel Train(
        FeatureStack stack, TargetLabels training, TargetLabels? validation, TrainingOptions options,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, string? checkpointFolder = null)
    {
        NativeTorch.Require();
        options = options.WithThreadsSet();
        options.Require();
        Require(stack, training, validation);
        set_num_threads(options.Threads);
        var normaliser = Normaliser.Fit(stack, [.. training.Values.Select(label => label != TargetLabels.Unknown)]);
        var channels = normaliser.Apply(stack);
        var sampler = new TileSampler(channels, training, options.Tiles, options.Augmentation, options.Seed, normaliser);
        var stepsPerPass = (sampler.ViewsPerPass + options.BatchSize - 1) / options.BatchSize;

        var network = new UNet(options.NetworkFor(stack.Channels.Count), options.Seed);
        if (options.ChannelsLast)
            network.ToChannelsLast();
        using var optimiser = new AdamW(network.parameters(), options, options.Passes * stepsPerPass);
        using var state = new TrainingState(network, optimiser);
        var file = checkpointFolder is null ? null : new CheckpointFile(checkpointFolder, stack, training, validation, options);
        file?.TakeUp(state);
        var meter = new TrainingMeter(options, stepsPerPass, state, progress);
        var loss = new LossWeights(options, training);
        while (state.Passes.Count < options.Passes && !state.HasStalled(options.Patience))
        {
            var pass = state.Passes.Count;
            var mean = RunPass(network, optimiser, sampler, pass, stepsPerPass, options, loss, meter, cancellation);
            state.Finish(new(pass + 1, mean, Score(network, channels, stack, validation, options, cancellation)), options.KeepBest);
            file?.Write(state);
        }
        state.RestoreBest();
        return new(network, new(
            training.Target, normaliser, stack.Geometry.CellWidthMetres, options.Tiles, network.Options, options,
            sampler.Positions.Count, training.KnownCount, training.Prevalence, [.. state.Passes], state.KeptPass, SoftwareVersions.Current()));
    }

    private static double RunPass(
        UNet network, AdamW optimiser, TileSampler sampler, int pass, int stepsPerPass, TrainingOptions options, LossWeights weights,
        TrainingMeter meter, CancellationToken cancellation)
    {
        network.train();
        using var queue = new BatchQueue(sampler, pass, options.BatchSize, cancellation);
        var (step, sum) = (0, 0.0);
        foreach (var batch in queue.Batches())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            network.SeedDropout(options.Seed, pass, step);
            var (input, labels) = ToTensors(batch, sampler.Tiles.Size, sampler.ChannelCount, options.ChannelsLast);
            var loss = MaskedLoss.Of(network.call(input), labels, weights.Positive, weights.Dice);
            loss.backward();
            var value = loss.item<float>();
            if (!float.IsFinite(value))
                throw new ArithmeticException(FormattableString.Invariant(
                    $"training stopped in pass {pass + 1}, step {step + 1} of {stepsPerPass}: the loss is {value}; a lower learning rate than {options.PeakLearningRate} may help"));
            optimiser.Step(pass * stepsPerPass + step);
            sum += value;
            step++;
            meter.Report(pass, step, sum / step, batch.Count);
        }
        return sum / step;
    }

    /// <summary>(tile, channel, row, column) and (tile, 1, row, column).</summary>
    internal static (Tensor Input, Tensor Labels) ToTensors(Batch batch, int size, int channels, bool channelsLast)
    {
        var input = empty(batch.Count, size, size, channels);
        var labels = empty(batch.Count, 1, size, size);
        MemoryMarshal.AsBytes(batch.Values.AsSpan(0, (int)input.numel())).CopyTo(input.bytes);
        MemoryMarshal.AsBytes(batch.Labels.AsSpan(0, (int)labels.numel())).CopyTo(labels.bytes);
        var turned = input.permute(0, 3, 1, 2);
        return (channelsLast ? turned : turned.contiguous(), labels);
    }

    private static double? Score(UNet network, float[] channels, FeatureStack stack, TargetLabels? validation, TrainingOptions options, CancellationToken cancellation)
    {
        if (validation is null)
            return null;
        var known = Array.ConvertAll(validation.Values, label => label != TargetLabels.Unknown);
        var probabilities = new WindowPredictor(network, options.Tiles.Size, options.BatchSize, options.ChannelsLast)
            .Predict(channels, stack.Geometry.Rows, stack.Geometry.Columns, known, null, cancellation);
        return AveragePrecision.Of(probabilities, validation.Values);
    }

    private static void Require(FeatureStack stack, TargetLabels training, TargetLabels? validation)
    {
        var geometry = stack.Geometry;
        if (Math.Abs(geometry.CellWidthMetres / geometry.CellHeightMetres - 1) > 1e-6)
            throw new InvalidDataException(FormattableString.Invariant(
                $"tiles are turned by quarters of a circle, so cells must be square; found {geometry.CellWidthMetres:0.###} x {geometry.CellHeightMetres:0.###} m"));
        foreach (var labels in validation is null ? [training] : new[] { training, validation })
            stack.Channels[0].RequireSameNodes(labels.Geometry, labels.Target);
        if (training.PresentCount == 0 || training.PresentCount == training.KnownCount)
            throw new InvalidDataException(
                $"'{training.Target}': training needs nodes where the target is present and nodes where it is absent; found {training.PresentCount} present of {training.KnownCount} known");
        if (validation is null)
            return;
        var shared = training.Values.Zip(validation.Values).Count(pair => pair.First != TargetLabels.Unknown && pair.Second != TargetLabels.Unknown);
        if (shared > 0)
            throw new InvalidDataException($"'{training.Target}': {shared} nodes are known both in the training and in the validation labels; no node may judge what it has taught");
    }

    /// <summary>Weights within the loss, once the labels are known.</summary>
    private sealed class LossWeights(TrainingOptions options, TargetLabels training)
    {
        private const double LargestPositive = 10;

        public double Dice => options.DiceWeight;

        public double Positive { get; } = options.PositiveWeight ?? Math.Clamp(Math.Sqrt(1 / training.Prevalence - 1), 1, LargestPositive);
    }

    /// <summary>Speed and time left, counted over training steps alone.</summary>
    private sealed class TrainingMeter(TrainingOptions options, int stepsPerPass, TrainingState state, IProgress<TrainingProgress>? progress)
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly int _stepsBefore = state.Passes.Count * stepsPerPass;
        private long _tiles;

        public void Report(int pass, int step, double loss, int tiles)
        {
            _tiles += tiles;
            var (done, all, seconds) = (pass * stepsPerPass + step, options.Passes * stepsPerPass, _watch.Elapsed.TotalSeconds);
            progress?.Report(new(
                pass + 1, options.Passes, done, all, loss, state.Passes.LastOrDefault()?.ValidationAveragePrecision,
                _tiles / seconds, TimeSpan.FromSeconds(seconds / (done - _stepsBefore) * (all - done))));
        }
    }
}
