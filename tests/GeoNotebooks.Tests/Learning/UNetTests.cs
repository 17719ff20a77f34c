using GeoNotebooks.Learning;
using Xunit;
using static TorchSharp.torch;

namespace GeoNotebooks.Tests.Learning;

public sealed class UNetTests
{
    private static readonly UNetOptions Small = new(3, 4, 2);

    [Fact]
    public void One_logit_a_node_and_the_known_number_of_parameters()
    {
        using var scope = NewDisposeScope();
        using var network = new UNet(Small, 1);
        Assert.Equal([2, 1, 16, 24], network.call(ones(2, 3, 16, 24)).shape);
        using var standard = new UNet(new(), 1);
        Assert.Equal(Block(5, 16) + Enumerable.Range(0, 4).Sum(level => Block(16 << level, 32 << level) + Up(16 << level)) + 17, standard.parameters().Sum(parameter => parameter.numel()));

        // Two 3 x 3 convolutions without bias, each followed by a scale and a shift for each map.
        static long Block(long into, long outOf) => 9 * into * outOf + 9 * outOf * outOf + 4 * outOf;

        // A 2 x 2 convolution from twice the width with bias, and the block that joins it with the skip.
        static long Up(long width) => 4 * 2 * width * width + width + Block(2 * width, width);
    }

    [Fact]
    public void Channels_last_equals_contiguous()
    {
        using var scope = NewDisposeScope();
        using var plain = new UNet(Small, 1);
        using var last = new UNet(Small, 1);
        last.ToChannelsLast();
        foreach (var network in new[] { plain, last })
            network.eval();
        var input = Input();
        var (expected, found) = (plain.call(input), last.call(UNet.ChannelsLast(input)));
        Assert.True((expected - found).abs().max().item<float>() < 1e-5f);
        Assert.True(expected.std().item<float>() > 0.01f);
    }

    [Fact]
    public void Weights_laid_out_anew_are_trained_as_before()
    {
        using var scope = NewDisposeScope();
        using var network = new UNet(Small, 1);
        var before = network.parameters().Count();
        network.ToChannelsLast();
        Assert.Equal(before, network.parameters().Count());
        network.call(UNet.ChannelsLast(Input())).sum().backward();
        Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void Weights_depend_on_the_seed_alone()
    {
        using var first = new UNet(Small, 1);
        manual_seed(99);
        using var second = new UNet(Small, 1);
        using var other = new UNet(Small, 2);
        Assert.All(first.state_dict(), pair => Assert.True(pair.Value.eq(second.state_dict()[pair.Key]).all().item<bool>()));
        Assert.Contains(first.state_dict(), pair => !pair.Value.eq(other.state_dict()[pair.Key]).all().item<bool>());
    }

    [Fact]
    public void Dropout_follows_its_seed_and_rests_outside_training()
    {
        using var scope = NewDisposeScope();
        using var network = new UNet(Small with { Dropout = 0.5 }, 1);
        var input = Input();
        Assert.True(Call(1).eq(Call(1)).all().item<bool>());
        Assert.False(Call(1).eq(Call(2)).all().item<bool>());
        network.eval();
        Assert.True(Call(1).eq(Call(2)).all().item<bool>());

        Tensor Call(long seed)
        {
            network.SeedDropout(seed);
            return network.call(input);
        }
    }

    [Theory]
    [InlineData(Normalisation.Batch)]
    [InlineData(Normalisation.Group)]
    [InlineData(Normalisation.Instance)]
    [InlineData(Normalisation.None)]
    public void Every_normalisation_trains_every_weight_in_either_type(Normalisation normalisation)
    {
        using var scope = NewDisposeScope();
        using var network = new UNet(Small with { Normalisation = normalisation, Dropout = 0 }, 1);
        network.ToChannelsLast();
        var plain = network.call(UNet.ChannelsLast(Input()));
        plain.square().sum().backward();
        var gradients = network.parameters().Select(parameter => parameter.grad!.clone()).ToList();
        Assert.All(network.parameters().Where(parameter => parameter.dim() > 1), parameter => Assert.True(parameter.grad!.abs().max().item<float>() > 0));

        network.zero_grad();
        network.ComputeType = ScalarType.BFloat16;
        var rounded = network.call(UNet.ChannelsLast(Input()));
        rounded.square().sum().backward();
        Assert.Equal(ScalarType.Float32, rounded.dtype);
        Assert.All(network.state_dict().Values.Where(tensor => tensor.is_floating_point()), tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        Assert.InRange((rounded - plain).abs().max().item<float>() / plain.abs().max().item<float>(), 1e-6f, 0.05f);
        // Eight bits of mantissa: the gradient as a whole keeps its direction.
        var (dot, squares, others) = (0.0, 0.0, 0.0);
        foreach (var (parameter, gradient) in network.parameters().Zip(gradients))
        {
            Assert.Equal(ScalarType.Float32, parameter.grad!.dtype);
            dot += (parameter.grad * gradient).sum().item<float>();
            squares += gradient.square().sum().item<float>();
            others += parameter.grad.square().sum().item<float>();
        }
        Assert.True(dot / Math.Sqrt(squares * others) > 0.98, $"cosine {dot / Math.Sqrt(squares * others)}");
    }

    /// <summary>oneDNN's gradient through a convolution to one bfloat16 map may be wrong: a head computed so sent chance down the whole network, and two equal trainings came out unlike.</summary>
    [Fact]
    public void Gradients_of_bfloat16_are_those_of_single_precision_and_the_same_again()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var input = UNet.ChannelsLast(randn([8, 5, 32, 32], generator: generator));
        var labels = input.narrow(1, 0, 1).gt(0).to(ScalarType.Float32);
        var (single, half, again) = (Gradients(ScalarType.Float32), Gradients(ScalarType.BFloat16), Gradients(ScalarType.BFloat16));
        foreach (var (name, gradient) in single.Where(pair => pair.Key.StartsWith("_join.1._second", StringComparison.Ordinal) || pair.Key.StartsWith("_head", StringComparison.Ordinal)))
        {
            Assert.True((half[name] - gradient).norm().item<float>() < 0.1f * gradient.norm().item<float>(), name);
            Assert.True(half[name].equal(again[name]).all().item<bool>(), name);
        }

        Dictionary<string, Tensor> Gradients(ScalarType type)
        {
            using var network = new UNet(new(5, 16, 2, 0), 1) { ComputeType = type };
            network.ToChannelsLast();
            network.train();
            MaskedLoss.Of(network.call(input), labels, new() { PositiveWeight = 1 }).backward();
            return network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());
        }
    }

    /// <summary>A single map has no layout of its own, and libtorch's kernel for it may be wrong: beside an empty map it takes another.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void One_channel_alone_trains_as_it_does_beside_an_empty_one(int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var input = UNet.ChannelsLast(randn([8, 1, 64, 64], generator: generator));
        using var alone = new UNet(new(1, width, 2, 0), 1);
        using var beside = new UNet(new(2, width, 2, 0), 1);
        using (no_grad())
            foreach (var (name, weights) in beside.named_parameters())
            {
                var single = alone.state_dict()[name];
                weights.copy_(single.shape.SequenceEqual(weights.shape) ? single : cat([single, zeros_like(single)], 1));
            }
        var (first, second) = (Gradients(alone, input), Gradients(beside, UNet.ChannelsLast(cat([input, zeros_like(input)], 1))));
        foreach (var (name, gradient) in first)
        {
            var expected = second[name].narrow(1 % (int)second[name].dim(), 0, gradient.shape[1 % (int)gradient.dim()]);
            Assert.True((gradient - expected).norm().item<float>() <= 1e-3f * expected.norm().item<float>(), $"{name}: {(gradient - expected).norm().item<float>()} of {expected.norm().item<float>()}");
        }

        static Dictionary<string, Tensor> Gradients(UNet network, Tensor input)
        {
            network.ToChannelsLast();
            network.train();
            network.call(input).abs().sum().backward();
            return network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());
        }
    }

    // The running statistics go into the convolutions outside training: the answer is that of the layers one after another.
    [Fact]
    public void Folded_normalisation_equals_the_layers_one_after_another()
    {
        using var scope = NewDisposeScope();
        using var block = new ConvBlock(3, 4, Normalisation.Batch);
        for (var step = 0; step < 3; step++)
            block.call(Input() * (step + 1) + 0.3);
        block.eval();
        var layers = block.named_children().ToDictionary(child => child.name, child => (TorchSharp.torch.nn.Module<Tensor, Tensor>)child.module);
        var x = Input();
        foreach (var name in new[] { "_first", "_firstNorm", "_second", "_secondNorm" })
        {
            x = layers[name].call(x);
            x = name.EndsWith("Norm", StringComparison.Ordinal) ? nn.functional.relu(x) : x;
        }
        Assert.True((block.call(Input()) - x).abs().max().item<float>() < 1e-5f);
        Assert.True(x.std().item<float>() > 0.01f);
    }

    [Theory]
    [InlineData(Normalisation.Batch)]
    [InlineData(Normalisation.Group)]
    [InlineData(Normalisation.None)]
    public void Way_up_from_convolved_skips_is_the_same(Normalisation normalisation)
    {
        using var scope = NewDisposeScope();
        using var network = new UNet(Small with { Normalisation = normalisation }, 1);
        network.call(Input());
        network.eval();
        using var encoded = network.Encode(Input());
        using var convolved = network.Encode(Input(), forPasses: true);
        var thin = network.Thin(encoded.Lowest, 1);
        var (expected, found) = (network.Decode(encoded, thin), network.Decode(convolved, thin));
        Assert.True((expected - found).abs().max().item<float>() < 1e-5f * expected.abs().max().item<float>());
        Assert.True(expected.std().item<float>() > 0.01f);
    }

    [Fact]
    public void Thinned_network_drops_the_same_maps_for_every_tile()
    {
        using var scope = NewDisposeScope();
        using var network = new UNet(Small with { Dropout = 0.5 }, 1);
        network.eval();
        using var encoded = network.Encode(Input());
        var thin = network.Thin(encoded.Lowest, 3, 1);
        var dropped = thin.abs().amax([2, 3]).eq(0);
        Assert.True(dropped[0].eq(dropped[1]).logical_or(encoded.Lowest.abs().amax([2, 3]).eq(0).any(0)).all().item<bool>());
        Assert.False(thin.eq(network.Thin(encoded.Lowest, 3, 2)).all().item<bool>());
        Assert.True(network.Decode(encoded, encoded.Lowest).eq(network.call(Input())).all().item<bool>());
    }

    [Fact]
    public void Wrong_shapes_are_refused_in_a_sentence()
    {
        using var scope = NewDisposeScope();
        using var network = new UNet(Small, 1);
        Assert.Contains("(tile, 3, rows, columns) with rows and columns in multiples of 4; found (1, 2, 16, 16)", Refusal(zeros(1, 2, 16, 16)));
        Assert.Contains("found (1, 3, 18, 16)", Refusal(zeros(1, 3, 18, 16)));
        Assert.Contains("found (3, 16, 16)", Refusal(zeros(3, 16, 16)));
        Assert.Contains("dropout", Assert.Throws<ArgumentException>(() => new UNet(Small with { Dropout = 1 }, 1)).Message);

        string Refusal(Tensor input) => Assert.Throws<ArgumentException>(() => network.call(input)).Message;
    }

    private static Tensor Input() => sin(arange(2 * 3 * 16 * 16, dtype: ScalarType.Float32) * 0.37).reshape(2, 3, 16, 16);
}
