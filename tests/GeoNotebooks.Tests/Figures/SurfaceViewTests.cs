using GeoNotebooks.Figures;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class SurfaceViewTests
{
    [Theory]
    [InlineData(180, 1, 0, 0, 1)]
    [InlineData(270, 0, 1, -1, 0)]
    [InlineData(0, -1, 0, 0, -1)]
    [InlineData(90, 0, -1, 1, 0)]
    public void From_above_the_ground_is_turned_so_that_the_eye_is_below(double azimuth, double eastX, double eastY, double northX, double northY)
    {
        var view = new SurfaceView(azimuth, 90);
        Assert.Equal((eastX, eastY), Round(view.Place(1, 0, 0)));
        Assert.Equal((northX, northY), Round(view.Place(0, 1, 0)));
        Assert.Equal((0, 0), Round(view.Place(0, 0, 1)));
    }

    [Fact]
    public void From_aside_heights_are_drawn_upwards_and_distance_is_foreshortened()
    {
        var view = new SurfaceView(180, 30);
        Assert.Equal((0, Math.Round(Math.Sqrt(0.75), 9)), Round(view.Place(0, 0, 1)));
        Assert.Equal((0, 0.5), Round(view.Place(0, 1, 0)));
        Assert.Equal((1, 0), Round(view.Place(1, 0, 0)));
    }

    [Fact]
    public void A_step_along_the_line_of_sight_moves_nothing_on_paper()
    {
        // From the south-west, 30 degrees high, the line of sight goes to the north-east and down.
        var view = new SurfaceView(225, 30);
        var (level, down) = (Math.Sqrt(0.75), -0.5);
        Assert.Equal((0, 0), Round(view.Place(level * Math.Sqrt(0.5), level * Math.Sqrt(0.5), down)));
        Assert.Equal(1, view.Depth(level * Math.Sqrt(0.5), level * Math.Sqrt(0.5), down), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(180)]
    [InlineData(225)]
    [InlineData(300)]
    public void Each_cell_comes_after_those_straight_behind_it(double azimuth)
    {
        var view = new SurfaceView(azimuth, 30);
        var order = view.FarToNear(4, 6).ToList();
        Assert.Equal(24, order.Distinct().Count());
        for (var i = 0; i < order.Count; i++)
            for (var j = i + 1; j < order.Count; j++)
            {
                // A later cell is never farther both ways, nor farther one way and level the other.
                var (east, south) = (order[j].Column - order[i].Column, order[j].Row - order[i].Row);
                var (farther, level) = (view.Depth(east, -south, 0), Math.Abs(view.Place(east, -south, 0).X) < 1e-9);
                Assert.False(level && farther > 1e-9, $"{order[j]} lies behind {order[i]}");
            }
    }

    private static (double X, double Y) Round((double X, double Y) at) => (Math.Round(at.X, 9) + 0, Math.Round(at.Y, 9) + 0);
}
