using GeoNotebooks.Gridding;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class KdTreeTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(700, 9)]
    [InlineData(700, 700)]
    public void Nearest_are_those_of_a_full_search(int count, int wanted)
    {
        // On a coarse lattice: many points are equally near, many lie on one place.
        var random = new Random(4);
        double[] x = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(25))];
        double[] y = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(40))];
        var search = new KdTree.Search(new(x, y), wanted);
        for (var turn = 0; turn < 50; turn++)
        {
            var (px, py) = (random.Next(-10, 70) / 2.0, random.Next(-10, 100) / 2.0);
            var expected = Enumerable.Range(0, count).OrderBy(i => (x[i] - px) * (x[i] - px) + (y[i] - py) * (y[i] - py)).ThenBy(i => i).Take(wanted).ToArray();
            Assert.Equal(expected.Length, search.Near(px, py));
            Assert.Equal(expected, search.Index[..search.Found]);
        }
    }

    [Fact]
    public void A_radius_ends_the_search()
    {
        var search = new KdTree.Search(new([0, 3, 6, 20], [0, 4, 8, 0]), 4, 5);
        Assert.Equal(2, search.Near(0, 0));
        Assert.Equal([0.0, 25.0], search.Squared[..2]);
        Assert.Equal(0, search.Near(0, 100));
    }
}
