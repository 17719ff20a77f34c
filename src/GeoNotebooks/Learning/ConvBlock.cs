using System.Numerics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GeoNotebooks.Learning;

/// <summary>
/// Two 3 x 3 convolutions, each normalised and rectified: (tile, into, row, column) to (tile, outOf, row, column). Weights and running statistics stay in single precision; the convolutions
/// are computed in the type of the input.
/// </summary>
internal sealed class ConvBlock : Module<Tensor, Tensor>
{
    private const int Groups = 8;
    private const double Epsilon = 1e-5, Momentum = 0.1;

    // The library's own conversion of a number makes a Scalar that may be collected while native code reads it; these two never are.
    private static readonly Scalar EpsilonScalar = Epsilon, One = 1;
    private readonly Conv2d _first, _second;
    private readonly Module<Tensor, Tensor>? _firstNorm, _secondNorm;

    public ConvBlock(long into, long outOf, Normalisation normalisation)
        : base(nameof(ConvBlock))
    {
        var bias = normalisation == Normalisation.None;
        (_first, _second) = (Conv2d(into, outOf, 3, padding: 1, bias: bias), Conv2d(outOf, outOf, 3, padding: 1, bias: bias));
        (_firstNorm, _secondNorm) = (Norm(), Norm());
        RegisterComponents();

        // A group of one map is an instance; the library's own instance normalisation keeps no scale of its own by default.
        Module<Tensor, Tensor>? Norm() => normalisation switch
        {
            Normalisation.Batch => BatchNorm2d(outOf, Epsilon, Momentum),
            Normalisation.Group => GroupNorm((long)BigInteger.GreatestCommonDivisor(Groups, outOf), outOf, Epsilon),
            Normalisation.Instance => GroupNorm(outOf, outOf, Epsilon),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var between = Unit(input, _first, _firstNorm);
        return Unit(between, _second, _secondNorm);
    }

    /// <summary>The part that the first maps of an input have in the first convolution: what is the same in several passes need be convolved only once.</summary>
    /// <param name="maps">(tile, map, row, column), the first of the block's input.</param>
    public Tensor PartOf(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var (weight, bias, _) = Effective(_first, _firstNorm);
        return Convolve(maps, weight.narrow(1, 0, maps.shape[1]), bias).MoveToOuterDisposeScope();
    }

    /// <summary>What <see cref="forward"/> gives, from that part and the maps that follow in the input.</summary>
    public Tensor Continue(Tensor part, Tensor maps)
    {
        using var scope = NewDisposeScope();
        var (weight, _, normalisation) = Effective(_first, _firstNorm);
        var first = Convolve(maps, weight.narrow(1, weight.shape[1] - maps.shape[1], maps.shape[1]), null).add_(part, One);
        return Unit(Rectified(first, normalisation), _second, _secondNorm).MoveToOuterDisposeScope();
    }

    private Tensor Unit(Tensor x, Conv2d convolution, Module<Tensor, Tensor>? normalisation)
    {
        using var scope = NewDisposeScope();
        var (weight, bias, after) = Effective(convolution, normalisation);
        return Rectified(Convolve(x, weight, bias), after).MoveToOuterDisposeScope();
    }

    /// <summary>Weight and bias of a convolution, and the normalisation that is left to do after it.</summary>
    private (Tensor Weight, Tensor? Bias, Module<Tensor, Tensor>? After) Effective(Conv2d convolution, Module<Tensor, Tensor>? normalisation)
    {
        if (training || normalisation is not BatchNorm2d { running_mean: { } mean, running_var: { } variance } batch)
            return (convolution.weight, convolution.bias, normalisation);
        // Running statistics are constants: they go into the convolution, and the maps are walked over once less.
        var scale = batch.weight! * variance.add(EpsilonScalar, One).rsqrt();
        return (convolution.weight * scale.reshape(-1, 1, 1, 1), batch.bias! - mean * scale, null);
    }

    private static Tensor Rectified(Tensor x, Module<Tensor, Tensor>? normalisation) => (normalisation switch
    {
        BatchNorm2d batch => OfBatch(x, batch),
        _ => normalisation?.call(x) ?? x,
    }).relu_();

    /// <summary>What the module's own forward does in training, but that one counts the batches by a number that nobody holds.</summary>
    private static Tensor OfBatch(Tensor x, BatchNorm2d batch)
    {
        batch.num_batches_tracked!.add_(One, One);
        return functional.batch_norm(x, batch.running_mean, batch.running_var, batch.weight, batch.bias, training: true, Momentum, Epsilon);
    }

    private static Tensor Convolve(Tensor x, Tensor weight, Tensor? bias)
    {
        // One map alone lies in no layout, and libtorch 2.10 takes a kernel for it that is wrong on processors with avx512_bf16: an empty map goes with it.
        if (x.shape[1] == 1)
            (x, weight) = (UNet.ChannelsLast(cat([x, zeros_like(x)], 1)), cat([weight, zeros_like(weight)], 1));
        return functional.conv2d(x, weight.to(x.dtype), bias?.to(x.dtype), [1, 1], [1, 1], [1, 1]);
    }
}
