using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class BlockPointsTests
{
    private static readonly GridGeometry Geometry = new(21, 31, 500_000, 6_800_000, 200, 150, Crs.Local);

    private static PointSet Scatter(int count, GridGeometry geometry)
    {
        var random = new Random(2);
        var places = Enumerable.Range(0, count).Select(_ => geometry.Position(0, 0) is var first
            ? (X: first.X + random.NextDouble() * 30 * 200, Y: first.Y - random.NextDouble() * 20 * 150) : default).ToArray();
        return new([.. places.Select(p => p.X)], [.. places.Select(p => p.Y)], [.. places.Select(_ => (float)(100 * random.NextDouble() - 20))], "field", "mGal", Crs.Local);
    }

    [Theory]
    [InlineData(BlockReduction.Mean, "blockmean")]
    [InlineData(BlockReduction.Median, "blockmedian")]
    public void Blocks_are_those_of_gmt(BlockReduction reduction, string program)
    {
        var points = Scatter(2500, Geometry);
        var ours = BlockPoints.Of(points, Geometry, reduction);
        var theirs = Gmt.Blocks(program, points, Geometry).OrderBy(block => Geometry.NodeAt(block[0], block[1])).ToArray();
        Assert.Equal(theirs.Length, ours.Count);
        Assert.InRange(ours.Count, 500, 651);
        for (var i = 0; i < theirs.Length; i++)
        {
            Assert.Equal(theirs[i][0], ours.X[i], 1e-6);
            Assert.Equal(theirs[i][1], ours.Y[i], 1e-6);
            Assert.Equal(theirs[i][2], ours.Values[i], 1e-4);
        }
    }

    [Fact]
    public void Duplicates_with_different_values_become_one()
    {
        var points = new PointSet([500_410, 500_410, 500_410], [6_799_700, 6_799_700, 6_799_700], [1, 2, 9], "field", "mGal", Crs.Local);
        var mean = BlockPoints.Of(points, Geometry);
        Assert.Equal((1, 4f), (mean.Count, mean.Values[0]));
        Assert.Equal(500_410, mean.X[0], 1e-6);
        Assert.Equal(6_799_700, mean.Y[0], 1e-6);
        Assert.Equal(2f, BlockPoints.Of(points, Geometry, BlockReduction.Median).Values[0]);
        Assert.Same(points, BlockPoints.Of(points, Geometry, BlockReduction.None));
    }

    [Fact]
    public void Lone_points_stay_where_they_are_on_a_turned_grid_and_those_outside_are_left_out()
    {
        var turned = Geometry with { RotationDegrees = 30 };
        var inside = turned.Position(7, 11);
        var points = new PointSet([inside.X + 31, 490_000], [inside.Y - 44, 6_790_000], [3, 4], "field", "mGal", Crs.Local);
        var blocks = BlockPoints.Of(points, turned);
        Assert.Equal(1, blocks.Count);
        Assert.Equal(points.X[0], blocks.X[0], 1e-6);
        Assert.Equal(points.Y[0], blocks.Y[0], 1e-6);
        Assert.Equal(3f, blocks.Values[0]);
    }

    [Fact]
    public void Numbers_that_are_none_and_other_systems_are_refused()
    {
        var points = Scatter(10, Geometry);
        points.Values[6] = float.NaN;
        Assert.Contains("expected finite numbers; point 7 of 10", Assert.Throws<InvalidDataException>(() => BlockPoints.Of(points, Geometry)).Message);
        Assert.Contains("the points are in", Assert.Throws<InvalidDataException>(() => BlockPoints.Of(Scatter(9, Geometry) with { Crs = Crs.Pulkovo1942GaussKruger25 }, Geometry)).Message);
    }
}
