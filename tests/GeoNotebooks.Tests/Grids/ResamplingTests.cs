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

    [Fact]
    public void Plane_is_kept_on_coarser_nodes_too()
    {
        var found = Plane().Resample(new(3, 2, 1900, 8200, 1100, 1200, Crs.Local));
        Assert.Equal(ResamplingMethod.AreaMean, found.Report.Method);
        foreach (var (row, column) in new[] { (0, 0), (1, 1), (2, 0) })
            Assert.Equal(2e-3 * found.Grid.Geometry.X(column) - 3e-3 * found.Grid.Geometry.Y(row), found.Grid[row, column], 1e-4);
    }

    /// <summary>A wave of 2.3 nodes along the rows, sampled at every 2nd node without averaging, would come back at full height as a wave of 15 nodes.</summary>
    [Fact]
    public void Waves_that_coarser_nodes_cannot_carry_are_averaged_out()
    {
        var fine = new GridGeometry(20, 200, 0, 0, 100, 100, Crs.Local);
        var wave = new Grid(fine, [.. Enumerable.Range(0, fine.Count).Select(i => MathF.Cos(2 * MathF.PI * (i % 200) / 2.3f))], "wave", "nT");
        var coarse = wave.OnNodesOf(new(3, 20, 450, -450, 700, 400, Crs.Local));
        Assert.InRange(coarse.Values.Max(Math.Abs), 0, 0.12);
        Assert.InRange(Enumerable.Range(0, 20).Max(c => Math.Abs(wave[4, 4 + 7 * c])), 0.9, 1);
    }

    /// <summary>A wave of 40 nodes loses what the mean over 7 of them takes: sin(pi 7/40) / (pi 7/40).</summary>
    [Fact]
    public void Longer_waves_lose_what_a_mean_over_the_cell_takes()
    {
        var fine = new GridGeometry(30, 300, 0, 0, 100, 100, Crs.Local);
        var wave = new Grid(fine, [.. Enumerable.Range(0, fine.Count).Select(i => (float)Math.Cos(2 * Math.PI * (i % 300 - 20) / 40.0))], "wave", "nT");
        var coarse = wave.OnNodesOf(new(2, 3, 2000, -1000, 700, 100, Crs.Local));
        Assert.Equal(Math.Sin(Math.PI * 7 / 40) / (Math.PI * 7 / 40), coarse[0, 0], 0.005);
    }

    /// <summary>Both turned by the angle of the triangle 3, 4, 5, one way and the other; the plane rises differently along each axis.</summary>
    [Theory]
    [InlineData(400.0, 500.0)]
    [InlineData(1200.0, 900.0)]
    public void Rotated_grids_keep_a_plane(double width, double height)
    {
        var angle = Math.Atan2(3, 4) * 180 / Math.PI;
        var turned = Coarse with { Rows = 30, Columns = 33, RotationDegrees = angle };
        var source = new Grid(turned, [.. Enumerable.Range(0, turned.Count).Select(i => turned.Position(i / 33, i % 33)).Select(p => (float)(2e-3 * p.X - 3e-3 * p.Y))], "plane", "nT");
        var middle = turned.Position(13, 14);
        var target = new GridGeometry(3, 2, middle.X, middle.Y, width, height, Crs.Local) { RotationDegrees = -angle / 2 };
        var found = source.Resample(target);
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 2; column++)
                Assert.Equal(2e-3 * target.Position(row, column).X - 3e-3 * target.Position(row, column).Y, found.Grid[row, column], 1e-3);
    }

    [Fact]
    public void A_report_says_what_was_done_and_warns_of_cells_finer_than_the_survey()
    {
        var finer = Plane().Resample(new(11, 13, 1000, 9000, 150, 125, Crs.Local)).Report;
        Assert.Equal((400.0, 500.0, 150.0, 125.0, ResamplingMethod.Bilinear, 1.0), (finer.SourceCellWidth, finer.SourceCellHeight, finer.TargetCellWidth, finer.TargetCellHeight, finer.Method, finer.FilledShare));
        Assert.Contains("4 times finer than the source's: a finer cell does not make a finer survey", finer.Warning);
        Assert.Null(Plane().Resample(new(3, 4, 1000, 9000, 250, 300, Crs.Local)).Report.Warning);
        Assert.Equal(ResamplingMethod.SameNodes, Plane().Resample(Coarse).Report.Method);
        // 3 rows from 4600 down, of which the grid, which ends at 5000 less half a cell, reaches the first alone at 4800.
        var beyond = Plane().Resample(new(4, 3, 2000, 4800, 400, 500, Crs.Local)).Report;
        Assert.Equal(0.25, beyond.FilledShare);
        Assert.Contains("do the two overlap?", Plane().Resample(Coarse with { West = 90_000 }).Report.Warning);
    }

    [Fact]
    public void A_mean_wants_values_on_half_of_its_cell()
    {
        var fine = new GridGeometry(40, 40, 0, 0, 100, 100, Crs.Local);
        Grid West(int blankColumns) => new(fine, [.. Enumerable.Range(0, fine.Count).Select(i => i % 40 < blankColumns ? float.NaN : 7f)], "half", "nT");
        var node = new GridGeometry(1, 2, 1000, -1000, 1000, 1000, Crs.Local);
        Assert.Equal(7, West(9).OnNodesOf(node)[0, 0]);
        Assert.True(float.IsNaN(West(13).OnNodesOf(node)[0, 0]));
        Assert.Equal(7, West(13).OnNodesOf(node)[0, 1]);
    }
}
