using GeoNotebooks.Figures;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class HillshadeTests
{
    [Fact]
    public void Flat_ground_keeps_its_colours() =>
        Assert.All(new Hillshade().Shade(Picture.GridOf(5, 7, (_, _) => 3)), light => Assert.Equal(1, light, 1e-6));

    [Fact]
    public void A_slope_towards_the_light_is_bright_and_the_other_dark()
    {
        // A ridge from north to south: its west side faces a light in the west.
        var shade = new Hillshade(AzimuthDegrees: 270).Shade(Picture.GridOf(9, 21, (_, c) => -Math.Abs(c - 10)));
        Assert.True(shade[4 * 21 + 5] > 1.05);
        Assert.True(shade[4 * 21 + 15] < 0.95);
    }

    [Fact]
    public void Row_0_lies_in_the_north()
    {
        // Ground that falls to the north faces a light in the north.
        var shade = new Hillshade(AzimuthDegrees: 0).Shade(Picture.GridOf(9, 9, (r, _) => r));
        Assert.True(shade[40] > 1.05);
    }

    [Fact]
    public void Relief_on_other_nodes_is_refused()
    {
        var shade = new Hillshade { Relief = Picture.GridOf(4, 4, (_, _) => 0) };
        Assert.Throws<InvalidDataException>(() => shade.Shade(Picture.GridOf(5, 5, (_, _) => 0)));
    }
}
