using System.Globalization;
using System.Text;
using CsCheck;
using GeoNotebooks.Surveys.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Surveys.Formats;

public sealed class TableNumberTests
{
    private static bool Read(string text, char mark, out double value) => TableNumber.TryRead(Encoding.UTF8.GetBytes(text), (byte)mark, out value);

    [Fact]
    public void Every_double_comes_back_to_the_last_bit() => Gen.OneOf(Gen.Double, Gen.Double[-1e7, 1e7], Gen.Float.Select(f => (double)f)).Where(double.IsFinite).Sample(expected =>
    {
        foreach (var format in (string[])["R", "E16", "F6"])
        {
            var text = expected.ToString(format, CultureInfo.InvariantCulture);
            if (text.Length > 60)
                continue;
            var framework = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.True(Read(text, '.', out var value), text);
            Assert.Equal(framework, value);
            Assert.True(Read(text.Replace('.', ','), ',', out value), text);
            Assert.Equal(framework, value);
        }
    });

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("61°38'49\"")]
    public void What_is_no_number_is_refused(string text) => Assert.False(Read(text, '.', out _));

    [Theory]
    [InlineData("1 234", true)]
    [InlineData("1 234 567,89", true)]
    [InlineData("-1,234.5", true)]
    [InlineData("1'234", true)]
    [InlineData("1\u00A0234", true)]
    [InlineData("1.234.567,8", true)]
    [InlineData("12345", false)]
    [InlineData("1234 567", false)]
    [InlineData("12.5", false)]
    [InlineData("1,23", false)]
    [InlineData("01.02.2003", false)]
    [InlineData("P-55", false)]
    public void Groups_of_thousands_are_seen(string text, bool expected) => Assert.Equal(expected, TableNumber.HasThousands(text));
}
