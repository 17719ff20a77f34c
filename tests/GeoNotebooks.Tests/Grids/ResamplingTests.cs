using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class ResamplingTests
{
    private static readonly GridGeometry Coarse = new(9, 11, 1000, 9000, 400, 500, Crs.Local);

    private static Grid Plane() => new(Coarse, [.. Enumerable.Range(0, Coarse.Count).Select(i => (float)(2e-3 * Coarse.X(i % 11) - 3e-3 * Coarse.Y(i / 11)))], "plane", "nT");

    [Fact]
    public void Plane_is_kept_on_finer_nodes()
    {
        var fine = Plane().OnNodesOf(new(30, 35, 1050, 8890, 100, 125, Crs.Local));
        foreach (var (row, column) in new[] { (0, 0), (29, 34), (7, 21) })
            Assert.Equal(2e-3 * fine.Geometry.X(column) - 3e-3 * fine.Geometry.Y(row), fine[row, column], 1e-4);
    }

    [Fact]
    public void Beside_a_hole_the_nearest_node_serves_and_off_the_grid_nothing()
    {
        var grid = Plane();
        grid.Values[3 * 11 + 4] = float.NaN;
        var fine = grid.OnNodesOf(new(2, 3, Coarse.X(5) - 100, Coarse.Y(3), 100, 100, Crs.Local));
        Assert.Equal(grid[3, 5], fine[0, 0]);
        Assert.True(float.IsNaN(grid.OnNodesOf(Coarse with { West = 50_000 })[0, 0]));
        Assert.True(float.IsNaN(grid.OnNodesOf(Coarse)[3, 4]));
    }

    [Fact]
    public void Another_system_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Plane().OnNodesOf(Coarse with { Crs = Crs.Wgs84Utm50North }));
}
