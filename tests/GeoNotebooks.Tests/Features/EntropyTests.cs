using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class EntropyTests
{
    private static readonly GridGeometry Geometry = new(23, 31, 0, 0, 200, 200, Crs.Local);

    [Fact]
    public void Entropy_equals_the_definition_counted_by_hand()
    {
        var random = new Random(5);
        var field = new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(_ => (float)random.NextDouble())], "noise", "nT");
        field.Values[40] = float.NaN;
        var bins = new EntropyBins(0.1, 0.9, 8);
        var entropy = Entropy.InWindow(field, 1400, bins);
        foreach (var (row, column) in new[] { (0, 0), (11, 15), (22, 30), (3, 8) })
        {
            var window = (from r in Enumerable.Range(row - 3, 7) from c in Enumerable.Range(column - 3, 7) where r >= 0 && c >= 0 && r < 23 && c < 31 select field[r, c])
                .Where(value => !float.IsNaN(value)).Select(bins.Of).ToArray();
            var expected = -window.CountBy(bin => bin).Sum(pair => (double)pair.Value / window.Length * Math.Log2((double)pair.Value / window.Length));
            Assert.Equal(expected, entropy[row, column], 1e-4);
        }
        Assert.True(float.IsNaN(entropy.Values[40]));
        Assert.Equal("bit", entropy.Unit);
    }

    [Fact]
    public void Even_field_has_none_and_two_halves_have_one_bit()
    {
        var bins = new EntropyBins(0, 1, 4);
        Assert.All(Entropy.InWindow(new(Geometry, new float[Geometry.Count], "flat", "1"), 1400, bins).Values, value => Assert.Equal(0, value, 1e-6));
        var stripes = new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => i % 31 % 2 == 0 ? -5f : 5f)], "stripes", "1");
        Assert.Equal(1, Entropy.InWindow(stripes, 1400, bins)[11, 15], 0.02);
    }

    [Fact]
    public void Bins_hold_their_edges_on_other_ground()
    {
        var ramp = new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)i)], "ramp", "1");
        var bins = EntropyBins.Fit(ramp, 10);
        Assert.Equal(0, bins.Of(-1e9f));
        Assert.Equal(9, bins.Of(1e9f));
        Assert.InRange(bins.Of(Geometry.Count / 2f), 4, 5);
    }

    // A spike of 1e30 fell into the lowest bin: as a whole number it is the largest one, and one more is the smallest.
    [Theory]
    [InlineData(1e30f, 9)]
    [InlineData(float.MaxValue, 9)]
    [InlineData(float.PositiveInfinity, 9)]
    [InlineData(-1e30f, 0)]
    [InlineData(float.NegativeInfinity, 0)]
    public void Spikes_fall_into_the_open_bins(float spike, int bin) => Assert.Equal(bin, new EntropyBins(-1, 1, 10).Of(spike));

    [Fact]
    public void Bins_are_fitted_on_finite_values()
    {
        var field = new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => i % 10 == 0 ? float.PositiveInfinity : i)], "spiked", "nT");
        Assert.InRange(EntropyBins.Fit(field).High, 0, Geometry.Count);
        Assert.Contains("'spiked': expected finite values", Assert.Throws<InvalidDataException>(() => EntropyBins.Fit(field.Map(_ => float.PositiveInfinity))).Message);
        Assert.Contains("expected 3 bins of entropy or more, the two open ones included; found 2", Assert.Throws<ArgumentOutOfRangeException>(() => EntropyBins.Fit(field, 2)).Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-600)]
    [InlineData(4601)]
    [InlineData(double.PositiveInfinity)]
    public void Windows_that_are_none_are_refused(double metres)
    {
        var field = new Grid(Geometry, new float[Geometry.Count], "field", "nT");
        Assert.Contains(
            FormattableString.Invariant($"'field': expected a window of entropy above 0 m and no longer than the grid of 4600 x 6200 m; found {metres} m"),
            Assert.Throws<ArgumentOutOfRangeException>(() => Entropy.InWindow(field, metres, new(-1, 1, 4))).Message);
        Assert.Contains("found 2 from -1 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => Entropy.InWindow(field, 1000, new(-1, 1, 2))).Message);
    }
}
