using System.Numerics;
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
    private const double Epsilon = 1e-5;
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
            Normalisation.Batch => BatchNorm2d(outOf, Epsilon),
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

    private Tensor Unit(Tensor x, Conv2d convolution, Module<Tensor, Tensor>? normalisation)
    {
        using var scope = NewDisposeScope();
        Tensor y;
        if (!training && normalisation is BatchNorm2d { running_mean: { } mean, running_var: { } variance } batch)
        {
            // Running statistics are constants: they go into the convolution, and the maps are walked over once less.
            var scale = batch.weight! * (variance + Epsilon).rsqrt();
            y = Convolve(x, convolution.weight * scale.reshape(-1, 1, 1, 1), batch.bias! - mean * scale);
        }
        else
        {
            y = Convolve(x, convolution.weight, convolution.bias);
            y = normalisation?.call(y) ?? y;
        }
        return y.relu_().MoveToOuterDisposeScope();
    }

    private static Tensor Convolve(Tensor x, Tensor weight, Tensor? bias) =>
        functional.conv2d(x, weight.to(x.dtype), bias?.to(x.dtype), [1, 1], [1, 1], [1, 1]);
}
