using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

[Collection(TrainingCollection.Name)]
public sealed class ChannelAblationTests
{
    private const int Size = 96;

    /// <summary>Discs that gravity shows, and a second channel of noise.</summary>
    private static (GeoNotebooks.Features.FeatureStack Stack, GeoNotebooks.Targets.TargetLabels Labels, SpatialSplit Fold) Ground()
    {
        var discs = Discs.Make(Size);
        var random = new Random(8);
        var labels = discs.North with { Values = [.. discs.North.Values.Zip(discs.South.Values, Math.Max)] };
        var noise = new Grid(labels.Geometry, [.. labels.Values.Select(_ => (float)random.NextDouble())], "noise", "1");
        var test = Enumerable.Range(0, labels.Values.Length).Select(i => i / Size >= Size / 2 + 8).ToArray();
        return (new([discs.Stack["magnetic anomaly"], noise]), labels, SpatialSplit.HoldOut(labels.Geometry, test, 1000));
    }

    private static readonly TrainingOptions Options = Discs.Quick with { Dropout = 0 };

    [Fact]
    public void Without_the_channel_that_shows_the_target_the_network_loses_most()
    {
        var (stack, labels, fold) = Ground();
        var shares = new List<double>();
        var found = ChannelAblation.DropOne(stack, labels, fold, Options, [1, 2], new Progress(shares));
        Assert.Equal([null, "magnetic anomaly", "noise"], found.Select(step => step.Channel));
        Assert.Equal(0, found[0].Drop);
        Assert.True(found[1].Drop > 0.1 && found[1].Drop > found[2].Drop + 0.05, $"{found[1].Drop} and {found[2].Drop}");
        Assert.True(found[1].Low <= found[1].Drop && found[1].Drop <= found[1].High);
        Assert.Equal(6, shares.Count);
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public void A_greedy_choice_begins_with_it()
    {
        var (stack, labels, fold) = Ground();
        var found = ChannelAblation.AddGreedily(stack.Select("noise", "magnetic anomaly"), labels, fold, Options, [1], 1);
        Assert.Equal("magnetic anomaly", Assert.Single(found).Channel);
        Assert.Equal(found, ChannelAblation.AddGreedily(stack.Select("noise", "magnetic anomaly"), labels, fold, Options, [1], 1));
    }

    [Fact]
    public void Wrong_input_is_said_in_one_sentence()
    {
        var (stack, labels, fold) = Ground();
        Assert.Contains("two channels or more and at least one seed; found 1 and 1", Assert.Throws<ArgumentException>(() => ChannelAblation.DropOne(stack.Select("noise"), labels, fold, Options, [1])).Message);
        Assert.Contains("found 0 present of", Assert.Throws<InvalidDataException>(() =>
            ChannelAblation.DropOne(stack, labels with { Values = [.. labels.Values.Select((v, i) => fold.Test[i] ? (sbyte)0 : v)] }, fold, Options, [1])).Message);
        Assert.Throws<ArgumentException>(() => ChannelAblation.AddGreedily(stack, labels, fold, Options, [], 2));
    }

    private sealed class Progress(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
