using GeoNotebooks.Bank.Transfer;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Bank.Transfer;

public sealed class LabelledTilesTests
{
    private const int Size = 320, Nodes = 32;
    private static readonly GridGeometry Geometry = new(Size, Size, 0, 0, 200, 200, Crs.Local);

    /// <summary>Stripes of the target, four nodes of every sixteen; the north-east quarter is unmapped, and a band of sixty-four columns has no target.</summary>
    private static readonly TargetLabels Stripes = new(Geometry, [.. Enumerable.Range(0, Size * Size).Select(i =>
        (i / Size < Size / 2 && i % Size >= Size / 2) ? TargetLabels.Unknown : i / Size % 16 < 4 && i % Size >= 64 ? TargetLabels.Present : TargetLabels.Absent)], "stripes");

    private static readonly SpatialSplit Split = SpatialSplit.HoldOut(Geometry, [.. Enumerable.Range(0, Size * Size).Select(i => i / Size >= 256)], 6_400);

    [Fact]
    public void Tiles_hold_target_and_background_and_keep_clear_of_the_test_ground()
    {
        var tiles = LabelledTiles.Draw(Stripes, Split, 1, Nodes);
        // Three of five columns of the western half hold the target, in the seven rows that a strip of 6.4 km leaves; of the eastern half two rows of five are mapped and beyond the strip.
        Assert.Equal(3 * 7 + 5 * 2, tiles.Count);
        Assert.Equal(tiles.Positions.Count, tiles.Positions.Distinct().Count());
        for (var budget = 1; budget <= tiles.Count; budget++)
        {
            var labels = tiles.Take(budget);
            Assert.Equal(budget * Nodes * Nodes, tiles.Mask(budget).Count(on => on));
            Split.RequireNoLeak(labels, Stripes.Where(Split.Test));
            Assert.True(labels.PresentCount > 0 && labels.PresentCount < labels.KnownCount);
        }
        foreach (var (row, column) in tiles.Positions)
        {
            Assert.True(row % Nodes == 0 && column % Nodes == 0);
            Assert.InRange(column, 64, Size - Nodes);
        }
    }

    [Fact]
    public void A_draw_is_nested_and_follows_from_its_seed()
    {
        var (first, again, other) = (LabelledTiles.Draw(Stripes, Split, 1, Nodes), LabelledTiles.Draw(Stripes, Split, 1, Nodes), LabelledTiles.Draw(Stripes, Split, 2, Nodes));
        Assert.Equal(first.Positions, again.Positions);
        Assert.NotEqual(first.Positions, other.Positions);
        Assert.Equal(first.Positions.OrderBy(at => (at.Row, at.Column)), other.Positions.OrderBy(at => (at.Row, at.Column)));
        Assert.All(first.Mask(4).Zip(first.Mask(8)), pair => Assert.True(!pair.First || pair.Second));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_in_a_sentence()
    {
        var tiles = LabelledTiles.Draw(Stripes, Split, 1, Nodes);
        Assert.Contains($"expected 1 to {tiles.Count} tiles", Assert.Throws<ArgumentOutOfRangeException>(() => tiles.Take(tiles.Count + 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => tiles.Take(0));
        var west = Stripes.Where([.. Enumerable.Range(0, Size * Size).Select(i => i % Size < 64)]);
        Assert.Contains("0 present of", Assert.Throws<InvalidDataException>(() => LabelledTiles.Draw(west, Split, 1, Nodes)).Message);
        Assert.Throws<InvalidOperationException>(() => LabelledTiles.Draw(Stripes, Split with { IsRandom = true }, 1, Nodes));
    }
}
