using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Filters in a moving window, against sums over every node of the window and against SciPy.</summary>
public sealed class WindowFilterTests
{
    /// <summary>More rows than one strip of the entropy, and more columns than one of the sums.</summary>
    private static readonly GridGeometry Geometry = new(151, 97, 1000, 2000, 50, 50, Crs.Local);

    /// <summary>A total field of 57 460 nT with a slope, noise of 3 nT, a spike and holes, one of them larger than the windows.</summary>
    private static readonly Grid Field = Holed(Make((row, column, random) => 57_460 + 0.7 * row - 0.3 * column + 3 * random.NextDouble() + (row == 70 && column == 40 ? 1e5 : 0)));

    private static Grid Make(Func<int, int, Random, double> value)
    {
        var random = new Random(11);
        return new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)value(i / Geometry.Columns, i % Geometry.Columns, random))], "field", "nT");
    }

    private static Grid Holed(Grid field) => field with
    {
        Values = [.. field.Values.Select((value, i) => (i / Geometry.Columns is > 110 and < 135 && i % Geometry.Columns is > 20 and < 60) || i % 89 == 7 ? float.NaN : value)],
    };

    private static IEnumerable<float> Window(Grid field, int row, int column, int half) =>
        from r in Enumerable.Range(row - half, 2 * half + 1)
        from c in Enumerable.Range(column - half, 2 * half + 1)
        where r >= 0 && c >= 0 && r < field.Rows && c < field.Columns && !float.IsNaN(field[r, c])
        select field[r, c];

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }

    private static void AssertEach(Grid found, int windowCells, Func<double[], double, double> expected, double tolerance)
    {
        for (var node = 0; node < Geometry.Count; node += windowCells > 40 ? 101 : 3)
        {
            if (float.IsNaN(Field.Values[node]))
            {
                Assert.True(float.IsNaN(found.Values[node]));
                continue;
            }
            var window = Window(Field, node / Geometry.Columns, node % Geometry.Columns, windowCells / 2).Select(value => (double)value).ToArray();
            Assert.Equal(expected(window, Field.Values[node]), found.Values[node], tolerance);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(97)]
    public void Deviation_is_that_of_the_nodes_in_the_window(int windowCells)
    {
        var found = LocalDeviation.Of(Field, windowCells);
        AssertEach(found, windowCells, (window, _) => Deviation(window), 0.02);
        Assert.Equal("nT", found.Unit);
    }

    // Beside the spike of 100 000 nT, running sums in single precision, or that subtract what leaves the window, would be wrong by more than the noise.
    [Fact]
    public void Spike_leaves_no_trace_where_the_window_does_not_hold_it()
    {
        var (with, without) = (LocalDeviation.Of(Field, 5), LocalDeviation.Of(Field.Map(value => value > 1e5 ? 57_500 : value), 5));
        foreach (var (row, column) in new[] { (70, 43), (73, 40), (70, 90), (150, 40) })
            Assert.Equal(without[row, column], with[row, column], 2e-4);
    }

    [Fact]
    public void Deviation_equals_that_of_scipy()
    {
        using var folder = new TemporaryFolder();
        var field = Make((row, column, random) => 10 * Math.Sin(row * 0.2) + 5 * Math.Cos(column * 0.31) + random.NextDouble());
        File.WriteAllBytes(Path.Combine(folder.Path, "field"), MemoryMarshal.AsBytes(field.Values.AsSpan()).ToArray());
        Gdal.Python($"""
            import numpy
            from scipy.ndimage import uniform_filter
            f = numpy.fromfile('{folder.Path}/field', numpy.float32).reshape({Geometry.Rows}, {Geometry.Columns}).astype(float)
            m = uniform_filter(f, 9)
            numpy.sqrt(uniform_filter(f * f, 9) - m * m).astype(numpy.float32).tofile('{folder.Path}/deviation')
            """);
        var scipy = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder.Path, "deviation"))).ToArray();
        var ours = LocalDeviation.Of(field, 9);
        // SciPy mirrors the edges, where our window holds what there is.
        for (var row = 4; row < Geometry.Rows - 4; row++)
            for (var column = 4; column < Geometry.Columns - 4; column++)
                Assert.Equal(scipy[row * Geometry.Columns + column], ours[row, column], 1e-4);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(31)]
    public void Gain_control_divides_by_the_root_mean_square(int windowCells)
    {
        var found = GainControl.Of(Field, windowCells);
        AssertEach(found, windowCells, (window, value) => value / Math.Sqrt(window.Sum(v => v * v) / window.Length), 1e-4);
        Assert.Equal("1", found.Unit);
    }

    [Fact]
    public void Gain_control_evens_the_amplitude_and_keeps_the_sign()
    {
        var field = Make((_, column, _) => (column < 48 ? 1 : 500) * Math.Sin(column * 0.9));
        var found = GainControl.Of(field, 15);
        double Amplitude(int from) => Math.Sqrt(found.Window(0, from, Geometry.Rows, 30).Values.Average(value => value * value));
        Assert.Equal(1, Amplitude(5) / Amplitude(62), 0.05);
        Assert.All(Enumerable.Range(0, Geometry.Count), node => Assert.Equal(Math.Sign(field.Values[node]), Math.Sign(found.Values[node])));
        Assert.All(GainControl.Of(field.Map(_ => 0), 5).Values, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(15, 16)]
    [InlineData(41, 200)]
    public void Entropy_is_that_of_the_nodes_in_the_window(int windowCells, int binCount)
    {
        var bins = EntropyBins.Fit(Field, binCount);
        AssertEach(Entropy.Of(Field, windowCells, bins), windowCells, (window, _) => -window.CountBy(value => bins.Of((float)value)).Sum(pair =>
            (double)pair.Value / window.Length * Math.Log2((double)pair.Value / window.Length)), 1e-5);
    }

    [Fact]
    public void Fitted_bins_lie_between_the_percentiles()
    {
        var sorted = Field.Values.Where(value => !float.IsNaN(value)).Order().ToArray();
        var bins = EntropyBins.Fit(Field);
        Assert.Equal((sorted[(int)(0.02 * (sorted.Length - 1))], sorted[(int)(0.98 * (sorted.Length - 1))], 16), ((float)bins.Low, (float)bins.High, bins.Count));
        Assert.Equal(Entropy.Of(Field, 7, bins).Values, Entropy.Of(Field, 7).Values);
    }

    [Theory]
    [InlineData(4, "odd number of cells from 3 up, so that it has a centre; found 4")]
    [InlineData(1, "found 1")]
    [InlineData(-3, "found -3")]
    [InlineData(99, "no larger than the grid of 151 x 97 nodes; found one of 99 x 99")]
    public void Windows_that_are_even_too_small_or_too_large_are_refused(int windowCells, string sentence)
    {
        foreach (var filter in new Func<Grid, int, Grid>[] { (field, cells) => Entropy.Of(field, cells), LocalDeviation.Of, GainControl.Of })
            Assert.Contains(sentence, Assert.Throws<ArgumentOutOfRangeException>(() => filter(Field, windowCells)).Message);
    }

    [Fact]
    public void Blank_grid_is_refused()
    {
        var blank = Field.Map(_ => float.NaN);
        foreach (var filter in new Func<Grid, int, Grid>[] { (field, cells) => Entropy.Of(field, cells), LocalDeviation.Of, GainControl.Of })
            Assert.Contains("'field': expected a grid with values; every node is blank", Assert.Throws<InvalidDataException>(() => filter(blank, 5)).Message);
    }
}
