using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>The contractor's wavenumber-domain transforms (Blakely 1995, ch. 12), on the torus.</summary>
internal static class Derivatives
{
    /// <summary>Derivatives downward (the sense in which a field grows towards its sources), eastward and northward, per kilometre.</summary>
    public static (float[] Vertical, float[] East, float[] North) Of(Torus torus, float[] field)
    {
        var (re, im) = Transform(torus, field);
        // Two real results share one inverse transform: the first in the real part, the second in the imaginary part.
        var (east, north) = Inverse(torus, re, im, (kx, ky, _) => (0, kx), (kx, ky, _) => (0, ky));
        var (vertical, _) = Inverse(torus, re, im, (_, _, k) => (k, 0), (_, _, _) => (0, 0));
        return (Scaled(vertical), Scaled(east), Scaled(north));
    }

    /// <summary>Reduction to the pole for induced magnetisation along the field.</summary>
    public static float[] ReducedToPole(Torus torus, float[] field, FieldDirection direction)
    {
        var (re, im) = Transform(torus, field);
        return Inverse(torus, re, im, (kx, ky, k) =>
        {
            if (k == 0)
                return (1, 0);
            var along = (direction.East * kx + direction.North * ky) / k;
            // 1 / (down + i along)^2
            var norm = direction.Down * direction.Down + along * along;
            return ((direction.Down * direction.Down - along * along) / (norm * norm), -2 * direction.Down * along / (norm * norm));
        }, (_, _, _) => (0, 0)).First;
    }

    private static (double[] Re, double[] Im) Transform(Torus torus, float[] field)
    {
        var re = Array.ConvertAll(field, value => (double)value);
        var im = new double[re.Length];
        Fft2.Forward(re, im, torus.Rows, torus.Columns);
        return (re, im);
    }

    private static (float[] First, float[] Second) Inverse(
        Torus torus, double[] re, double[] im, Func<double, double, double, (double Re, double Im)> first, Func<double, double, double, (double Re, double Im)> second)
    {
        int rows = torus.Rows, columns = torus.Columns;
        var outRe = new double[re.Length];
        var outIm = new double[im.Length];
        Parallel.For(0, rows, row =>
        {
            var ky = 2 * row == rows ? 0 : -GaussianField.Wavenumber(row, rows, torus.Cell);
            for (var column = 0; column < columns; column++)
            {
                var kx = 2 * column == columns ? 0 : GaussianField.Wavenumber(column, columns, torus.Cell);
                var k = Math.Sqrt(kx * kx + ky * ky);
                var i = row * columns + column;
                var (a, b) = first(kx, ky, k);
                var (c, d) = second(kx, ky, k);
                outRe[i] = re[i] * (a - d) - im[i] * (b + c);
                outIm[i] = re[i] * (b + c) + im[i] * (a - d);
            }
        });
        Fft2.Inverse(outRe, outIm, rows, columns);
        return (Array.ConvertAll(outRe, value => (float)value), Array.ConvertAll(outIm, value => (float)value));
    }

    private static float[] Scaled(float[] perMetre) => Array.ConvertAll(perMetre, value => value * 1000);
}
