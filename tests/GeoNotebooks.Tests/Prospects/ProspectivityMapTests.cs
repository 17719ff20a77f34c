using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

public sealed class ProspectivityMapTests
{
    private static readonly GridGeometry Geometry = new(40, 50, 0, 8000, 200, 200, Crs.Local);

    private static Grid Spot(int row, int column, float value)
    {
        var values = new float[Geometry.Count];
        values[row * Geometry.Columns + column] = value;
        return new(Geometry, values, "spot", "1");
    }

    private static ConceptModel Concept(params ConceptSign[] signs) => new("test", "", signs);

    [Fact]
    public void Proximity_is_the_largest_weighed_probability_by_brute_force()
    {
        var random = new Random(3);
        var map = new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(_ => (float)Math.Pow(random.NextDouble(), 8))], "p", "1");
        var near = ProspectivityMap.Proximity(map, 900);
        foreach (var (row, column) in new[] { (0, 0), (13, 31), (39, 49), (20, 5) })
        {
            var expected = Enumerable.Range(0, Geometry.Count).Max(i =>
            {
                var (dx, dy) = ((i % 50 - column) * 200.0, (i / 50 - row) * 200.0);
                return map.Values[i] * Math.Exp(-(dx * dx + dy * dy) / (2 * 900.0 * 900.0));
            });
            Assert.Equal(expected, near[row * 50 + column], 1e-4);
        }
    }

    [Fact]
    public void Score_is_highest_where_both_signs_are_near()
    {
        var concept = Concept(new("a", 1000, 1, "", ""), new("b", 1000, 1, "", ""));
        var map = ProspectivityMap.Converge(concept, new Dictionary<string, Grid> { ["a"] = Spot(10, 10, 1), ["b"] = Spot(10, 16, 1) });
        var best = Array.IndexOf(map.Values, map.Values.Max());
        Assert.Equal((10, 13), (best / 50, best % 50));
        Assert.Equal(Math.Exp(-0.5 * 0.6 * 0.6), map.Values[best], 1e-4);
        Assert.True(map[30, 40] < 1e-3);
    }

    [Fact]
    public void Sign_without_a_map_is_named()
    {
        var concept = Concept(new ConceptSign("faults", 1000, 1, "", ""));
        Assert.Contains("sign 'faults' has no target map; there are maps of a", Assert.Throws<InvalidDataException>(
            () => ProspectivityMap.Converge(concept, new Dictionary<string, Grid> { ["a"] = Spot(1, 1, 1) })).Message);
    }

    [Theory]
    [InlineData("""{"name":"n","description":"","signs":[]}""", "at least one entry in \"signs\"")]
    [InlineData("""{"name":"n","description":"","signs":[{"target":"a","reachMetres":0,"weight":1,"reason":"","source":""}]}""", "a reach above 0 m")]
    [InlineData("""{"name":"n","description":"","signs":[{"target":"a","reachMetres":9,"weight":0,"reason":"","source":""}]}""", "weights that sum to more than 0")]
    [InlineData("""{"name":"n","description":"","signs":[{"target":"a","reachMetres":9,"weight":1,"reason":"","source":"","mappedShare":0}]}""", "a mapped share above 0")]
    [InlineData("nonsense", "expected a concept model as JSON")]
    [InlineData("""{"name":"n","description":"","signs":[{"target":"a","reachMetres":9,"weight":1,"reason":"","source":""}],"combination":{"kind":"gamma","gamma":2}}""", "a gamma from 0 to 1")]
    [InlineData("""{"name":"n","description":"","signs":[{"target":"a","reachMetres":9,"weight":1,"reason":"","source":""}],"combine":{}}""", "combine")]
    public void Broken_concept_is_refused(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["concept.json"], json);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => ConceptModel.Read(folder["concept.json"])).Message);
    }
}
