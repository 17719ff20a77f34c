using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Runs;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

[Collection(TrainingCollection.Name)]
public sealed class TrainingStartTests
{
    private static readonly Discs Ground = Discs.Make();
    private static readonly TrainingOptions Short = Discs.Tiny with { Passes = 1 };

    [Fact]
    public void Start_that_says_nothing_changes_no_bit()
    {
        using var plain = Trainer.Train(Ground.Stack, Ground.North, null, Short);
        using var empty = Trainer.Train(Ground.Stack, Ground.North, null, Short, start: new());
        Assert.Equal(WeightBits.Of(plain), WeightBits.Of(empty));
        Assert.Null(empty.Card.AdaptedFrom);
    }

    [Fact]
    public void Training_goes_on_from_given_weights_and_leaves_them_as_they_are()
    {
        using var source = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny);
        var before = WeightBits.Of(source);
        var start = new TrainingStart { Network = source.Network, Normaliser = source.Card.Normaliser };
        using var further = Trainer.Train(Ground.Stack, Ground.North, null, Short with { PeakLearningRate = 1e-3 }, start: start);
        using var fresh = Trainer.Train(Ground.Stack, Ground.North, null, Short with { PeakLearningRate = 1e-3 });
        Assert.Equal(before, WeightBits.Of(source));
        Assert.NotEqual(before, WeightBits.Of(further));
        Assert.True(further.Card.Passes[0].Loss < 0.8 * fresh.Card.Passes[0].Loss, $"{further.Card.Passes[0].Loss} after {fresh.Card.Passes[0].Loss}");

        // With a rate at which nothing moves, the weights that come out are those that went in.
        using var still = Trainer.Train(Ground.Stack, Ground.North, null, Short with { PeakLearningRate = 1e-30 }, start: start);
        foreach (var (name, parameter) in still.Network.named_parameters())
            Assert.Equal(Bytes(Tensor(source, name)), Bytes(parameter));
    }

    [Fact]
    public void Given_normaliser_is_taken_and_its_order_is_the_networks()
    {
        var turned = new Normaliser([.. Normaliser.Fit(Ground.Stack, new bool[Ground.Stack.Geometry.Count].Select(_ => true).ToArray()).Channels.Reverse()]);
        using var model = Trainer.Train(Ground.Stack, Ground.North, null, Short, start: new() { Normaliser = turned });
        using var same = Trainer.Train(Ground.Stack.Select(turned.Channels.Select(channel => channel.Name)), Ground.North, null, Short, start: new() { Normaliser = turned });
        Assert.Equal(turned, model.Card.Normaliser);
        Assert.Equal(WeightBits.Of(model), WeightBits.Of(same));
    }

    // What is frozen must not move by any door: neither by the optimiser's decay nor by the running statistics of batches.
    [Fact]
    public void Head_alone_learns_and_every_other_tensor_stays_bit_for_bit()
    {
        using var source = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny);
        using var head = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Passes = 2 },
            start: new() { Network = source.Network, Normaliser = source.Card.Normaliser, Part = LearningPart.Head });
        foreach (var (name, tensor) in head.Network.state_dict())
            if (name.Contains("head"))
                Assert.NotEqual(Bytes(Tensor(source, name)), Bytes(tensor));
            else
                Assert.Equal(Bytes(Tensor(source, name)), Bytes(tensor));
        // A later training of the whole finds it free.
        Assert.All(head.Network.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    // What managed code lets go of while native code still reads it crashes now and then. Collections without a pause make now and then soon.
    [Fact]
    [Trait("Category", "Slow")]
    public void Many_trainings_from_given_weights_bear_a_collector_that_never_rests()
    {
        var small = Discs.Make(64);
        var options = Discs.Tiny with { Passes = 1, Augmentation = new(1) };
        using var source = Trainer.Train(small.Stack, small.North, null, options);
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var training = 0; training < 60; training++)
            {
                var start = new TrainingStart { Network = source.Network, Normaliser = source.Card.Normaliser, Part = training % 2 == 0 ? LearningPart.All : LearningPart.Head };
                using var model = Trainer.Train(small.Stack, small.North, null, options with { Seed = training + 1 }, start: start);
                Assert.True(double.IsFinite(model.Card.Passes[0].Loss));
                Assert.All(model.Predict(small.Stack, threads: 1).Values, value => Assert.InRange(value, 0, 1));
            }
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
    }

    [Theory]
    [InlineData(LearningPart.All)]
    [InlineData(LearningPart.Head)]
    public void Training_broken_off_ends_with_the_same_weights(LearningPart part)
    {
        using var source = Trainer.Train(Ground.Stack, Ground.North, null, Short with { Seed = 4 });
        var start = new TrainingStart { Network = source.Network, Part = part };
        var options = Discs.Tiny with { Checkpoints = new(Steps: 2, Seconds: null) };
        using var whole = Trainer.Train(Ground.Stack, Ground.North, Ground.South, options, start: start);
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Trainer.Train(Ground.Stack, Ground.North, Ground.South, options,
            new ProgressAction<TrainingProgress>(progress => { if (progress.Step == 7) stop.Cancel(); }), stop.Token, folder.Path, start));
        using var resumed = Trainer.Train(Ground.Stack, Ground.North, Ground.South, options, checkpointFolder: folder.Path, start: start);
        Assert.Equal(WeightBits.Of(whole), WeightBits.Of(resumed));
        Assert.Equal(whole.Card.Passes, resumed.Card.Passes);
        foreach (var other in new TrainingStart?[] { null, start with { Network = whole.Network }, start with { Normaliser = source.Card.Normaliser } })
            Assert.Contains("another start", Assert.Throws<InvalidDataException>(() => Trainer.Train(Ground.Stack, Ground.North, Ground.South, options, checkpointFolder: folder.Path, start: other)).Message);
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_a_sentence()
    {
        using var wide = new UNet(new(2, 8, 2, 0.2), 1);
        Assert.Contains("of the shape that is trained", Assert.Throws<InvalidDataException>(() => Train(new() { Network = wide })).Message);
        Assert.Contains("needs a network to begin from", Assert.Throws<ArgumentException>(() => Train(new() { Part = LearningPart.Head })).Message);
        Assert.Contains("expected a normaliser of the 2 channels", Assert.Throws<InvalidDataException>(() => Train(new() { Normaliser = new([new("gravity", "mGal", 0, 1)]) })).Message);
        Assert.Contains("no such channel", Assert.Throws<InvalidDataException>(() => Train(new() { Normaliser = new([new("gravity", "mGal", 0, 1), new("thorium", "ppm", 0, 1)]) })).Message);
        Assert.Contains("it in mGal", Assert.Throws<InvalidDataException>(() => Train(new() { Normaliser = new([new("gravity", "g.u.", 0, 1), new("magnetic anomaly", "nT", 0, 1)]) })).Message);

        static void Train(TrainingStart start) => Trainer.Train(Ground.Stack, Ground.North, null, Short, start: start).Dispose();
    }

    private static TorchSharp.torch.Tensor Tensor(TargetModel model, string name) => model.Network.state_dict()[name];

    private static byte[] Bytes(TorchSharp.torch.Tensor tensor)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return tensor.detach().contiguous().bytes.ToArray();
    }
}
