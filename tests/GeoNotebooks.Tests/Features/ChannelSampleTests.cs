using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class ChannelSampleTests
{
    private static readonly GridGeometry Nodes = new(30, 50, 0, 6000, 200, 200, Crs.Local);
    private static readonly bool[] West = [.. Enumerable.Range(0, Nodes.Count).Select(i => i % 50 < 25)];
    private static readonly ChannelSampleOptions Options = new() { MostNodes = 300, BlockMetres = 2000 };

    private static Grid Of(string name, Func<int, float> value) => new(Nodes, [.. Enumerable.Range(0, Nodes.Count).Select(value)], name, "ppm");

    [Fact]
    public void Nodes_come_from_the_ground_alone_and_follow_from_the_seed()
    {
        var stack = new FeatureStack([Of("a", i => i)]);
        var sample = ChannelSample.Draw(stack, West, Options);
        Assert.Equal(300, sample.Nodes.Distinct().Count());
        Assert.All(sample.Nodes, node => Assert.True(West[node]));
        Assert.Equal(sample.Nodes, ChannelSample.Draw(stack, West, Options).Nodes);
        Assert.NotEqual(sample.Nodes, ChannelSample.Draw(stack, West, Options with { Seed = 2 }).Nodes);
        var north = sample.Where([.. Enumerable.Range(0, Nodes.Count).Select(i => i < 500)]);
        Assert.Equal(sample.Nodes.Where(node => node < 500), north.Nodes);
        Assert.Equal(north.Nodes.Select(node => (float)node), north.Values[0]);
    }

    [Fact]
    public void What_can_tell_nothing_is_refused_in_one_sentence()
    {
        string Drawn(Grid channel, ChannelSampleOptions? options = null) =>
            Assert.Throws<InvalidDataException>(() => ChannelSample.Draw(new([Of("a", i => i), channel]), West, options ?? Options)).Message;
        Assert.Contains("channel 'blank' has no value on the 750 nodes", Drawn(Of("blank", _ => float.NaN)));
        // It varies in the east alone, which is not looked at.
        Assert.Contains("channel 'constant' is 3 ppm on all 750 nodes", Drawn(Of("constant", i => i % 50 < 25 ? 3 : i)));
        Assert.Contains("lie in one: take smaller blocks", Drawn(Of("b", i => -i), Options with { BlockMetres = 50_000 }));
        Assert.Contains("1500 nodes", Assert.Throws<ArgumentException>(() => ChannelSample.Draw(new([Of("a", i => i)]), [true], Options)).Message);
        var sample = ChannelSample.Draw(new([Of("a", i => i)]), West, Options);
        var labels = new TargetLabels(Nodes, [.. West.Select(west => west ? TargetLabels.Absent : TargetLabels.Present)], "faults");
        Assert.Contains("target 'faults'", Assert.Throws<InvalidDataException>(() => MutualInformation.Of(sample, labels, new())).Message);
        Assert.Contains("found 0 present and 300 absent", Assert.Throws<InvalidDataException>(() => MutualInformation.Of(sample, labels, new())).Message);
    }

    [Fact]
    public void Blocks_are_dealt_whole_and_every_value_is_used_once()
    {
        int[] blocks = [.. Enumerable.Range(0, 120).Select(i => i / 20)];
        var dealt = BlockDeal.Deal(blocks, new Random(4));
        Assert.Equal(Enumerable.Range(0, 120), dealt.Order());
        for (var block = 0; block < 6; block++)
            Assert.Single(dealt[(block * 20)..(block * 20 + 20)].Select(from => blocks[from]).Distinct());
        Assert.Contains(dealt.Index(), pair => blocks[pair.Index] != blocks[pair.Item]);
    }
}
