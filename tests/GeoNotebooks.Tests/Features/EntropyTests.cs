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
}
