using GeoNotebooks.Learning;
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
        Assert.Equal(Bits(first), Bits(second));
        Assert.NotEqual(Bits(first), Bits(other));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_taken_up_from_a_checkpoint_ends_with_the_same_weights(bool keepBest)
    {
        var options = Discs.Tiny with { KeepBest = keepBest };
        using var whole = Trainer.Train(Ground.Stack, Ground.North, Ground.South, options);
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var breaks = new Callback<TrainingProgress>(progress =>
        {
            if (progress.Pass == 3)
                stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(Ground.Stack, Ground.North, Ground.South, options, breaks, stop.Token, folder.Path));
        var passes = new List<int>();
        using var resumed = Trainer.Train(
            Ground.Stack, Ground.North, Ground.South, options, new Callback<TrainingProgress>(progress => passes.Add(progress.Pass)), default, folder.Path);
        Assert.All(passes, pass => Assert.Equal(3, pass));
        Assert.Equal(Bits(whole), Bits(resumed));
        Assert.Equal(whole.Card.Passes, resumed.Card.Passes);
        Assert.Equal(whole.Card.KeptPass, resumed.Card.KeptPass);
    }

    [Fact]
    public void Checkpoint_of_another_training_is_refused()
    {
        using var folder = new TemporaryFolder();
        var options = Discs.Tiny with { Passes = 1 };
        Trainer.Train(Ground.Stack, Ground.North, null, options, checkpointFolder: folder.Path).Dispose();
        var message = Assert.Throws<InvalidDataException>(() => Trainer.Train(Ground.Stack, Ground.North, null, options with { Seed = 5 }, checkpointFolder: folder.Path)).Message;
        Assert.Contains("other options", message);
    }

    [Fact]
    public void Unknown_nodes_play_no_part()
    {
        // Another truth under unknown labels, and other values where the normaliser may not look, in tiles that are not taken.
        var changed = Ground.Stack.Channels.Select(channel => channel with { Values = [.. channel.Values.Select((value, i) => i / 160 < 112 ? value : value + 1000)] });
        using var first = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Passes = 1 });
        using var second = Trainer.Train(new([.. changed]), Ground.North, null, Discs.Tiny with { Passes = 1 });
        Assert.Equal(Bits(first), Bits(second));
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
        var message = Assert.Throws<ArithmeticException>(() => Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { PositiveWeight = 1e300 })).Message;
        Assert.Contains("step 1 ", message);
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
    }

    private static byte[] Bits(TargetModel model) => [.. model.Network.state_dict().Values.SelectMany(tensor => tensor.detach().contiguous().bytes.ToArray())];

    private sealed class Callback<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
