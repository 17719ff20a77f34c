using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class FlaggedLinesTests
{
    /// <summary>The lines through the crosses of a picture whose cells are 100 m and whose first node lies at 0 E, 0 N.</summary>
    private static IReadOnlyList<LineString> Trace(params string[] picture) => FlaggedLines.Of(
        new GridGeometry(picture.Length, picture[0].Length, 0, 0, 100, 100, Crs.Pulkovo1942GaussKruger25), [.. string.Concat(picture).Select(sign => sign == 'x')]);

    [Fact]
    public void A_straight_row_is_one_line_between_its_ends()
    {
        var line = Assert.Single(Trace("......", ".xxxx.", "......"));
        Assert.Equal([new Coordinate(100, -100), new Coordinate(200, -100), new Coordinate(300, -100), new Coordinate(400, -100)], line.Coordinates);
    }

    [Fact]
    public void Steps_are_cut_neither_into_triangles_nor_into_pieces()
    {
        Assert.Equal(300 + Math.Sqrt(2) * 100, Assert.Single(Trace("xxx..", "...xx")).Length, 1e-9);
        // The corner joins the two, so that there is no short cut from one to the other.
        Assert.Equal(400, Assert.Single(Trace("xxx", "..x", "..x")).Length, 1e-9);
        Assert.Equal(300 * Math.Sqrt(2), Assert.Single(Trace("...x", "..x.", ".x..", "x...")).Length, 1e-9);
    }

    [Fact]
    public void Lines_end_at_a_junction()
    {
        var lines = Trace("xxxxx", "..x..", "..x..");
        Assert.Equal([200.0, 200.0, 200.0], lines.Select(line => line.Length));
        Assert.All(lines, line => Assert.True(line.StartPoint.Coordinate.Equals(new Coordinate(200, 0)) || line.EndPoint.Coordinate.Equals(new Coordinate(200, 0))));
    }

    [Fact]
    public void A_ring_is_closed_and_a_lone_node_is_no_line()
    {
        var ring = Assert.Single(Trace("xxx..", "x.x..", "xxx.x"));
        Assert.True(ring.IsClosed);
        Assert.Equal(800, ring.Length, 1e-9);
        Assert.Empty(Trace("....", ".x..", "...."));
    }

    [Fact]
    public void Flags_of_another_grid_are_refused() => Assert.Throws<ArgumentException>(
        () => FlaggedLines.Of(new GridGeometry(2, 2, 0, 0, 100, 100, Crs.Pulkovo1942GaussKruger25), new bool[3]));
}
