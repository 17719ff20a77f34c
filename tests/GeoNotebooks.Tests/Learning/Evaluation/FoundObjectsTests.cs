using System.Diagnostics;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

public sealed class FoundObjectsTests(ITestOutputHelper output)
{
    // 60 x 60 km; node (0, 0) at easting 100, northing 59 900.
    private static readonly GridGeometry Geometry = new(300, 300, 100, 59_900, 200, 200, Crs.Local);
    private static readonly bool[] Everywhere = [.. Enumerable.Repeat(true, Geometry.Count)];

    private static Grid Map(Func<double, double, bool> flagged) => new(
        Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => flagged(Geometry.X(node % 300), Geometry.Y(node / 300)) ? 0.9f : 0.1f)], "map", "1");

    [Fact]
    public void An_intrusion_is_found_by_its_flagged_area()
    {
        // The western part of each body is flagged: a quarter, two fifths, all, none, all.
        var truth = Truth.Layer(
            Truth.Body("a", 1000, 1000, 5000, 5000), Truth.Body("b", 11_000, 1000, 15_000, 5000),
            Truth.Body("c", 21_000, 1000, 25_000, 5000, mapped: false), Truth.Body("d", 31_000, 1000, 35_000, 5000, mapped: false, likeMapped: false, roof: 0.4),
            Truth.Body("e", 41_000, 1000, 45_000, 5000, mapped: false, likeMapped: false, roof: 1.2));
        var map = Map((x, y) => y is > 1000 and < 5000 && (x is > 1000 and < 2000 or > 11_000 and < 12_600 or > 21_000 and < 25_000 or > 41_000 and < 45_000));
        var found = FoundObjects.Of(map, 0.5f, truth, Everywhere);
        Assert.Equal(["mapped", "unmapped, like the mapped", "hidden, roof 0-0.5 km", "hidden, roof 1 km and more"], found.Groups.Select(group => group.Name));
        Assert.Equal([(2, 1), (1, 1), (1, 0), (1, 1)], found.Groups.Select(group => (group.Objects, group.Found)));
        Assert.Equal([0.25, 0.4, 1, 0, 1], found.Objects.Select(one => one.Share));
        Assert.Equal(0, found.LeftOut);
        Assert.Equal((20 * 5 + 20 * 8 + 400 + 400) / 90_000.0, found.FlaggedShare, 1e-9);
        Assert.InRange(found.Group(FoundObjects.UnmappedLikeMapped)!.AboveChance, 0.9, 1);
        Assert.Equal(4, found.Table().Rows.Count);
    }

    [Fact]
    public void A_fault_is_found_by_length_near_long_segments()
    {
        var truth = Truth.Layer(
            Truth.Fault("traced", false, true, 20, new(5000, 10_000), new(25_000, 10_000)), Truth.Fault("beside", false, true, 20, new(5000, 20_000), new(25_000, 20_000)),
            Truth.Fault("too far", false, true, 20, new(5000, 30_000), new(25_000, 30_000)), Truth.Fault("specks", false, true, 20, new(5000, 40_000), new(25_000, 40_000)),
            Truth.Fault("two fifths", false, true, 20, new(5000, 50_000), new(25_000, 50_000)), Truth.Fault("small", false, true, 14.9, new(30_000, 10_000), new(44_900, 10_000)));
        var map = Map((x, y) => x is > 5000 and < 25_000 && (
            Math.Abs(y - 9900) < 1 || Math.Abs(y - 20_300) < 1 || Math.Abs(y - 30_500) < 1 || Math.Abs(y - 39_900) < 1 && (x - 100) % 3000 < 2700 || Math.Abs(y - 49_900) < 1 && x < 12_800));
        var found = FoundObjects.Of(map, 0.5f, truth, Everywhere);
        Assert.Equal(["traced", "beside"], found.Objects.Where(one => one.Found).Select(one => one.Name));
        Assert.Equal([1, 1, 0, 0], found.Objects.Take(4).Select(one => one.Share));
        Assert.InRange(found.Objects[4].Share, 0.39, 0.42);
        Assert.Equal((0, 1), (found.LeftOut, found.Short));
        // Without the least extent the specks count too.
        Assert.True(FoundObjects.Of(map, 0.5f, truth, Everywhere, new() { LeastSegmentMetres = 0, Moves = 0 }).Objects.Single(one => one.Name == "specks").Found);
    }

    [Fact]
    public void Objects_mostly_off_the_judged_ground_are_left_out_and_parts_of_one_name_are_one()
    {
        bool[] west = [.. Enumerable.Range(0, Geometry.Count).Select(node => node % 300 < 150)];
        var truth = Truth.Layer(
            Truth.Body("in", 27_000, 1000, 31_000, 5000), Truth.Body("out", 29_000, 11_000, 33_000, 15_000), Truth.Body("off the grid", 90_000, 0, 95_000, 5000),
            Truth.Body("cut", 1000, 21_000, 3000, 23_000), Truth.Body("cut", 3000, 21_000, 5000, 23_000));
        var found = FoundObjects.Of(Map((x, _) => x > 28_000 || x < 2400), 0.5f, truth, west);
        Assert.Equal(["in", "cut"], found.Objects.Select(one => one.Name));
        Assert.Equal(2, found.LeftOut);
        Assert.Equal([10 / 15.0, 7 / 20.0], found.Objects.Select(one => one.Share));
        // A fault of 40 km of which the grid holds 18 is known by less than half.
        Assert.Equal(1, FoundObjects.Of(Map((_, _) => false), 0.5f, Truth.Layer(Truth.Fault("stub", true, true, 40, new(0, 5000), new(18_000, 5000))), Everywhere).LeftOut);
    }

    // An object of one node is found by a moved map as often as the map flags: 12 % of the ground here, whatever the shape of the flags.
    [Fact]
    public void Chance_is_the_flagged_share_for_a_small_object()
    {
        var truth = Truth.Layer([.. Enumerable.Range(0, 20).Select(i => Truth.Body($"b{i}", 1000 + 2400 * i, 7000, 1150 + 2400 * i, 7150))]);
        var found = FoundObjects.Of(Map((x, y) => x is > 20_000 and < 56_000 && y is > 40_000 and < 52_000), 0.5f, truth, Everywhere, new() { Moves = 4000, AreaShare = 0.5 });
        var group = found.Groups.Single();
        Assert.Equal((20, 0), (group.Objects, group.Found));
        Assert.Equal(0.12, found.FlaggedShare, 1e-9);
        Assert.Equal(0.12, group.ChanceMean, 0.012);
        Assert.Equal(-group.ChanceMean, group.AboveChance);
        Assert.True(group.ChanceLow == 0 && group.ChanceHigh > 0.5);
    }

    [Fact]
    public void A_map_that_flags_everything_knows_nothing()
    {
        var truth = Truth.Layer(Truth.Body("a", 1000, 1000, 5000, 5000), Truth.Fault("f", true, true, 20, new(5000, 20_000), new(25_000, 21_000)));
        var found = FoundObjects.Of(Map((_, _) => true), 0.5f, truth, Everywhere);
        Assert.Equal((1, 1, 0), (found.Groups[0].Share, found.Groups[0].ChanceMean, found.Groups[0].AboveChance));
    }

    // Half of the rectangle is not judged: a moved map covers an object or not, and is asked only where it does; chance stays that of the judged ground.
    [Fact]
    public void Unjudged_ground_does_not_make_chance_look_small()
    {
        bool[] steps = [.. Enumerable.Range(0, Geometry.Count).Select(node => node % 300 > node / 300)];
        var truth = Truth.Layer([.. Enumerable.Range(0, 10).Select(i => Truth.Body($"b{i}", 50_000, 20_000 + 2400 * i, 50_150, 20_150 + 2400 * i))]);
        var found = FoundObjects.Of(Map((x, y) => (int)(x / 5000) % 2 == 0 && (int)(y / 5000) % 2 == 0), 0.5f, truth, steps, new() { Moves = 4000 });
        Assert.All(found.Groups[0].Chance, move => Assert.InRange(move.Objects, 0, 10));
        Assert.Contains(found.Groups[0].Chance, move => move.Objects < 10);
        Assert.Equal(found.FlaggedShare, found.Groups[0].ChanceMean, 0.03);
    }

    [Fact]
    public void A_move_takes_each_node_once()
    {
        var random = new Draws(3, 1);
        for (var i = 0; i < 20; i++)
        {
            var move = new MapMove(7, 7, true, ref random);
            Assert.Equal(Enumerable.Range(0, 49), Enumerable.Range(0, 49).Select(node => move.From(node / 7, node % 7)).Select(from => from.Row * 7 + from.Column).Order());
            var flat = new MapMove(5, 9, false, ref random);
            Assert.Equal(Enumerable.Range(0, 45), Enumerable.Range(0, 45).Select(node => flat.From(node / 9, node % 9)).Select(from => from.Row * 9 + from.Column).Order());
            var turned = new MapMove(5, 9, true, ref random);
            Assert.All(Enumerable.Range(0, 45), node => Assert.True(turned.From(node / 9, node % 9) is { Row: >= 0 and < 5, Column: >= 0 and < 9 }));
        }
    }

    [Fact]
    public void Regions_are_pooled_move_by_move()
    {
        var truth = Truth.Layer(Truth.Body("a", 1000, 1000, 5000, 5000), Truth.Body("b", 11_000, 1000, 15_000, 5000, mapped: false));
        var (one, two) = (FoundObjects.Of(Map((x, _) => x < 6000), 0.5f, truth, Everywhere), FoundObjects.Of(Map((x, _) => x is > 9000 and < 17_000), 0.5f, truth, Everywhere, new() { Seed = 2 }));
        var both = FoundObjects.Pool(one, two);
        Assert.Equal([(2, 1), (2, 1)], both.Groups.Select(group => (group.Objects, group.Found)));
        Assert.Equal((one.Groups[0].ChanceMean + two.Groups[0].ChanceMean) / 2, both.Groups[0].ChanceMean, 1e-12);
        Assert.Equal((0.0126, 0.9874), (Math.Round(both.Groups[0].Low, 4), Math.Round(both.Groups[0].High, 4)));
    }

    [Fact]
    public void Two_hundred_moves_of_a_large_map_take_seconds()
    {
        var geometry = new GridGeometry(1100, 1400, 100, 219_900, 200, 200, Crs.Local);
        var random = new Random(2);
        var truth = Truth.Layer([.. Enumerable.Range(0, 80).Select(i => (X: random.Next(5000, 230_000), Y: random.Next(5000, 170_000))).SelectMany((at, i) => new[]
        {
            Truth.Body($"b{i}", at.X, at.Y, at.X + 5000, at.Y + 5000, mapped: i % 4 > 0), Truth.Fault($"f{i}", i % 4 > 0, true, 40, new(at.X, at.Y), new(at.X + 30_000, at.Y + 27_000)),
        })]);
        var map = new Grid(geometry, [.. Enumerable.Range(0, geometry.Count).Select(node => (float)(0.5 + 0.25 * Math.Sin(node % 1400 * 0.05) + 0.25 * Math.Sin(node / 1400 * 0.04)))], "map", "1");
        var watch = Stopwatch.StartNew();
        var found = FoundObjects.Of(map, 0.95f, truth, [.. Enumerable.Repeat(true, geometry.Count)]);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {found.FlaggedShare:0.000}: {string.Join("; ", found.Groups)}");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        Assert.Equal(160, found.Objects.Count + found.LeftOut);
    }

    [Fact]
    public void Nothing_judged_is_refused()
    {
        Assert.Contains("no node is judged", Assert.Throws<InvalidDataException>(() => FoundObjects.Of(Map((_, _) => true), 0.5f, Truth.Layer(), new bool[Geometry.Count])).Message);
        Assert.Throws<InvalidDataException>(() => FoundObjects.Of(Map((_, _) => true), 0.5f, Truth.Layer() with { Crs = Crs.Pulkovo1942GaussKruger25 }, Everywhere));
    }
}
