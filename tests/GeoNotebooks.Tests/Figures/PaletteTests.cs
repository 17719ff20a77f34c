using GeoNotebooks.Figures;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class PaletteTests
{
    public static TheoryData<string> Sequential => ["viridis", "magma", "inferno", "cividis", "probability", "greys"];

    private static Palette Named(string name) => name switch
    {
        "viridis" => Palette.Viridis,
        "magma" => Palette.Magma,
        "inferno" => Palette.Inferno,
        "cividis" => Palette.Cividis,
        "probability" => Palette.Probability,
        _ => Palette.Greys,
    };

    [Theory]
    [MemberData(nameof(Sequential))]
    public void A_sequential_palette_changes_lightness_one_way_only(string name)
    {
        var lightness = Enumerable.Range(0, 65).Select(i => Named(name).At(i / 64.0).Lightness).ToArray();
        var sign = Math.Sign(lightness[^1] - lightness[0]);
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(sign * (pair.Second - pair.First) > -0.35, $"{pair.First} then {pair.Second}"));
        Assert.True(Math.Abs(lightness[^1] - lightness[0]) > 55);
    }

    [Fact]
    public void The_diverging_palette_is_lightest_in_its_middle()
    {
        var lightness = Enumerable.Range(0, 65).Select(i => Palette.BlueWhiteRed.At(i / 64.0).Lightness).ToArray();
        Assert.Equal(32, Array.IndexOf(lightness, lightness.Max()), 1.0);
        Assert.All(Enumerable.Range(0, 32), i => Assert.True(lightness[i] <= lightness[i + 1] + 0.01 && lightness[64 - i] <= lightness[63 - i] + 0.01));
        Assert.True(Palette.BlueWhiteRed.CentredOnZero);
    }

    /// <summary>Middle colours that matplotlib 3 gives for its own tables of 256.</summary>
    [Theory]
    [InlineData("viridis", "#21918c")]
    [InlineData("magma", "#b73779")]
    [InlineData("inferno", "#bc3754")]
    [InlineData("cividis", "#7c7b78")]
    public void Between_control_points_the_published_tables_are_met(string name, string published) =>
        Picture.Near(published, Named(name).At(0.5), tolerance: 6);

    [Fact]
    public void Beyond_the_ends_are_the_end_colours()
    {
        Assert.Equal((Rgb)"#440154", Palette.Viridis.At(-3));
        Assert.Equal((Rgb)"#fde725", Palette.Viridis.At(double.PositiveInfinity));
    }

    [Fact]
    public void One_control_point_is_refused() =>
        Assert.Contains("two control points", Assert.Throws<ArgumentException>(() => new Palette("one", false, "#000000")).Message);
}
