using GeoNotebooks.Grids;
using GeoNotebooks.Tests.Figures;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class BlockMeanTests
{
    [Fact]
    public void Blocks_average_what_has_a_value_and_stay_in_place()
    {
        // Values are the column; the mean of a block is the easting of its middle.
        var grid = Picture.GridOf(6, 9, (r, c) => r == 0 && c == 0 ? float.NaN : c);
        var means = BlockMean.Of(grid, 3);
        Assert.Equal((2, 3), (means.Rows, means.Columns));
        Assert.Equal(9 / 8f, means[0, 0], 1e-6f);
        Assert.Equal([1, 4, 7], [means[1, 0], means[1, 1], means[1, 2]]);
        Assert.Equal(grid.Geometry.X(4), means.Geometry.X(1));
        Assert.Equal(grid.Geometry.Y(4), means.Geometry.Y(1));
    }

    [Fact]
    public void An_empty_block_stays_empty() => Assert.True(float.IsNaN(BlockMean.Of(Picture.GridOf(2, 2, (_, _) => float.NaN), 2)[0, 0]));

    [Theory]
    [InlineData(100, 100, 10_000, 1)]
    [InlineData(100, 101, 10_000, 2)]
    [InlineData(1, 50_000, 100, 500)]
    public void The_side_is_the_smallest_that_suffices(int rows, int columns, int nodes, int side) =>
        Assert.Equal(side, BlockMean.SideFor(Picture.GridOf(rows, columns, (_, _) => 0).Geometry, nodes));
}
