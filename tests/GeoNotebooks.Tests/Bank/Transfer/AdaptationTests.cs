using GeoNotebooks.Bank.Transfer;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.PreTraining;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tests.Learning;
using Xunit;

namespace GeoNotebooks.Tests.Bank.Transfer;

/// <summary>A network that finds discs is taken to ground whose channels are measured on another scale, and to ground where discs show with other signs.</summary>
[Collection(TrainingCollection.Name)]
public sealed class AdaptationTests : IDisposable
{
    private static readonly Discs Old = Discs.Make();
    private static readonly TransferOptions Few = new(Steps: 12, BatchSize: 8, FineTuningRate: 3e-3, ScratchRate: 1e-2, Threads: 1);
    private readonly TargetModel _source = Trainer.Train(Old.Stack, Old.North, null, Discs.Quick).Describe(card => card with { Region = "old ground" });

    [Fact]
    public void Zero_shot_is_the_network_as_it_was_with_weights_of_its_own()
    {
        using var model = Adapt(TransferStrategy.ZeroShot, Old.Stack, null);
        Assert.Equal(WeightBits.Of(_source), WeightBits.Of(model));
        Assert.NotSame(_source.Network, model.Network);
        Assert.Equal(_source.Card.Normaliser, model.Card.Normaliser);
        Assert.Equal(_source.Predict(Old.Stack, threads: 1).Values, model.Predict(Old.Stack, threads: 1).Values);
        Assert.Equal(("old ground", "as it was"), (model.Card.AdaptedFrom!.Region, model.Card.AdaptedFrom.Change));
    }

    // A positive gain and a shift of a channel are taken out by median and scale exactly, so that the map must be that of the ground as it was.
    [Fact]
    public void Refitted_normaliser_undoes_another_scale_and_level_of_the_channels()
    {
        var moved = new FeatureStack([.. Old.Stack.Channels.Select(channel => channel with { Values = [.. channel.Values.Select(value => 3 * value + 700)] })]);
        var open = Array.ConvertAll(Old.North.Values, label => label != TargetLabels.Unknown);
        using var zeroShot = Adapt(TransferStrategy.ZeroShot, moved, null, open);
        using var refitted = Adapt(TransferStrategy.NormaliserRefit, moved, null, open);
        var (expected, found) = (_source.Predict(Old.Stack, threads: 1).Values, refitted.Predict(moved, threads: 1).Values);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-3f));
        var south = Old.South.Values;
        Assert.True(AveragePrecision.Of(zeroShot.Predict(moved, threads: 1).Values, south) < AveragePrecision.Of(found, south) - 0.3);
        Assert.Equal(WeightBits.Of(_source), WeightBits.Of(refitted));
    }

    // In the new ground one of the two channels is noise: what the network knows of the other is worth something, and a dozen steps tell it which.
    [Fact]
    public void Fine_tuned_on_two_tiles_beats_zero_shot_and_scratch_after_as_many_steps()
    {
        var (stack, north, south) = Discs.Make(seed: 11);
        var random = new Random(5);
        var changed = new FeatureStack([stack.Channels[0] with { Values = [.. stack.Channels[0].Values.Select(_ => (float)(40 + 3 * random.NextDouble()))] }, stack.Channels[1]]);
        var split = SpatialSplit.HoldOut(north.Geometry, Array.ConvertAll(south.Values, label => label != TargetLabels.Unknown), 1_000);
        var labels = north with { Values = [.. north.Values.Zip(south.Values, (a, b) => Math.Max(a, b))] };
        var trial = new TransferTrial(_source, changed, new bool[labels.Values.Length].Select(_ => true).ToArray(), labels, [split], new Dictionary<string, TargetLabels> { ["map"] = labels });
        var scores = trial.Draw(0, [2, 500], Few).ToList();
        Assert.Equal(
            [(TransferStrategy.ZeroShot, 0), (TransferStrategy.NormaliserRefit, 0), (TransferStrategy.HeadOnly, 2), (TransferStrategy.FineTuned, 2), (TransferStrategy.FromScratch, 2)],
            scores.Select(score => (score.Strategy, score.Budget)));
        var tuned = scores[3].AveragePrecision;
        Assert.All([scores[0], scores[1], scores[4]], other => Assert.True(tuned > other.AveragePrecision, $"{string.Join(", ", scores.Select(score => $"{score.Strategy} {score.AveragePrecision:0.000}"))}"));
        Assert.All(scores, score => Assert.Equal(south.Prevalence, score.Prevalence, 1e-12));
        Assert.Equal(scores, trial.Draw(0, [2], Few));
        // Side by side or one after another: the same, draw after draw.
        var told = new List<TransferScore>();
        var all = trial.Draws([0, 1], [2], Few, new ProgressAction<TransferScore>(score => { lock (told) told.Add(score); }));
        Assert.Equal([.. scores, .. trial.Draw(1, [2], Few)], all);
        Assert.Equal(all.Count, told.Count);
        Assert.Contains("learning rates above 0", Assert.Throws<ArgumentException>(() => trial.Draws([0, 1], [2], Few with { ScratchRate = 0 })).Message);

        // What judges teaches nothing: with every label of the test ground turned round, the networks are the same and are only judged otherwise.
        var lies = labels with { Values = [.. labels.Values.Select((label, node) => split.Test[node] && label != TargetLabels.Unknown ? (sbyte)(1 - label) : label)] };
        Assert.Equal(scores.Select(score => score.AveragePrecision), (trial with { Labels = lies }).Draw(0, [2], Few).Select(score => score.AveragePrecision));
    }

    [Theory]
    [InlineData(TransferStrategy.HeadOnly)]
    [InlineData(TransferStrategy.FineTuned)]
    [InlineData(TransferStrategy.FromScratch)]
    public void What_learns_leaves_the_source_alone_and_its_card_says_where_it_comes_from(TransferStrategy strategy)
    {
        var before = WeightBits.Of(_source);
        using var model = Adapt(strategy, Old.Stack, Old.North);
        using var again = Adapt(strategy, Old.Stack, Old.North);
        Assert.Equal(before, WeightBits.Of(_source));
        Assert.Equal(WeightBits.Of(model), WeightBits.Of(again));
        Assert.Equal(Few.RateOf(strategy), model.Card.Training.PeakLearningRate);
        Assert.Equal(_source.Card.Network, model.Card.Network);
        using var folder = new TemporaryFolder();
        model.Save(folder.Path);
        using var loaded = TargetModel.Load(folder.Path);
        Assert.Equal(model.Card.AdaptedFrom, loaded.Card.AdaptedFrom);
        if (strategy == TransferStrategy.FromScratch)
            Assert.Null(loaded.Card.AdaptedFrom);
        else
            Assert.Contains(strategy == TransferStrategy.HeadOnly ? "its last convolution trained on" : "all weights trained on", loaded.Card.AdaptedFrom!.Change);
    }

    [Fact]
    public void A_network_that_filled_in_fields_is_begun_with_and_stays_as_it_was()
    {
        using var filled = PreTrainer.Train(Old.Stack, All, _source.Card.Training with { Passes = 1 });
        var before = WeightBits.Of(filled.Network);
        using var model = Adaptation.Adapt(_source, TransferStrategy.PreTrained, Old.Stack, Old.North, All, Few, preTrained: filled);
        using var scratch = Adapt(TransferStrategy.FromScratch, Old.Stack, Old.North);
        Assert.Equal(before, WeightBits.Of(filled.Network));
        Assert.NotEqual(WeightBits.Of(scratch), WeightBits.Of(model));
        Assert.Equal(filled.Normaliser, model.Card.Normaliser);
        Assert.Null(model.Card.AdaptedFrom!.Region);
        Assert.Contains("fill in fields, no label seen", model.Card.AdaptedFrom.Change);
        Assert.Contains("PreTrained begins with a network", Assert.Throws<ArgumentException>(() => Adapt(TransferStrategy.PreTrained, Old.Stack, Old.North)).Message);
    }

    // Much ground is seen in few views and little ground in many passes: the steps stay about the same.
    [Fact]
    public void Steps_are_about_as_many_for_little_ground_as_for_much()
    {
        var little = Old.North.Where([.. Enumerable.Range(0, Old.North.Values.Length).Select(i => i / 160 < 32 && i % 160 < 32)]);
        foreach (var labels in new[] { little, Old.North })
        {
            var steps = new List<int>();
            using var model = Adaptation.Adapt(_source, TransferStrategy.FineTuned, Old.Stack, labels, All, Few, new ProgressAction<TrainingProgress>(progress => steps.Add(progress.Steps)));
            Assert.InRange(steps.Count, 10, 16);
        }
    }

    [Fact]
    public void What_cannot_be_adapted_is_refused_in_a_sentence()
    {
        Assert.Contains("FineTuned learns from labelled tiles", Assert.Throws<ArgumentException>(() => Adapt(TransferStrategy.FineTuned, Old.Stack, null)).Message);
        Assert.Contains("no channel", Assert.Throws<KeyNotFoundException>(() => Adapt(TransferStrategy.ZeroShot, Old.Stack.Select("gravity"), null)).Message);
        Assert.Contains("learning rates above 0", Assert.Throws<ArgumentException>(() =>
            Adaptation.Adapt(_source, TransferStrategy.FineTuned, Old.Stack, Old.North, All, Few with { FineTuningRate = 0 })).Message);
    }

    public void Dispose() => _source.Dispose();

    private static bool[] All => [.. Enumerable.Repeat(true, Old.North.Values.Length)];

    private TargetModel Adapt(TransferStrategy strategy, FeatureStack stack, TargetLabels? labels, bool[]? open = null) => Adaptation.Adapt(_source, strategy, stack, labels, open ?? All, Few);
}
