using CsCheck;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class DistanceTransformTests
{
    [Fact]
    public void Distances_equal_those_by_brute_force()
    {
        var sizes = Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Double[50, 500], Gen.Double[50, 500]);
        Gen.Select(sizes, Gen.Bool.Array[144], Gen.Int[1, 10]).Sample((size, coins, rarity) =>
        {
            var geometry = new GridGeometry(size.Item1, size.Item2, 0, 0, size.Item3, size.Item4, Crs.Local);
            var marked = Enumerable.Range(0, geometry.Count).Select(i => coins[i] && i % rarity == 0).ToArray();
            var distances = DistanceTransform.Metres(geometry, marked);
            for (var node = 0; node < geometry.Count; node++)
            {
                var expected = Enumerable.Range(0, geometry.Count).Where(i => marked[i]).Select(i => Math.Sqrt(
                    Math.Pow(geometry.X(i % geometry.Columns) - geometry.X(node % geometry.Columns), 2)
                    + Math.Pow(geometry.Y(i / geometry.Columns) - geometry.Y(node / geometry.Columns), 2))).DefaultIfEmpty(double.PositiveInfinity).Min();
                Assert.Equal(expected, distances[node], 1e-2);
            }
        }, iter: 300);
    }
}
