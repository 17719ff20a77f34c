using GeoNotebooks.Figures;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0.30000000000000004, 0.1, "0.3")]
    [InlineData(-20, 10, "\u221220")]
    [InlineData(-1e-17, 0.05, "0.00")]
    [InlineData(25_540, 20, "25540")]
    [InlineData(0.0005, 0.0005, "0.0005")]
    [InlineData(3e-7, 1e-7, "3e\u22127")]
    public void Ticks_have_the_decimals_of_their_step(double value, double step, string expected) => Assert.Equal(expected, NumberText.OfStep(value, step));

    [Theory]
    [InlineData(123456.789, 4, 123500)]
    [InlineData(-0.000123456, 3, -0.000123)]
    [InlineData(0, 3, 0)]
    [InlineData(9.9996, 4, 10)]
    [InlineData(1.23456e-20, 3, 1.23e-20)]
    public void Rounding_keeps_significant_digits(double value, int digits, double expected) => Assert.Equal(expected, NumberText.Round(value, digits));

    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(1, 1)]
    [InlineData(1.1, 2)]
    [InlineData(3, 5)]
    [InlineData(51, 100)]
    [InlineData(0.021, 0.05)]
    public void Steps_are_round(double atLeast, double expected) => Assert.Equal(expected, PlotAxes.RoundStep(atLeast), 1e-12);
}
