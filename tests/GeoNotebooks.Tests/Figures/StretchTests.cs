using GeoNotebooks.Figures;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class StretchTests
{
    // 0 to 100 in steps of one, with a hole: the p-th percentile is p.
    private static readonly GeoNotebooks.Grids.Grid Ramp = Picture.GridOf(1, 102, (_, c) => c == 101 ? float.NaN : 100 - c);

    [Fact]
    public void Percentiles_of_a_ramp_are_known()
    {
        Assert.Equal((2, 98), Stretch.Percentile2To98.RangeOf(Ramp, false));
        Assert.Equal((0, 100), Stretch.Full.RangeOf(Ramp, false));
        var (low, high) = Stretch.Percentiles(12.5, 50).RangeOf(Ramp, false)!.Value;
        Assert.Equal((12.5, 50), (low, high));
    }

    [Fact]
    public void A_diverging_palette_gets_a_range_about_zero_unless_told_otherwise()
    {
        Assert.Equal((-100, 100), Stretch.Full.RangeOf(Ramp, true));
        Assert.Equal((-3, 7), Stretch.Between(-3, 7).RangeOf(Ramp, true));
    }

    [Fact]
    public void Equal_values_get_some_room_and_no_values_no_range()
    {
        var (low, high) = Stretch.Full.RangeOf(Picture.GridOf(2, 2, (_, _) => 5), false)!.Value;
        Assert.True(low < 5 && high > 5);
        Assert.Null(Stretch.Full.RangeOf(Picture.GridOf(2, 2, (_, _) => float.NaN), false));
    }

    [Fact]
    public void Ends_in_the_wrong_order_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Stretch.Between(1, 1));
        Assert.Throws<ArgumentException>(() => Stretch.Percentiles(50, 20));
    }
}
