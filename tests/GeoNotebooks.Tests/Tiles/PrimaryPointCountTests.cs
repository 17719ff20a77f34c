using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Tiles;

public sealed class PrimaryPointCountTests
{
    private static readonly GridGeometry Geometry = new(10, 12, 1000, 5000, 200, 200, Crs.Local);

    [Fact]
    public void Counts_equal_a_search_through_all_points()
    {
        var random = new Random(2);
        var (x, y) = (Draw(900, 3400), Draw(3000, 5200));
        TilePosition[] tiles = [new(0, 0), new(6, 8), new(3, 2), new(2, 7)];
        var counts = tiles.Select(tile => Enumerable.Range(0, 500).Count(i =>
            Geometry.TryLocate(x[i], y[i], out var row, out var column) && row >= tile.Row && row < tile.Row + 4 && column >= tile.Column && column < tile.Column + 4)).ToList();
        Assert.Equal(
            new("gravity", counts.Average(), counts.Min(), counts.Max()),
            PrimaryPointCount.Of(new(x, y, new float[500], "gravity", "mGal", Crs.Local), Geometry, tiles, 4));

        double[] Draw(double from, double to) => [.. Enumerable.Range(0, 500).Select(_ => from + (to - from) * random.NextDouble())];
    }

    [Fact]
    public void Point_counts_in_each_of_the_overlapping_tiles_that_hold_it()
    {
        var labels = new TargetLabels(Geometry, new sbyte[Geometry.Count], "body");
        // Starts at rows 0, 2, 4, 6 and columns 0, 2, 4, 6, 8: half the side apart. Row 5, column 5 lies in two of each, the first node in one tile alone.
        var tiles = TileSampler.PositionsOf(labels, new(4, 2, 0));
        Assert.Equal(20, tiles.Count);
        Assert.Equal(4.0 / 20, Mean(5, 5));
        Assert.Equal(1.0 / 20, Mean(0, 0));

        double Mean(int row, int column) =>
            PrimaryPointCount.Of(new([Geometry.X(column)], [Geometry.Y(row)], [1], "gravity", "mGal", Crs.Local), Geometry, tiles, 4).Mean;
    }

    [Fact]
    public void Other_systems_and_tiles_off_the_grid_are_refused()
    {
        var points = new PointSet([], [], [], "gravity", "mGal", Crs.Local);
        Assert.Contains("EPSG:32650", Assert.Throws<InvalidDataException>(() => PrimaryPointCount.Of(points with { Crs = Crs.Wgs84Utm50North }, Geometry, [new(0, 0)], 4)).Message);
        Assert.Contains("leaves the grid", Assert.Throws<ArgumentException>(() => PrimaryPointCount.Of(points, Geometry, [new(7, 0)], 4)).Message);
        Assert.Contains("at least one tile", Assert.Throws<ArgumentException>(() => PrimaryPointCount.Of(points, Geometry, [], 4)).Message);
    }
}
