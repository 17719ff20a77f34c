using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class GriddingCheckTests
{
    private static string Sentence(PointSet points, GridGeometry? geometry = null, IGriddingMethod? method = null)
    {
        var message = Assert.Throws<InvalidDataException>(() => (method ?? new Gridder { Reduction = BlockReduction.None }).Interpolate(points, geometry ?? Scatter.Geometry)).Message;
        Assert.Contains("'gravity'", message);
        return message;
    }

    public static TheoryData<string> Scattered => ["nearest", "inverse-distance", "linear", "kriging"];

    [Theory]
    [MemberData(nameof(Scattered))]
    public void Every_method_asks_the_same(string name)
    {
        var method = GriddingMethods.Named(name);
        Assert.Contains("expected at least four points; found 3", Sentence(Scatter.Of(3, Scatter.Hills), method: method));
        var line = Scatter.At([500_000, 501_000, 502_000, 504_000, 508_000], [6_790_000, 6_790_500, 6_791_000, 6_792_000, 6_794_000], Scatter.Hills);
        Assert.Contains("expected points spread over an area; all 5 lie on a line", Sentence(line, method: method));
        Assert.Contains("the points are in Pulkovo 1942", Sentence(Scatter.Of(9, Scatter.Hills) with { Crs = Crs.Pulkovo1942GaussKruger25 }, method: method));
    }

    [Fact]
    public void One_place_with_two_values_is_told_and_a_block_mean_resolves_it()
    {
        var points = Scatter.Of(50, Scatter.Hills);
        var doubled = points with { X = [.. points.X, points.X[7], points.X[7], points.X[3]], Y = [.. points.Y, points.Y[7], points.Y[7], points.Y[3]], Values = [.. points.Values, 40, 50, points.Values[3]] };
        var sentence = Sentence(doubled);
        Assert.Contains("expected one value a place; found 1 place with different values, the first at (", sentence);
        Assert.Contains(FormattableString.Invariant($"({points.X[7]}, {points.Y[7]})"), sentence);
        Assert.Contains("take the block mean or median first", sentence);
        Assert.Equal(sentence, Sentence(Scatter.Shuffled(doubled)));
        Assert.False(float.IsNaN(new Gridder { Reduction = BlockReduction.Mean, Method = new Kriging() }.Interpolate(doubled, Scatter.Geometry)[5, 5]));
        // The same value twice is one value.
        var twice = points with { X = [.. points.X, points.X[3]], Y = [.. points.Y, points.Y[3]], Values = [.. points.Values, points.Values[3]] };
        Assert.Equal(new Kriging().Interpolate(points, Scatter.Geometry).Values, new Kriging().Interpolate(twice, Scatter.Geometry).Values);
    }

    [Fact]
    public void Three_places_are_too_few_however_often_they_were_measured()
    {
        var points = Scatter.At([500_000, 500_000, 505_000, 508_000], [6_790_000, 6_790_000, 6_791_000, 6_795_000], Scatter.Plane);
        Assert.Contains("at least four points; found 3 places", Sentence(points));
    }

    [Fact]
    public void Blanks_are_left_out_and_nothing_but_blanks_is_told()
    {
        var points = Scatter.Of(50, Scatter.Hills);
        var holed = points with { X = [.. points.X, 505_000], Y = [.. points.Y, 6_795_000], Values = [.. points.Values, float.NaN] };
        var report = new Gridder { Method = new Linear() }.Make(holed, Scatter.Geometry);
        Assert.Equal((51, 1), (report.Points, report.BlankPoints));
        Assert.Equal(new Gridder { Method = new Linear() }.Interpolate(points, Scatter.Geometry).Values, report.Grid.Values);
        Assert.Contains("expected values; all 50 points are blank", Sentence(points with { Values = [.. points.Values.Select(_ => float.NaN)] }));
        Assert.Contains("found none", Sentence(points with { X = [], Y = [], Values = [] }));
        Assert.Contains("point 3: expected finite numbers", Sentence(points with { Values = [.. points.Values.Select((v, i) => i == 2 ? float.PositiveInfinity : v)] }));
    }

    [Fact]
    public void Degrees_are_told()
    {
        var places = new PointSet([25, 26, 27, 28, 29], [-25, -26, -24, -25, -27], [1, 2, 3, 4, 5], "gravity", "mGal", Crs.Wgs84);
        Assert.Contains("expected points in metres; these are in degrees of WGS 84", Sentence(places, new(5, 5, 25, -23, 1, 1, Crs.Wgs84)));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(125, false)]
    public void A_cell_finer_than_a_quarter_of_the_line_spacing_is_a_warning(double cell, bool warns)
    {
        // Lines 500 m apart at azimuth 0, a sample each 25 m; the spacing is given, then measured.
        var (x, y) = (new List<double>(), new List<double>());
        for (var line = 0; line < 20; line++)
            for (var k = 0; k < 400; k++)
            {
                x.Add(500_000 + 500 * line);
                y.Add(6_790_000 + 25 * k);
            }
        var points = Scatter.At([.. x], [.. y], Scatter.Hills);
        var geometry = GridGeometry.Covering(new(500_000, 509_500, 6_790_000, 6_800_000), cell, Crs.Local);
        var given = GriddingAdvice.Of(points, geometry, 500);
        Assert.Equal(warns ? 1 : 0, given.Warnings.Count);
        if (warns)
            Assert.Equal($"'gravity': {FinestCell.Warning(100, 500, true)}", given.Warnings[0]);
        var measured = GriddingAdvice.Of(points, geometry).Spacing;
        Assert.True(measured.OnLines);
        Assert.InRange(measured.SpacingMetres, 475, 525);
        Assert.Equal(25, measured.NeighbourMetres, 1e-6);
    }

    [Fact]
    public void Stations_are_not_lines()
    {
        var net = Enumerable.Range(0, 900).ToArray();
        var spacing = GriddingAdvice.Of(Scatter.At([.. net.Select(i => 500_000.0 + i % 30 * 400)], [.. net.Select(i => 6_790_000.0 + i / 30 * 400)], Scatter.Hills), Scatter.Geometry).Spacing;
        Assert.False(spacing.OnLines);
        Assert.InRange(spacing.SpacingMetres, 340, 400);
        var strewn = GriddingAdvice.Of(Scatter.Of(1200, Scatter.Hills), Scatter.Geometry).Spacing;
        Assert.False(strewn.OnLines);
        // 1200 points on 16 x 12 km: 400 m each way.
        Assert.InRange(strewn.SpacingMetres, 400, 560);
    }
}
