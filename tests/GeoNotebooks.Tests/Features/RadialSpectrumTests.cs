using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Spectra of ensembles whose depth is known: white sources carried upward by their exact exponential, and the closed-form fields of point masses and of rectangular waves.</summary>
public sealed class RadialSpectrumTests
{
    private const int Size = 256;
    private const double Cell = 100;

    private static Grid Make(int rows, int columns, Func<double, double, double> field, double cellWidth = Cell, double cellHeight = Cell)
    {
        var geometry = new GridGeometry(rows, columns, 500_000, 6_900_000, cellWidth, cellHeight, Crs.Local);
        return new(geometry, [.. Enumerable.Range(0, geometry.Count).Select(i => (float)field(geometry.X(i % columns) - 500_000, 6_900_000 - geometry.Y(i / columns)))], "field", "mGal");
    }

    /// <summary>Vertical attraction of point masses of random strength at random places, far beyond the edges too: the transform of each is exp(-k h) (Blakely 1995, section 11.1).</summary>
    private static Grid PointMasses(int seed, int count, double depth, double strength = 1)
    {
        var random = new Random(seed);
        var side = Size * Cell;
        var masses = Enumerable.Range(0, count).Select(_ => (X: (1.4 * random.NextDouble() - 0.2) * side, Y: (1.4 * random.NextDouble() - 0.2) * side, M: strength * (random.NextDouble() - 0.5))).ToArray();
        var values = new double[Size * Size];
        Parallel.For(0, Size, row =>
        {
            for (var column = 0; column < Size; column++)
                foreach (var (x, y, m) in masses)
                {
                    var (dx, dy) = (column * Cell - x, row * Cell - y);
                    var square = dx * dx + dy * dy + depth * depth;
                    values[row * Size + column] += 1e7 * m * depth / (square * Math.Sqrt(square));
                }
        });
        return Make(Size, Size, (x, y) => values[(int)Math.Round(y / Cell) * Size + (int)Math.Round(x / Cell)]);
    }

    private static Grid Sum(Grid a, Grid b) => a with { Values = [.. a.Values.Zip(b.Values, (x, y) => x + y)] };

    [Theory]
    [InlineData(300, 3e-3, 0.02)]
    [InlineData(800, 1.5e-3, 6e-3)]
    public void Slope_gives_the_depth_of_random_masses(double depth, double from, double to)
    {
        var found = RadialSpectrum.Of(PointMasses(7, 300, depth)).Depth(from, to);
        Assert.Equal(depth, found.DepthMetres, 0.05 * depth);
        Assert.InRange(found.StandardErrorMetres, 0.002 * depth, 0.05 * depth);
        Assert.InRange(Math.Abs(found.DepthMetres - depth), 0, 3 * found.StandardErrorMetres);
    }

    [Fact]
    public void Errors_cover_the_scatter_of_many_ensembles()
    {
        // White noise at depth nought: the slope is 0, and its scatter over seeds is what the standard error says.
        var found = Enumerable.Range(0, 40).Select(seed =>
        {
            var random = new Random(seed);
            return RadialSpectrum.Of(Make(64, 64, (_, _) => random.NextDouble())).Depth(3e-3, 0.03);
        }).ToArray();
        var scatter = Math.Sqrt(found.Average(each => each.DepthMetres * each.DepthMetres));
        Assert.InRange(scatter / found.Average(each => each.StandardErrorMetres), 0.7, 1.4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_layers_are_told_apart(int seed)
    {
        var depths = RadialSpectrum.Of(Sum(PointMasses(seed, 200, 1600, 200), PointMasses(100 + seed, 400, 200))).Depths();
        var found = string.Join("; ", depths.Select(depth => $"{depth.DepthMetres:0} +- {depth.StandardErrorMetres:0} m from {depth.FromRadiansPerMetre:0.0000} to {depth.ToRadiansPerMetre:0.0000}"));
        // The deep line runs on into the bend, which makes it a tenth too shallow; sources two cells deep are aliased near the Nyquist wave number, whose last rings flatten to a third piece.
        Assert.True(depths.Count is 2 or 3 && Math.Abs(depths[0].DepthMetres - 1600) < 240 && Math.Abs(depths[1].DepthMetres - 200) < 10, found);
        Assert.True(depths[0].ToRadiansPerMetre < depths[1].FromRadiansPerMetre);
        Assert.All(depths.Skip(2), depth => Assert.True(depth.FromRadiansPerMetre > 0.75 * Math.PI / Cell, found));
    }

    [Fact]
    public void Order_of_the_sources_is_divided_out()
    {
        // A fractal source of exponent 3 looks deeper than it is by the slope of 3 ln k.
        var spectrum = new RadialSpectrum("made", "nT", [.. Enumerable.Range(1, 100).Select(i => i * 1e-4)],
            [.. Enumerable.Range(1, 100).Select(i => 5 - 3 * Math.Log(i * 1e-4) - 2 * 700 * i * 1e-4)], [.. Enumerable.Repeat(0.1, 100)], [.. Enumerable.Repeat(10, 100)]);
        Assert.Equal(700, spectrum.Depth(1e-3, 9e-3, sourceExponent: 3).DepthMetres, 1e-6);
        Assert.True(spectrum.Depth(1e-3, 9e-3).DepthMetres > 1000);
        var only = Assert.Single(spectrum.Depths(sourceExponent: 3));
        Assert.Equal((700, 5), (only.DepthMetres, only.LogPowerAtZero), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
        Assert.Equal(5 - 1400 * 0.004, only.LogPowerAt(0.004), 1e-6);
    }

    [Fact]
    public void Bends_are_found_where_they_are()
    {
        var k = Enumerable.Range(1, 60).Select(i => i * 1e-4).ToArray();
        var random = new Random(3);
        double Curve(int i) => (i < 20 ? 30 - 2 * 3000 * k[i] : i < 42 ? 21 - 2 * 900 * k[i] : 14) + 0.05 * (random.NextDouble() - 0.5);
        var depths = new RadialSpectrum("made", "nT", k, [.. k.Select((_, i) => Curve(i))], [.. k.Select(_ => 0.02)], [.. k.Select(_ => 10)]).Depths(5);
        Assert.Equal([k[19], k[41], k[59]], depths.Select(depth => depth.ToRadiansPerMetre));
        Assert.Equal([18, 22, 18], depths.Select(depth => depth.Rings));
        Assert.All(depths.Zip([3000.0, 900, 0]), pair => Assert.Equal(pair.Second, pair.First.DepthMetres, 15.0));
    }

    [Fact]
    public void Power_of_white_noise_is_its_variance_on_unequal_cells()
    {
        var random = new Random(5);
        var spectrum = RadialSpectrum.Of(Make(90, 141, (_, _) => Math.Sqrt(12) * 3 * (random.NextDouble() - 0.5), 50, 80));
        Assert.Equal(Math.Log(9), spectrum.LogPower.Zip(spectrum.Samples, (power, n) => power * n).Sum() / spectrum.Samples.Sum(), 0.05);
        // The fundamental of the shorter side, 90 x 80 m (141 x 50 m are shorter), and the Nyquist wave number of the coarser cells.
        var width = 2 * Math.PI / (141 * 50);
        Assert.All(spectrum.RadiansPerMetre, (k, ring) => Assert.InRange(k, (ring + 0.5) * width, (ring + 1.5) * width));
        Assert.InRange(spectrum.RadiansPerMetre[^1], 0.9 * Math.PI / 80, Math.PI / 80);
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(0, 8)]
    public void A_wave_along_either_axis_lies_on_the_ring_of_its_length(int acrossColumns, int downRows)
    {
        var spectrum = RadialSpectrum.Of(Make(64, 96, (x, y) => Math.Cos(2 * Math.PI * (acrossColumns * x / 9600 + downRows * y / 6400)) + 1e-4 * Math.Sin(x * y)));
        var expected = 2 * Math.PI * (acrossColumns / 9600.0 + downRows / 6400.0);
        Assert.Equal(expected, spectrum.RadiansPerMetre[Array.IndexOf(spectrum.LogPower, spectrum.LogPower.Max())], 0.6 * 2 * Math.PI / 6400);
    }

    [Fact]
    public void Each_pair_of_conjugates_counts_once()
    {
        // All wave numbers below the Nyquist ring of a square: half of those of the disc that the rings cover.
        var random = new Random(1);
        var spectrum = RadialSpectrum.Of(Make(40, 40, (_, _) => random.NextDouble()));
        var rings = spectrum.Samples.Length;
        var inside = 0;
        for (var i = -20; i < 20; i++)
            for (var j = -20; j < 20; j++)
                if (Math.Sqrt(i * i + j * j) is var k && k >= 0.5 && k < rings + 0.5)
                    inside++;
        Assert.Equal(inside / 2, spectrum.Samples.Sum());
    }

    [Fact]
    public void A_trend_and_holes_leave_the_depth_alone()
    {
        var field = PointMasses(11, 200, 800);
        var whole = RadialSpectrum.Of(field).Depth(1.5e-3, 5e-3).DepthMetres;
        var spread = GridStatistics.Of(field).StandardDeviation;
        var tilted = field with { Values = [.. field.Values.Select((v, i) => (float)(v + 20 * spread * (i % Size) / Size - 10 * spread * (i / Size) / Size))] };
        Assert.Equal(whole, RadialSpectrum.Of(tilted).Depth(1.5e-3, 5e-3).DepthMetres, 0.02 * whole);
        var holed = field with { Values = [.. field.Values.Select((v, i) => i % Size is > 40 and < 46 && i / Size is > 200 and < 206 ? float.NaN : v)] };
        Assert.Equal(whole, RadialSpectrum.Of(holed).Depth(1.5e-3, 5e-3).DepthMetres, 0.05 * whole);
    }

    [Fact]
    public void Rings_do_not_care_how_a_grid_lies()
    {
        var field = PointMasses(3, 50, 500);
        Assert.Equal(RadialSpectrum.Of(field).LogPower, RadialSpectrum.Of(field with { Geometry = field.Geometry with { RotationDegrees = 30 } }).LogPower);
    }

    [Fact]
    public void Table_holds_a_row_a_ring()
    {
        var spectrum = RadialSpectrum.Of(PointMasses(3, 50, 500));
        var table = spectrum.ToDataFrame();
        Assert.Equal(spectrum.Samples.Length, table.Rows.Count);
        Assert.Equal(2 * Math.PI / spectrum.RadiansPerMetre[4], (double)table["wavelength, m"][4], 1e-6);
        Assert.Equal(spectrum.LogPower[4], (double)table["ln power"][4]);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        var noise = new Random(1);
        var field = Make(40, 40, (_, _) => noise.NextDouble());
        static string Refused(Grid grid) => Assert.Throws<InvalidDataException>(() => RadialSpectrum.Of(grid)).Message;
        Assert.Contains("at least 32 x 32 nodes for a radial spectrum, so that a slope has rings enough; found 20 x 50", Refused(Make(20, 50, (x, y) => x * y)));
        Assert.Contains("every node is blank", Refused(field.Map(_ => float.NaN)));
        Assert.Contains("on one plane", Refused(Make(40, 40, (x, y) => 2e-3 * x + 1e-3 * y + 7)));
        Assert.Contains("at most 25 % of blank nodes for a spectrum; found 50 %", Refused(field with { Values = [.. field.Values.Select((v, i) => i % 2 == 0 ? v : float.NaN)] }));
        Assert.Contains("infinite", Refused(field with { Values = [float.PositiveInfinity, .. field.Values.Skip(1)] }));
        var spectrum = RadialSpectrum.Of(field);
        Assert.Contains("at least 3 rings between 1 and 2 rad/m for a slope; found 0", Assert.Throws<ArgumentException>(() => spectrum.Depth(1, 2)).Message);
        Assert.Contains("found 0", Assert.Throws<ArgumentOutOfRangeException>(() => spectrum.Depths(0)).Message);
        Assert.Contains("found 2", Assert.Throws<ArgumentOutOfRangeException>(() => RadialSpectrum.Of(field, new() { TaperShare = 2 })).Message);
    }
}
