using GeoNotebooks.Tiles;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GeoNotebooks.Learning.PreTraining;

/// <summary>A U-Net with another head: (tile, channel, row, column) with gaps to the same channels, told everywhere.</summary>
internal sealed class FieldFiller : Module<Tensor, Tensor>
{
    private static readonly Scalar One = 1;
    private readonly UNet _network;
    private readonly Conv2d _tell;

    public FieldFiller(UNet network, long seed)
        : base(nameof(FieldFiller))
    {
        (_network, _tell) = (network, Conv2d(network.Options.BaseWidth, network.Options.Channels, 1));
        RegisterComponents();
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using Scalar zero = 0;
        // Draws of our own, as the network's weights are; small ones, so that the first answer is the median.
        var (draws, values) = (new Draws(seed, -1), new float[_tell.weight.numel()]);
        foreach (ref var value in values.AsSpan())
            value = (2 * draws.Unit() - 1) / network.Options.BaseWidth;
        _tell.weight.copy_(tensor(values, _tell.weight.shape));
        _tell.bias!.fill_(zero);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var maps = _network.Maps(input);
        return functional.conv2d(maps, _tell.weight, _tell.bias);
    }

    /// <summary>Mean distance between what is told and what was hidden, over the hidden values that are known.</summary>
    /// <param name="answer">(tile, channel, row, column).</param>
    /// <param name="fields">What was there, same shape.</param>
    /// <param name="told">1 where a value counts, same shape.</param>
    public static Tensor Distance(Tensor answer, Tensor fields, Tensor told)
    {
        using var scope = NewDisposeScope();
        var distance = (-fields).add(answer, One).abs() * told;
        return (distance.sum() / told.sum().clamp(One, null)).MoveToOuterDisposeScope();
    }
}
