using System.Globalization;
using TorchSharp;

namespace GeoNotebooks.Figures;

/// <summary>A tensor as a notebook shows it: type, shape and device in a line, and the values of a small one.</summary>
internal static class TensorText
{
    private const int MostValues = 100;

    public static string Of(torch.Tensor tensor)
    {
        if (tensor.IsInvalid)
            return "tensor (disposed)";
        var gradient = tensor.requires_grad ? ", requires gradient" : "";
        var line = $"tensor: {tensor.dtype.ToString().ToLowerInvariant()} ({string.Join(", ", tensor.shape)}) on {tensor.device}{gradient}";
        return tensor.numel() > MostValues ? line : $"{line}\n{Values(tensor)}";
    }

    private static string Values(torch.Tensor tensor)
    {
        using var values = tensor.detach();
        return values.ToString(TensorStringStyle.Numpy, "G5", cultureInfo: CultureInfo.InvariantCulture, newLine: "\n");
    }
}
