using GeoNotebooks.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>Where and in which type this machine computes a network.</summary>
/// <param name="Kind">Processor or graphics card, never <see cref="ComputeDevice.Auto"/>.</param>
/// <param name="Precision">Never <see cref="Precision.Auto"/>.</param>
internal sealed record TrainingDevice(ComputeDevice Kind, Precision Precision)
{
    public static TrainingDevice Processor { get; } = new(ComputeDevice.Cpu, Precision.Float32);

    public ScalarType Type => Precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

    public Device Device => Kind == ComputeDevice.Cuda ? CUDA : CPU;

    /// <summary>What a wish means here.</summary>
    /// <exception cref="InvalidOperationException">A graphics card is wished for, and there is none.</exception>
    public static TrainingDevice Of(ComputeDevice device, Precision precision)
    {
        NativeTorch.Require();
        var hasCuda = device != ComputeDevice.Cpu && cuda.is_available();
        if (device == ComputeDevice.Cuda && !hasCuda)
            throw new InvalidOperationException("expected a graphics card, as the options ask for; libtorch finds none: build with TorchBackend=cuda on a machine that has one, or leave the device to Auto");
        var kind = hasCuda ? ComputeDevice.Cuda : ComputeDevice.Cpu;
        // Nothing was measured on a graphics card: Auto stays with single precision there.
        var bfloat16 = precision == Precision.BFloat16 || (precision == Precision.Auto && kind == ComputeDevice.Cpu && MachineRecord.MultipliesBFloat16());
        return new(kind, bfloat16 ? Precision.BFloat16 : Precision.Float32);
    }

    /// <summary>
    /// Moves a network here, computed in this type from now on, with the channels of a node together in memory: the faster layout, and on processors with avx512_bf16 the only one in which
    /// libtorch 2.10 computes and differentiates convolutions rightly.
    /// </summary>
    public void Place(UNet network)
    {
        network.ComputeType = Type;
        if (Kind == ComputeDevice.Cuda)
            network.to(Device);
        network.ToChannelsLast();
    }
}
