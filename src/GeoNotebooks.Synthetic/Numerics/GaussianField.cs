namespace GeoNotebooks.Synthetic.Numerics;

/// <summary>
/// Gaussian random fields on the torus, by colouring white noise in the wavenumber domain (Pardo-Iguzquiza and Chica-Olmo 1993,
/// Math. Geol. 25, 177). Fields have mean 0 and standard deviation 1.
/// </summary>
internal static class GaussianField
{
    /// <summary>Amplitude (root of the power spectrum) at an angular wavenumber: kx eastward, ky northward, in radians per metre.</summary>
    public delegate double Amplitude(double kx, double ky);

    /// <summary>Two independent fields of one spectrum: the real and the imaginary part of one transform.</summary>
    public static (float[] First, float[] Second) Pair(Torus torus, long seed, string purpose, Amplitude amplitude)
    {
        int rows = torus.Rows, columns = torus.Columns;
        var re = new double[torus.Count];
        var im = new double[torus.Count];
        Parallel.For(0, rows, row =>
        {
            var stream = RandomStream.For(seed, purpose, row);
            var ky = -Wavenumber(row, rows, torus.Cell);
            for (var column = 0; column < columns; column++)
            {
                var a = amplitude(Wavenumber(column, columns, torus.Cell), ky);
                re[row * columns + column] = a * stream.Normal();
                im[row * columns + column] = a * stream.Normal();
            }
        });
        (re[0], im[0]) = (0, 0);
        Fft2.Inverse(re, im, rows, columns);
        return (Standard(re), Standard(im));
    }

    public static float[] Single(Torus torus, long seed, string purpose, Amplitude amplitude) => Pair(torus, seed, purpose, amplitude).First;

    /// <summary>Gaussian correlation exp(-(h / length)^2).</summary>
    public static Amplitude Smooth(double lengthMetres) =>
        (kx, ky) => Math.Exp(-(kx * kx + ky * ky) * lengthMetres * lengthMetres / 8);

    /// <summary>Von Karman correlation: rough below the length, uncorrelated far above it.</summary>
    public static Amplitude Rough(double lengthMetres, double hurst) =>
        (kx, ky) => Math.Pow(1 + (kx * kx + ky * ky) * lengthMetres * lengthMetres, -(hurst + 1) / 2);

    /// <summary>
    /// Waves of one length across a strike and long along it: folds that plunge and end. The strike's azimuth is clockwise from north.
    /// </summary>
    public static Amplitude Folds(double wavelengthMetres, double relativeBandwidth, double alongStrikeMetres, double strikeDegrees)
    {
        var (sin, cos) = Math.SinCos(strikeDegrees * Math.PI / 180);
        var centre = 2 * Math.PI / wavelengthMetres;
        return (kx, ky) =>
        {
            var along = kx * sin + ky * cos;
            var across = Math.Abs(kx * cos - ky * sin);
            var a = (across - centre) / (relativeBandwidth * centre);
            var b = along * alongStrikeMetres / (2 * Math.PI);
            return Math.Exp(-0.5 * (a * a + b * b));
        };
    }

    public static double Wavenumber(int index, int count, double cell) =>
        2 * Math.PI * (index <= count / 2 ? index : index - count) / (count * cell);

    private static float[] Standard(double[] values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values)
        {
            sum += value;
            squares += value * value;
        }
        var mean = sum / values.Length;
        var scale = 1 / Math.Sqrt(squares / values.Length - mean * mean);
        var field = new float[values.Length];
        for (var i = 0; i < field.Length; i++)
            field[i] = (float)((values[i] - mean) * scale);
        return field;
    }
}
