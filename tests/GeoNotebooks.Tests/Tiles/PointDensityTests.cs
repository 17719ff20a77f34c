using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Tiles;

public sealed class PointDensityTests
{
    private static readonly GridGeometry Geometry = new(60, 50, 100, 11_900, 200, 200, Crs.Local);

    /// <summary>Four points a cell in the west, one in the east.</summary>
    private static PointSet Points()
    {
        var places = Enumerable.Range(0, Geometry.Count).SelectMany(node => Enumerable.Range(0, node % 50 < 25 ? 4 : 1).Select(k => (X: Geometry.X(node % 50) + 10 * k, Y: Geometry.Y(node / 50)))).ToList();
        return new([.. places.Select(place => place.X)], [.. places.Select(place => place.Y)], new float[places.Count], "points", "1", Crs.Local);
    }

    [Fact]
    public void Density_is_points_over_ground_wherever_the_tile_is_cut()
    {
        var density = PointDensity.Of(Points(), Geometry, [.. Enumerable.Repeat(true, Geometry.Count)], 2000);
        Assert.Equal("1/km2", density.Unit);
        // A cell is 0.04 km2.
        Assert.Equal(100, density[0, 0], 1e-3);
        Assert.Equal(100, density[30, 10], 1e-3);
        Assert.Equal(25, density[59, 49], 1e-3);
        Assert.Equal(62.5, density[30, 25], 1e-3);
    }

    [Fact]
    public void Ground_that_was_not_surveyed_does_not_thin_the_points()
    {
        bool[] ground = [.. Enumerable.Range(0, Geometry.Count).Select(node => node / 50 >= 30)];
        var density = PointDensity.Of(Points(), Geometry, ground, 2000);
        Assert.True(float.IsNaN(density[29, 10]));
        Assert.Equal(100, density[30, 10], 1e-3);
        Assert.Contains("bring both into one system", Assert.Throws<InvalidDataException>(
            () => PointDensity.Of(Points() with { Crs = Crs.Wgs84Utm50North }, Geometry, ground, 2000)).Message, StringComparison.Ordinal);
    }
}
