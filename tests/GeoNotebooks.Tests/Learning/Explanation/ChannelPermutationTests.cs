using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Explanation;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Explanation;

[Collection(TrainingCollection.Name)]
public sealed class ChannelPermutationTests(OneTellingChannel ground) : IClassFixture<OneTellingChannel>
{
    private static readonly PermutationOptions Small = new(BlockMetres: 3200, Deals: 2);

    [Fact]
    public void Dealt_to_other_ground_the_telling_channel_alone_is_missed()
    {
        var shares = new List<double>();
        var found = ChannelPermutation.Of(ground.Model, ground.Stack, ground.Test, Small, progress: new Shares(shares));
        Assert.Equal(["noise", OneTellingChannel.Telling, "more noise"], found.Drops.Select(drop => drop.Name));
        var told = found.Drops[1];
        Assert.True(found.AveragePrecision > found.Prevalence + 0.2, $"{found.AveragePrecision} at a prevalence of {found.Prevalence}");
        Assert.True(told.Drop > 0.2 && told.Low > 0 && told.Low <= told.Drop && told.Drop <= told.High, $"{told}");
        Assert.All(new[] { found.Drops[0], found.Drops[2] }, drop => Assert.InRange(drop.Drop, -0.05, 0.05));
        Assert.Equal(OneTellingChannel.Telling, found.Table()["channel"][0]);
        Assert.Equal(1, shares[^1], 1e-9);
        Assert.Equal(shares.Order(), shares);
    }

    [Fact]
    public void Of_two_channels_dealt_together_nothing_is_left_out_and_the_same_seed_deals_the_same()
    {
        string[] both = ["noise", OneTellingChannel.Telling];
        var found = ChannelPermutation.Of(ground.Model, ground.Stack, ground.Test, Small, [both, [OneTellingChannel.Telling]]);
        Assert.Equal("noise + magnetic anomaly", found.Drops[0].Name);
        Assert.Equal(found.Drops[1].Drop, found.Drops[0].Drop, 0.05);
        var again = ChannelPermutation.Of(ground.Model, ground.Stack, ground.Test, Small, [both]);
        Assert.Equal((found.Drops[0].Drop, found.Drops[0].Low), (again.Drops[0].Drop, again.Drops[0].Low));
    }

    // One window a node stands in for four blended ones: the order of nodes is much the same.
    [Fact]
    public void Score_is_near_that_of_the_map()
    {
        var found = ChannelPermutation.Of(ground.Model, ground.Stack, ground.Test, Small with { Deals = 1 }, [["noise"]]);
        Assert.Equal(AveragePrecision.Of(ground.Model.Predict(ground.Stack, threads: 1).Values, ground.Test.Values), found.AveragePrecision, 0.03);
    }

    [Fact]
    public void Blocks_move_as_they_are_and_none_stays()
    {
        var geometry = new GridGeometry(40, 61, 0, 0, 200, 200, Crs.Local);
        var blocks = new GroundBlocks(geometry, 2000);
        Assert.Equal(4 * 6, blocks.Count);
        var ground = blocks.Of.Select(block => block != 7).ToArray();
        var from = blocks.Deal(ground, new Draws(3));
        var sources = new HashSet<int>();
        foreach (var block in Enumerable.Range(0, blocks.Count))
        {
            var nodes = Enumerable.Range(0, geometry.Count).Where(node => blocks.Of[node] == block).ToList();
            var source = Assert.Single(nodes.Select(node => blocks.Of[from[node]]).Distinct());
            Assert.Equal(block == 7, source == block);
            sources.Add(source);
            // A neighbour stays a neighbour, but for the last row and column that a larger block has more.
            foreach (var node in nodes.Where(node => node + 1 < geometry.Count && blocks.Of[node] == blocks.Of[node + 1]))
                Assert.InRange(from[node + 1] - from[node], 0, 1);
        }
        Assert.Equal(blocks.Count, sources.Count);
    }

    [Fact]
    public void Wrong_input_is_said_in_one_sentence()
    {
        Assert.Contains("takes no channel 'gold'", Assert.Throws<ArgumentException>(() => Of(ground.Test, Small, [["gold"]])).Message);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => Of(ground.Test, Small, [[]])).Message);
        Assert.Contains("found 0 and 200", Assert.Throws<ArgumentException>(() => Of(ground.Test, Small with { Deals = 0 })).Message);
        Assert.Contains("found 1 such of 1", Assert.Throws<InvalidDataException>(() => Of(ground.Test, new(50_000))).Message);
        Assert.Contains("found 0 present of", Assert.Throws<InvalidDataException>(() => Of(ground.Test with { Values = [.. ground.Test.Values.Select(v => Math.Min(v, TargetLabels.Absent))] }, Small)).Message);
        Assert.Contains("needs the channel 'more noise'", Assert.Throws<InvalidDataException>(() =>
            ChannelPermutation.Of(ground.Model, ground.Stack.Select("noise", OneTellingChannel.Telling), ground.Test, Small)).Message);
        var wide = new GeoNotebooks.Features.FeatureStack([.. ground.Stack.Channels.Select(channel => channel with { Geometry = channel.Geometry with { CellWidth = 250, CellHeight = 250 } })]);
        Assert.Contains("250 x 250 m", Assert.Throws<InvalidDataException>(() =>
            ChannelPermutation.Of(ground.Model, wide, ground.Test with { Geometry = wide.Geometry }, Small)).Message);

        ChannelPermutation Of(TargetLabels labels, PermutationOptions options, IReadOnlyList<IReadOnlyList<string>>? groups = null) =>
            ChannelPermutation.Of(ground.Model, ground.Stack, labels, options, groups);
    }

    private sealed class Shares(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
