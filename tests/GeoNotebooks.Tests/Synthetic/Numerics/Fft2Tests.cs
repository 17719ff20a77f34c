using GeoNotebooks.Synthetic.Numerics;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic.Numerics;

public sealed class Fft2Tests
{
    [Theory]
    [InlineData(6, 20)]
    [InlineData(30, 16)]
    [InlineData(45, 12)]
    public void Transform_is_the_sum_that_defines_it_and_is_undone(int rows, int columns)
    {
        var random = RandomStream.For(1, "transform");
        double[] re = [.. Enumerable.Range(0, rows * columns).Select(_ => random.Normal())], im = [.. Enumerable.Range(0, rows * columns).Select(_ => random.Normal())];
        double[] foundRe = [.. re], foundIm = [.. im];
        Fft2.Forward(foundRe, foundIm, rows, columns);
        for (var ky = 0; ky < rows; ky++)
            for (var kx = 0; kx < columns; kx++)
            {
                double sumRe = 0, sumIm = 0;
                for (var i = 0; i < re.Length; i++)
                {
                    var (sin, cos) = Math.SinCos(-2 * Math.PI * ((double)ky * (i / columns) / rows + (double)kx * (i % columns) / columns));
                    sumRe += re[i] * cos - im[i] * sin;
                    sumIm += re[i] * sin + im[i] * cos;
                }
                Assert.Equal(sumRe, foundRe[ky * columns + kx], 1e-9);
                Assert.Equal(sumIm, foundIm[ky * columns + kx], 1e-9);
            }
        Fft2.Inverse(foundRe, foundIm, rows, columns);
        Assert.All(Enumerable.Range(0, re.Length), i => Assert.Equal((re[i], im[i]), (foundRe[i], foundIm[i]), Near));
    }

    [Fact]
    public void Length_with_another_factor_is_refused() =>
        Assert.Contains("factors 2, 3 and 5; found 14", Assert.Throws<ArgumentException>(() => Fft2.Forward(new double[14 * 14], new double[14 * 14], 14, 14)).Message);

    private static bool Near((double Re, double Im) a, (double Re, double Im) b) => Math.Abs(a.Re - b.Re) < 1e-12 && Math.Abs(a.Im - b.Im) < 1e-12;
}
