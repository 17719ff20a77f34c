using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Tiles;

public sealed class AugmentationTests
{
    private const int Size = 64;
    private static readonly GridGeometry Geometry = new(160, 160, 0, 0, 200, 200, Crs.Local);
    private static readonly TargetLabels Known = new(Geometry, [.. Enumerable.Repeat(TargetLabels.Present, Geometry.Count)], "body");
    private static readonly Augmentation Undisturbed = new(NoiseLevel: 0, GainLevel: 0, DropShare: 0);

    [Fact]
    public void Ten_views_are_the_eight_turns_once_each_and_two_free_angles()
    {
        var sampler = new TileSampler(new float[Geometry.Count], Known, new(), new(), 3);
        for (var pass = 0; pass < 3; pass++)
            for (var tile = 0; tile < sampler.Positions.Count; tile++)
            {
                var views = Enumerable.Range(10 * tile, 10).Select(view => sampler.ViewOf(pass, view)).ToList();
                Assert.Equal(8, views.Where(view => !view.IsFree).Select(view => (view.Degrees, view.Mirrored)).Distinct().Count());
                Assert.Equal(2, views.Count(view => view.IsFree));
                Assert.All(views, view => Assert.Equal(sampler.Positions[tile], view.Tile));
            }
    }

    [Fact]
    public void Free_turn_carries_a_body_counter_clockwise_by_its_angle()
    {
        // A spot 20 nodes due east of the middle of the tile at (48, 48), and nothing else.
        var (row, column) = (48 + 31.5, 48 + 31.5 + 20);
        float[] spot = [.. Enumerable.Range(0, Geometry.Count).Select(i => MathF.Exp(-(float)(Square(i / 160 - row) + Square(i % 160 - column)) / 18))];
        var labels = new TargetLabels(Geometry, [.. spot.Select(value => value > 0.5 ? TargetLabels.Present : TargetLabels.Absent)], "spot");
        var sampler = new TileSampler(spot, labels, new(Size, 16, 0), Undisturbed with { FreeAngles = 1 }, 5);
        var tile = sampler.Positions.ToList().IndexOf(new(48, 48));
        var (values, drawn) = (new float[Size * Size], new float[Size * Size]);
        for (var view = 10 * tile; view < 10 * tile + 10; view++)
        {
            sampler.Draw(0, view, values, drawn);
            var what = sampler.ViewOf(0, view);
            // Mirrored, the spot lay due west before the turn.
            var expected = what.Degrees + (what.Mirrored ? 180 : 0);
            Assert.InRange(Math.Abs(Math.IEEERemainder(AngleOf(values) - expected, 360)), 0, 0.2);
            // Labels come from the nearest node, within half a node of where they belong.
            Assert.InRange(Math.Abs(Math.IEEERemainder(AngleOf(drawn) - expected, 360)), 0, 1.5);
        }

        static double Square(double x) => x * x;
    }

    [Fact]
    public void Beyond_the_grid_a_free_view_is_unknown_and_within_its_window_it_is_not()
    {
        var ones = Enumerable.Repeat(1f, Geometry.Count).ToArray();
        var sampler = new TileSampler(ones, Known, new(Size, 48, 0), Undisturbed with { FreeAngles = 1 }, 5);
        var (values, labels) = (new float[Size * Size], new float[Size * Size]);
        var (outside, inside) = (0, 0);
        for (var view = 0; view < sampler.ViewsPerPass; view++)
        {
            sampler.Draw(0, view, values, labels);
            Assert.All(values.Zip(labels), pair => Assert.Equal(pair.Second == TargetLabels.Unknown ? 0 : 1, pair.First));
            // The middle tile has 48 nodes of ground about it, more than the 13.5 that the window reaches beyond the tile.
            if (sampler.ViewOf(0, view).Tile == new TilePosition(48, 48))
                inside += labels.Count(label => label == TargetLabels.Unknown);
            else
                outside += labels.Count(label => label == TargetLabels.Unknown);
        }
        Assert.Equal(0, inside);
        Assert.True(outside > 1000, $"{outside} nodes beyond the grid");
    }

    [Fact]
    public void Source_window_of_64_nodes_is_91_and_holds_every_free_turn()
    {
        Assert.Equal(91, new TileOptions().SourceWindow);
        double least = 0;
        for (var degrees = 0.0; degrees < 360; degrees += 0.5)
            foreach (var mirrored in new[] { false, true })
                foreach (var (row, column) in new[] { (0, 0), (0, 63), (63, 0), (63, 63) })
                {
                    var (y, x) = new FreeTurn(degrees, mirrored).Source(row, column, 64);
                    least = Math.Min(least, Math.Min(Math.Min(y, x), Math.Min(63 - y, 63 - x)));
                }
        Assert.InRange(least, -13.5, -13);
    }

    [Fact]
    public void Labels_that_are_unknown_stay_unknown_under_free_angles()
    {
        var half = Known.Where([.. Enumerable.Range(0, Geometry.Count).Select(i => i % 160 < 80)]);
        // The channel holds the label: 1 where it is known, 0 beyond, and between them where four nodes are mixed.
        var sampler = new TileSampler([.. half.Values.Select(value => value == TargetLabels.Unknown ? 0f : 1f)], half, new(Size, 48, 0), Undisturbed with { FreeAngles = 1 }, 5);
        var (values, labels) = (new float[Size * Size], new float[Size * Size]);
        for (var view = 0; view < sampler.ViewsPerPass; view++)
        {
            sampler.Draw(0, view, values, labels);
            Assert.All(values.Zip(labels), pair => Assert.True(pair.Second == TargetLabels.Unknown ? pair.First <= 0.5 + 1e-6 : pair.First >= 0.5 - 1e-6, $"{pair}"));
        }
    }

    /// <summary>The gradient of the turned potential, by central differences, must equal the turned gradient: nothing in the test knows how vectors turn.</summary>
    [Fact]
    public void Vector_channels_turn_with_their_potential()
    {
        var (potential, east, north) = (new float[Geometry.Count], new float[Geometry.Count], new float[Geometry.Count]);
        for (var i = 0; i < Geometry.Count; i++)
        {
            // f = x + y / 2 + (x^2 - 1.5 x y) / 1000, x to the east and y to the north, in nodes.
            var (x, y) = (i % 160 - 80.0, 80.0 - i / 160);
            potential[i] = (float)(x + 0.5 * y + 0.001 * (x * x - 1.5 * x * y));
            // Normalised each by a scale of its own, as a normaliser leaves them.
            east[i] = (float)((1 + 0.001 * (2 * x - 1.5 * y) - 0.9) / 0.5);
            north[i] = (float)((0.5 - 0.0015 * x - 0.4) / 0.2);
        }
        var normaliser = new Normaliser([new("slope_e", "mGal/km", 0.9, 0.5), new("height", "mGal", 0, 1), new("slope_n", "mGal/km", 0.4, 0.2)]);
        var augmentation = Undisturbed with { FreeAngles = 0.5, Orientations = new Dictionary<string, ChannelOrientation> { ["slope_e"] = ChannelOrientation.EastOf("slope"), ["slope_n"] = ChannelOrientation.NorthOf("slope") } };
        var sampler = new TileSampler([.. east, .. potential, .. north], Known, new(Size, 48, 0), augmentation, 9, normaliser);
        var middle = sampler.Positions.ToList().IndexOf(new(48, 48));
        var values = new float[3 * Size * Size];
        for (var view = 10 * middle; view < 10 * middle + 10; view++)
        {
            sampler.Draw(0, view, values, new float[Size * Size]);
            for (var row = 1; row < Size - 1; row++)
                for (var column = 1; column < Size - 1; column++)
                {
                    Assert.Equal((F(row, column + 1) - F(row, column - 1)) / 2, values[3 * (row * Size + column)] * 0.5 + 0.9, 3e-3);
                    Assert.Equal((F(row - 1, column) - F(row + 1, column)) / 2, values[3 * (row * Size + column) + 2] * 0.2 + 0.4, 3e-3);
                }
        }

        float F(int row, int column) => values[3 * (row * Size + column) + 1];
    }

    [Fact]
    public void Dropped_channels_are_zero_as_often_as_asked_and_never_all()
    {
        var normaliser = Named("magnetic_local", "slope_e", "slope_n");
        var augmentation = new Augmentation(NoiseLevel: 0.1, DropShare: 0.3) { Orientations = new Dictionary<string, ChannelOrientation> { ["slope_e"] = ChannelOrientation.EastOf("slope"), ["slope_n"] = ChannelOrientation.NorthOf("slope") } };
        var sampler = new TileSampler([.. Enumerable.Repeat(1f, 3 * Geometry.Count)], Known, new(Size, 48, 0), augmentation, 5, normaliser);
        var values = new float[3 * Size * Size];
        sampler.Draw(0, Enumerable.Range(0, sampler.ViewsPerPass).First(view => sampler.ViewOf(0, view).Gains[0] == 0), values, new float[Size * Size]);
        Assert.All(values.Where((_, i) => i % 3 == 0), value => Assert.Equal(0, value));
        var gains = (from pass in Enumerable.Range(0, 150) from view in Enumerable.Range(0, sampler.ViewsPerPass) select sampler.ViewOf(pass, view).Gains).ToList();
        Assert.All(gains, gain => Assert.Equal(gain[1], gain[2]));
        Assert.DoesNotContain(gains, gain => gain.All(factor => factor == 0));
        // Both of two lost in 9 % of the views, of which one is then kept, each as often: 30 % less 4.5 %.
        Assert.Equal(0.255, gains.Count(gain => gain[0] == 0) / (double)gains.Count, 0.012);
        Assert.Equal(0.255, gains.Count(gain => gain[1] == 0) / (double)gains.Count, 0.012);
    }

    [Fact]
    public void Magnetic_field_as_measured_is_neither_turned_nor_mirrored_and_the_sampler_says_why()
    {
        var sampler = new TileSampler(new float[2 * Geometry.Count], Known, new(), new(), 5, Named("thorium", "table: magnetic_anomaly"));
        Assert.All(Enumerable.Range(0, sampler.ViewsPerPass).Select(view => sampler.ViewOf(0, view)), view => Assert.Equal((0, false), (view.Degrees, view.Mirrored)));
        Assert.Equal(
            "views are neither turned nor mirrored: 'table: magnetic_anomaly' is a magnetic field not reduced to the pole, and the inducing field does not turn with the ground", Assert.Single(sampler.Notes));
        Assert.Empty(new TileSampler(new float[2 * Geometry.Count], Known, new(), new(), 5, Named("thorium", "magnetic_local")).Notes);
        Assert.Empty(new TileSampler(new float[2 * Geometry.Count], Known, new(), Augmentation.None, 5, Named("thorium", "table: magnetic_anomaly")).Notes);
    }

    [Fact]
    public void Shaded_relief_and_half_a_vector_are_refused()
    {
        Assert.Contains("'shaded' depends on one azimuth", Refusal(ChannelOrientation.Azimuthal, "m"));
        Assert.Contains("found 1 and 0", Refusal(ChannelOrientation.EastOf("slope"), "m"));
        Assert.Contains("'shaded' in m and 'other' in km", Refusal(ChannelOrientation.EastOf("slope"), "km", ChannelOrientation.NorthOf("slope")));
        // As they lie, both may be looked at.
        _ = Sampler(Augmentation.None, ChannelOrientation.Azimuthal, "m", null);

        static string Refusal(ChannelOrientation shaded, string unit, ChannelOrientation? other = null) =>
            Assert.Throws<ArgumentException>(() => Sampler(new(), shaded, unit, other)).Message;

        static TileSampler Sampler(Augmentation augmentation, ChannelOrientation shaded, string unit, ChannelOrientation? other) =>
            new(new float[2 * Geometry.Count], Known, new(), augmentation with { Orientations = new Dictionary<string, ChannelOrientation> { ["shaded"] = shaded, ["other"] = other ?? ChannelOrientation.Scalar } }, 5,
                new([new("shaded", "m", 0, 1), new("other", unit, 0, 1)]));
    }

    [Fact]
    public void Normaliser_of_other_channels_is_refused() =>
        Assert.Contains("knows 1 channels; found values of 2", Assert.Throws<ArgumentException>(() => new TileSampler(new float[2 * Geometry.Count], Known, new(), new(), 5, Named("thorium"))).Message);

    private static Normaliser Named(params string[] names) => new([.. names.Select(name => new ChannelScale(name, "1", 0, 1))]);

    /// <summary>Direction of the middle of the positive values from the middle of the tile, degrees counter-clockwise from east.</summary>
    private static double AngleOf(float[] values)
    {
        double x = 0, y = 0;
        for (var i = 0; i < values.Length; i++)
            if (values[i] > 0)
                (x, y) = (x + values[i] * (i % Size - 31.5), y + values[i] * (31.5 - i / Size));
        return double.RadiansToDegrees(Math.Atan2(y, x));
    }
}
