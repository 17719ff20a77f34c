using GeoNotebooks.Figures;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class RgbTests
{
    /// <summary>L* of greys and primaries as tables of sRGB give it.</summary>
    [Theory]
    [InlineData("#000000", 0)]
    [InlineData("#ffffff", 100)]
    [InlineData("#777777", 50.03)]
    [InlineData("#ff0000", 53.24)]
    [InlineData("#00ff00", 87.73)]
    [InlineData("#0000ff", 32.30)]
    public void Lightness_follows_the_standard(string hex, double expected) => Assert.Equal(expected, Rgb.Parse(hex).Lightness, 0.02);

    [Fact]
    public void A_colour_survives_the_way_through_lab()
    {
        for (var i = 0; i < 256; i += 5)
        {
            var colour = new Rgb((byte)i, (byte)(255 - i), (byte)(i * 7 % 256));
            var (l, a, b) = colour.ToLab();
            Picture.Near(colour, Rgb.FromLab(l, a, b), tolerance: 1);
        }
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("")]
    public void Other_texts_are_refused_with_what_was_found(string text) =>
        Assert.Equal($"a colour is written as '#rrggbb'; found '{text}'", Assert.Throws<FormatException>(() => Rgb.Parse(text)).Message);
}
