using GeoNotebooks.Figures;
using SkiaSharp;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class SheetTests
{
    [Theory]
    [InlineData("Колыма, Омчак: гранитоиды ЁёЪъ")]
    [InlineData("nT, mGal, km\u00b2, \u03bc, 10\u207b\u2075, \u2212 \u00b7")]
    public void The_typeface_has_every_glyph(string text)
    {
        using var font = new SKFont(Typeface.Regular, 12);
        using var bold = new SKFont(Typeface.Bold, 12);
        Assert.DoesNotContain((ushort)0, font.GetGlyphs(text));
        Assert.DoesNotContain((ushort)0, bold.GetGlyphs(text));
    }

    [Fact]
    public void Cyrillic_letters_are_drawn_and_differ()
    {
        var (zhe, shcha) = (Drawn("Ж"), Drawn("Щ"));
        Assert.InRange(zhe.Count(colour => colour != SKColors.White), 40, 1200);
        Assert.NotEqual(zhe, shcha);

        static SKColor[] Drawn(string text)
        {
            using var surface = SKSurface.Create(new SKImageInfo(40, 40));
            surface.Canvas.Clear(SKColors.White);
            new Sheet(surface.Canvas, 1).Text(text, 4, 32, 28, SKColors.Black);
            using var image = surface.Snapshot();
            using var bitmap = SKBitmap.FromImage(image);
            return bitmap.Pixels;
        }
    }

    [Fact]
    public void ScottPlot_finds_the_typeface_for_its_own_text()
    {
        Typeface.Register();
        Typeface.Register();
        Assert.Equal("DejaVu Sans", ScottPlot.Fonts.GetTypeface(Typeface.Family, bold: false, italic: false).FamilyName);
        Assert.Single(ScottPlot.Fonts.FontResolvers, resolver => resolver.GetType().Assembly == typeof(Figure).Assembly);
    }

    [Fact]
    public void Wrapped_lines_fit_and_lose_nothing()
    {
        const string text = "A title that is much too long for its line, with averyveryverylongwordwithoutasinglespace in it";
        var lines = Sheet.Wrap(text, 120, 12);
        Assert.All(lines, line => Assert.True(Sheet.WidthOf(line, 12) <= 120, line));
        Assert.Equal(text.Replace(" ", ""), string.Concat(lines).Replace(" ", ""));
        Assert.Empty(Sheet.Wrap("  ", 120, 12));
    }
}
