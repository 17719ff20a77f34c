using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class FlaggedShapesTests
{
    private static readonly GridGeometry Geometry = new(24, 30, 0, 0, 200, 300, Crs.Local);

    private static bool[] Speckled(double share, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Geometry.Count).Select(_ => random.NextDouble() < share)];
    }

    private static bool[] Picture(params string[] rows) =>
        [.. Enumerable.Range(0, Geometry.Count).Select(node => node / 30 < rows.Length && node % 30 < rows[node / 30].Length && rows[node / 30][node % 30] == '#')];

    private static bool Touch(int a, int b) => Math.Abs(a / 30 - b / 30) <= 1 && Math.Abs(a % 30 - b % 30) <= 1;

    /// <summary>The slow way: the pieces by joining again and again whatever touches.</summary>
    private static List<List<int>> Pieces(bool[] flags)
    {
        var pieces = Enumerable.Range(0, flags.Length).Where(node => flags[node]).Select(node => new List<int> { node }).ToList();
        for (var i = 0; i < pieces.Count; i++)
            for (var j = i + 1; j < pieces.Count; j++)
                if (pieces[i].Any(a => pieces[j].Any(b => Touch(a, b))))
                {
                    pieces[i].AddRange(pieces[j]);
                    pieces.RemoveAt(j);
                    j = i;
                }
        return pieces;
    }

    [Theory]
    [InlineData(0.25, 900)]
    [InlineData(0.35, 2500)]
    [InlineData(0.1, 0)]
    public void Pieces_are_kept_by_their_two_farthest_nodes(double share, double least)
    {
        var flags = Speckled(share, 4);
        static double Distance(int a, int b) => double.Hypot((a / 30 - b / 30) * 300, (a % 30 - b % 30) * 200);
        var expected = Pieces(flags).Where(piece => piece.Max(a => piece.Max(b => Distance(a, b))) >= least).SelectMany(piece => piece).Order();
        var kept = FlaggedSegments.AtLeast(Geometry, flags, least);
        Assert.Equal(expected, Enumerable.Range(0, kept.Length).Where(node => kept[node]));
    }

    [Fact]
    public void A_band_thins_to_its_middle_line()
    {
        var thin = Thinning.Of(Geometry, Picture("", " ####################", " ####################", " ####################"));
        Assert.All(Enumerable.Range(0, thin.Length).Where(node => thin[node]), node => Assert.Equal(2, node / 30));
        Assert.InRange(thin.Count(flag => flag), 16, 20);
    }

    [Fact]
    public void A_line_stays()
    {
        var line = Picture("#", " #", "  #", "  #", "   ####", "       #");
        Assert.Equal(line, Thinning.Of(Geometry, line));
    }

    [Fact]
    public void Thinning_keeps_pieces_and_adds_nothing()
    {
        // Blobs: speckle spread to the eight neighbours.
        var seeds = Speckled(0.04, 2);
        var blobs = Enumerable.Range(0, seeds.Length).Select(node => Enumerable.Range(0, seeds.Length).Any(other => seeds[other] && Touch(node, other))).ToArray();
        var thin = Thinning.Of(Geometry, blobs);
        Assert.All(Enumerable.Range(0, thin.Length), node => Assert.True(!thin[node] || blobs[node]));
        Assert.True(thin.Count(flag => flag) < 0.5 * blobs.Count(flag => flag));
        Assert.Equal(Pieces(blobs).Count, Pieces(thin).Count);
        Assert.Equal(thin, Thinning.Of(Geometry, thin));
    }

    [Fact]
    public void Widened_is_the_highest_within_the_distance()
    {
        var random = new Random(5);
        var map = new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => i % 17 == 0 ? float.NaN : (float)random.NextDouble())], "map", "1");
        var wide = FlagThreshold.Widened(map, 600);
        for (var node = 0; node < Geometry.Count; node++)
        {
            var expected = Enumerable.Range(0, Geometry.Count).Where(other => double.Hypot((node / 30 - other / 30) * 300, (node % 30 - other % 30) * 200) <= 600 && !float.IsNaN(map.Values[other])).Max(other => map.Values[other]);
            Assert.Equal(float.IsNaN(map.Values[node]) ? float.NaN : expected, wide.Values[node]);
        }
    }
}
