using CsCheck;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class GridGeometryTests
{
    /// <summary>4 rows, 3 columns, 10 wide and 20 high, turned by the angle of the triangle 3, 4, 5: its rows run 4 east and 3 north.</summary>
    private static readonly GridGeometry Turned = new(4, 3, 1_000, 2_000, 10, 20, Crs.Local) { RotationDegrees = Math.Atan2(3, 4) * 180 / Math.PI };

    [Fact]
    public void Rows_of_a_rotated_grid_turn_counter_clockwise_about_its_first_node()
    {
        Same(1_000, 2_000, Turned.Position(0, 0));
        Same(1_016, 2_012, Turned.Position(0, 2));
        Same(1_036, 1_952, Turned.Position(3, 0));
        Same(1_052, 1_964, Turned.Position(3, 2));
    }

    [Fact]
    public void Bounds_of_a_rotated_grid_are_its_envelope()
    {
        // Corners lie half a cell out: -4 - 6, ... from the nodes above.
        var bounds = Turned.Bounds;
        Assert.Equal((990.0, 1_062.0, 1_941.0, 2_023.0), (Math.Round(bounds.MinX, 9), Math.Round(bounds.MaxX, 9), Math.Round(bounds.MinY, 9), Math.Round(bounds.MaxY, 9)));
    }

    [Fact]
    public void Quarter_turns_are_exact()
    {
        var geometry = Turned with { RotationDegrees = 90 };
        Same(1_000, 2_020, geometry.Position(0, 2), 0);
        Same(1_060, 2_000, geometry.Position(3, 0), 0);
    }

    [Fact]
    public void Points_are_found_again_at_any_angle() =>
        Gen.Select(Gen.Double[-360, 360], Gen.Int[0, 11], Gen.Int[0, 6], Gen.Double[-0.49, 0.49], Gen.Double[-0.49, 0.49]).Sample((angle, row, column, down, along) =>
        {
            var geometry = new GridGeometry(12, 7, 500, -300, 25, 40, Crs.Local) { RotationDegrees = angle };
            var (at, east, south) = (geometry.Position(row, column), geometry.Position(row, column + 1), geometry.Position(row + 1, column));
            var (x, y) = (at.X + along * (east.X - at.X) + down * (south.X - at.X), at.Y + along * (east.Y - at.Y) + down * (south.Y - at.Y));
            Assert.True(geometry.TryLocate(x, y, out var foundRow, out var foundColumn));
            Assert.Equal((row, column), (foundRow, foundColumn));
            Assert.True(geometry.Bounds.Contains(x, y));
        });

    [Fact]
    public void Values_between_the_nodes_of_a_rotated_grid_are_bilinear()
    {
        var grid = new Grid(Turned, [.. Enumerable.Range(0, 12).Select(i => (float)(100 * (i / 3) + i % 3))], "a", "1");
        var (from, to) = (Turned.Position(1, 1), Turned.Position(2, 2));
        Assert.Equal(151.5f, grid.At(new((from.X + to.X) / 2, (from.Y + to.Y) / 2)), 1e-3f);
    }

    [Fact]
    public void Window_of_a_rotated_grid_keeps_its_nodes()
    {
        var window = Turned.Window(1, 1, 2, 2);
        Assert.Equal(Turned.RotationDegrees, window.RotationDegrees);
        var expected = Turned.Position(2, 2);
        Same(expected.X, expected.Y, window.Position(1, 1));
    }

    [Fact]
    public void What_has_no_meaning_for_a_rotated_grid_says_so()
    {
        foreach (Func<double> ask in new Func<double>[] { () => Turned.X(1), () => Turned.Y(1), () => Turned.East, () => Turned.South, () => Turned.RowAt(1), () => Turned.ColumnAt(1) })
            Assert.Equal(
                "expected a grid whose rows run east; this one is rotated by 36.8699 degrees: resample it onto an unrotated grid first",
                Assert.Throws<InvalidDataException>(() => ask()).Message);
        Assert.Throws<ArgumentException>(() => Turned with { RotationDegrees = double.NaN });
    }

    [Fact]
    public void Rotation_tells_grids_apart()
    {
        Assert.NotEqual(Turned, Turned with { RotationDegrees = 0 });
        Assert.Equal(Turned, Turned with { RotationDegrees = Turned.RotationDegrees });
        Assert.Contains("rotated by 36.8699 degrees", Assert.Throws<InvalidDataException>(() =>
            new Grid(Turned with { RotationDegrees = 0 }, new float[12], "a", "1").RequireSameNodes(Turned, "b")).Message);
    }

    private static void Same(double x, double y, NetTopologySuite.Geometries.Coordinate found, double tolerance = 1e-9)
    {
        Assert.Equal(x, found.X, tolerance);
        Assert.Equal(y, found.Y, tolerance);
    }
}
