using System.Numerics;

namespace GeoNotebooks.Synthetic.Numerics;

/// <summary>
/// Two-dimensional discrete Fourier transforms of complex grids, held as a real and an imaginary part, axis order (row, column).
/// Stockham's self-sorting algorithm with radices 2, 3, 4 and 5 (Van Loan 1992, Computational Frameworks for the FFT, ch. 1.7);
/// sixteen rows or columns are transformed side by side. The result does not depend on the number of threads.
/// </summary>
internal static class Fft2
{
    private const int Lanes = 16;

    /// <summary>In place, without a factor: sum of f exp(-i (kx x + ky y)).</summary>
    public static void Forward(double[] re, double[] im, int rows, int columns)
    {
        var along = new Plan(columns);
        Parallel.For(0, (rows + Lanes - 1) / Lanes, block => Rows(re, im, rows, columns, block * Lanes, along));
        var down = new Plan(rows);
        Parallel.For(0, (columns + Lanes - 1) / Lanes, block => Columns(re, im, rows, columns, block * Lanes, down));
    }

    /// <summary>In place, divided by the number of nodes, so that it undoes <see cref="Forward"/>.</summary>
    public static void Inverse(double[] re, double[] im, int rows, int columns)
    {
        // The inverse of a transform is the transform with both parts exchanged.
        Forward(im, re, rows, columns);
        var factor = 1.0 / ((double)rows * columns);
        for (var i = 0; i < re.Length; i++)
        {
            re[i] *= factor;
            im[i] *= factor;
        }
    }

    private static void Rows(double[] re, double[] im, int rows, int columns, int first, Plan plan)
    {
        var work = new Work(columns);
        var count = Math.Min(Lanes, rows - first);
        for (var lane = 0; lane < count; lane++)
            for (int c = 0, from = (first + lane) * columns; c < columns; c++)
            {
                work.Re[c * Lanes + lane] = re[from + c];
                work.Im[c * Lanes + lane] = im[from + c];
            }
        plan.Run(work);
        for (var lane = 0; lane < count; lane++)
            for (int c = 0, to = (first + lane) * columns; c < columns; c++)
            {
                re[to + c] = work.Re[c * Lanes + lane];
                im[to + c] = work.Im[c * Lanes + lane];
            }
    }

    private static void Columns(double[] re, double[] im, int rows, int columns, int first, Plan plan)
    {
        var work = new Work(rows);
        var count = Math.Min(Lanes, columns - first);
        for (var r = 0; r < rows; r++)
        {
            Array.Copy(re, r * columns + first, work.Re, r * Lanes, count);
            Array.Copy(im, r * columns + first, work.Im, r * Lanes, count);
        }
        plan.Run(work);
        for (var r = 0; r < rows; r++)
        {
            Array.Copy(work.Re, r * Lanes, re, r * columns + first, count);
            Array.Copy(work.Im, r * Lanes, im, r * columns + first, count);
        }
    }

    private sealed class Work(int length)
    {
        public double[] Re = new double[length * Lanes];
        public double[] Im = new double[length * Lanes];
        public double[] NextRe = new double[length * Lanes];
        public double[] NextIm = new double[length * Lanes];
    }

    private sealed class Plan
    {
        private readonly List<(int Radix, int Remaining, double[] Cos, double[] Sin)> _stages = [];

        public Plan(int length)
        {
            for (var left = length; left > 1;)
            {
                var radix = left % 4 == 0 ? 4 : left % 2 == 0 ? 2 : left % 3 == 0 ? 3 : left % 5 == 0 ? 5
                    : throw new ArgumentException($"a transform needs a length of factors 2, 3 and 5; found {length}");
                var cos = new double[left];
                var sin = new double[left];
                for (var i = 0; i < left; i++)
                    (sin[i], cos[i]) = Math.SinCos(-2 * Math.PI * i / left);
                _stages.Add((radix, left, cos, sin));
                left /= radix;
            }
        }

        public void Run(Work work)
        {
            var stride = Lanes;
            foreach (var (radix, remaining, cos, sin) in _stages)
            {
                if (radix == 4)
                    Radix4(work, remaining / 4, stride, cos, sin);
                else
                    AnyRadix(work, radix, remaining, stride, cos, sin);
                (work.Re, work.NextRe) = (work.NextRe, work.Re);
                (work.Im, work.NextIm) = (work.NextIm, work.Im);
                stride *= radix;
            }
        }

        private static void Radix4(Work work, int m, int stride, double[] cos, double[] sin)
        {
            for (var q = 0; q < m; q++)
            {
                double c1 = cos[q], s1 = sin[q], c2 = cos[2 * q], s2 = sin[2 * q], c3 = cos[3 * q], s3 = sin[3 * q];
                int i0 = stride * q, i1 = stride * (q + m), i2 = stride * (q + 2 * m), i3 = stride * (q + 3 * m), to = 4 * stride * q;
                for (var k = 0; k < stride; k += Vector<double>.Count)
                {
                    Vector<double> ar = new(work.Re, i0 + k), ai = new(work.Im, i0 + k), br = new(work.Re, i1 + k), bi = new(work.Im, i1 + k);
                    Vector<double> cr = new(work.Re, i2 + k), ci = new(work.Im, i2 + k), dr = new(work.Re, i3 + k), di = new(work.Im, i3 + k);
                    Vector<double> er = ar + cr, ei = ai + ci, fr = ar - cr, fi = ai - ci;
                    Vector<double> gr = br + dr, gi = bi + di, hr = bi - di, hi = dr - br;
                    (er + gr).CopyTo(work.NextRe, to + k);
                    (ei + gi).CopyTo(work.NextIm, to + k);
                    Turn(fr + hr, fi + hi, c1, s1, work, to + stride + k);
                    Turn(er - gr, ei - gi, c2, s2, work, to + 2 * stride + k);
                    Turn(fr - hr, fi - hi, c3, s3, work, to + 3 * stride + k);
                }
            }
        }

        private static void AnyRadix(Work work, int radix, int remaining, int stride, double[] cos, double[] sin)
        {
            var m = remaining / radix;
            for (var q = 0; q < m; q++)
                for (var r = 0; r < radix; r++)
                {
                    var to = stride * (radix * q + r);
                    for (var k = 0; k < stride; k += Vector<double>.Count)
                    {
                        Vector<double> sumRe = Vector<double>.Zero, sumIm = Vector<double>.Zero;
                        for (var j = 0; j < radix; j++)
                        {
                            var from = stride * (q + m * j) + k;
                            var angle = j * r % radix * m;
                            Vector<double> re = new(work.Re, from), im = new(work.Im, from);
                            sumRe += re * cos[angle] - im * sin[angle];
                            sumIm += re * sin[angle] + im * cos[angle];
                        }
                        Turn(sumRe, sumIm, cos[q * r], sin[q * r], work, to + k);
                    }
                }
        }

        private static void Turn(Vector<double> re, Vector<double> im, double cos, double sin, Work work, int to)
        {
            (re * cos - im * sin).CopyTo(work.NextRe, to);
            (re * sin + im * cos).CopyTo(work.NextIm, to);
        }
    }
}
