using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class PointSetTests
{
    [Fact]
    public void Bounds_hold_every_point_and_no_more()
    {
        var bounds = new PointSet([5, -2, 3], [10, 40, 20], [1, 2, 3], "field", "nT", Crs.Local).Bounds;
        Assert.Equal((-2, 5, 10, 40), (bounds.MinX, bounds.MaxX, bounds.MinY, bounds.MaxY));
    }

    [Fact]
    public void No_points_have_no_bounds() => Assert.True(new PointSet([], [], [], "field", "nT", Crs.Local).Bounds.IsNull);
}
