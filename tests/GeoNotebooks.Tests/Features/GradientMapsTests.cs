using GeoNotebooks.Features;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class GradientMapsTests
{
    /// <summary>All steepnesses, and units so small or large that a float cannot hold their squares.</summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(1e-25f)]
    [InlineData(1e25f)]
    public void Equal_double_precision(float unit)
    {
        var random = new Random(3);
        float[] Values(float steepness) => [.. Enumerable.Range(0, 1003).Select(i => unit * MathF.Pow(10, steepness * (i % 7 - 3)) * (random.NextSingle() - 0.5f))];
        var (east, north, up) = (Values(0), Values(0), Values(0.7f));
        var (length, tilt) = (new float[east.Length], new float[east.Length]);

        GradientMaps.Length(east, north, up, length);
        GradientMaps.Tilt(east, north, up, 0, tilt);

        for (var i = 0; i < east.Length; i++)
        {
            var level = double.Hypot(east[i], north[i]);
            Assert.Equal(1, length[i] / double.Hypot(level, up[i]), 3e-7);
            Assert.Equal(Math.Atan2(-up[i], level) * 180 / Math.PI, tilt[i], 2e-5);
        }
    }

    [Fact]
    public void No_gradient_has_no_tilt_and_blank_stays_blank()
    {
        var tilt = new float[5];

        GradientMaps.Tilt([0, float.NaN, 0, 0, 0.1f], [0, 0, 0, 0, 0.1f], [0, 1, 2, -2, -0.2f], 0.25f, tilt);

        Assert.Equal([0, float.NaN, -90, 90, 0], tilt);
    }
}
