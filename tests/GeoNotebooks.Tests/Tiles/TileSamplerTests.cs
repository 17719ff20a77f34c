using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Tiles;

public sealed class TileSamplerTests
{
    private static readonly TileOptions ThreeByThree = new(3, 3, 0);

    private static readonly float[] Asymmetric = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    // What the eight turns make of the rows 123 456 789, written down by hand.
    [Theory]
    [InlineData(0, false, "123456789")]
    [InlineData(1, false, "369258147")]
    [InlineData(2, false, "987654321")]
    [InlineData(3, false, "741852963")]
    [InlineData(0, true, "321654987")]
    [InlineData(1, true, "147258369")]
    [InlineData(2, true, "789456123")]
    [InlineData(3, true, "963852741")]
    public void Turned_tile_equals_the_one_turned_by_hand(int quarters, bool mirrored, string expected)
    {
        var turn = new TileTurn(quarters, mirrored);
        var turned = from row in Enumerable.Range(0, 3) from column in Enumerable.Range(0, 3) let s = turn.Source(row, column, 3) select Asymmetric[s.Row * 3 + s.Column];
        Assert.Equal(expected, string.Concat(turned));
    }

    [Fact]
    public void Labels_turn_with_their_channels_unknown_too()
    {
        var labels = new TargetLabels(Square(3), [1, 0, -1, 0, 1, -1, 1, 1, 0], "body");
        // The second channel holds the label itself: wherever a node goes, both must go.
        var channels = Asymmetric.Concat(labels.Values.Select(label => (float)label)).ToArray();
        var sampler = new TileSampler(channels, labels, ThreeByThree, new(8, NoiseLevel: 0, GainLevel: 0, FreeAngles: 0, DropShare: 0), 7);
        var (values, drawn) = (new float[18], new float[9]);
        var orders = new HashSet<string>();
        for (var view = 0; view < 8; view++)
        {
            sampler.Draw(0, view, values, drawn);
            Assert.Equal(drawn, values.Where((_, i) => i % 2 == 1));
            orders.Add(string.Concat(values.Where((_, i) => i % 2 == 0)));
        }
        Assert.Equal(8, orders.Count);
    }

    [Fact]
    public void Ten_views_differ_and_a_seed_draws_the_same_again()
    {
        var (channels, labels) = (Asymmetric, new TargetLabels(Square(3), [1, 0, 0, 0, 0, 0, 0, 0, 0], "body"));
        var first = Views(new(channels, labels, ThreeByThree, new(), 5), 0);
        Assert.Equal(10, first.Distinct().Count());
        Assert.Equal(first, Views(new(channels, labels, ThreeByThree, new(), 5), 0));
        Assert.Empty(first.Intersect(Views(new(channels, labels, ThreeByThree, new(), 5), 1)));
        Assert.Empty(first.Intersect(Views(new(channels, labels, ThreeByThree, new(), 6), 0)));

        static List<string> Views(TileSampler sampler, int pass)
        {
            var (values, drawn) = (new float[9], new float[9]);
            return [.. Enumerable.Range(0, sampler.ViewsPerPass).Select(view =>
            {
                sampler.Draw(pass, view, values, drawn);
                return string.Join(" ", values);
            })];
        }
    }

    [Fact]
    public void Order_holds_each_view_once_and_changes_with_the_pass()
    {
        var labels = new TargetLabels(Square(9), [.. Enumerable.Repeat((sbyte)1, 81)], "body");
        var sampler = new TileSampler(new float[81], labels, ThreeByThree, new(), 5);
        Assert.Equal(90, sampler.ViewsPerPass);
        Assert.Equal(Enumerable.Range(0, 90), sampler.Order(0).Order());
        Assert.NotEqual(sampler.Order(0), sampler.Order(1));
        Assert.Equal(sampler.Order(1), sampler.Order(1));
    }

    [Fact]
    public void Noise_and_gain_have_the_spread_asked_for()
    {
        var labels = new TargetLabels(Square(64), [.. Enumerable.Repeat((sbyte)1, 4096)], "body");
        var zeros = Draw(new float[4096], Augmentation.None with { NoiseLevel = 0.2 });
        Assert.Equal(0, zeros.Average(), 0.01);
        Assert.Equal(0.2, Math.Sqrt(zeros.Average(value => (double)value * value)), 0.01);
        // One gain for all nodes of a view.
        Assert.Single(Draw([.. Enumerable.Repeat(1f, 4096)], Augmentation.None with { GainLevel = 0.2 }).Distinct());

        float[] Draw(float[] channel, Augmentation augmentation)
        {
            var values = new float[4096];
            new TileSampler(channel, labels, new(), augmentation, 1).Draw(0, 0, values, new float[4096]);
            return values;
        }
    }

    [Fact]
    public void Tiles_with_enough_known_labels_or_the_target_are_taken()
    {
        var values = Enumerable.Repeat(TargetLabels.Unknown, 12 * 4).ToArray();
        // Tiles of 4 x 4 along a strip of 12 columns: the first half known, the second one single positive, the third one single negative.
        for (var i = 0; i < 8; i++)
            values[i / 4 * 12 + i % 4] = TargetLabels.Absent;
        values[5] = TargetLabels.Present;
        values[9] = TargetLabels.Absent;
        var labels = new TargetLabels(new(4, 12, 0, 0, 200, 200, Crs.Local), values, "body");
        Assert.Equal([new(0, 0), new(0, 4)], TileSampler.PositionsOf(labels, new(4, 4, 0.5)));
        Assert.Equal([new(0, 4)], TileSampler.PositionsOf(labels, new(4, 4, 0.6)));
    }

    [Fact]
    public void Positions_reach_the_far_edge()
    {
        var labels = new TargetLabels(Square(70), [.. Enumerable.Repeat((sbyte)1, 4900)], "body");
        Assert.Equal([new(0, 0), new(0, 6), new(6, 0), new(6, 6)], TileSampler.PositionsOf(labels, new()));
    }

    [Fact]
    public void What_cannot_be_cut_is_refused()
    {
        var labels = new TargetLabels(Square(3), new sbyte[9], "body");
        Assert.Contains("64 x 64", Assert.Throws<InvalidDataException>(() => TileSampler.PositionsOf(labels, new())).Message);
        Assert.Contains("0 of 9 nodes", Assert.Throws<InvalidDataException>(() => TileSampler.PositionsOf(labels.Where(new bool[9]), ThreeByThree)).Message);
        Assert.Contains("9 nodes", Assert.Throws<ArgumentException>(() => new TileSampler(new float[8], labels, ThreeByThree, new(), 1)).Message);
        Assert.Throws<ArgumentException>(() => TileSampler.PositionsOf(labels, new(3, 4)));
        Assert.Throws<ArgumentException>(() => new Augmentation(0));
        Assert.Throws<ArgumentException>(() => new Augmentation(FreeAngles: 1.5));
        Assert.Throws<ArgumentException>(() => new Augmentation(DropShare: 1));
    }

    private static GridGeometry Square(int size) => new(size, size, 0, 0, 200, 200, Crs.Local);
}
