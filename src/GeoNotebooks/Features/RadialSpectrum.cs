using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using Microsoft.Data.Analysis;
using static TorchSharp.torch;

namespace GeoNotebooks.Features;

/// <summary>
/// The power spectrum of a grid, averaged over rings of equal wave number, and the depths that its straight parts tell of: an ensemble of sources whose tops lie at
/// depth h below the measurements gives ln power a slope of -2 h against the wave number in radians per metre (Spector and Grant 1970, Geophysics 35, 293-302).
/// </summary>
/// <remarks>
/// Before the transform blank nodes are filled smoothly from their rims, the plane that fits best is taken out and the field is tapered (<see cref="SpectrumOptions"/>). Power is scaled so that white noise
/// gives its variance on every ring. Ring j holds the wave numbers within half a ring's width of j times it; the width is the fundamental of the shorter side, and the last ring lies within
/// the Nyquist wave number of the coarser direction. Depths come in metres below the level of the measurements, not below the ground: take the flight height away.
/// </remarks>
/// <param name="Name">The grid's name.</param>
/// <param name="Unit">The grid's unit; power is in its square.</param>
/// <param name="RadiansPerMetre">Mean wave number of each ring, radians per metre; a wavelength is 2 pi over it.</param>
/// <param name="LogPower">Natural logarithm of the mean power of each ring.</param>
/// <param name="StandardError">Standard error of that logarithm: the root of (correlation that the taper makes / samples), as for a Gaussian field.</param>
/// <param name="Samples">Number of Fourier coefficients in each ring; each pair of conjugates counts once.</param>
public sealed record RadialSpectrum(string Name, string Unit, double[] RadiansPerMetre, double[] LogPower, double[] StandardError, int[] Samples)
{
    /// <summary>The shortest side that a spectrum is made of, in nodes.</summary>
    public const int SmallestSide = 32;

    /// <summary>
    /// The taper spreads power over two rings to each side, and the plane takes the longest waves away: rings below this one say little about depth
    /// and are left out of automatic fits (index in the arrays).
    /// </summary>
    public const int FirstTrustedRing = 2;

    private const int ShortestSegment = 5;

    /// <summary>The radial spectrum of a grid.</summary>
    /// <param name="field">Values (row, column), row 0 northernmost, in a projected system; NaN is filled.</param>
    /// <param name="options">Taper, trend and holes; null for the defaults.</param>
    /// <exception cref="InvalidDataException">Every node is blank, too many are, the grid is smaller than 32 x 32 nodes, it is constant or a plane, or in degrees.</exception>
    public static RadialSpectrum Of(Grid field, SpectrumOptions? options = null)
    {
        options ??= new();
        RequireFit(field, options);
        NativeTorch.Require();
        var (rows, columns) = (field.Rows, field.Columns);
        var (down, across) = (Taper(rows, options.TaperShare), Taper(columns, options.TaperShare));
        var values = Prepared(field, options, down, across);
        double[] power;
        using (NewDisposeScope())
        {
            var amplitude = fft.rfft2(tensor(values, [rows, columns])).abs();
            power = (amplitude * amplitude).contiguous().data<double>().ToArray();
        }
        return Averaged(field, power, down, across);
    }

    /// <summary>Depth from the slope between two wave numbers.</summary>
    /// <param name="fromRadiansPerMetre">Lowest wave number.</param>
    /// <param name="toRadiansPerMetre">Highest wave number.</param>
    /// <param name="sourceExponent">
    /// Power of the sources themselves falls as the wave number to minus this: 0 for the classical estimate; -2 for thin magnetic sheets or dipoles without order, whose field
    /// has a factor |k|; about 2.9 where magnetisation is fractal (Fedi, Quarta and De Santis 1997, Geophysics 62, 1143-1150). It is divided out before the fit.
    /// </param>
    /// <exception cref="ArgumentException">Fewer than three rings lie in the range.</exception>
    public SpectralDepth Depth(double fromRadiansPerMetre, double toRadiansPerMetre, double sourceExponent = 0)
    {
        var first = Array.FindIndex(RadiansPerMetre, k => k >= fromRadiansPerMetre);
        var end = first < 0 ? first : Array.FindLastIndex(RadiansPerMetre, k => k <= toRadiansPerMetre) + 1;
        if (first < 0 || end - first < 3)
            throw new ArgumentException(FormattableString.Invariant(
                $"'{Name}': expected at least 3 rings between {fromRadiansPerMetre:g4} and {toRadiansPerMetre:g4} rad/m for a slope; found {Math.Max(end - first, 0)} of the {Samples.Length}, which lie between {RadiansPerMetre[0]:g4} and {RadiansPerMetre[^1]:g4}"));
        return Depth(Segments(0, sourceExponent), 0, first, end);
    }

    /// <summary>
    /// Depths of the straight parts that the spectrum falls into, from the longest wavelengths (deep sources) to the shortest (shallow ones, at last noise of about no depth).
    /// Pieces may be a bend between two ensembles, which also draws the depth of the deeper one up by about a tenth; sources less than about three cells deep are aliased, and flatten the last
    /// quarter before the Nyquist wave number. Look at the figure before a depth is believed.
    /// </summary>
    /// <remarks>
    /// For each number of segments the division of least weighted misfit is exact (dynamic programming); the number is the one of the lowest Bayesian information criterion
    /// (Schwarz 1978). A segment holds at least 5 rings; the first two rings are left out.
    /// </remarks>
    /// <param name="maximumSegments">At most so many.</param>
    /// <param name="sourceExponent">As of <see cref="Depth(double, double, double)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one segment is asked for.</exception>
    public IReadOnlyList<SpectralDepth> Depths(int maximumSegments = 3, double sourceExponent = 0)
    {
        if (maximumSegments < 1)
            throw new ArgumentOutOfRangeException(nameof(maximumSegments), $"'{Name}': expected at least one straight part; found {maximumSegments}");
        var lines = Segments(FirstTrustedRing, sourceExponent);
        var depths = new List<SpectralDepth>();
        var start = 0;
        foreach (var end in lines.Best(maximumSegments, ShortestSegment))
        {
            depths.Add(Depth(lines, FirstTrustedRing, FirstTrustedRing + start, FirstTrustedRing + end));
            start = end;
        }
        return depths;
    }

    /// <summary>One row a ring: wave number (rad/m), wavelength (m), ln power, its standard error, samples.</summary>
    public DataFrame ToDataFrame() => new(
        new DoubleDataFrameColumn("wave number, rad/m", RadiansPerMetre),
        new DoubleDataFrameColumn("wavelength, m", RadiansPerMetre.Select(k => 2 * Math.PI / k)),
        new DoubleDataFrameColumn("ln power", LogPower),
        new DoubleDataFrameColumn("standard error", StandardError),
        new Int32DataFrameColumn("samples", Samples));

    private SpectralDepth Depth(StraightSegments lines, int skipped, int first, int end)
    {
        var (slope, error, atZero, _) = lines.Line(first - skipped, end - skipped);
        return new(RadiansPerMetre[first], RadiansPerMetre[end - 1], end - first, -slope / 2, error / 2, atZero);
    }

    private StraightSegments Segments(int skipped, double sourceExponent) => new(
        RadiansPerMetre[skipped..],
        [.. LogPower.Skip(skipped).Select((power, i) => power + sourceExponent * Math.Log(RadiansPerMetre[skipped + i]))],
        [.. StandardError.Skip(skipped).Select(error => 1 / (error * error))]);

    private static void RequireFit(Grid field, SpectrumOptions options)
    {
        if (!(options.TaperShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant($"'{field.Name}': expected a taper over a share of the side from 0 to 1; found {options.TaperShare}"));
        var blank = field.Values.Count(float.IsNaN);
        if (blank == field.Values.Length)
            throw new InvalidDataException($"'{field.Name}': expected a grid with values; every node is blank");
        if (Math.Min(field.Rows, field.Columns) < SmallestSide)
            throw new InvalidDataException($"'{field.Name}': expected at least {SmallestSide} x {SmallestSide} nodes for a radial spectrum, so that a slope has rings enough; found {field.Rows} x {field.Columns}");
        if (blank > options.MaximumBlankShare * field.Values.Length)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{field.Name}': expected at most {100 * options.MaximumBlankShare:0.#} % of blank nodes for a spectrum; found {100.0 * blank / field.Values.Length:0.#} %: cut out a part that is covered"));
        if (Array.Exists(field.Values, float.IsInfinity))
            throw new InvalidDataException($"'{field.Name}': expected finite values; {field.Values.Count(float.IsInfinity)} nodes are infinite");
    }

    private static double[] Prepared(Grid field, SpectrumOptions options, double[] down, double[] across)
    {
        var columns = field.Columns;
        var level = GridStatistics.Of(field).Mean;
        var rest = options.Detrend ? Residual.Of(field) : field.Map(value => (float)(value - level));
        var filled = HoleFilling.Fill(rest.Values, field.Rows, columns);
        // What rounding of a plane to single precision leaves is no spectrum.
        var largest = field.Values.Where(float.IsFinite).Max(Math.Abs);
        if (filled.Max(Math.Abs) <= 4e-7 * largest)
            throw new InvalidDataException($"'{field.Name}': expected values that vary; all of them lie {(options.Detrend ? "on one plane" : "on one level")}, which has no spectrum");
        return [.. filled.Select((value, i) => value * down[i / columns] * across[i % columns])];
    }

    /// <summary>Sums the power over rings. Of conjugate pairs in the first column and, of an even number, the last one, each is taken once.</summary>
    private static RadialSpectrum Averaged(Grid field, double[] power, double[] down, double[] across)
    {
        var (rows, columns, half) = (field.Rows, field.Columns, field.Columns / 2 + 1);
        var (perRow, perColumn) = (2 * Math.PI / (rows * field.Geometry.CellHeightMetres), 2 * Math.PI / (columns * field.Geometry.CellWidthMetres));
        var width = Math.Max(perRow, perColumn);
        var nyquist = Math.PI / Math.Max(field.Geometry.CellHeightMetres, field.Geometry.CellWidthMetres);
        var rings = (int)(nyquist / width - 0.5 + 1e-9);
        var (sum, waveNumber, samples) = (new double[rings], new double[rings], new int[rings]);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < half; column++)
            {
                if (row > rows / 2 && (column == 0 || 2 * column == columns))
                    continue;
                var (north, east) = (perRow * Math.Min(row, rows - row), perColumn * column);
                var k = Math.Sqrt(north * north + east * east);
                var ring = (int)(k / width + 0.5) - 1;
                if (ring < 0 || ring >= rings)
                    continue;
                sum[ring] += power[row * half + column];
                waveNumber[ring] += k;
                samples[ring]++;
            }
        var scale = down.Sum(w => w * w) * across.Sum(w => w * w);
        var correlation = Correlation(down) * Correlation(across);
        if (Array.FindIndex(sum, s => !(s > 0)) is var empty and >= 0)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{field.Name}': expected power on every ring of the spectrum; there is none at {waveNumber[empty] / samples[empty]:g3} rad/m, so the field is a single wave, and no measured one"));
        return new(field.Name, field.Unit,
            [.. waveNumber.Zip(samples, (k, n) => k / n)],
            [.. sum.Zip(samples, (s, n) => Math.Log(s / n / scale))],
            [.. samples.Select(n => Math.Sqrt(correlation / n))],
            samples);
    }

    /// <summary>How many times the variance of a mean over neighbouring frequencies grows by a taper (Percival and Walden 1993, Spectral Analysis for Physical Applications, section 6.4); 35/18 for Hann's.</summary>
    private static double Correlation(double[] taper) =>
        taper.Length * taper.Sum(w => w * w * w * w) / Math.Pow(taper.Sum(w => w * w), 2);

    private static double[] Taper(int count, double share)
    {
        var edge = share * count / 2;
        return [.. Enumerable.Range(0, count).Select(i =>
            Math.Min(i + 0.5, count - i - 0.5) is var inside && inside < edge ? 0.5 * (1 - Math.Cos(Math.PI * inside / edge)) : 1)];
    }
}
