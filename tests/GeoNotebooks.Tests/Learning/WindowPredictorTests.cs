using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Tiles;
using Xunit;
using static TorchSharp.torch;

namespace GeoNotebooks.Tests.Learning;

[Collection(TrainingCollection.Name)]
public sealed class WindowPredictorTests
{
    private static readonly Discs Ground = Discs.Make(96);

    // A network that gives every node the same answer must show no window edges.
    [Fact]
    public void Windows_blend_without_seams()
    {
        using var network = new UNet(new(1, 2, 1, 0), 4);
        var stack = new FeatureStack([new Grid(new(30, 21, 0, 0, 200, 200, Crs.Local), new float[30 * 21], "flat", "m")]);
        var (flat, spread) = new WindowPredictor(network, new([new("flat", "m", 0, 1)]), 8, 4, 4).Predict(stack, All(stack), [NetworkPass.Plain], null, default);
        // Zeros in, no bias anywhere before the head: zero logits, save that padding is zeros as well.
        Assert.All(flat, value => Assert.Equal(0.5f, value, 1e-6f));
        Assert.All(spread, value => Assert.Equal(0, value));
        Assert.Equal([2, 1, 0, 1, 2, 1, 0, 1], Enumerable.Range(-2, 8).Select(i => WindowPredictor.Mirror(i, 3)));
    }

    // Windows of a tile start half a tile apart, so a shift by half a tile changes nothing, and one by a quarter of it changes most: there a node has a quarter of a tile
    // about it in every window, or half of one in a single window.
    [Fact]
    public void Windows_elsewhere_give_nearly_the_same_map()
    {
        var ground = Discs.Make(192);
        using var model = Trainer.Train(ground.Stack, ground.North, null, Discs.Quick with { Tiles = new(64, 16), Passes = 2 });
        Assert.Equal(Map(64, 0), Map(64, 32));
        Assert.InRange(Change(Map(64, 0), Map(64, 16)), 1e-6, 0.02);
        Assert.InRange(Change(Map(128, 0), Map(128, 48)), 1e-6, 0.02);
        // The windows of one size against those of another.
        Assert.InRange(Change(Map(64, 0), Map(128, 0)), 1e-6, 0.02);
        var map = Map(64, 0);
        Assert.True(map.Max() > 0.8 && map.Min() < 0.2);

        float[] Map(int size, int offset) => new WindowPredictor(model.Network, model.Card.Normaliser, size, 32, 4, offset)
            .Predict(ground.Stack, All(ground.Stack), [NetworkPass.Plain], null, default).Mean;

        // The 99th percentile.
        static float Change(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Order().ElementAt((int)(0.99 * a.Length));
    }

    [Fact]
    public void Windows_that_the_network_cannot_take_are_refused()
    {
        Assert.Equal((64, 32), new WindowOptions().For(64, 16));
        Assert.Equal((128, 32), new WindowOptions(128).For(64, 16));
        Assert.Contains("found 100 nodes that share 32", Assert.Throws<ArgumentException>(() => new WindowOptions(100).For(64, 16)).Message);
        Assert.Contains("found 64 nodes that share 40", Assert.Throws<ArgumentException>(() => new WindowOptions(Overlap: 40).For(64, 16)).Message);
    }

    // The blend by hand: every window of the whole grid through the network, four of them over each node.
    [Fact]
    public void Bands_give_what_all_windows_at_once_give()
    {
        const int size = 8, half = 4, rows = 21, columns = 30;
        using var network = new UNet(new(2, 2, 1, 0.5), 4);
        network.eval();
        var stack = new FeatureStack([.. Ground.Stack.Channels.Select(channel => channel.Window(3, 5, rows, columns))]);
        var normaliser = Normaliser.Fit(stack, All(stack));
        var channels = normaliser.Apply(stack);
        var expected = new double[rows * columns];
        using (no_grad())
            for (var row = -half; row < rows; row += half)
                for (var column = -half; column < columns; column += half)
                {
                    using var scope = NewDisposeScope();
                    var window = new float[2 * size * size];
                    for (var i = 0; i < window.Length; i++)
                        window[i] = channels[i / 64 * rows * columns + WindowPredictor.Mirror(row + i / 8 % 8, rows) * columns + WindowPredictor.Mirror(column + i % 8, columns)];
                    var answer = network.call(tensor(window, [1, 2, size, size])).sigmoid().data<float>().ToArray();
                    for (var i = 0; i < 64; i++)
                        if (row + i / 8 is >= 0 and < rows and var r && column + i % 8 is >= 0 and < columns and var c)
                            expected[r * columns + c] += answer[i] * Taper(i / 8) * Taper(i % 8);
                }
        var found = new WindowPredictor(network, normaliser, size, half, 3).Predict(stack, All(stack), [NetworkPass.Plain], null, default).Mean;
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

        static double Taper(int i) => Math.Pow(Math.Sin(Math.PI * (i + 0.5) / size), 2);
    }

    // Ground that is turned beforehand, looked at as it lies, gives the turned map of the ground looked at turned: tiles on a square that windows cover evenly.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Views_are_turned_back(int quarters, bool mirrored)
    {
        var (turn, size) = (new TileTurn(quarters, mirrored), 32);
        using var network = new UNet(new(2, 2, 1, 0), 4);
        var stack = new FeatureStack([.. Ground.Stack.Channels.Select(channel => channel.Window(3, 5, size, size))]);
        var normaliser = Normaliser.Fit(stack, All(stack));
        var turned = new FeatureStack([.. stack.Channels.Select(channel => channel with { Values = Turned(channel.Values) })]);
        var expected = Turned(Map(stack, turn));
        Assert.All(expected.Zip(Map(turned, default)), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.True(expected.Zip(Turned(Map(stack, default)), (a, b) => Math.Abs(a - b)).Max() > 1e-3);

        float[] Map(FeatureStack ground, TileTurn view) =>
            new WindowPredictor(network, normaliser, 8, 4, 4).Predict(ground, All(ground), [new(view, null)], null, default).Mean;

        float[] Turned(float[] values) => [.. Enumerable.Range(0, values.Length).Select(i => turn.Source(i / size, i % size, size) is var (row, column) ? values[row * size + column] : 0)];
    }

    private static bool[] All(FeatureStack stack) => [.. Enumerable.Repeat(true, stack.Geometry.Count)];
}
