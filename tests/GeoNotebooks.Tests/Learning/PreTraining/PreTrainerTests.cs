using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.PreTraining;
using Xunit;

namespace GeoNotebooks.Tests.Learning.PreTraining;

/// <summary>Long waves in two channels, the second the first turned upside down under a little noise: what is hidden can be told from neighbours and from the other channel.</summary>
[Collection(TrainingCollection.Name)]
public sealed class PreTrainerTests
{
    private const int Side = 128;
    private static readonly FeatureStack Waves = MakeWaves();
    private static readonly bool[] North = [.. Enumerable.Range(0, Side * Side).Select(node => node / Side < Side / 2)];
    private static readonly TrainingOptions Quick = Discs.Quick with { Passes = 3, BatchSize = 8 };

    [Fact]
    public void It_learns_to_tell_what_is_hidden()
    {
        using var network = PreTrainer.Train(Waves, North, Quick);
        Assert.Equal(3, network.Losses.Count);
        // The median's distance from a wave in units of its robust scale is known: mean |sin| over interquartile range / 1.349, (2 / pi) / (2 sin(pi / 4) / 1.349) = 0.61; slanted waves of two lengths come near it.
        Assert.InRange(network.MedianLoss, 0.5, 0.8);
        Assert.True(network.Losses[^1] < 0.5 * network.MedianLoss, $"{string.Join(", ", network.Losses)}; the median {network.MedianLoss}");
        Assert.True(network.Losses[^1] < network.Losses[0]);
    }

    [Fact]
    public void Ground_that_is_not_open_is_not_read_and_the_same_seed_gives_the_same_bits()
    {
        using var once = PreTrainer.Train(Waves, North, Quick with { Passes = 1 });
        var elsewhere = new FeatureStack([.. Waves.Channels.Select(channel => channel with { Values = [.. channel.Values.Select((value, node) => North[node] ? value : 1e6f)] })]);
        using var again = PreTrainer.Train(elsewhere, North, Quick with { Passes = 1 });
        using var other = PreTrainer.Train(Waves, North, Quick with { Passes = 1, Seed = 2 });
        Assert.Equal(WeightBits.Of(once.Network), WeightBits.Of(again.Network));
        Assert.NotEqual(WeightBits.Of(once.Network), WeightBits.Of(other.Network));
        Assert.Equal(once.Normaliser.Channels, again.Normaliser.Channels);
    }

    // Noise cannot be told from noise: a network that seems to do so has seen what was hidden.
    [Fact]
    public void Of_noise_it_learns_nothing_beyond_the_median()
    {
        var random = new Random(3);
        Grid Noise(string name) => new(Waves.Geometry, [.. Enumerable.Range(0, Side * Side).Select(_ => (float)random.NextDouble())], name, "1");
        using var network = PreTrainer.Train(new([Noise("a"), Noise("b")]), [.. North.Select(_ => true)], Quick);
        Assert.InRange(network.Losses[^1] / network.MedianLoss, 0.98, 1.1);
    }

    [Fact]
    public void A_gap_in_one_channel_teaches_nothing_and_stops_nothing()
    {
        var gap = new FeatureStack([Waves.Channels[0] with { Values = [.. Waves.Channels[0].Values.Select((value, node) => node % Side < 40 ? float.NaN : value)] }, Waves.Channels[1]]);
        using var network = PreTrainer.Train(gap, North, Quick with { Passes = 1 });
        Assert.True(double.IsFinite(network.Losses[0]));
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Assert.Contains("mask of the normaliser", Assert.Throws<ArgumentException>(() => PreTrainer.Train(Waves, [true], Quick)).Message);
        Assert.Contains("no value on the 0 nodes", Assert.Throws<InvalidDataException>(() => PreTrainer.Train(Waves, new bool[Side * Side], Quick)).Message);
        Assert.Contains("side that divides 32", Assert.Throws<ArgumentException>(() => PreTrainer.Train(Waves, North, Quick, new(7))).Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => PreTrainer.Train(Waves, North, Quick, cancellation: cancelled.Token));
    }

    private static FeatureStack MakeWaves()
    {
        var geometry = new GridGeometry(Side, Side, 0, 0, 200, 200, Crs.Local);
        var random = new Random(1);
        float[] wave = [.. Enumerable.Range(0, Side * Side).Select(node => (float)(Math.Sin((node / Side + 0.5 * (node % Side)) / 6) + 0.5 * Math.Sin((node % Side - 0.3 * (node / Side)) / 9)))];
        return new([new(geometry, wave, "gravity", "mGal"), new(geometry, [.. wave.Select(value => -40 * value + (float)random.NextDouble())], "density", "kg/m3")]);
    }
}
