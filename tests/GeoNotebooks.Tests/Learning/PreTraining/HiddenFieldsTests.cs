using GeoNotebooks.Learning;
using GeoNotebooks.Learning.PreTraining;
using Xunit;

namespace GeoNotebooks.Tests.Learning.PreTraining;

/// <summary>Tiles of 16 x 16 nodes with three channels, the last two a vector; squares of 4 nodes.</summary>
public sealed class HiddenFieldsTests
{
    private const int Size = 16, Channels = 3, Tiles = 40;
    private static readonly int[][] Measurements = [[0], [1, 2]];

    [Fact]
    public void A_quarter_of_the_squares_is_hidden_in_all_channels_and_nothing_else()
    {
        var batch = MakeBatch();
        var told = new HiddenFields(new(4, 0.25, 0), Size, Measurements, seed: 7).Hide(batch, 0, 0);
        for (var tile = 0; tile < Tiles; tile++)
        {
            var squares = Enumerable.Range(0, 16).Select(square => ValuesOf(batch, tile, square).ToList()).ToList();
            Assert.Equal(4, squares.Count(values => values.TrueForAll(value => value == 0)));
            Assert.Equal(12, squares.Count(values => values.TrueForAll(value => value == 5)));
        }
        // Known nodes alone are told: the west half of each tile.
        for (var at = 0; at < told.Length; at++)
            Assert.Equal(batch.Values[at] == 0 && at / Channels % Size < 8 ? 1 : 0, told[at]);
    }

    [Fact]
    public void A_hidden_channel_is_one_measurement_both_components_of_a_vector_together()
    {
        var batch = MakeBatch();
        new HiddenFields(new(4, 0.05, 1), Size, Measurements, seed: 7).Hide(batch, 0, 0);
        var lost = Enumerable.Range(0, Tiles).Select(tile => string.Concat(Enumerable.Range(0, Channels).Where(channel =>
            Enumerable.Range(0, Size * Size).All(node => batch.Values[(tile * Size * Size + node) * Channels + channel] == 0)))).ToList();
        Assert.Equal(["0", "12"], lost.Distinct().Order());
        Assert.InRange(lost.Count(channels => channels == "0"), 10, 30);
    }

    [Fact]
    public void What_is_hidden_follows_from_seed_pass_and_step()
    {
        Assert.Equal(Told(1, 2, 3), Told(1, 2, 3));
        Assert.All([Told(2, 2, 3), Told(1, 3, 3), Told(1, 2, 4)], other => Assert.NotEqual(Told(1, 2, 3), other));

        static float[] Told(long seed, int pass, int step) => new HiddenFields(new(), Size, Measurements, seed).Hide(MakeBatch(), pass, step);
    }

    [Theory]
    [InlineData(5, 0.5, 0.5, "side that divides 16")]
    [InlineData(4, 0, 0.5, "share of hidden squares between 0 and 1")]
    [InlineData(4, 0.5, 1.5, "hidden channels from 0 to 1")]
    public void What_hides_all_or_nothing_is_refused(int nodes, double patches, double channels, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new PreTrainingOptions(nodes, patches, channels).Require(Size)).Message);

    private static Batch MakeBatch() =>
        new([.. Enumerable.Repeat(5f, Tiles * Size * Size * Channels)], [.. Enumerable.Range(0, Tiles * Size * Size).Select(node => node % Size < 8 ? 0f : -1)], Tiles);

    private static IEnumerable<float> ValuesOf(Batch batch, int tile, int square) =>
        from row in Enumerable.Range(square / 4 * 4, 4)
        from column in Enumerable.Range(square % 4 * 4, 4)
        from channel in Enumerable.Range(0, Channels)
        select batch.Values[((tile * Size + row) * Size + column) * Channels + channel];
}
