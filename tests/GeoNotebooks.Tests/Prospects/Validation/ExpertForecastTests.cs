using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using GeoNotebooks.Prospects.Validation;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Prospects.Validation;

public sealed class ExpertForecastTests
{
    // 20 x 20 km; the easternmost 2 km have no answer.
    private static readonly GridGeometry Geometry = new(100, 100, 100, 19_900, 200, 200, Crs.Local);
    private static readonly Grid Map = new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => node % 100 < 90 ? 0.5f : float.NaN)], "score", "1");

    private static Polygon Square(double west, double south, double side) =>
        new(new LinearRing([new(west, south), new(west + side, south), new(west + side, south + side), new(west, south + side), new(west, south)]));

    private static Zone Zone(int rank, double west, double south, double side) =>
        new(rank, Square(west, south, side), [.. Enumerable.Range(0, Geometry.Count).Where(node => Square(west, south, side).EnvelopeInternal.Contains(Geometry.X(node % 100), Geometry.Y(node / 100)))], side * side / 1e6, 1, 0);

    private static VectorLayer Layer(params Geometry[] shapes) => new("forecast", Crs.Local, [.. shapes.Select((shape, i) => new VectorFeature(shape, new Dictionary<string, object?> { ["name"] = $"contour {(char)('A' + i)}" }))]);

    [Fact]
    public void Both_ways_are_counted()
    {
        // A is half in zone 1, B is by hand alone, zone 2 by networks alone, C lies mostly off the map.
        var forecast = ExpertForecast.Of(Layer(Square(2000, 2000, 4000), Square(10_000, 2000, 2000), Square(17_000, 10_000, 2000)), [Zone(1, 4000, 2000, 4000), Zone(2, 10_000, 14_000, 2000)], Map);
        Assert.Equal([("contour A", 16.0, 0.5), ("contour B", 4.0, 0), ("contour C", 2.0, 0)], forecast.ByHand.Select(part => (part.Name, part.SquareKilometres, part.Share)));
        Assert.Equal([("zone 1", 16.0, 0.5), ("zone 2", 4.0, 0)], forecast.ByNetworks.Select(part => (part.Name, part.SquareKilometres, part.Share)));
        Assert.Equal((8, 14, 12), forecast.Areas is var areas ? (areas.Both, areas.HandAlone, areas.NetworksAlone) : default, new Close());
        Assert.Equal(8 / 34.0, forecast.Overlap, 1e-9);
        Assert.Equal(["1 of 3", "2 of 3", ""], forecast.Table()["contours of the person"].Cast<string>());
        Assert.Equal(["1 of 2", "", "1 of 2"], forecast.Table()["zones"].Cast<string>());
        Assert.True(float.IsNaN(forecast.Ground[50, 95]));
    }

    [Fact]
    public void A_line_has_a_strip_about_it()
    {
        var forecast = ExpertForecast.Of(Layer(new LineString([new(2000, 10_000), new(12_000, 10_000)])), [Zone(1, 4000, 9000, 2000)], Map, lineMetres: 500);
        Assert.Equal(10 * 1 + Math.PI / 4, forecast.ByHand[0].SquareKilometres, 0.4);
        Assert.Equal(0.5, forecast.ByNetworks[0].Share, 0.05);
    }

    [Fact]
    public void Broken_contours_are_refused_in_a_sentence()
    {
        var bow = new Polygon(new LinearRing([new(1000, 1000), new(3000, 3000), new(3000, 1000), new(1000, 3000), new(1000, 1000)]));
        Assert.Contains("contour 2 ('contour B'): expected a polygon that does not cross itself; self-intersection at E 2000, N 2000", Assert.Throws<InvalidDataException>(() => ExpertForecast.Of(Layer(Square(0, 0, 1000), bow), [], Map)).Message, StringComparison.Ordinal);
        Assert.Contains("bring both into one system", Assert.Throws<InvalidDataException>(() => ExpertForecast.Of(Layer(bow) with { Crs = Crs.FromEpsg(28425) }, [], Map)).Message, StringComparison.Ordinal);
        Assert.Contains("none of 1 lies there", Assert.Throws<InvalidDataException>(() => ExpertForecast.Of(Layer(Square(90_000, 0, 1000)), [], Map)).Message, StringComparison.Ordinal);
    }

    private sealed class Close : IEqualityComparer<(double, double, double)>
    {
        public bool Equals((double, double, double) a, (double, double, double) b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-6;

        public int GetHashCode((double, double, double) value) => 0;
    }
}
