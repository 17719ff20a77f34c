using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Explanation;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Explanation;

[Collection(TrainingCollection.Name)]
public sealed class SanityCheckTests(OneTellingChannel ground) : IClassFixture<OneTellingChannel>
{
    [Fact]
    public void Shuffled_labels_are_as_many_on_the_same_ground_and_tell_nothing_of_it()
    {
        var labels = ground.Labels.Where(ground.Fold.Training);
        var blocks = new BlockFolds { BlockMetres = 3200 }.BlocksOf(labels.Geometry);
        foreach (var shuffled in (TargetLabels[])[ShuffledLabels.Of(labels, 4), ShuffledLabels.Of(labels, 4, blocks)])
        {
            Assert.Equal((labels.PresentCount, labels.KnownCount), (shuffled.PresentCount, shuffled.KnownCount));
            Assert.Equal(labels.Values.Select(value => value == TargetLabels.Unknown), shuffled.Values.Select(value => value == TargetLabels.Unknown));
            // Where the target was it is now no more often than anywhere: the difference of the two shares, which was 1.
            Assert.InRange(Share(shuffled, TargetLabels.Present) - Share(shuffled, TargetLabels.Absent), -0.25, 0.25);
        }
        Assert.Equal(ShuffledLabels.Of(labels, 4).Values, ShuffledLabels.Of(labels, 4).Values);
        Assert.NotEqual(ShuffledLabels.Of(labels, 4).Values, ShuffledLabels.Of(labels, 5).Values);
        // By blocks they stay about as patchy as they were, but for the seams; node by node they do not.
        Assert.InRange(Borders(ShuffledLabels.Of(labels, 4, blocks)), 0.8 * Borders(labels), 1.6 * Borders(labels));
        Assert.True(Borders(ShuffledLabels.Of(labels, 4)) > 2 * Borders(labels));

        double Share(TargetLabels shuffled, sbyte before) =>
            Enumerable.Range(0, labels.Values.Length).Where(node => labels.Values[node] == before).Average(node => shuffled.Values[node] == TargetLabels.Present ? 1.0 : 0);

        static double Borders(TargetLabels labels) =>
            Enumerable.Range(1, labels.Values.Length - 1).Count(node => labels.Values[node] + labels.Values[node - 1] == 1 && labels.Values[node] >= 0 && labels.Values[node - 1] >= 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Trained_on_them_the_network_falls_to_chance(bool byNodes)
    {
        var found = ShuffledLabelCheck.Of(ground.Stack, ground.Labels, ground.Fold, OneTellingChannel.Options, [2], 3200, byNodes);
        var shuffled = Assert.Single(found.Scores);
        var honest = AveragePrecision.Of(ground.Model.Predict(ground.Stack, threads: 1).Values, ground.Test.Values);
        Assert.InRange(shuffled.AveragePrecision, found.Prevalence - 0.05, found.Prevalence + 0.05);
        Assert.InRange(found.Prevalence + (shuffled.Low + shuffled.High) / 2, shuffled.AveragePrecision - 0.05, shuffled.AveragePrecision + 0.05);
        Assert.True(honest > found.Prevalence + 0.2, $"{honest}");
        Assert.True(found.FellToChance(honest), $"{shuffled}, prevalence {found.Prevalence}, honest {honest}");
        Assert.Equal(1, found.Table().Rows.Count);
    }

    [Fact]
    public void True_labels_do_not_pass_for_chance()
    {
        var found = new ShuffledLabelCheck("discs", 0.3, [new(1, 0.3, -0.1, 0.1), new(2, 0.4, 0, 0.2)]);
        Assert.Equal(0.1, found.ShareOfGain(0.8), 1e-9);
        Assert.True(found.FellToChance(0.8));
        Assert.False(found.FellToChance(0.45));
        Assert.False(found.FellToChance(0.2));
    }

    [Fact]
    public void Attributions_of_fresh_weights_are_others_than_those_of_trained_ones()
    {
        var found = WeightRandomisation.Of(ground.Model, ground.Stack, ground.Surest, [5, 6]);
        Assert.Equal([null, .. ground.Stack.Names], found.Similarities.Select(one => one.Channel));
        Assert.InRange(found.Similarities[0].Correlation, -0.4, 0.4);
        Assert.All(found.Similarities, one => Assert.InRange(one.SizeCorrelation, -1, 0.95));
        Assert.Equal("all", found.Table()["channel"][0]);
    }

    // A network that is itself fresh looks like one of its own seed, and the check must say so.
    [Fact]
    public void A_network_that_learned_nothing_does_not_pass()
    {
        using var network = new UNet(ground.Model.Card.Network, 5);
        network.ToChannelsLast();
        using var model = new TargetModel(network, ground.Model.Card);
        Assert.Equal(1, WeightRandomisation.Of(model, ground.Stack, ground.Surest, [5], steps: 2).Similarities[0].Correlation, 1e-3);
    }

    [Fact]
    public void Wrong_input_is_said_in_one_sentence()
    {
        Assert.Contains("at least one seed", Assert.Throws<ArgumentException>(() => WeightRandomisation.Of(ground.Model, ground.Stack, ground.Surest, [])).Message);
        Assert.Contains("at least one seed", Assert.Throws<ArgumentException>(() => ShuffledLabelCheck.Of(ground.Stack, ground.Labels, ground.Fold, OneTellingChannel.Options, [])).Message);
        Assert.Contains("at least 4 blocks with known ones; found 1", Assert.Throws<ArgumentException>(() => ShuffledLabels.Of(ground.Labels, 1, new int[96 * 96])).Message);
        Assert.Contains("found 3", Assert.Throws<ArgumentException>(() => ShuffledLabels.Of(ground.Labels, 1, new int[3])).Message);
        var oneClass = ground.Labels with { Values = [.. ground.Labels.Values.Select((v, i) => ground.Fold.Test[i] ? TargetLabels.Absent : v)] };
        Assert.Contains("found 0 present of", Assert.Throws<InvalidDataException>(() => ShuffledLabelCheck.Of(ground.Stack, oneClass, ground.Fold, OneTellingChannel.Options, [1])).Message);
    }
}
