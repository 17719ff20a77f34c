using GeoNotebooks.Runs;
using GeoNotebooks.Tiles;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GeoNotebooks.Learning;

/// <summary>
/// The network of one target: channels of a tile in, a logit for each node out (Ronneberger, Fischer and Brox, 2015, MICCAI, with
/// padded convolutions and normalisation). Input (tile, channel, row, column), output (tile, 1, row, column).
/// </summary>
/// <remarks>
/// Batch normalisation by default: statistics of single tiles would take away the level of a field, and a tile that lies wholly
/// within a massif has nothing else to show. Its running statistics belong to the weights and are saved with them.
/// Weights start from draws of our own (He, Zhang, Ren and Sun, 2015, ICCV, eq. 10: variance 2 / fan-in), and so do dropped maps: libtorch's global
/// generator plays no part, and two trainings in one process do not disturb each other.
/// </remarks>
public sealed class UNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<ConvBlock> _down = [];
    private readonly ModuleList<ConvTranspose2d> _up = [];
    private readonly ModuleList<ConvBlock> _join = [];
    private readonly MaxPool2d _halve = MaxPool2d(2);
    private readonly Conv2d _head;
    private Draws _dropout;

    /// <summary>A network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">Seed of the weights.</param>
    public UNet(UNetOptions options, long seed)
        : base(NameOnceLoaded())
    {
        options.Require();
        Options = options;
        for (var level = 0; level <= options.Levels; level++)
            _down.Add(new(level == 0 ? options.Channels : Width(level - 1), Width(level), options.Normalisation));
        for (var level = options.Levels - 1; level >= 0; level--)
        {
            _up.Add(ConvTranspose2d(Width(level + 1), Width(level), 2, stride: 2));
            _join.Add(new(2 * Width(level), Width(level), options.Normalisation));
        }
        _head = Conv2d(options.BaseWidth, 1, 1);
        RegisterComponents();
        Initialise(seed);
    }

    /// <summary>Shape of the network.</summary>
    public UNetOptions Options { get; }

    /// <summary>The type in which convolutions are computed. Weights, their gradients and running statistics stay in single precision whatever it is.</summary>
    internal ScalarType ComputeType { get; set; } = ScalarType.Float32;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var encoded = Encode(input);
        return Decode(encoded, training ? Drop(encoded.Lowest) : encoded.Lowest).MoveToOuterDisposeScope();
    }

    /// <summary>The way down: what each level saw, finest first, and the maps of the lowest level.</summary>
    /// <param name="input">(tile, channel, row, column).</param>
    /// <param name="forPasses">Convolve what each level saw for the way up already: with several ways up from one way down, a quarter of the work.</param>
    internal Encoding Encode(Tensor input, bool forPasses = false)
    {
        RequireShape(input);
        var skips = new Tensor[Options.Levels];
        using var typed = input.to(ComputeType);
        var x = _down[0].call(typed);                                       // (tile, base, rows, columns)
        for (var level = 1; level <= Options.Levels; level++)
        {
            using var halved = _halve.call(x);
            skips[level - 1] = x;
            if (forPasses)
                using (x)
                    skips[level - 1] = _join[Options.Levels - level].PartOf(x);
            x = _down[level].call(halved);                                  // (tile, base << level, rows >> level, columns >> level)
        }
        return new(skips, x, forPasses);
    }

    /// <summary>The way up, from the maps of the lowest level or what dropout left of them, and the head: (tile, 1, rows, columns).</summary>
    internal Tensor Decode(Encoding encoded, Tensor lowest)
    {
        using var maps = Raise(encoded, lowest);
        return functional.conv2d(maps, _head.weight, _head.bias);
    }

    /// <summary>What the head looks at: (tile, base, rows, columns) in single precision, dropout as in training or prediction.</summary>
    internal Tensor Maps(Tensor input)
    {
        using var scope = NewDisposeScope();
        var encoded = Encode(input);
        return Raise(encoded, training ? Drop(encoded.Lowest) : encoded.Lowest).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// What dropout leaves of the lowest level's maps, the same maps for every tile: one thinned network, a draw from the posterior over networks
    /// that dropout stands for (Gal and Ghahramani, 2016, ICML).
    /// </summary>
    internal Tensor Thin(Tensor lowest, params ReadOnlySpan<long> seeds)
    {
        var draws = new Draws(seeds);
        return Kept(lowest, 1, ref draws);
    }

    /// <summary>
    /// Makes ready for a step in which a part learns. With the head alone the rest is as in prediction, since a normalisation that trains moves its running statistics whether or not its weights learn, and no
    /// gradient is kept for it, which saves most of the work.
    /// </summary>
    /// <returns>The parameters that learn.</returns>
    internal IEnumerable<Parameter> Learn(LearningPart part)
    {
        train(part == LearningPart.All);
        foreach (var (name, parameter) in named_parameters())
            if (parameter.requires_grad != Learns(name))
                parameter.requires_grad = Learns(name);
        return part == LearningPart.All ? parameters() : _head.parameters();

        bool Learns(string name) => part == LearningPart.All || name.StartsWith(nameof(_head), StringComparison.Ordinal);
    }

    /// <summary>Seeds the maps that the next calls drop while training.</summary>
    internal void SeedDropout(params ReadOnlySpan<long> seeds) => _dropout = new(seeds);

    /// <summary>
    /// Lays the weights of convolutions out with the channels of a node together, which is what makes libtorch choose such kernels all along.
    /// Values stay as they are.
    /// </summary>
    internal void ToChannelsLast()
    {
        using var _ = no_grad();
        foreach (var module in modules())
            switch (module)
            {
                case Conv2d convolution:
                    convolution.weight = Laid(convolution.weight);
                    break;
                case ConvTranspose2d convolution:
                    convolution.weight = Laid(convolution.weight!);
                    break;
            }

        // A view cannot be trained in place; its clone keeps the layout and is none.
        static Parameter Laid(Tensor weight) => new(ChannelsLast(weight).clone());
    }

    /// <summary>The same values, axis order (tile, channel, row, column) as before, with the channels of a node together in memory.</summary>
    internal static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static string NameOnceLoaded()
    {
        NativeTorch.Require();
        return nameof(UNet);
    }

    private int Width(int level) => Options.BaseWidth << level;

    /// <summary>The way up without the head.</summary>
    private Tensor Raise(Encoding encoded, Tensor lowest)
    {
        var x = lowest.alias();
        for (var step = 0; step < Options.Levels; step++)
        {
            using var coarse = x;
            using var raised = Up(_up[step], coarse);                       // (tile, base << level, rows >> level, columns >> level), level = levels - 1 - step
            x = Join(_join[step], encoded.Skips[^(step + 1)], raised, encoded.AreConvolved);
        }
        // In single precision whatever the type: oneDNN's convolutions to one bfloat16 map have wrong gradients where the processor multiplies bfloat16 (pytorch/pytorch #163347 is its kin), and the head costs next to nothing.
        using var last = x;
        return last.to(ScalarType.Float32);                                 // (tile, base, rows, columns)
    }

    private static Tensor Up(ConvTranspose2d convolution, Tensor x)
    {
        using var weight = convolution.weight!.to(x.dtype);
        using var bias = convolution.bias!.to(x.dtype);
        return functional.conv_transpose2d(x, weight, bias, [2, 2]);
    }

    /// <summary>The skip brings back where things lie.</summary>
    private static Tensor Join(ConvBlock block, Tensor skip, Tensor raised, bool isConvolved)
    {
        if (isConvolved)
            return block.Continue(skip, raised);
        using var both = cat([skip, raised], 1);                            // (tile, 2 * (base << level), rows >> level, columns >> level)
        return block.call(both);
    }

    /// <summary>Whole maps at once, since neighbours within a map say the same (Tompson and others, 2015, CVPR: spatial dropout).</summary>
    private Tensor Drop(Tensor x) => Options.Dropout == 0 ? x : Kept(x, x.shape[0], ref _dropout);

    private Tensor Kept(Tensor x, long tiles, ref Draws draws)
    {
        var keep = new float[tiles * x.shape[1]];
        foreach (ref var factor in keep.AsSpan())
            factor = draws.Unit() < Options.Dropout ? 0 : (float)(1 / (1 - Options.Dropout));
        using var scope = NewDisposeScope();
        return (x * tensor(keep, [tiles, x.shape[1], 1, 1]).to(x.device).to(x.dtype)).MoveToOuterDisposeScope();
    }

    private void RequireShape(Tensor input)
    {
        var shape = input.shape;
        if (shape.Length != 4 || shape[1] != Options.Channels || shape[2] % Options.SideMultiple != 0 || shape[3] % Options.SideMultiple != 0)
            throw new ArgumentException(
                $"the U-Net takes (tile, {Options.Channels}, rows, columns) with rows and columns in multiples of {Options.SideMultiple}; found ({string.Join(", ", shape)})");
    }

    private void Initialise(long seed)
    {
        using var _ = no_grad();
        using Scalar zero = 0, one = 1;
        foreach (var ((name, parameter), index) in named_parameters().Select((pair, index) => (pair, index)))
        {
            // Vectors are the scales (1) and shifts (0) of normalisations, and biases, which TorchSharp draws at random or leaves as they come.
            if (parameter.dim() < 2)
            {
                parameter.fill_(name.EndsWith("bias", StringComparison.Ordinal) ? zero : one);
                continue;
            }
            var transposed = name.StartsWith(nameof(_up), StringComparison.Ordinal);
            // A transposed convolution of stride 2 and width 2 makes each output node from one input node.
            var fanIn = transposed ? parameter.shape[0] : parameter.shape[1] * parameter.shape[2] * parameter.shape[3];
            var bound = MathF.Sqrt(6f / fanIn);
            var draws = new Draws(seed, index);
            var values = new float[parameter.numel()];
            foreach (ref var value in values.AsSpan())
                value = (2 * draws.Unit() - 1) * bound;
            using var fresh = tensor(values, parameter.shape);
            parameter.copy_(fresh);
        }
    }

    /// <summary>What the way down leaves to the way up; whoever encodes disposes of it.</summary>
    internal sealed record Encoding(Tensor[] Skips, Tensor Lowest, bool AreConvolved) : IDisposable
    {
        public void Dispose()
        {
            foreach (var skip in Skips)
                skip.Dispose();
            Lowest.Dispose();
        }
    }
}
