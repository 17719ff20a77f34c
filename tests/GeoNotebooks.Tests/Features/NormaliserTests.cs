using System.Text.Json;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class NormaliserTests
{
    private static readonly GridGeometry Line = new(1, 7, 0, 0, 200, 200, Crs.Local);

    private static readonly FeatureStack Stack = new([
        new(Line, [1, 2, 3, 4, 5, 1e6f, float.NaN], "gravity", "mGal"),
        new(Line, [0, 0, 0, 0, 4, 9, 9], "antimony", "ppm")]);

    private static readonly bool[] FirstFive = [true, true, true, true, true, false, false];

    [Fact]
    public void Median_and_scale_come_from_the_mask_alone()
    {
        var channel = Normaliser.Fit(Stack, FirstFive).Channels[0];
        Assert.Equal(3, channel.Median, 1e-12);
        Assert.Equal(2 / 1.349, channel.Scale, 1e-12);
        Assert.Equal("mGal", channel.Unit);
    }

    [Fact]
    public void Values_are_scaled_clipped_and_holes_become_zero()
    {
        var values = Normaliser.Fit(Stack, FirstFive).Apply(Stack);
        Assert.Equal(-1.349f, values[0], 1e-6);
        Assert.Equal(0, values[2]);
        Assert.Equal(Normaliser.Limit, values[5]);
        Assert.Equal(0, values[6]);
    }

    // Quartiles 0 and 0: the standard deviation of 0, 0, 0, 0, 4 is 1.6.
    [Fact]
    public void Mostly_equal_values_take_the_standard_deviation() =>
        Assert.Equal(1.6, Normaliser.Fit(Stack, FirstFive).Channels[1].Scale, 1e-12);

    [Fact]
    public void Channels_are_found_by_name()
    {
        var normaliser = Normaliser.Fit(Stack, FirstFive);
        Assert.Equal(normaliser.Apply(Stack), normaliser.Apply(Stack.Select("antimony", "gravity")));
    }

    [Fact]
    public void Normaliser_survives_json()
    {
        var normaliser = Normaliser.Fit(Stack, FirstFive);
        var read = JsonSerializer.Deserialize<Normaliser>(JsonSerializer.Serialize(normaliser, JsonFormat.Indented), JsonFormat.Indented)!;
        Assert.Equal(normaliser.Channels, read.Channels);
    }

    [Fact]
    public void Channel_without_information_is_refused()
    {
        Assert.Contains("'antimony'", Assert.Throws<InvalidDataException>(() => Normaliser.Fit(Stack, [true, true, true, false, false, false, false])).Message);
        Assert.Contains("'gravity'", Assert.Throws<InvalidDataException>(() => Normaliser.Fit(Stack, [false, false, false, false, false, false, true])).Message);
        Assert.Contains("7 nodes", Assert.Throws<ArgumentException>(() => Normaliser.Fit(Stack, [true])).Message);
    }
}
