using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

[Collection(TrainingCollection.Name)]
public sealed class TrainerTests
{
    private static readonly Discs Ground = Discs.Make();

    [Fact]
    public void Network_finds_discs_in_noise_on_unseen_ground()
    {
        using var model = Trainer.Train(Ground.Stack, Ground.North, Ground.South, Discs.Quick);
        var score = AveragePrecision.Of(model.Predict(Ground.Stack, threads: 1).Values, Ground.South.Values);
        Assert.True(score > 0.9, $"average precision {score:0.000}");
        Assert.Equal(score, model.Card.Passes[^1].ValidationAveragePrecision!.Value, 1e-9);
    }

    [Fact]
    public void Shuffled_labels_teach_nothing()
    {
        var shuffled = (sbyte[])Ground.North.Values.Clone();
        var known = Enumerable.Range(0, shuffled.Length).Where(i => shuffled[i] != TargetLabels.Unknown).ToArray();
        var values = known.Select(i => shuffled[i]).ToArray();
        new Draws(8).Shuffle(values.AsSpan());
        foreach (var (i, value) in known.Zip(values))
            shuffled[i] = value;
        using var model = Trainer.Train(Ground.Stack, Ground.North with { Values = shuffled }, null, Discs.Quick with { Passes = 2 });
        var score = AveragePrecision.Of(model.Predict(Ground.Stack, threads: 1).Values, Ground.South.Values);
        Assert.True(score < 0.6, $"average precision {score:0.000} at a prevalence of {Ground.South.Prevalence:0.000}");
    }

    [Fact]
    public void One_seed_gives_the_same_weights_bit_for_bit_and_another_does_not()
    {
        using var first = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny);
        using var second = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny);
        using var other = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Seed = 2 });
        Assert.Equal(WeightBits.Of(first), WeightBits.Of(second));
        Assert.NotEqual(WeightBits.Of(first), WeightBits.Of(other));
    }

    // Cancelled at steps drawn at random, again and again, as a process that is killed would be: only what the last checkpoint holds survives.
    [Theory]
    [InlineData(false, null, 1)]
    [InlineData(true, null, 2)]
    [InlineData(true, 0.9, 3)]
    public void Training_broken_off_at_any_step_ends_with_the_same_weights(bool keepBest, double? averageDecay, int seed)
    {
        var options = Discs.Tiny with { KeepBest = keepBest, AverageDecay = averageDecay, Checkpoints = new(Steps: 2, Seconds: null) };
        using var whole = Trainer.Train(Ground.Stack, Ground.North, Ground.South, options);
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var (firstSteps, starts) = (new List<int>(), 0);
        TargetModel? resumed = null;
        while (resumed is null)
        {
            Assert.True(starts++ < 50);
            using var stop = new CancellationTokenSource();
            var (left, first) = (random.Next(3, 8), true);
            var breaks = new Callback<TrainingProgress>(progress =>
            {
                if (first)
                    firstSteps.Add(progress.Step);
                first = false;
                if (--left == 0)
                    stop.Cancel();
            });
            try
            {
                resumed = Trainer.Train(Ground.Stack, Ground.North, Ground.South, options, breaks, stop.Token, folder.Path);
            }
            catch (OperationCanceledException)
            {
            }
        }
        Assert.True(starts > 2);
        Assert.Equal(firstSteps.Order(), firstSteps);
        Assert.Equal(WeightBits.Of(whole), WeightBits.Of(resumed));
        Assert.Equal(whole.Card.Passes, resumed.Card.Passes);
        Assert.Equal(whole.Card.KeptPass, resumed.Card.KeptPass);
        resumed.Dispose();
    }

    // The folder gives way to a file for a while, which no checkpoint can be written through: as good as a full disk.
    [Fact]
    public void Checkpoint_that_cannot_be_written_leaves_the_last_good_one_and_the_training_goes_on()
    {
        var options = Discs.Tiny with { Checkpoints = new(Steps: 1, Seconds: null) };
        using var whole = Trainer.Train(Ground.Stack, Ground.North, null, options);
        using var folder = new TemporaryFolder();
        var (place, aside) = (folder["checkpoints"], folder["aside"]);
        var warnings = new List<string?>();
        var fills = new Callback<TrainingProgress>(progress =>
        {
            if (progress.Step == 4)
            {
                Directory.Move(place, aside);
                File.WriteAllText(place, "no folder");
            }
            warnings.Add(progress.Warning);
        });
        using (var model = Trainer.Train(Ground.Stack, Ground.North, null, options, fills, default, place))
            Assert.Equal(WeightBits.Of(whole), WeightBits.Of(model));
        Assert.All(warnings.Take(4), Assert.Null);
        Assert.All(warnings.Skip(4), warning => Assert.Contains("could not be written", warning));

        File.Delete(place);
        Directory.Move(aside, place);
        File.WriteAllText(Path.Combine(place, "checkpoint.safetensors.0.partial"), "half");
        var steps = new List<int>();
        using var resumed = Trainer.Train(Ground.Stack, Ground.North, null, options, new Callback<TrainingProgress>(progress => steps.Add(progress.Step)), default, place);
        Assert.Equal(5, steps[0]);
        Assert.Equal(WeightBits.Of(whole), WeightBits.Of(resumed));
        Assert.Single(Directory.GetFiles(place));
    }

    [Fact]
    public void Checkpoint_of_another_training_is_refused_with_what_differs()
    {
        using var folder = new TemporaryFolder();
        var options = Discs.Tiny with { Passes = 1 };
        Trainer.Train(Ground.Stack, Ground.North, null, options, checkpointFolder: folder.Path).Dispose();
        var channel = Ground.Stack.Channels[0];
        var other = new float[channel.Values.Length];
        channel.Values.CopyTo(other, 0);
        other[7]++;
        Assert.Contains("other options", Refusal(Ground.Stack, Ground.North, options with { Seed = 5 }));
        Assert.Contains("another network", Refusal(Ground.Stack, Ground.North, options with { BaseWidth = 6 }));
        Assert.Contains("other channels", Refusal(new([channel with { Values = other }, Ground.Stack.Channels[1]]), Ground.North, options));
        Assert.Contains("other training labels", Refusal(Ground.Stack, Ground.South, options));
        // How often it is written belongs to no training.
        Trainer.Train(Ground.Stack, Ground.North, null, options with { Checkpoints = new(Steps: 3) }, checkpointFolder: folder.Path).Dispose();

        string Refusal(FeatureStack stack, TargetLabels labels, TrainingOptions changed) =>
            Assert.Throws<InvalidDataException>(() => Trainer.Train(stack, labels, null, changed, checkpointFolder: folder.Path)).Message;
    }

    [Fact]
    public void Damaged_checkpoint_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var options = Discs.Tiny with { Passes = 1 };
        Trainer.Train(Ground.Stack, Ground.North, null, options, checkpointFolder: folder.Path).Dispose();
        var path = folder["checkpoint.safetensors"];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^8]);
        var message = Assert.Throws<InvalidDataException>(() => Trainer.Train(Ground.Stack, Ground.North, null, options, checkpointFolder: folder.Path)).Message;
        Assert.Contains("checkpoint.safetensors", message);
    }

    [Fact]
    public void BFloat16_trains_as_single_precision_does_and_the_card_says_which()
    {
        var wide = Discs.Tiny with { BaseWidth = 16 };
        using var single = Trainer.Train(Ground.Stack, Ground.North, Ground.South, wide with { Precision = Precision.Float32 });
        using var half = Trainer.Train(Ground.Stack, Ground.North, Ground.South, wide with { Precision = Precision.BFloat16 });
        Assert.Equal((Precision.Float32, Precision.BFloat16), (single.Card.Training.Precision, half.Card.Training.Precision));
        Assert.NotEqual(WeightBits.Of(single), WeightBits.Of(half));
        Assert.All(single.Card.Passes.Zip(half.Card.Passes), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, 0.03 * pair.First.Loss));
        Assert.Equal(single.Card.Passes[^1].ValidationAveragePrecision!.Value, half.Card.Passes[^1].ValidationAveragePrecision!.Value, 0.05);
        using var auto = Trainer.Train(Ground.Stack, Ground.North, null, wide with { Passes = 1 });
        Assert.Equal(MachineRecord.MultipliesBFloat16() ? Precision.BFloat16 : Precision.Float32, auto.Card.Training.Precision);
        // Narrow networks gain nothing from it.
        using var narrow = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Passes = 1 });
        Assert.Equal(Precision.Float32, narrow.Card.Training.Precision);
        Assert.Equal(ComputeDevice.Cpu, auto.Card.Training.Device);
    }

    [Fact]
    public void Averaged_weights_are_returned_and_differ_from_the_last()
    {
        using var last = Trainer.Train(Ground.Stack, Ground.North, Ground.South, Discs.Tiny);
        using var average = Trainer.Train(Ground.Stack, Ground.North, Ground.South, Discs.Tiny with { AverageDecay = 0.8 });
        Assert.NotEqual(WeightBits.Of(last), WeightBits.Of(average));
        // Scoring lends the network the average and gives it its own weights back: the training itself goes the same way.
        Assert.Equal(last.Card.Passes.Select(pass => pass.Loss), average.Card.Passes.Select(pass => pass.Loss));
        Assert.Equal(average.Card.Passes[^1].ValidationAveragePrecision!.Value, AveragePrecision.Of(average.Predict(Ground.Stack, threads: 1).Values, Ground.South.Values), 1e-9);
    }

    [Theory]
    [InlineData(LossKind.Focal)]
    [InlineData(LossKind.Dice)]
    [InlineData(LossKind.BoundaryTolerant)]
    [InlineData(LossKind.PositiveUnlabelled)]
    public void Every_loss_teaches(LossKind kind)
    {
        var options = Discs.Quick with { Passes = 2, Loss = new(kind, ToleranceNodes: 1, ClassPrior: Ground.North.Prevalence) };
        using var model = Trainer.Train(Ground.Stack, Ground.North, Ground.South, options);
        var score = model.Card.Passes[^1].ValidationAveragePrecision!.Value;
        Assert.True(score > Ground.South.Prevalence + 0.3, $"average precision {score:0.000} at a prevalence of {Ground.South.Prevalence:0.000}");
        Assert.Equal(options.Loss, model.Card.Training.Loss);
    }

    [Fact]
    public void Fewer_tiles_than_a_batch_make_one_smaller_batch()
    {
        var ground = Ground.North.Where([.. Enumerable.Range(0, Ground.North.Values.Length).Select(i => i / 160 < 32 && i % 160 < 32)]);
        var options = Discs.Tiny with { Tiles = new(32, 32), Augmentation = Augmentation.None, Passes = 2 };
        var steps = new List<int>();
        using var model = Trainer.Train(Ground.Stack, ground, null, options, new Callback<TrainingProgress>(progress => steps.Add(progress.Steps)));
        Assert.Equal(1, model.Card.SourceTiles);
        Assert.Equal([2, 2], steps);
        Assert.All(model.Network.state_dict().Values, tensor => Assert.True(tensor.to(TorchSharp.torch.float32).isfinite().all().item<bool>()));
    }

    [Fact]
    public void Missing_values_are_trained_on_as_the_median()
    {
        var holes = Ground.Stack.Channels.Select(channel => channel with { Values = [.. channel.Values.Select((value, i) => i % 7 == 0 ? float.NaN : value)] });
        using var model = Trainer.Train(new([.. holes]), Ground.North, null, Discs.Tiny with { Passes = 1 });
        Assert.True(double.IsFinite(model.Card.Passes[0].Loss));
    }

    [Fact]
    public void Unknown_nodes_play_no_part()
    {
        // Another truth under unknown labels, and other values where the normaliser may not look, in tiles that are not taken.
        var changed = Ground.Stack.Channels.Select(channel => channel with { Values = [.. channel.Values.Select((value, i) => i / 160 < 112 ? value : value + 1000)] });
        using var first = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Passes = 1 });
        using var second = Trainer.Train(new([.. changed]), Ground.North, null, Discs.Tiny with { Passes = 1 });
        Assert.Equal(WeightBits.Of(first), WeightBits.Of(second));
    }

    [Fact]
    public void Best_pass_is_kept_when_asked_for()
    {
        using var model = Trainer.Train(Ground.Stack, Ground.North, Ground.South, Discs.Tiny with { KeepBest = true });
        var best = model.Card.Passes.MaxBy(pass => pass.ValidationAveragePrecision)!;
        Assert.Equal(best.Pass, model.Card.KeptPass);
        Assert.Equal(best.ValidationAveragePrecision!.Value, AveragePrecision.Of(model.Predict(Ground.Stack, threads: 1).Values, Ground.South.Values), 1e-9);
    }

    [Fact]
    public void Loss_that_is_no_number_stops_with_its_step()
    {
        var message = Assert.Throws<ArithmeticException>(() => Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Loss = new(PositiveWeight: 1e300) })).Message;
        Assert.Contains("step 1 ", message);
    }

    [Fact]
    public void Loss_that_explodes_stops_with_its_step()
    {
        var wild = Discs.Tiny with { PeakLearningRate = 1e4, GradientLimit = 1e9, WeightDecay = 0 };
        var message = Assert.Throws<ArithmeticException>(() => Trainer.Train(Ground.Stack, Ground.North, null, wild)).Message;
        Assert.Matches("in pass 1, step [0-9]+ of [0-9]+: the loss is .* a lower learning rate than 10000 may help", message);
    }

    [Fact]
    public void What_cannot_be_trained_is_refused_in_a_sentence()
    {
        var nothing = Ground.North.Where(new bool[Ground.North.Values.Length]);
        Assert.Contains("0 present", Assert.Throws<InvalidDataException>(() => Trainer.Train(Ground.Stack, nothing, null, Discs.Tiny)).Message);
        Assert.Contains("known both", Assert.Throws<InvalidDataException>(() => Trainer.Train(Ground.Stack, Ground.North, Ground.North, Discs.Tiny)).Message);
        var elsewhere = Ground.North with { Geometry = Ground.North.Geometry with { West = 100 } };
        Assert.Contains("other nodes", Assert.Throws<InvalidDataException>(() => Trainer.Train(Ground.Stack, elsewhere, null, Discs.Tiny)).Message);
        Assert.Contains("multiples of 4", Assert.Throws<ArgumentException>(() => Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Tiles = new(30, 15) })).Message);
        Assert.Contains("one node on the lowest", Assert.Throws<ArgumentException>(() => Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Tiles = new(4, 2) })).Message);
        Assert.Contains("where the target truly is", Assert.Throws<ArgumentException>(() => Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Loss = new(LossKind.PositiveUnlabelled) })).Message);
        if (!TorchSharp.torch.cuda.is_available())
            Assert.Contains("libtorch finds none", Assert.Throws<InvalidOperationException>(() => Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Device = ComputeDevice.Cuda })).Message);
    }

    private sealed class Callback<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
