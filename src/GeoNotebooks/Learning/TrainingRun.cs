using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>One training from its first step, or from a checkpoint, to its last.</summary>
internal sealed class TrainingRun : IDisposable
{
    /// <summary>A loss so many times that of the first step has left all that training could bring back; noise of a batch stays within a few times.</summary>
    private const double Explosion = 20;

    private readonly FeatureStack _stack;
    private readonly TargetLabels _training;
    private readonly TargetLabels? _validation;
    private readonly TrainingOptions _options;
    private readonly LearningPart _part;
    private readonly TrainingDevice _device;
    private readonly LossOptions _loss;
    private readonly Normaliser _normaliser;
    private readonly TileSampler _sampler;
    private readonly UNet _network;
    private readonly AdamW _optimiser;
    private readonly TrainingState _state;
    private readonly int _stepsPerPass;
    private readonly ConcurrentBag<Batch> _usedBatches = [];

    /// <summary>Sets a training up; labels and options have been looked at, and the options hold for this machine.</summary>
    public TrainingRun(FeatureStack stack, TargetLabels training, TargetLabels? validation, TrainingOptions options, TrainingStart start)
    {
        (_stack, _training, _validation, _options, _part) = (stack, training, validation, options, start.Part);
        NativeHeap.KeepFreedMemory();
        set_num_threads(options.Threads);
        _normaliser = start.Normaliser ?? Normaliser.Fit(stack, [.. training.Values.Select(label => label != TargetLabels.Unknown)]);
        _sampler = new TileSampler(_normaliser.Apply(stack), training, options.Tiles, options.Augmentation, options.Seed, _normaliser);
        _stepsPerPass = BatchQueue.Steps(_sampler.ViewsPerPass, options.BatchSize);
        _loss = options.Loss.For(training.Prevalence);
        _network = new UNet(options.NetworkFor(stack.Channels.Count), options.Seed);
        start.Fill(_network);
        _device = TrainingDevice.Of(options.Device, options.Precision);
        _device.Place(_network);
        _optimiser = new AdamW(_network.Learn(_part), options, options.Passes * _stepsPerPass);
        _state = new TrainingState(_network, _optimiser, options.AverageDecay);
    }

    /// <summary>Trains. The network of the model is this run's own.</summary>
    public TargetModel ToTheEnd(CheckpointFile? file, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        file?.TakeUp(_state);
        var meter = new Meter(this, file, progress);
        while (_state.Passes.Count < _options.Passes && !_state.HasStalled(_options.Patience))
        {
            RunPass(file, meter, cancellation);
            var mean = _state.Position.LossSum / _stepsPerPass;
            _state.FinishPass(new(_state.Passes.Count + 1, mean, _state.Scored(() => Score(cancellation))), _options.KeepBest);
            file?.Write(_state);
        }
        _state.InstallFinal();
        _network.Learn(LearningPart.All);
        return new(_network, new(
            _training.Target, _normaliser, _stack.Geometry.CellWidthMetres, _options.Tiles, _network.Options, _options,
            _sampler.Positions.Count, _training.KnownCount, _training.Prevalence, [.. _state.Passes], _state.Position.KeptPass, SoftwareVersions.Current()));
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        _state.Dispose();
    }

    private void RunPass(CheckpointFile? file, Meter meter, CancellationToken cancellation)
    {
        _network.Learn(_part);
        var pass = _state.Passes.Count;
        using var queue = new BatchQueue(_sampler, pass, _state.Position.Step, _options.BatchSize, _usedBatches, cancellation);
        foreach (var batch in queue.Batches())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var step = _state.Position.Step;
            _network.SeedDropout(_options.Seed, pass, step);
            var (input, labels) = ToTensors(batch, _sampler.Tiles.Size, _sampler.ChannelCount);
            var loss = MaskedLoss.Of(_network.call(input.to(_device.Device)), labels.to(_device.Device), _loss);
            loss.backward();
            var value = loss.item<float>();
            RequireSane(value, pass, step);
            _optimiser.Step(pass * _stepsPerPass + step);
            _state.FinishStep(value, pass * _stepsPerPass + step);
            if (step + 1 < _stepsPerPass)
                file?.WriteWhenDue(_state);
            meter.Report(batch.Count);
        }
    }

    private void RequireSane(float loss, int pass, int step)
    {
        var where = FormattableString.Invariant($"training stopped in pass {pass + 1}, step {step + 1} of {_stepsPerPass}: the loss is {loss}");
        var help = FormattableString.Invariant($"a lower learning rate than {_options.PeakLearningRate} may help");
        if (!float.IsFinite(loss))
            throw new ArithmeticException($"{where}; {help}");
        if (loss > Explosion * _state.Position.FirstLoss)
            throw new ArithmeticException(FormattableString.Invariant($"{where}, more than {Explosion} times the {_state.Position.FirstLoss:0.###} of the first step; {help}"));
    }

    /// <summary>(tile, channel, row, column), the channels of a node together in memory, and (tile, 1, row, column).</summary>
    internal static (Tensor Input, Tensor Labels) ToTensors(Batch batch, int size, int channels)
    {
        var input = empty(batch.Count, size, size, channels);
        var labels = empty(batch.Count, 1, size, size);
        MemoryMarshal.AsBytes(batch.Values.AsSpan(0, (int)input.numel())).CopyTo(input.bytes);
        MemoryMarshal.AsBytes(batch.Labels.AsSpan(0, (int)labels.numel())).CopyTo(labels.bytes);
        return (input.permute(0, 3, 1, 2), labels);
    }

    private double? Score(CancellationToken cancellation)
    {
        if (_validation is null)
            return null;
        var known = Array.ConvertAll(_validation.Values, label => label != TargetLabels.Unknown);
        var (probability, _) = new WindowPredictor(_network, _normaliser, _options.Tiles.Size, _options.Tiles.Size / 2, _options.BatchSize)
            .Predict(_stack, known, [NetworkPass.Plain], null, cancellation);
        return AveragePrecision.Of(probability, _validation.Values);
    }

    /// <summary>Speed and time left, counted over training steps alone.</summary>
    private sealed class Meter
    {
        private readonly TrainingRun _run;
        private readonly CheckpointFile? _file;
        private readonly IProgress<TrainingProgress>? _progress;
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly int _stepsBefore;
        private long _tiles;

        public Meter(TrainingRun run, CheckpointFile? file, IProgress<TrainingProgress>? progress) =>
            (_run, _file, _progress, _stepsBefore) = (run, file, progress, run._state.Passes.Count * run._stepsPerPass + run._state.Position.Step);

        public void Report(int tiles)
        {
            _tiles += tiles;
            var (options, state) = (_run._options, _run._state);
            var (done, all, seconds) = (state.Passes.Count * _run._stepsPerPass + state.Position.Step, options.Passes * _run._stepsPerPass, _watch.Elapsed.TotalSeconds);
            _progress?.Report(new(
                state.Passes.Count + 1, options.Passes, done, all, state.Position.LossSum / state.Position.Step, state.Passes.LastOrDefault()?.ValidationAveragePrecision,
                _tiles / seconds, TimeSpan.FromSeconds(seconds / (done - _stepsBefore) * (all - done)))
            { Warning = _file?.Warning });
        }
    }
}
