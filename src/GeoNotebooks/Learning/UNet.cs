using GeoNotebooks.Runs;
using GeoNotebooks.Tiles;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GeoNotebooks.Learning;

/// <summary>
/// The network of one target: channels of a tile in, a logit for each node out (Ronneberger, Fischer and Brox, 2015, MICCAI, with
/// padded convolutions and batch normalisation). Input (tile, channel, row, column), output (tile, 1, row, column).
/// </summary>
/// <remarks>
/// Batch and not group normalisation: statistics of single tiles would take away the level of a field, and a tile that lies wholly
/// within a massif has nothing else to show. Its running statistics belong to the weights and are saved with them.
/// Weights start from draws of our own (He, Zhang, Ren and Sun, 2015, ICCV, eq. 10: variance 2 / fan-in), and so do dropped maps: libtorch's global
/// generator plays no part, and two trainings in one process do not disturb each other.
/// </remarks>
public sealed class UNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> _down = [];
    private readonly ModuleList<Module<Tensor, Tensor>> _up = [];
    private readonly ModuleList<Module<Tensor, Tensor>> _join = [];
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
            _down.Add(Block(level == 0 ? options.Channels : Width(level - 1), Width(level)));
        for (var level = options.Levels - 1; level >= 0; level--)
        {
            _up.Add(ConvTranspose2d(Width(level + 1), Width(level), 2, stride: 2));
            _join.Add(Block(2 * Width(level), Width(level)));
        }
        _head = Conv2d(options.BaseWidth, 1, 1);
        RegisterComponents();
        Initialise(seed);
    }

    /// <summary>Shape of the network.</summary>
    public UNetOptions Options { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        RequireShape(input);
        using var scope = NewDisposeScope();
        var skips = new Stack<Tensor>();
        var x = _down[0].call(input);                                       // (tile, base, rows, columns)
        for (var level = 1; level <= Options.Levels; level++)
        {
            skips.Push(x);
            x = _down[level].call(_halve.call(x));                          // (tile, base << level, rows >> level, columns >> level)
        }
        x = Drop(x);
        for (var step = 0; step < Options.Levels; step++)
        {
            x = _up[step].call(x);                                          // (tile, base << level, rows >> level, columns >> level), level = levels - 1 - step
            x = _join[step].call(cat([skips.Pop(), x], 1));                 // the skip brings back where things lie
        }
        return _head.call(x).MoveToOuterDisposeScope();                     // (tile, 1, rows, columns)
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

    private static Sequential Block(long into, long outOf) => Sequential(
        Conv2d(into, outOf, 3, padding: 1, bias: false), BatchNorm2d(outOf), ReLU(),
        Conv2d(outOf, outOf, 3, padding: 1, bias: false), BatchNorm2d(outOf), ReLU());

    /// <summary>Whole maps at once, since neighbours within a map say the same (Tompson and others, 2015, CVPR: spatial dropout).</summary>
    private Tensor Drop(Tensor x)
    {
        if (!training || Options.Dropout == 0)
            return x;
        var keep = new float[x.shape[0] * x.shape[1]];
        foreach (ref var factor in keep.AsSpan())
            factor = _dropout.Unit() < Options.Dropout ? 0 : (float)(1 / (1 - Options.Dropout));
        return x * tensor(keep, [x.shape[0], x.shape[1], 1, 1]).to(x.dtype);
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
        foreach (var ((name, parameter), index) in named_parameters().Select((pair, index) => (pair, index)))
        {
            // Vectors are the scales (1) and shifts (0) of normalisations, and biases, which TorchSharp draws at random.
            if (parameter.dim() < 2)
            {
                if (name.EndsWith("bias", StringComparison.Ordinal))
                    parameter.zero_();
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
}
