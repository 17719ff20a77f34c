using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class BoundaryScoreTests
{
    private static readonly GridGeometry Geometry = new(60, 100, 0, 11_800, 200, 200, Crs.Local);
    private static readonly bool[] Everywhere = [.. Enumerable.Repeat(true, Geometry.Count)];
    private static readonly int[] Quarters = [.. Enumerable.Range(0, Geometry.Count).Select(node => node % 100 / 25)];

    // A line along the row at northing 6000, from 2 to 18 km.
    private static readonly VectorLayer Line = Truth.Layer(Truth.Fault("one", true, true, 16, new Coordinate(2000, 6000), new Coordinate(18_000, 6000)));

    /// <summary>A band three nodes wide about a northing, flagged between two eastings.</summary>
    private static Grid Band(double northing, double west, double east) => new(
        Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => Math.Abs(Geometry.Y(node / 100) - northing) <= 200 && Geometry.X(node % 100) >= west && Geometry.X(node % 100) <= east ? 0.9f : 0.1f)], "faults", "1");

    [Fact]
    public void A_band_within_the_tolerance_is_right()
    {
        var score = BoundaryScore.Of(Band(6200, 2000, 18_000), 0.5f, Line, Everywhere, Quarters);
        Assert.Equal(1, score.Precision);
        // Thinning shortens the ends by a node or two, which the tolerance about makes good.
        Assert.InRange(score.Recall, 0.96, 1);
        Assert.InRange(score.F1, 0.98, 1);
        Assert.Equal(4, score.Blocks.Count);
    }

    [Fact]
    public void A_band_beyond_it_is_wrong_in_both_ways()
    {
        var score = BoundaryScore.Of(Band(6600, 2000, 18_000), 0.5f, Line, Everywhere, Quarters);
        Assert.Equal((0, 0, 0), (score.Precision, score.Recall, score.F1));
    }

    // Half of the line is traced, and as much again that is none.
    [Fact]
    public void Half_found_and_half_invented()
    {
        var map = Band(6000, 2000, 10_000);
        var both = map with { Values = [.. map.Values.Zip(Band(2000, 2000, 10_000).Values, Math.Max)] };
        var score = BoundaryScore.Of(both, 0.5f, Line, Everywhere, Quarters);
        Assert.Equal(0.5, score.Precision, 0.01);
        Assert.Equal(0.5, score.Recall, 0.03);
        var f1 = score.EstimateF1();
        Assert.Equal(score.F1, f1.Value, 1e-12);
        Assert.True(f1.Low < f1.Value && f1.Value < f1.High);
        var pooled = BoundaryScore.Pool(score, score);
        Assert.Equal((score.F1, 8), (pooled.F1, pooled.Blocks.Count));
    }

    [Fact]
    public void Ground_that_is_not_judged_plays_no_part()
    {
        bool[] west = [.. Enumerable.Range(0, Geometry.Count).Select(node => node % 100 < 50)];
        var all = BoundaryScore.Of(Band(6000, 2000, 9800), 0.5f, Line, Everywhere, Quarters);
        var half = BoundaryScore.Of(Band(6000, 2000, 9800), 0.5f, Line, west, Quarters);
        Assert.InRange(all.Recall, 0.45, 0.55);
        Assert.InRange(half.Recall, 0.95, 1);
        Assert.Equal(2, half.Blocks.Count);
        var holed = Band(6000, 2000, 9800) is var map ? map with { Values = [.. map.Values.Select((value, node) => west[node] ? value : float.NaN)] } : map;
        Assert.Equal(half.Blocks, BoundaryScore.Of(holed, 0.5f, Line, Everywhere, Quarters).Blocks);
    }

    [Fact]
    public void Nothing_flagged_scores_zero_and_no_line_scores_nothing()
    {
        var score = BoundaryScore.Of(Band(6000, 2000, 9800), 0.95f, Line, Everywhere, Quarters);
        Assert.True(double.IsNaN(score.Precision));
        Assert.Equal((0, 0), (score.Recall, score.F1));
        Assert.True(double.IsNaN(BoundaryScore.Of(Band(6000, 2000, 9800), 0.5f, Truth.Layer(), Everywhere, Quarters).F1));
    }

    [Fact]
    public void Points_stand_for_equal_pieces_of_a_line()
    {
        var points = LinePoints.Along(Line.Features[0].Shape, 100).ToList();
        Assert.Equal(160, points.Count);
        Assert.Equal((2050, 17_950), (points[0].X, points[^1].X));
        var bent = LinePoints.Along(new LineString([new(0, 0), new(0, 130), new(0, 130), new(170, 130)]), 100).ToList();
        Assert.Equal([(0, 50), (20, 130), (120, 130)], bent.Select(point => ((int)Math.Round(point.X), (int)Math.Round(point.Y))));
    }
}
