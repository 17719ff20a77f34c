using GeoNotebooks.Learning;

namespace GeoNotebooks.Tests.Learning;

/// <summary>All weights and running statistics of a network as bytes: equal networks, equal bytes.</summary>
internal static class WeightBits
{
    public static byte[] Of(TargetModel model) => Of(model.Network);

    public static byte[] Of(UNet network)
    {
        // The scope holds each copy until its bytes have been read.
        using var scope = TorchSharp.torch.NewDisposeScope();
        return [.. network.state_dict().Values.SelectMany(tensor => tensor.detach().contiguous().bytes.ToArray())];
    }
}
