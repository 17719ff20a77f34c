using CsCheck;
using GeoNotebooks.Kernel.Jupyter;

namespace GeoNotebooks.Kernel.Tests.Jupyter;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("abc", 2, 2)]
    [InlineData("😀a", 1, 2)]
    [InlineData("я😀я😀", 3, 4)]
    [InlineData("я😀я😀", 4, 6)]
    [InlineData("abc", 99, 3)]
    [InlineData("abc", -1, 0)]
    [InlineData("", 0, 0)]
    [InlineData("\ud800a", 1, 1)]
    public void CountsCodePoints(string text, int position, int index) => Assert.Equal(index, CodePoints.ToUtf16(text, position));

    [Fact]
    public void ThereAndBackIsTheSame() =>
        Gen.Select(Gen.OneOf(Gen.Const("a"), Gen.Const("я"), Gen.Const("😀"), Gen.Const("\n"), Gen.Const("𝔸")).Array[0, 20], Gen.Double[0, 1]).Sample((pieces, share) =>
        {
            var (text, position) = (string.Concat(pieces), (int)(share * pieces.Length));
            return CodePoints.FromUtf16(text, CodePoints.ToUtf16(text, position)) == position && CodePoints.ToUtf16(text, position) == pieces.Take(position).Sum(piece => piece.Length);
        });
}
