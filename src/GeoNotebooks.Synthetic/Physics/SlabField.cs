using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>
/// Gravity and total-field magnetic anomalies of horizontal slabs whose density or magnetisation varies from cell to cell: each cell is a
/// rectangular prism. Exact in the wavenumber domain for a periodic ground (Parker 1973, Geophys. J. R. astr. Soc. 31, 447, with flat tops;
/// Blakely 1995, Potential Theory in Gravity and Magnetic Applications, eqs. 11.12 and 11.25). Depths are in metres below the observation level.
/// The layer's edges within a cell enter through sinc factors; images of the spectrum beyond the Nyquist wavenumber are left out, which bounds
/// the accuracy where the top lies less than two cells below the observation.
/// </summary>
internal sealed class SlabField
{
    private const double Gravitation = 6.6743e-11;
    private const double MilligalPerMetrePerSecondSquared = 1e5;
    private const double HalfMagneticConstantNanotesla = 0.5 * 4e-7 * Math.PI * 1e9;

    private readonly Torus _torus;
    private readonly double[] _re;
    private readonly double[] _im;
    private readonly double[] _highRe;
    private readonly double[] _highIm;

    public SlabField(Torus torus)
    {
        _torus = torus;
        _re = new double[torus.Count];
        _im = new double[torus.Count];
        _highRe = new double[torus.Count];
        _highIm = new double[torus.Count];
    }

    /// <summary>Adds a slab's gravity, in mGal, downward positive.</summary>
    /// <param name="density">Density contrast of each cell in kg/m3.</param>
    /// <param name="top">Depth of the slab's top in metres.</param>
    /// <param name="bottom">Depth of its bottom in metres.</param>
    public void AddGravity(float[] density, double top, double bottom)
    {
        var (re, im) = Transform(density);
        Each((i, k, sinc, _, _) =>
        {
            var factor = 2 * Math.PI * Gravitation * MilligalPerMetrePerSecondSquared * sinc
                * (k == 0 ? bottom - top : (Math.Exp(-k * top) - Math.Exp(-k * bottom)) / k);
            _re[i] += re[i] * factor;
            _im[i] += im[i] * factor;
        });
    }

    /// <summary>Adds a slab's total-field anomaly, in nT, at the observation level and at a higher one.</summary>
    /// <param name="east">Eastward magnetisation of each cell in A/m; null when there is none.</param>
    /// <param name="north">Northward magnetisation.</param>
    /// <param name="down">Downward magnetisation.</param>
    /// <param name="field">The Earth's field direction.</param>
    /// <param name="top">Depth of the slab's top in metres.</param>
    /// <param name="bottom">Depth of its bottom in metres.</param>
    /// <param name="rise">Height of the second level above the first, in metres.</param>
    public void AddMagnetic(float[]? east, float[]? north, float[]? down, FieldDirection field, double top, double bottom, double rise)
    {
        foreach (var (component, axis) in new[] { (east, 0), (north, 1), (down, 2) })
        {
            if (component is null)
                continue;
            var (re, im) = Transform(component);
            Each((i, k, sinc, kx, ky) =>
            {
                if (k == 0)
                    return;
                // The two directional factors, (z + i (x kx + y ky) / k), of the component and of the Earth's field.
                var fieldIm = (field.East * kx + field.North * ky) / k;
                var (componentRe, componentIm) = axis switch { 0 => (0.0, kx / k), 1 => (0.0, ky / k), _ => (1.0, 0.0) };
                var factor = HalfMagneticConstantNanotesla * sinc * (Math.Exp(-k * top) - Math.Exp(-k * bottom));
                var filterRe = factor * (componentRe * field.Down - componentIm * fieldIm);
                var filterIm = factor * (componentRe * fieldIm + componentIm * field.Down);
                var a = re[i] * filterRe - im[i] * filterIm;
                var b = re[i] * filterIm + im[i] * filterRe;
                var higher = Math.Exp(-k * rise);
                _re[i] += a;
                _im[i] += b;
                _highRe[i] += a * higher;
                _highIm[i] += b * higher;
            });
        }
    }

    /// <summary>The sum of what was added, at the observation level and (for magnetic fields) at the higher one. Ends the use of this object.</summary>
    public (float[] Low, float[] High) Finish()
    {
        // Both fields are real: one inverse transform of low + i high gives both.
        for (var i = 0; i < _re.Length; i++)
        {
            var (re, im) = (_re[i] - _highIm[i], _im[i] + _highRe[i]);
            (_re[i], _im[i]) = (re, im);
        }
        Fft2.Inverse(_re, _im, _torus.Rows, _torus.Columns);
        return (Array.ConvertAll(_re, value => (float)value), Array.ConvertAll(_im, value => (float)value));
    }

    private (double[] Re, double[] Im) Transform(float[] field)
    {
        var re = Array.ConvertAll(field, value => (double)value);
        var im = new double[re.Length];
        Fft2.Forward(re, im, _torus.Rows, _torus.Columns);
        return (re, im);
    }

    private void Each(Action<int, double, double, double, double> visit)
    {
        int rows = _torus.Rows, columns = _torus.Columns;
        Parallel.For(0, rows, row =>
        {
            // Rows run southward, so that their wavenumber is that of the northing with its sign changed.
            var ky = -GaussianField.Wavenumber(row, rows, _torus.Cell);
            // The Nyquist row and column have no partner of the other sign; an odd filter must vanish there.
            var oddY = 2 * row == rows ? 0 : ky;
            for (var column = 0; column < columns; column++)
            {
                var kx = GaussianField.Wavenumber(column, columns, _torus.Cell);
                var oddX = 2 * column == columns ? 0 : kx;
                var sinc = Sinc(kx * _torus.Cell / 2) * Sinc(ky * _torus.Cell / 2);
                visit(row * columns + column, Math.Sqrt(kx * kx + ky * ky), sinc, oddX, oddY);
            }
        });
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(x) / x;
}

/// <summary>A unit vector along a magnetic field or magnetisation.</summary>
internal readonly record struct FieldDirection(double East, double North, double Down)
{
    /// <summary>From inclination (positive down) and declination (clockwise from grid north), in degrees.</summary>
    public static FieldDirection From(double inclinationDegrees, double declinationDegrees)
    {
        var (sinI, cosI) = Math.SinCos(inclinationDegrees * Math.PI / 180);
        var (sinD, cosD) = Math.SinCos(declinationDegrees * Math.PI / 180);
        return new(cosI * sinD, cosI * cosD, sinI);
    }
}
