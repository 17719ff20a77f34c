using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class AzimuthHistogramTests
{
    private static readonly GeometryFactory Geometry = new();

    /// <summary>A line of some metres at an azimuth, somewhere on a map.</summary>
    private static LineString Line(double azimuth, double metres = 1000) => Geometry.CreateLineString(
        [new(25_500_000, 6_800_000), new(25_500_000 + metres * Math.Sin(azimuth * Math.PI / 180), 6_800_000 + metres * Math.Cos(azimuth * Math.PI / 180))]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4.9, 0)]
    [InlineData(5.1, 1)]
    [InlineData(30, 3)]
    [InlineData(90, 9)]
    [InlineData(174.9, 17)]
    [InlineData(175.1, 0)]
    [InlineData(180, 0)]
    [InlineData(210, 3)]
    [InlineData(359, 0)]
    public void All_length_of_a_line_lies_in_the_bin_of_its_azimuth(double azimuth, int bin)
    {
        var histogram = AzimuthHistogram.Of([Line(azimuth)]);
        Assert.Equal(18, histogram.LengthsMetres.Count);
        for (var i = 0; i < 18; i++)
            Assert.Equal(i == bin ? 1000 : 0, histogram.LengthsMetres[i], 1e-4);
    }

    [Fact]
    public void A_line_drawn_backwards_counts_the_same()
    {
        foreach (var azimuth in Enumerable.Range(0, 37).Select(i => i * 5.0))
            Assert.Equal(AzimuthHistogram.Of([Line(azimuth)]).LengthsMetres, AzimuthHistogram.Of([Line(azimuth).Reverse()]).LengthsMetres);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7.5)]
    [InlineData(10)]
    [InlineData(90)]
    public void No_length_is_lost(double bin)
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, 40).Select(_ => Geometry.CreateLineString([.. Enumerable.Range(0, 9).Select(_ => new Coordinate(random.NextDouble() * 1e4, random.NextDouble() * 1e4))])).ToList();
        var histogram = AzimuthHistogram.Of(lines, bin);
        Assert.Equal(lines.Sum(line => line.Length), histogram.LengthsMetres.Sum(), 1e-5);
        Assert.Equal(lines.Sum(line => line.Length), histogram.TotalMetres, 1e-5);
        Assert.Equal(histogram.LengthsMetres, histogram.InBins(30).InBins(bin).LengthsMetres);
    }

    [Fact]
    public void Each_segment_of_a_bent_line_counts_by_itself_and_points_and_polygons_do_not()
    {
        var bent = Geometry.CreateLineString([new(0, 0), new(0, 300), new(400, 300), new(400, 300)]);
        var square = Geometry.ToGeometry(new Envelope(0, 100, 0, 100));
        var histogram = AzimuthHistogram.Of([Geometry.CreateGeometryCollection([bent, square]), Geometry.CreatePoint(new Coordinate(1, 1)), Geometry.CreateLineString()]);
        Assert.Equal((300.0, 400.0, 700.0), (histogram.LengthsMetres[0], histogram.LengthsMetres[9], histogram.TotalMetres));
    }

    [Fact]
    public void Lines_about_north_have_a_mean_of_north_and_not_of_east()
    {
        var (azimuth, strength) = AzimuthHistogram.Of([Line(170), Line(10)]).Mean;
        Assert.Equal(0, Math.Min(azimuth, 180 - azimuth), 1e-6);
        Assert.Equal(Math.Cos(20 * Math.PI / 180), strength, 1e-6);
    }

    [Fact]
    public void Crossed_lines_prefer_no_azimuth_and_nor_does_nothing()
    {
        Assert.Equal((double.NaN, 0), AzimuthHistogram.Of([Geometry.CreateLineString([new(0, 0), new(0, 100)]), Geometry.CreateLineString([new(0, 0), new(100, 0)])]).Mean);
        Assert.Equal((double.NaN, 0), AzimuthHistogram.Of(new List<LineString>()).Mean);
    }

    [Fact]
    public void The_share_near_a_direction_reaches_over_north()
    {
        var histogram = AzimuthHistogram.Of([Line(175, 300), Line(8, 100), Line(45, 600)]);
        Assert.Equal(0.4, histogram.ShareWithin(0, 10), 1e-6);
        Assert.Equal(0.4, histogram.ShareWithin(180, 10), 1e-6);
        Assert.Equal(0.3, histogram.ShareWithin(178, 5), 1e-6);
        Assert.Equal(1, histogram.ShareWithin(123, 90), 1e-6);
    }

    [Fact]
    public void A_tolerance_takes_away_the_steps_of_a_line_along_nodes()
    {
        // One node up for each two to the right: an azimuth of 63.4 degrees in steps of 90 and 45.
        var steps = Geometry.CreateLineString([.. Enumerable.Range(0, 41).Select(i => new Coordinate(200 * i, 200 * (i / 2)))]);
        Assert.Equal(0, AzimuthHistogram.Of([steps]).LengthsMetres[6]);
        var smooth = AzimuthHistogram.Of([steps], toleranceMetres: 200);
        Assert.Equal(smooth.TotalMetres, smooth.LengthsMetres[6], 1e-6);
    }

    [Fact]
    public void Uneven_bins_degrees_and_places_that_are_none_are_refused()
    {
        Assert.Contains("found bins of 7 degrees", Assert.Throws<ArgumentException>(() => AzimuthHistogram.Of([Line(1)], 7)).Message);
        Assert.Throws<ArgumentException>(() => AzimuthHistogram.Of([Line(1)], 180));
        Assert.Contains("found -1", Assert.Throws<ArgumentException>(() => AzimuthHistogram.Of([Line(1)], 10, -1)).Message);
        Assert.Contains("found one at NaN, 2", Assert.Throws<ArgumentException>(() => AzimuthHistogram.Of([Geometry.CreateLineString([new(0, 0), new(double.NaN, 2)])])).Message);
        var degrees = new VectorLayer("faults", Crs.Wgs84, [new(Line(3), new Dictionary<string, object?>())]);
        Assert.Contains("azimuths of 'faults'", Assert.Throws<InvalidDataException>(() => AzimuthHistogram.Of(degrees)).Message);
    }
}
