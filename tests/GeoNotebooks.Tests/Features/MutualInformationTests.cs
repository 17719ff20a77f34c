using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class MutualInformationTests
{
    private static readonly GridGeometry Nodes = new(100, 200, 0, 0, 200, 200, Crs.Local);
    private static readonly ChannelSampleOptions Whole = new() { MostNodes = 20_000, BlockMetres = 2000 };

    private static IReadOnlyList<ChannelInformation> Of(TargetLabels labels, params (string Name, Func<int, double> Value)[] channels) => MutualInformation.Of(
        ChannelSample.Draw(new([.. channels.Select(c => new Grid(Nodes, [.. Enumerable.Range(0, Nodes.Count).Select(i => (float)c.Value(i))], c.Name, "1"))]), [.. Enumerable.Repeat(true, Nodes.Count)], Whole),
        labels, new());

    private static TargetLabels Labels(Func<int, bool> present) => new(Nodes, [.. Enumerable.Range(0, Nodes.Count).Select(i => present(i) ? TargetLabels.Present : TargetLabels.Absent)], "target");

    /// <summary>
    /// Absent: even over 0..1; present, as often: over 0.5..1.5. Half of the nodes lie where only one of the two does, which tells 1 bit, the rest tells nothing: 0.5 bit. The
    /// middle part tells of presence without rising: information sees it where correlation does not.
    /// </summary>
    [Fact]
    public void Information_is_that_of_the_closed_form()
    {
        var random = new Random(5);
        var present = Enumerable.Range(0, Nodes.Count).Select(_ => random.Next(2) == 1).ToArray();
        var shifted = present.Select(p => random.NextDouble() + (p ? 0.5 : 0)).ToArray();
        var middle = present.Select(p => p ? 0.25 + random.NextDouble() / 2 : random.Next(2) * 0.75 + random.NextDouble() / 4).ToArray();
        var noise = present.Select(_ => random.NextDouble()).ToArray();
        var found = Of(Labels(i => present[i]), ("shifted", i => shifted[i]), ("middle", i => middle[i]), ("noise", i => noise[i]));
        Assert.Equal(0.5, found[0].Bits, 0.02);
        // All of 1 bit, but for the two bins of sixteen that the borders of the middle part cut.
        Assert.InRange(found[1].Bits, 0.93, 1.001);
        // Without the correction 15 / (2 n ln 2) = 0.00054 bit would be found.
        Assert.InRange(found[2].Bits, -0.0004, 0.0004);
        Assert.Equal(0, found[2].Relevance, 0.0006);
        // Three standard errors of 20 000 nodes are about 0.015 bit; the interval lies about the estimate.
        Assert.InRange(found[0].Low, found[0].Bits - 0.03, found[0].Bits - 0.002);
        Assert.InRange(found[0].High, found[0].Bits + 0.002, found[0].Bits + 0.03);
    }

    /// <summary>A target of a few patches and a smooth field that has nothing to do with it: by counts of nodes the field tells something, and chance says how little that means.</summary>
    [Fact]
    public void Chance_is_larger_where_neighbours_are_alike()
    {
        var labels = Labels(i => (i / 200 / 20 + i % 200 / 20) % 3 == 0);
        var random = new Random(11);
        var patches = Enumerable.Range(0, 50).Select(_ => random.NextDouble()).ToArray();
        var found = Of(labels, ("patches", i => patches[i / 200 / 20 * 10 + i % 200 / 20] + 1e-3 * (i % 7)), ("nodes", i => Math.Sin(12.9898 * i) * 43758.5453 % 1));
        Assert.InRange(found[0].NullHigh, 0.05, 1);
        Assert.InRange(found[1].NullHigh, 0, 0.005);
        Assert.True(found[0].Bits > 20 * found[1].NullHigh);
    }

    [Fact]
    public void Unknown_labels_take_no_part_and_the_same_seed_gives_the_same()
    {
        var labels = Labels(i => i % 200 < 70);
        var east = Enumerable.Range(0, Nodes.Count).Select(i => i % 200 < 100).ToArray();
        var one = Of(labels.Where(east), ("column", i => i % 200 + 0.01 * (i % 7)));
        // What is unknown may hold anything.
        var other = Of(labels.Where(east), ("column", i => i % 200 + 0.01 * (i % 7)));
        Assert.Equal(one, other);
        // Of the known nodes 0.7 are present, and the channel tells it without fail, but for the one bin that the border cuts.
        var entropy = -(0.7 * Math.Log2(0.7) + 0.3 * Math.Log2(0.3));
        Assert.InRange(one[0].Bits, entropy - 0.08, entropy + 0.001);
        Assert.Contains("found 1 and 100", Assert.Throws<ArgumentException>(() => MutualInformation.Of(
            ChannelSample.Draw(new([new(Nodes, [.. Enumerable.Range(0, Nodes.Count).Select(i => (float)i)], "a", "1")]), [.. Enumerable.Repeat(true, Nodes.Count)], Whole), labels, new() { Bins = 1 })).Message);
    }
}
