using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Explanation;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Explanation;

[Collection(TrainingCollection.Name)]
public sealed class OcclusionTests(OneTellingChannel ground) : IClassFixture<OneTellingChannel>
{
    private static readonly OcclusionOptions Logit = new(Reading: Reading.Logit);

    [Fact]
    public void The_telling_channel_is_the_one_that_must_not_be_hidden()
    {
        var nodes = ground.Surest;
        var found = Occlusion.ByChannel(ground.Model, ground.Stack, nodes, Logit);
        double Fall(string channel) => Enumerable.Range(0, nodes.Length).Where(node => nodes[node]).Average(node => found[channel].Values[node]);
        Assert.True(Fall(OneTellingChannel.Telling) > 5 * Math.Max(Math.Abs(Fall("noise")), Math.Abs(Fall("more noise"))), $"{Fall(OneTellingChannel.Telling)}, {Fall("noise")}, {Fall("more noise")}");
        Assert.Equal("logit", found.Channels[0].Unit);
        Assert.True(float.IsNaN(found.Channels[0][0, 0]));
        // Another way to the same answer: the channel that integrated gradients name.
        Assert.Equal(OneTellingChannel.Telling, IntegratedGradients.Of(ground.Model, ground.Stack, nodes, 8).Table()["channel"][0]);
    }

    // The same square is blanked in the stack itself, and the map made again: NaN is the median to a network.
    [Fact]
    public void A_hidden_square_is_a_square_without_values()
    {
        var node = 70 * OneTellingChannel.Size + 40;
        var one = new bool[ground.Stack.Geometry.Count];
        one[node] = true;
        var map = Occlusion.Map(ground.Model, ground.Stack, one, Logit);
        // Squares of 8 nodes: rows 64 to 71, columns 40 to 47.
        var blank = new FeatureStack([.. ground.Stack.Channels.Select(channel => channel with { Values = [.. channel.Values.Select((value, i) => i / 96 / 8 == 8 && i % 96 / 8 == 5 ? float.NaN : value)] })]);
        Assert.Equal(Answer(ground.Stack) - Answer(blank), map.Values[node], 1e-4);

        double Answer(FeatureStack stack)
        {
            // A node without any value has no window of its own: it is asked in the one that it had.
            var view = NetworkView.Of(ground.Model, stack);
            var window = NetworkView.Of(ground.Model, ground.Stack).WindowsOf(one);
            return view.Logits(window, view.Channels, null, default)[node];
        }
    }

    [Fact]
    public void Overlapping_squares_give_their_mean()
    {
        var one = new bool[ground.Stack.Geometry.Count];
        one[70 * 96 + 40] = true;
        var fine = Occlusion.Map(ground.Model, ground.Stack, one, Logit with { StrideMetres = 800 }, [OneTellingChannel.Telling]);
        var coarse = Occlusion.Map(ground.Model, ground.Stack, one, Logit, [OneTellingChannel.Telling]);
        Assert.Equal(OneTellingChannel.Telling, fine.Name);
        Assert.NotEqual(fine[70, 40], coarse[70, 40]);
        Assert.True(coarse.Values.Where(v => !float.IsNaN(v)).Distinct().Count() < fine.Values.Where(v => !float.IsNaN(v)).Distinct().Count());
    }

    // A U-Net of one level with convolutions of 3 x 3: two on the way up (2), the pair that the coarse level makes one of (1), two there (4), two on the way down (2): 9 nodes to each side, and not one more.
    [Fact]
    public void Beyond_the_receptive_field_nothing_changes()
    {
        using var network = new UNet(new(3, 4, 1, 0), 11);
        using var model = new TargetModel(network, ground.Model.Card with { Network = network.Options });
        var reach = NetworkReach.Of(model, ground.Stack, ground.Surest, new(PatchMetres: 200, Reading: Reading.Logit), mostNodes: 3);
        Assert.Equal(16, reach.Steps.Count);
        Assert.True(reach.Steps[0].Change > 0);
        // Batches of other sizes round otherwise, in the last three bits of a logit of a few units.
        Assert.All(reach.Steps.Where(step => step.DistanceMetres >= 14 * 200), step => Assert.InRange(step.Change, 0, 3e-6));
        Assert.Contains(reach.Steps, step => step.DistanceMetres >= 5 * 200 && step.Change > 1e-5);
        Assert.Equal(1, reach.Steps[^1].Share, 1e-9);
    }

    [Fact]
    public void A_trained_network_looks_near_by_most()
    {
        var reach = NetworkReach.Of(ground.Model, ground.Stack, ground.Surest, new(PatchMetres: 600, Reading: Reading.Logit), mostNodes: 12);
        // Few of the nodes have their whole window on the grid, and those are taken.
        Assert.InRange(reach.Nodes, 1, 11);
        Assert.Equal(reach.Steps[0].Change, reach.Steps.Max(step => step.Change));
        Assert.Equal(reach.Steps.Select(step => step.Share).Order(), reach.Steps.Select(step => step.Share));
        Assert.InRange(reach.DistanceHolding(0.5), 1, reach.DistanceHolding(0.9));
        // The discs are 3 to 8 nodes of 200 m in radius: most of what is seen lies between one node and twice the widest disc.
        Assert.InRange(reach.DistanceHolding(0.9), 200, 3200);
        Assert.Equal(reach.Steps.Count, reach.Table().Rows.Count);
        Assert.Throws<ArgumentException>(() => reach.DistanceHolding(0));
    }

    [Fact]
    public void Wrong_input_is_said_in_one_sentence()
    {
        Assert.Contains("found 0 m and", Assert.Throws<ArgumentException>(() => Occlusion.Map(ground.Model, ground.Stack, ground.Surest, new(0))).Message);
        Assert.Contains("found 800 m and 1600 m", Assert.Throws<ArgumentException>(() => Occlusion.Map(ground.Model, ground.Stack, ground.Surest, new(800, 1600))).Message);
        Assert.Contains("takes no channel 'gold'", Assert.Throws<ArgumentException>(() => Occlusion.Map(ground.Model, ground.Stack, ground.Surest, channels: ["gold"])).Message);
        Assert.Contains("one node at least; found 0", Assert.Throws<ArgumentException>(() => NetworkReach.Of(ground.Model, ground.Stack, ground.Surest, mostNodes: 0)).Message);
    }
}
