using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

public sealed class SignWeightTests
{
    private static readonly GridGeometry Geometry = new(10, 10, 0, 1800, 200, 200, Crs.Local);

    [Fact]
    public void Weights_of_yes_and_no_are_those_of_Bonham_Carter()
    {
        // 20 nodes of ore, 15 of them with the sign; 80 others, 20 of them with it.
        bool[] ore = [.. Enumerable.Range(0, 100).Select(node => node < 20)];
        var sign = new Grid(Geometry, [.. Enumerable.Range(0, 100).Select(node => node is < 15 or (>= 20 and < 40) ? 1f : 0f)], "sign", "1");
        var counted = SignWeight.Count([sign], ore, [.. ore.Select(_ => true)]);
        Assert.Equal(Math.Log(15.5 / 21 / (20.5 / 81)), counted.Weights[0].Plus, 1e-9);
        Assert.Equal(Math.Log(5.5 / 21 / (60.5 / 81)), counted.Weights[0].Minus, 1e-9);
        Assert.Equal(Math.Log(20 / 80.0), counted.PriorLogOdds, 1e-9);
        var score = counted.Of([sign.Values], [1]);
        Assert.True(score[0] > 0.4 && score[99] < 0.1);
    }

    [Fact]
    public void Ground_that_is_held_back_is_not_counted()
    {
        bool[] ore = [.. Enumerable.Range(0, 100).Select(node => node % 10 == 0)];
        bool[] ground = [.. Enumerable.Range(0, 100).Select(node => node < 50)];
        float[] values = [.. Enumerable.Range(0, 100).Select(node => node % 7 / 7f)];
        var other = values.Select((value, node) => node < 50 ? value : 1 - value).ToArray();
        var (one, two) = (SignWeight.Count([new(Geometry, values, "sign", "1")], ore, ground), SignWeight.Count([new(Geometry, other, "sign", "1")], ore, ground));
        Assert.Equal(one.Weights, two.Weights);
        Assert.Contains("found 0 nodes of ore among 50", Assert.Throws<InvalidDataException>(
            () => SignWeight.Count([new(Geometry, values, "sign", "1")], new bool[100], ground)).Message, StringComparison.Ordinal);
    }
}
